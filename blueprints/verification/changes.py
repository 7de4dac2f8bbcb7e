"""What came out another way than in the run before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blueprints.verification.outcomes import Look, look_of
from grantlab.verification.comparing import Change, compare
from grantlab.verification.results import Outcome, Run


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
    compared = [run for run in after if run.preset in run_before]
    if not compared:
        return None
    changes = [
        (change, run.preset or "")
        for run in compared
        for change in compare(run_before[run.preset], run)
    ]
    return Changes(
        since_handle=since_handle,
        since=since,
        changes=tuple(
            _view(change, preset) for change, preset in sorted(changes, key=_place)
        ),
    )


def _place(changed: tuple[Change, str]) -> int:
    """Return where a change stands: what fails now is first, what passes now is last."""
    change, _ = changed
    return {Outcome.FAILED: 0, Outcome.PASSED: 2}.get(change.after, 1)


def _view(change: Change, preset: str) -> ChangeView:
    return ChangeView(
        statement=change.statement,
        under=preset,
        before=look_of(change.before),
        after=look_of(change.after),
    )
