"""A report for a terminal, and its outcomes for a program."""

import json
from collections.abc import Iterator
from textwrap import wrap

from grantlab.verification.reports.members import outcome_members
from grantlab.verification.reports.record_text import record_lines
from grantlab.verification.reports.report import Report, Row
from grantlab.verification.reports.wording import (
    heading,
    left,
    length_words,
    run_name,
    run_names,
    unshown_words,
)
from grantlab.verification.results import Outcome, Run

WIDTH = 88
_ALWAYS = frozenset({Outcome.PASSED, Outcome.FAILED})


def outcome_text(report: Report) -> str:
    """Return what came of each statement as JSON."""
    return json.dumps(outcome_members(report), indent=2)


def report_lines(report: Report) -> Iterator[str]:
    """Yield a line for each run, then what was not shown, what failed, and the verdict."""
    yield from _table(report)
    for unshown in report.unshown_alike:
        yield ""
        yield from wrap(f"{unshown_words(unshown)} {unshown.because}", WIDTH)
    alone = [row.stated.id for row in report.rows if report.own_reasons(row)]
    if alone:
        yield ""
        words = f"Not shown, for reasons that a report gives: {', '.join(alone)}."
        yield from wrap(words, WIDTH)
    for row in report.failures:
        yield ""
        yield from _failure_lines(row)
    yield ""
    for sentence in left(report):
        yield from wrap(sentence, WIDTH)
    yield f"{heading(report)}."


def _table(report: Report) -> Iterator[str]:
    counted = _ALWAYS.union(report.outcomes)
    shown = [outcome for outcome in Outcome if outcome in counted]
    first = max(len(run_name(run)) for run in report.runs)
    yield "  ".join([" " * first, *(outcome.value for outcome in shown), "   time"])
    for run in report.runs:
        counts = (str(run.count[one]).rjust(len(one.value)) for one in shown)
        yield "  ".join([run_name(run).ljust(first), *counts, _took(run).rjust(7)])


def _failure_lines(row: Row) -> Iterator[str]:
    yield from wrap(f"{row.stated.id} {row.stated.plain}", WIDTH)
    for first, *others in row.failed_alike:
        because = f"{run_names((first, *others))}: {first.result.because}"
        yield from wrap(because, WIDTH, initial_indent="  ", subsequent_indent="  ")
        for line in record_lines(first.result.record):
            yield from wrap(
                line, WIDTH, initial_indent="    ", subsequent_indent="      "
            )


def _took(run: Run) -> str:
    return "" if run.ended_at is None else length_words(run.ended_at - run.began_at)
