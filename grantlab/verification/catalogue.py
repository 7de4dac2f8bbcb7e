"""All checks, in the order of the lifecycle."""

from grantlab.verification.check import REGISTRY, Check, Practice
from grantlab.verification.checks import (
    asking,
    causes,
    ending,
    exchanging,
    keeping,
    refreshing,
    registering,
    using,
)

CHAPTERS = (
    registering,
    asking,
    exchanging,
    using,
    refreshing,
    ending,
    keeping,
    causes,
)
"""The modules that make checks known; importing them is enough."""


def all_checks() -> tuple[Check | Practice, ...]:
    """Return every check: by chapter, and in each by id."""
    return tuple(
        sorted(REGISTRY.checks.values(), key=lambda item: _place(item.statement))
    )


def _place(statement: str) -> tuple[int, int]:
    """Return where a statement stands: L101 to L705, then E1 to E4, then R1 to R6."""
    return "LER".index(statement[0]), int(statement[1:])
