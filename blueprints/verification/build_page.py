"""Building the page of a run from what is stored of it."""

from collections import Counter

from flask import url_for

from blueprints.framing import frame_of
from blueprints.learn.statements import all_chapters, total
from blueprints.services import Services
from blueprints.verification.changes import Changes, find_changes
from blueprints.verification.kept_results import outlined_runs
from blueprints.verification.outcomes import look_of
from blueprints.verification.pages import (
    ChapterChoice,
    Count,
    RunLine,
    RunView,
    Sought,
    VerificationPage,
)
from blueprints.verification.rows import (
    Columns,
    Results,
    by_statement,
    chapters_sought,
    find_shared,
    view_shared,
)
from blueprints.verification.stages import OPENERS
from blueprints.verification.start_form import StartForm, show_form
from grantlab.protocol.environment import Environment
from grantlab.store.models import RunEnding, VerificationRun
from grantlab.store.verification_runs import ResultOutline
from grantlab.verification.reports.wording import length_words
from grantlab.verification.results import Outcome

UNDER_WAY = "under way"


def build_page(
    parts: Services,
    run: VerificationRun | None,
    sought: Sought,
    *,
    was_under_way: bool = False,
) -> VerificationPage:
    """Return the page of a run; without one, the page that says what will be here."""
    runs, now = parts.verification_runs, parts.machine_clock.now()
    columns = () if run is None else columns_of(run)
    outlines = [] if run is None else runs.outlines(run)
    results = by_statement(outlines)
    shared = find_shared(results)
    view = None if run is None else _view(run, results, columns, parts)
    chapters = (
        ()
        if view is None
        else chapters_sought(
            results,
            columns,
            sought,
            shared=shared,
            href=url_for("verification.show", handle=view.handle),
            is_under_way=view.is_under_way,
        )
    )
    return VerificationPage(
        frame=frame_of(Environment.EMBEDDED if run is None else run.environment, parts),
        now=now,
        form=_form(run, parts),
        run=view,
        was_under_way=was_under_way,
        changes=None if run is None else _changes(run, outlines, parts),
        sought=sought,
        outcomes=tuple(Outcome),
        chapter_choices=tuple(
            ChapterChoice(number, chapter.title)
            for number, chapter in enumerate(all_chapters(), start=1)
        ),
        shared=view_shared(shared, chapters),
        chapters=chapters,
        total=total(),
        runs=tuple(_line(one, run, parts) for one in runs.all()),
    )


def columns_of(run: VerificationRun) -> Columns:
    """Return what the checks of a run were run under, and how each column is headed."""
    if not run.presets:
        return ((None, run.environment.capitalize()),)
    return tuple((preset, preset) for preset in run.presets)


def _form(run: VerificationRun | None, parts: Services) -> StartForm:
    offered, redirect_uri = tuple(OPENERS), parts.settings.redirect_uri
    if run is None:
        return show_form(offered, redirect_uri=redirect_uri)
    return show_form(
        offered,
        redirect_uri=redirect_uri,
        environment=run.environment,
        presets=run.presets,
        with_endings=run.with_endings,
    )


def _view(
    run: VerificationRun, results: Results, columns: Columns, parts: Services
) -> RunView:
    outcomes = [
        Outcome(one.outcome) for of_it in results.values() for one in of_it.values()
    ]
    counted = Counter(outcomes)
    ending = parts.verification_runs.ending_of(run)
    until = run.ended_at or (
        parts.machine_clock.now() if ending is None else run.beat_at
    )
    return RunView(
        handle=run.handle,
        environment=run.environment,
        columns=tuple(heading for _, heading in columns),
        began_at=run.began_at,
        took=length_words(until - run.began_at),
        ending=ending,
        trouble=run.trouble,
        left=run.left or "",
        done=len(outcomes),
        planned=run.planned,
        counts=tuple(
            Count(look_of(one), counted[one]) for one in Outcome if counted[one]
        ),
        failing=_count_statements(results, Outcome.FAILED),
        unattended=_count_statements(results, Outcome.NEEDS_PERSON),
        consent_address=None
        if ending is not None
        else parts.verification_runs.address_of(run),
    )


def _count_statements(results: Results, outcome: Outcome) -> int:
    return sum(
        any(one.outcome == outcome for one in of_it.values())
        for of_it in results.values()
    )


def _changes(
    run: VerificationRun, outlines: list[ResultOutline], parts: Services
) -> Changes | None:
    runs = parts.verification_runs
    before = runs.before(run) if run.ending is RunEnding.FINISHED else None
    if before is None:
        return None
    return find_changes(
        outlined_runs(before, runs.outlines(before)),
        outlined_runs(run, outlines),
        since_handle=before.handle,
        since=before.began_at,
    )


def _line(
    one: VerificationRun, shown: VerificationRun | None, parts: Services
) -> RunLine:
    return RunLine(
        handle=one.handle,
        environment=one.environment,
        under=", ".join(heading for _, heading in columns_of(one)),
        began_at=one.began_at,
        ending=parts.verification_runs.ending_of(one) or UNDER_WAY,
        is_shown=shown is not None and one.id == shown.id,
    )
