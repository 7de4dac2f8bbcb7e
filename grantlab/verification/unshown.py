"""Statements that were neither shown to hold nor to fail, with what they have in common."""

from collections.abc import Iterable
from dataclasses import dataclass

from grantlab.verification.results import Outcome

DECIDED = frozenset({Outcome.PASSED, Outcome.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unshown:
    """Several statements that were not shown for one reason."""

    outcome: Outcome
    because: str
    statements: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.statements)


def find_unshown_alike(
    results: Iterable[tuple[str, Outcome, str]],
) -> tuple[Unshown, ...]:
    """Return the reasons that several statements share, from statement, outcome and reason.

    Before a service that is not ours dozens have one reason, which is to be read once.
    """
    # A dictionary keeps the order, and has a statement once that several runs have.
    found: dict[tuple[Outcome, str], dict[str, None]] = {}
    for statement, outcome, because in results:
        if outcome not in DECIDED and because:
            found.setdefault((outcome, because), {})[statement] = None
    return tuple(
        Unshown(outcome=outcome, because=because, statements=tuple(statements))
        for (outcome, because), statements in found.items()
        if len(statements) > 1
    )
