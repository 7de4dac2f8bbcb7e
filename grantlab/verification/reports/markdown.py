"""A report as Markdown, for a ticket or the summary of a build."""

from collections.abc import Iterator
from itertools import groupby

from grantlab.diagnosis.reports.markdown_text import fenced, plain_line
from grantlab.diagnosis.wording import moment
from grantlab.verification.reports.record_text import record_lines, wire_lines
from grantlab.verification.reports.report import Report, Row, Shown
from grantlab.verification.reports.wording import (
    ABOUT,
    CLOCKS,
    FINGERPRINTS,
    OUTCOMES,
    PRESETS,
    PRESETS_DIFFER,
    SOURCES,
    heading,
    length_words,
    run_name,
    run_names,
    service_words,
    summary,
    unshown_words,
)
from grantlab.verification.unshown import Unshown


def report_markdown(report: Report) -> str:
    """Return the report: verdict and failures first, then every statement."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {heading(report)}"
    yield ""
    yield summary(report)
    yield ""
    yield from _circumstances(report)
    yield from _counts(report)
    if report.failures:
        yield from _section("What failed")
        for row in report.failures:
            yield from _failure(row)
    yield from _section("Every statement")
    for unshown in report.unshown_alike:
        yield f"- {_unshown(unshown)}"
    if report.unshown_alike:
        yield ""
    for chapter, rows in groupby(report.rows, key=lambda row: row.stated.chapter):
        yield from _chapter(chapter, tuple(rows), report)
    yield from _section("How to read this")
    yield f"{ABOUT} {SOURCES}"
    yield ""
    yield from (f"- **{outcome}**: {means}" for outcome, means in OUTCOMES.items())
    yield ""
    if report.presets:
        yield PRESETS_DIFFER
        yield ""
        yield from (f"- **{name}**: {PRESETS[name]}" for name in report.presets)
        yield ""
    yield f"{CLOCKS} {FINGERPRINTS}" if report.presets else FINGERPRINTS


def _circumstances(report: Report) -> Iterator[str]:
    first = report.runs[0]
    yield f"- Against: {service_words(first)}"
    if first.token_endpoint:
        yield f"- Its token endpoint: {plain_line(first.token_endpoint)}"
    took = "" if report.elapsed is None else f", took {length_words(report.elapsed)}"
    yield f"- When: {moment(report.began_at)}{took}"
    yield f"- With: Grantlab {plain_line(first.version)}".rstrip()
    yield ""


def _counts(report: Report) -> Iterator[str]:
    outcomes = report.outcomes
    yield f"| | {' | '.join(outcomes)} |"
    yield "| --- |" + " ---: |" * len(outcomes)
    for run in report.runs:
        counts = " | ".join(str(run.count[outcome]) for outcome in outcomes)
        yield f"| {run_name(run)} | {counts} |"


def _failure(row: Row) -> Iterator[str]:
    yield f"### {row.stated.id} {row.stated.says}".rstrip()
    yield ""
    if row.stated.sources:
        yield f"Source: {plain_line('; '.join(row.stated.sources))}."
        yield ""
    for first, *others in row.failed_alike:
        yield f"**{run_names((first, *others))}:** {plain_line(first.result.because)}"
        yield ""
        yield from fenced("\n".join(record_lines(first.result.record)))
        yield ""
        yield from _folded(first)


def _folded(shown: Shown) -> Iterator[str]:
    wire = "\n".join(wire_lines(shown.result.record))
    if wire:
        yield "<details><summary>On the wire</summary>"
        yield ""
        yield from fenced(wire)
        yield ""
        yield "</details>"
        yield ""


def _chapter(chapter: str, rows: tuple[Row, ...], report: Report) -> Iterator[str]:
    names = " | ".join(run_name(run) for run in report.runs)
    yield f"### {plain_line(chapter)}"
    yield ""
    yield f"| | statement | {names} |"
    yield "| --- | --- |" + " --- |" * len(report.runs)
    for row in rows:
        cells = " | ".join(_outcome(row.in_run(run)) for run in report.runs)
        told = _statement(row, report.own_reasons(row))
        yield f"| {row.stated.id} | {told} | {cells} |"
    yield ""


def _unshown(unshown: Unshown) -> str:
    ids, reason = ", ".join(unshown.statements), plain_line(unshown.because)
    return f"{unshown_words(unshown)} {reason} ({plain_line(ids)})"


def _statement(row: Row, reasons: tuple[str, ...]) -> str:
    """Return the sentence, its sources, and why it is not told to have passed."""
    told = [row.stated.says.replace("|", r"\|")]
    if row.stated.sources:
        told.append(f"*{plain_line('; '.join(row.stated.sources))}*")
    told += map(plain_line, reasons)
    return "<br>".join(filter(None, told))


def _outcome(shown: Shown | None) -> str:
    if shown is None:
        return ""
    outcome = shown.result.outcome.value
    return f"**{outcome}**" if shown.failed else outcome


def _section(name: str) -> Iterator[str]:
    yield ""
    yield f"## {name}"
    yield ""
