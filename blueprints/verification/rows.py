"""From results to the rows of the table."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from flask import url_for
from markupsafe import Markup

from blueprints.learn.search import has_words
from blueprints.learn.signposts import render_line
from blueprints.learn.statements import Chapter, Statement, all_chapters
from blueprints.verification.outcomes import look_of
from blueprints.verification.pages import (
    Cell,
    ChapterRows,
    Reason,
    Row,
    Shared,
    Sought,
)
from grantlab.store.verification_runs import ResultOutline
from grantlab.verification.reports.wording import unshown_words
from grantlab.verification.results import Outcome
from grantlab.verification.unshown import Unshown, find_unshown_alike

Columns = Sequence[tuple[str | None, str]]
"""What the checks were run under, and how a column is headed."""

Results = dict[str, dict[str | None, ResultOutline]]
"""By statement and preset."""


def by_statement(outlines: Iterable[ResultOutline]) -> Results:
    """Return results as a table wants them."""
    results: Results = {}
    for outline in outlines:
        results.setdefault(outline.statement, {})[outline.preset] = outline
    return results


def find_shared(results: Results) -> tuple[Unshown, ...]:
    """Return the reasons that several statements share for not having been shown."""
    return find_unshown_alike(
        (one.statement, Outcome(one.outcome), one.because)
        for of_it in results.values()
        for one in of_it.values()
    )


def view_shared(
    shared: Iterable[Unshown], chapters: Iterable[ChapterRows]
) -> tuple[Shared, ...]:
    """Return such reasons as they stand above a table that has some of the statements."""
    shown = {row.id for chapter in chapters for row in chapter.rows}
    return tuple(
        Shared(look=look_of(one.outcome), words=unshown_words(one), says=one.because)
        for one in shared
        if not shown.isdisjoint(one.statements)
    )


def chapters_sought(
    results: Results,
    columns: Columns,
    sought: Sought,
    *,
    shared: Iterable[Unshown],
    href: str,
    is_under_way: bool,
) -> tuple[ChapterRows, ...]:
    """Return the statements that were sought, chapter by chapter; ``href`` is the run's."""
    # Addresses are put together from two, and not asked for a hundred times.
    statements = url_for("learn.statements")
    told = frozenset(one.because for one in shared)
    found = (
        ChapterRows(
            number,
            chapter.title,
            tuple(
                _row(
                    one,
                    results.get(one.id, {}),
                    columns,
                    places=(f"{statements}/{one.id}", f"{href}/{one.id}"),
                    told=told,
                    is_under_way=is_under_way,
                )
                for one in _sought(chapter, results, sought)
            ),
        )
        for number, chapter in enumerate(all_chapters(), start=1)
        if sought.chapter in {0, number}
    )
    return tuple(chapter for chapter in found if chapter.rows)


def _sought(chapter: Chapter, results: Results, sought: Sought) -> Iterator[Statement]:
    for one in chapter.statements:
        of_it = results.get(one.id, {})
        outcomes = {outline.outcome for outline in of_it.values()}
        if sought.outcome and sought.outcome not in outcomes:
            continue
        reasons = (outline.because for outline in of_it.values())
        if has_words(sought.query, one.id, one.says, chapter.title, *reasons):
            yield one


def _row(
    statement: Statement,
    of_it: dict[str | None, ResultOutline],
    columns: Columns,
    *,
    places: tuple[str, str],
    told: frozenset[str],
    is_under_way: bool,
) -> Row:
    has_evidence = any(one.elapsed_ms for one in of_it.values())
    href, evidence_href = places
    return Row(
        id=statement.id,
        says=_says(statement.says),
        sources="; ".join(statement.sources),
        cells=tuple(
            Cell(
                heading,
                look_of(
                    Outcome(of_it[preset].outcome) if preset in of_it else None,
                    is_awaited=is_under_way,
                ),
            )
            for preset, heading in columns
        ),
        reasons=tuple(one for one in _reasons(of_it, columns) if one.says not in told),
        href=href,
        evidence_href=evidence_href if has_evidence else "",
    )


@cache
def _says(text: str) -> Markup:
    # The docs do not change while the application runs.
    return render_line(text)


def _reasons(
    of_it: dict[str | None, ResultOutline], columns: Columns
) -> Iterator[Reason]:
    under: dict[tuple[str, str], list[str]] = {}
    for preset, heading in columns:
        outline = of_it.get(preset)
        if outline is not None and outline.because:
            under.setdefault((outline.outcome, outline.because), []).append(heading)
    for (outcome, because), headings in under.items():
        yield Reason(
            under="" if len(headings) == len(columns) else ", ".join(headings),
            look=look_of(Outcome(outcome)),
            says=because,
        )
