"""What came out another way than in the run before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blueprints.verification.outcomes import Look, look_of
from grantlab.verification.comparing import Change, compare
from grantlab.verification.results import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A statement under one preset, then and now."""

    statement: str
    under: str
    before: Look
    after: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed, what fails first."""

    since_handle: str
    since: datetime
    changes: tuple[ChangeView, ...]


def find_changes(
    before: Iterable[Run], after: Iterable[Run], *, since_handle: str, since: datetime
) -> Changes | None:
    """Return what changed under the presets that both have; ``None`` where there is none."""
    run_before = {run.preset: run for run in before}
    compared = [
        (run.preset or "", compare(run_before[run.preset], run))
        for run in after
        if run.preset in run_before
    ]
    if not compared:
        return None
    return Changes(
        since_handle=since_handle,
        since=since,
        changes=tuple(
            _view(one, preset)
            for pick in ("now_failing", "otherwise", "now_passing")
            for preset, comparison in compared
            for one in getattr(comparison, pick)
        ),
    )


def _view(change: Change, preset: str) -> ChangeView:
    return ChangeView(
        statement=change.statement,
        under=preset,
        before=look_of(change.before),
        after=look_of(change.after),
    )
