"""``flask diagnose``: what a paste shows, for people and for programs.

What takes time to load is loaded when the command runs: every use of ``flask`` loads this.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo
from functools import partial
from typing import IO, TYPE_CHECKING

import click

from blueprints.command_line import FOUND_SOMETHING, json_option
from blueprints.diagnosis.zones import find_zone

if TYPE_CHECKING:
    from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis

Told = Callable[[str], "PasteDiagnosis"]
"""What diagnoses a text, with the answers and the time zone that were given."""


@click.command()
@click.argument("file", type=click.File("rb"), required=False)
@json_option
@click.option(
    "--answer", "answers", multiple=True, metavar="QUESTION=ANSWER",
    help="Answer a question by its id and the id of the answer; may be repeated.",
)  # fmt: skip
@click.option(
    "--time-zone", metavar="ZONE",
    help="Of times that are written without one: a name such as Europe/Berlin, or +02:00.",
)  # fmt: skip
@click.option(
    "--cases", type=click.File("rb"), metavar="FILE.jsonl",
    help="Diagnose raw_paste of each line, and print one JSON object a line.",
)  # fmt: skip
def diagnose(
    file: IO[bytes] | None,
    *,
    as_json: bool,
    answers: tuple[str, ...],
    time_zone: str | None,
    cases: IO[bytes] | None,
) -> None:
    """Say what the text in FILE shows (- reads standard input).

    Exits with 1 if a cause was found, with 0 if none, and with 2 on wrong use. Nothing is
    sent, and nothing is stored.
    """
    if (file is None) == (cases is None):
        raise click.UsageError("give either FILE or --cases.")
    told = partial(
        _diagnose,
        answers=dict(_split_answer(answer) for answer in answers),
        zone=_read_zone(time_zone),
    )
    if cases is not None:
        found = _diagnose_cases(cases, told)
    else:
        assert file is not None  # noqa: S101 -- one of the two is given, as checked above
        found = _diagnose_one(file, told, as_json=as_json)
    sys.exit(FOUND_SOMETHING if found else 0)


def _diagnose_one(file: IO[bytes], told: Told, *, as_json: bool) -> bool:
    from grantlab.diagnosis.pastes.members import diagnosis_members

    diagnosis = told(_decode(file.read()))
    if as_json:
        click.echo(json.dumps(diagnosis_members(diagnosis), indent=2))
    else:
        for line in _lines(diagnosis):
            click.echo(line)
    return diagnosis.verdict is not None


def _diagnose_cases(cases: IO[bytes], told: Told) -> bool:
    from grantlab.diagnosis.pastes.members import diagnosis_members

    found = False
    for number, line in enumerate(cases, start=1):
        if not line.strip():
            continue
        case = _read_case(line, number)
        diagnosis = told(case["raw_paste"])
        found = found or diagnosis.verdict is not None
        click.echo(json.dumps({"id": case.get("id"), **diagnosis_members(diagnosis)}))
    return found


def _diagnose(text: str, *, answers: dict[str, str], zone: tzinfo) -> "PasteDiagnosis":
    from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
    from grantlab.diagnosis.questions import UnknownAnswerError

    try:
        return diagnose_paste(text, answers=answers, zone=zone)
    except UnknownAnswerError as exc:
        raise click.UsageError(f"{exc}.") from exc


def _read_case(line: bytes, number: int) -> dict[str, str]:
    try:
        case = json.loads(line)
    except ValueError as exc:
        raise click.UsageError(f"line {number} is not JSON.") from exc
    if not isinstance(case, dict) or not isinstance(case.get("raw_paste"), str):
        raise click.UsageError(f"line {number} has no raw_paste.")
    return case


def _read_zone(written: str | None) -> tzinfo:
    zone = find_zone(written) if written else UTC
    if zone is None:
        raise click.UsageError(f"{written!r} is no time zone.")
    return zone


def _split_answer(answer: str) -> tuple[str, str]:
    question, equals, choice = answer.partition("=")
    if not equals:
        raise click.UsageError(f"{answer!r} is not of the form QUESTION=ANSWER.")
    return question, choice


def _decode(octets: bytes) -> str:
    """Return the text; what is none is told by the reader of pastes, in words."""
    return octets.decode("utf-8", errors="replace")


def _lines(diagnosis: "PasteDiagnosis") -> Iterator[str]:
    if diagnosis.understood.refusal:
        yield diagnosis.understood.refusal
        return
    named = diagnosis.named
    if named is not None:
        yield f"{named.finding.verdict}: {named.cause.title} ({named.cause.id})."
        yield named.finding.because
        if named.finding.remedy:
            yield f"What to do: {named.finding.remedy}"
    elif diagnosis.candidates:
        yield "Cannot tell yet. It may be one of these:"
    else:
        yield "Cannot tell: nothing in it is known to be a failure of OAuth."
    for cause in diagnosis.candidates:
        if cause is not diagnosis.verdict:
            yield f"- {cause.title} ({cause.id})"
    if diagnosis.question is not None:
        yield f"What decides it: {diagnosis.question.text}"
        for answer in diagnosis.question.answers:
            yield f"  --answer {diagnosis.question.id}={answer.id}\t{answer.text}"
