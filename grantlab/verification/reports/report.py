"""A report: runs of one service, told statement by statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain

from grantlab.verification.results import CheckResult, Outcome, Run
from grantlab.verification.run_file import clean_run
from grantlab.verification.unshown import DECIDED, Unshown, find_unshown_alike


class Verdict(StrEnum):
    """What the runs come to; of several the first that is true."""

    FAILED = "failed"
    UNFINISHED = "unfinished"
    NOBODY_THERE = "nobody there"
    """Somebody had to consent, and nobody did."""

    NOTHING_SHOWN = "nothing shown"
    """Nothing failed, and nothing passed either."""

    AS_STATED = "as stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A statement of the lifecycle, in the words of its page."""

    id: str
    says: str
    """In Markdown; empty for a statement that is not known here."""

    plain: str
    """The same without its marks."""

    chapter: str
    sources: tuple[str, ...]
    """Who states it, in words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a statement in one run."""

    run: Run
    result: CheckResult

    @property
    def failed(self) -> bool:
        return self.result.outcome is Outcome.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A statement, and what came of it in each run that has it."""

    stated: Stated
    shown: tuple[Shown, ...]

    def in_run(self, run: Run) -> Shown | None:
        """Return what came of it in one run of the report."""
        return next((one for one in self.shown if one.run is run), None)

    @property
    def failures(self) -> tuple[Shown, ...]:
        return tuple(one for one in self.shown if one.failed)

    @property
    def failed_alike(self) -> tuple[tuple[Shown, ...], ...]:
        """The failures, those for one reason together: most mistakes show in every run."""
        alike: dict[str, list[Shown]] = {}
        for one in self.failures:
            alike.setdefault(one.result.because, []).append(one)
        return tuple(map(tuple, alike.values()))

    @property
    def unshown(self) -> tuple[str, ...]:
        """Why it was neither shown to hold nor to fail, where that is so; each reason once."""
        results = (one.result for one in self.shown)
        reasons = (one.because for one in results if one.outcome not in DECIDED)
        return tuple(dict.fromkeys(reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Runs of one service, and the statements that they have, in the order of the lifecycle."""

    runs: tuple[Run, ...]
    rows: tuple[Row, ...]
    total: int
    """How many statements the lifecycle has."""

    @property
    def failures(self) -> tuple[Row, ...]:
        """The statements that failed in any run."""
        return tuple(row for row in self.rows if row.failures)

    @property
    def unshown_alike(self) -> tuple[Unshown, ...]:
        """The reasons that several statements share for not having been shown."""
        return find_unshown_alike(
            (one.result.statement, one.result.outcome, one.result.because)
            for row in self.rows
            for one in row.shown
        )

    def own_reasons(self, row: Row) -> tuple[str, ...]:
        """Return why a statement was not shown, without what it shares with others."""
        shared = {one.because for one in self.unshown_alike}
        return tuple(because for because in row.unshown if because not in shared)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Those that there are, in the order in which they are counted."""
        return tuple(one for one in Outcome if any(run.count[one] for run in self.runs))

    @property
    def presets(self) -> tuple[str, ...]:
        return tuple(run.preset for run in self.runs if run.preset is not None)

    @property
    def began_at(self) -> datetime:
        return min(run.began_at for run in self.runs)

    @property
    def elapsed(self) -> timedelta | None:
        """From the first beginning to the last end; ``None`` while a run is under way."""
        ends = [run.ended_at for run in self.runs if run.ended_at is not None]
        if len(ends) < len(self.runs):
            return None
        return max(ends) - self.began_at

    @property
    def verdict(self) -> Verdict:
        outcomes = {one.result.outcome for row in self.rows for one in row.shown}
        if Outcome.FAILED in outcomes:
            return Verdict.FAILED
        if self.elapsed is None:
            return Verdict.UNFINISHED
        if Outcome.NEEDS_PERSON in outcomes:
            return Verdict.NOBODY_THERE
        if Outcome.PASSED not in outcomes:
            return Verdict.NOTHING_SHOWN
        return Verdict.AS_STATED


def build_report(runs: Iterable[Run], statements: Iterable[Stated]) -> Report:
    """Return the report on runs, of which there is at least one; no secret is in it."""
    runs = tuple(map(clean_run, runs))
    known = {stated.id: stated for stated in statements}
    shown: dict[str, list[Shown]] = {}
    for run in runs:
        for result in run.results:
            shown.setdefault(result.statement, []).append(Shown(run, result))
    return Report(
        runs=runs,
        rows=tuple(
            Row(stated=_find(id_, known), shown=tuple(shown[id_]))
            for id_ in dict.fromkeys(chain(known, shown))
            if id_ in shown
        ),
        total=len(known),
    )


def _find(id_: str, known: Mapping[str, Stated]) -> Stated:
    stranger = Stated(
        id=id_,
        says="",
        plain="",
        chapter="Statements that are not known here",
        sources=(),
    )
    return known.get(id_, stranger)
