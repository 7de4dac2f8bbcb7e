"""One mistake, and the checks that must show it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

Apply = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A mistake that somebody could make."""

    name: str
    says: str
    """What is wrong with it, in a sentence."""

    apply: Apply
    fails: frozenset[str]
    """The ids of the checks that must fail; all others must stand as they do without it."""

    preset: str = "faq"
    """The preset under which it is looked for."""
