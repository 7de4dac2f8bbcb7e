"""A report on runs as one HTML page that needs nothing else."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from blueprints.learn.documents import markdown
from blueprints.standalone import render_alone, style_of
from grantlab.protocol.round_trip import RoundTrip
from grantlab.verification.reports import wording
from grantlab.verification.reports.record_text import (
    brief_words,
    exchange_lines,
    milliseconds,
)
from grantlab.verification.reports.report import Report, Row, Shown
from grantlab.verification.results import Entry, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry of a record, in words."""

    manner: str
    """What it is; its number where it is a round trip."""

    words: str
    look: str
    """The word that its style goes by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TripView:
    """A round trip as it was on the wire."""

    number: int
    started_at: datetime
    took: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """What came of a statement in one run."""

    run: str
    outcome: Outcome
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureView:
    """A failure, and the record of the first run that has it."""

    runs: str
    """The names of all that have it."""

    first: str
    """The name of the first; empty where it is the only one."""

    because: str
    entries: tuple[EntryView, ...]
    trips: tuple[TripView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A statement, and what came of it."""

    id: str
    says: Markup
    sources: str
    cells: tuple[ShownView | None, ...]
    """One for each run; ``None`` where it does not have the statement."""

    unshown: tuple[str, ...]
    """Why it was not shown, where that is so and not told of several at once."""

    failures: tuple[FailureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report in words, and all the style it has."""

    report: Report
    style: Markup
    heading: str
    summary: str
    service: str
    took: str
    """Empty where it is not over."""

    run_names: tuple[str, ...]
    failures: tuple[RowView, ...]
    chapters: tuple[tuple[str, tuple[RowView, ...]], ...]

    words = wording


def report_html(report: Report) -> str:
    """Return the page; it loads nothing, and no script runs in it."""
    rows = {row.stated.id: _row(row, report) for row in report.rows}
    elapsed = report.elapsed
    page = ReportPage(
        report=report,
        style=style_of("report.css", "verification-report.css"),
        heading=wording.heading(report),
        summary=wording.summary(report),
        service=wording.service_words(report.runs[0]),
        took="" if elapsed is None else wording.length_words(elapsed),
        run_names=tuple(map(wording.run_name, report.runs)),
        failures=tuple(rows[row.stated.id] for row in report.failures),
        chapters=tuple(
            (chapter, tuple(rows[row.stated.id] for row in in_it))
            for chapter, in_it in groupby(
                report.rows, key=lambda row: row.stated.chapter
            )
        ),
    )
    return render_alone("verification/report.html", page)


def _row(row: Row, report: Report) -> RowView:
    stated = row.stated
    return RowView(
        id=stated.id,
        says=Markup(markdown().renderInline(stated.says)),  # noqa: S704 -- our own page, without HTML
        sources="; ".join(stated.sources),
        cells=tuple(_shown(row.in_run(run)) for run in report.runs),
        unshown=report.own_reasons(row),
        failures=tuple(map(_failure, row.failed_alike)),
    )


def _shown(shown: Shown | None) -> ShownView | None:
    if shown is None:
        return None
    return ShownView(
        run=wording.run_name(shown.run),
        outcome=shown.result.outcome,
        entries=_entries(shown.result.record),
    )


def _failure(alike: tuple[Shown, ...]) -> FailureView:
    first = alike[0]
    return FailureView(
        runs=wording.run_names(alike),
        first=wording.run_name(first.run) if len(alike) > 1 else "",
        because=first.result.because,
        entries=_entries(first.result.record),
        trips=_trips(first.result.record),
    )


def _entries(record: tuple[Entry, ...]) -> tuple[EntryView, ...]:
    entries: list[EntryView] = []
    number = 0
    for entry in record:
        if isinstance(entry, RoundTrip):
            number += 1
            entries.append(
                EntryView(manner=f"[{number}]", words=brief_words(entry), look="wire")
            )
        else:
            entries.append(
                EntryView(
                    manner=wording.MANNERS[entry.manner],
                    words=entry.words,
                    look=entry.manner.value,
                )
            )
    return tuple(entries)


def _trips(record: tuple[Entry, ...]) -> tuple[TripView, ...]:
    trips = [entry for entry in record if isinstance(entry, RoundTrip)]
    return tuple(
        TripView(
            number=number,
            started_at=trip.started_at,
            took=milliseconds(trip.elapsed),
            text="\n".join(exchange_lines(trip)),
        )
        for number, trip in enumerate(trips, start=1)
    )
