"""A run that travels: written as JSON when it is over, read where it is looked at."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from grantlab.diagnosis.hiding import hide_companies, hide_secrets
from grantlab.diagnosis.reports.cleaning import cleaned
from grantlab.protocol.round_trip import RoundTrip
from grantlab.verification.errors import RunFileError
from grantlab.verification.results import CheckResult, Entry, Run

FORMAT = "grantlab-verification"
VERSION = 1
"""Raised when a file of the version before can no longer be opened."""

LONGEST = 8 << 20
"""Octets of a file that is read; a run of all statements has about one million."""

LONGEST_PLACE = 80
"""Characters of the place that is named when something in a file is wrong."""

Form = TypeVar("Form")


@dataclass(frozen=True, slots=True)
class _Head:
    """What is read first: whether it is a file of ours, and of which version."""

    format: str
    version: int


@dataclass(frozen=True, slots=True)
class _File:
    """The whole of it, of the version that is written now."""

    format: str
    version: int
    run: Run


_HEAD = TypeAdapter(_Head)
_FILE = TypeAdapter(_File)
_UNWRITTEN: Any = {
    "run": {"results": {"__all__": {"record": {"__all__": {"private_body"}}}}}
}


def write_run(run: Run) -> dict[str, object]:
    """Return the members of a file, without a secret and without a company.

    What a company or UserInfo answered is left out whole.
    """
    file = _File(format=FORMAT, version=VERSION, run=clean_run(run))
    members: dict[str, object] = _FILE.dump_python(
        file, mode="json", exclude=_UNWRITTEN
    )
    return members


def read_run(text: str | bytes) -> Run:
    """Return the run that a file holds.

    Every text in it is looked through once more for what has the shape of a secret,
    because a file may have been written by hand.

    Raises:
        RunFileError: it holds none; the message says why.
    """
    octets = text.encode(errors="replace") if isinstance(text, str) else text
    if len(octets) > LONGEST:
        raise RunFileError("the file of a run is longer than eight million octets")
    head = _read(_HEAD, octets, extra="ignore")
    if head.format != FORMAT:
        raise RunFileError("the file is none of a run")
    if head.version != VERSION:
        raise RunFileError(
            f"the file of a run is of version {head.version}, and this Grantlab reads version"
            f" {VERSION}"
        )
    run = _read(_FILE, octets, extra="forbid").run
    _check(run)
    return clean_run(run)


def clean_run(run: Run) -> Run:
    """Return a run as it may go out: without a secret, a company and what one answered."""
    results = tuple(map(_without_answers, run.results))
    return cleaned(replace(run, results=results), _hide)


def _read(form: TypeAdapter[Form], octets: bytes, *, extra: Any) -> Form:
    try:
        return form.validate_json(octets, strict=True, extra=extra)
    except ValidationError as exc:
        error = exc.errors(include_url=False, include_input=False)[0]
        if error["type"] == "json_invalid":
            raise RunFileError(
                "the file of a run is not whole: its JSON is broken"
            ) from None
        place = ".".join(map(str, error["loc"])) or "it"
        raise RunFileError(
            "the file of a run is not of its form:"
            f" {hide_secrets(place)[:LONGEST_PLACE]}: {error['msg'].lower()}"
        ) from None


def _check(run: Run) -> None:
    if any(moment.utcoffset() is None for moment in _moments(run)):
        raise RunFileError("the file of a run has a moment without its zone")
    counted = Counter(result.statement for result in run.results)
    if any(times > 1 for times in counted.values()):
        raise RunFileError("the file of a run has two results of one statement")


def _moments(run: Run) -> Iterator[datetime]:
    yield run.began_at
    if run.ended_at is not None:
        yield run.ended_at
    for result in run.results:
        for entry in result.record:
            yield entry.started_at if isinstance(entry, RoundTrip) else entry.at


def _without_answers(result: CheckResult) -> CheckResult:
    return replace(result, record=tuple(map(_without_answer, result.record)))


def _without_answer(entry: Entry) -> Entry:
    return replace(entry, private_body=None) if isinstance(entry, RoundTrip) else entry


def _hide(text: str) -> str:
    return hide_companies(hide_secrets(text))
