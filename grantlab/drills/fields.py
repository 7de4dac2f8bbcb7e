"""The forms that a drill's fields may take."""

from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, StringConstraints

from grantlab.protocol.durations import DurationError, parse_duration

STRICT = ConfigDict(extra="forbid")
"""A field that nobody knows is a slip of the pen, and not to be passed over."""


def _read_length(text: object) -> timedelta:
    try:
        return parse_duration(str(text))
    except DurationError as exc:
        raise ValueError(str(exc)) from exc


Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
CauseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]+$")]
StatementId = Annotated[str, StringConstraints(pattern=r"^[LER]\d+$")]
Length = Annotated[timedelta, BeforeValidator(_read_length)]
"""A length of time, written as ``25h``, ``90m`` or ``100d``."""
