"""Two runs of one environment and preset, held against each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from grantlab.verification.results import Outcome, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One statement that came out another way than before."""

    statement: str
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed between two runs, each in the order of the later one."""

    now_failing: tuple[Change, ...]
    now_passing: tuple[Change, ...]
    """Those that failed before, and those that were not shown."""

    otherwise: tuple[Change, ...]
    """Neither of these: such as what was run before, and is now not run."""

    @property
    def is_empty(self) -> bool:
        return not (self.now_failing or self.now_passing or self.otherwise)


def compare(before: Run, after: Run) -> Comparison:
    """Return what changed among the statements that both have.

    Raises:
        ValueError: they are not of one environment and preset.
    """
    if (before.environment, before.preset) != (after.environment, after.preset):
        raise ValueError("runs of two services are not compared")
    changes = tuple(_changes(before, after))
    failing = tuple(one for one in changes if one.after is Outcome.FAILED)
    passing = tuple(one for one in changes if one.after is Outcome.PASSED)
    told = {*failing, *passing}
    return Comparison(
        now_failing=failing,
        now_passing=passing,
        otherwise=tuple(one for one in changes if one not in told),
    )


def _changes(before: Run, after: Run) -> Iterator[Change]:
    outcome_before = {result.statement: result.outcome for result in before.results}
    for result in after.results:
        was = outcome_before.get(result.statement, result.outcome)
        if was is not result.outcome:
            yield Change(statement=result.statement, before=was, after=result.outcome)
