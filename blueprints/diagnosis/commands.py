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

from blueprints.command_line import FOUND_SOMETHING, MISUSED, json_option
from blueprints.diagnosis.decoding import decode_text
from blueprints.diagnosis.zones import find_zone
from grantlab.runtime.clock import SystemClock

if TYPE_CHECKING:
    from blueprints.diagnosis.diagnosed import Diagnosed

Told = Callable[[str], "Diagnosed"]
"""What diagnoses a text, with the answers and the time zone that were given."""

REPORTS = ("html", "markdown", "json")


@click.command()
@click.argument("file", type=click.File("rb"), required=False)
@json_option
@click.option(
    "--report", type=click.Choice(REPORTS), help="Print a report, to be sent on.",
)  # fmt: skip
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
    report: str | None,
    answers: tuple[str, ...],
    time_zone: str | None,
    cases: IO[bytes] | None,
) -> None:
    """Say what the text in FILE shows (- reads standard input).

    It may be a paste, or an evidence file of `flask connections export`. Exits with 1 if a
    cause was found, with 0 if none, and with 2 on wrong use, or if a text was not read.
    Nothing is sent, and nothing is stored.
    """
    if (file is None) == (cases is None):
        raise click.UsageError("give either FILE or --cases.")
    if report and (as_json or cases is not None):
        raise click.UsageError("--report is for one FILE, and without --json.")
    told = partial(
        _diagnose,
        answers=dict(_split_answer(answer) for answer in answers),
        zone=_read_zone(time_zone),
    )
    if cases is not None:
        sys.exit(_diagnose_cases(cases, told))
    assert file is not None  # noqa: S101 -- one of the two is given, as checked above
    sys.exit(_diagnose_one(file, told, as_json=as_json, report=report))


def _diagnose_one(
    file: IO[bytes], told: Told, *, as_json: bool, report: str | None
) -> int:
    diagnosed = told(decode_text(file.read()))
    if diagnosed.refusal:
        click.echo(f"Error: {diagnosed.refusal}", err=True)
        if as_json:
            click.echo(json.dumps(diagnosed.members, indent=2))
    elif report is not None:
        from blueprints.diagnosis.report_forms import FORMS

        click.echo(FORMS[report].write(diagnosed.report(SystemClock().now())), nl=False)
    elif as_json:
        click.echo(json.dumps(diagnosed.members, indent=2))
    else:
        for line in _lines(diagnosed):
            click.echo(line)
    return _exit_code(diagnosed)


def _diagnose_cases(cases: IO[bytes], told: Told) -> int:
    """Answer each line, and say of those that were not read which they are."""
    exit_code = 0
    for number, line in enumerate(cases, start=1):
        if not line.strip():
            continue
        case = _read_case(line, number)
        diagnosed = told(case["raw_paste"])
        if diagnosed.refusal:
            click.echo(f"Error: line {number}: {diagnosed.refusal}", err=True)
        click.echo(json.dumps({"id": case.get("id"), **diagnosed.members}))
        exit_code = max(exit_code, _exit_code(diagnosed))
    return exit_code


def _exit_code(diagnosed: "Diagnosed") -> int:
    if diagnosed.refusal:
        return MISUSED
    return 0 if diagnosed.diagnosis.verdict is None else FOUND_SOMETHING


def _diagnose(text: str, *, answers: dict[str, str], zone: tzinfo) -> "Diagnosed":
    from blueprints.diagnosis.diagnosed import diagnose_text
    from grantlab.diagnosis.questions import UnknownAnswerError

    try:
        return diagnose_text(text, answers=answers, zone=zone)
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


def _lines(diagnosed: "Diagnosed") -> Iterator[str]:
    diagnosis = diagnosed.diagnosis
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
    others = [cause for cause in diagnosis.candidates if cause is not diagnosis.verdict]
    if named is not None and others:
        yield "It may be as well:"
    for cause in others:
        yield f"- {cause.title} ({cause.id})"
    if diagnosis.question is not None:
        opening = "What decides it" if named is None else "What would confirm it"
        yield f"{opening}: {diagnosis.question.text}"
        for answer in diagnosis.question.answers:
            yield f"  --answer {diagnosis.question.id}={answer.id}\t{answer.text}"
