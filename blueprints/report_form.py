"""What the forms of a report have in common, whatever the report is on."""

import json
from collections.abc import Callable, Mapping
from typing import Generic, NamedTuple, TypeVar

Report = TypeVar("Report")


class ReportForm(NamedTuple, Generic[Report]):
    """One form: what it is called, and how it is written."""

    label: str
    ending: str
    """Of a file's name."""

    media_type: str
    write: Callable[[Report], str]


def as_json(members: Mapping[str, object]) -> str:
    """Return the members of a report as a file for programs."""
    return json.dumps(members, indent=2, ensure_ascii=False) + "\n"
