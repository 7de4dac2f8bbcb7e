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
    return tuple(sorted(REGISTRY.checks.values(), key=_place))


def _place(item: Check | Practice) -> tuple[bool, str]:
    # The causes of the FAQ, whose ids are of another kind, are the last chapter.
    return not item.statement.startswith("L"), item.statement
