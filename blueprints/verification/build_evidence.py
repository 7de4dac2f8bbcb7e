"""Building the page of one statement: what was done and seen, preset by preset."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from urllib.parse import urlsplit

from blueprints.framing import frame_of
from blueprints.learn.signposts import render_line
from blueprints.learn.statements import all_chapters, find_statement
from blueprints.naming import tags_untold
from blueprints.services import Services
from blueprints.verification.build_page import columns_of
from blueprints.verification.kept_results import read_kept
from blueprints.verification.outcomes import look_of
from blueprints.verification.pages import (
    Evidence,
    EvidencePage,
    LineView,
    PassedView,
)
from blueprints.wire_panel import elapsed_words, view_round_trip
from grantlab.drills.names import name_values
from grantlab.protocol.round_trip import RoundTrip
from grantlab.store.models import VerificationRun
from grantlab.verification.results import CheckResult, Line, Outcome


def build_evidence(
    parts: Services, run: VerificationRun, statement_id: str
) -> EvidencePage:
    """Return the page of a statement in a run.

    Raises:
        UnknownStatementError: there is no such statement.
        RunFileError: a record was written by another version, or altered.
    """
    statement = find_statement(statement_id)
    result_by_preset = {
        kept.outline.preset: read_kept(kept)
        for kept in parts.verification_runs.results(run, statement_id)
    }
    shown = [
        (heading, result_by_preset[preset])
        for preset, heading in columns_of(run)
        if preset in result_by_preset
    ]
    opened = _to_open([result for _, result in shown])
    return EvidencePage(
        frame=frame_of(run.environment, parts),
        handle=run.handle,
        statement=statement.id,
        says=render_line(statement.says),
        sources="; ".join(statement.sources),
        chapter=next(
            chapter.title
            for chapter in all_chapters()
            if statement in chapter.statements
        ),
        began_at=run.began_at,
        evidence=tuple(
            Evidence(
                column=heading,
                look=look_of(result.outcome),
                because=result.because,
                elapsed=elapsed_words(timedelta(milliseconds=result.elapsed_ms)),
                entries=tuple(_entries(result, f"{statement.id}-{heading}")),
                is_open=result is opened,
            )
            for heading, result in shown
        ),
    )


def _to_open(results: list[CheckResult]) -> CheckResult | None:
    """Return what is unfolded from the start: the first that fails, else the first."""
    failing = (one for one in results if one.outcome is Outcome.FAILED)
    return next(failing, results[0] if results else None)


def _entries(result: CheckResult, anchor: str) -> Iterator[LineView | PassedView]:
    passed = [entry for entry in result.record if isinstance(entry, RoundTrip)]
    tags, numbers = tags_untold(name_values(passed)), count(1)
    for entry in result.record:
        if isinstance(entry, Line):
            yield LineView(manner=entry.manner, words=entry.words, at=entry.at)
        else:
            view = view_round_trip(entry, tags=tags, anchor=f"{anchor}-{next(numbers)}")
            yield PassedView(
                brief=f"{entry.method} {urlsplit(entry.url).path}",
                outcome=view.status_line or "no answer",
                refused=view.refused or entry.status is None,
                round_trip=view,
            )
