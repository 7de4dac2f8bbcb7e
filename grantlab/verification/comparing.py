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


def compare(before: Run, after: Run) -> tuple[Change, ...]:
    """Return what changed among the statements that both have, in the order of the later.

    Raises:
        ValueError: they are not of one environment and preset.
    """
    if (before.environment, before.preset) != (after.environment, after.preset):
        raise ValueError("runs of two services are not compared")
    return tuple(_changes(before, after))


def _changes(before: Run, after: Run) -> Iterator[Change]:
    outcome_before = {result.statement: result.outcome for result in before.results}
    for result in after.results:
        was = outcome_before.get(result.statement, result.outcome)
        if was is not result.outcome:
            yield Change(statement=result.statement, before=was, after=result.outcome)
