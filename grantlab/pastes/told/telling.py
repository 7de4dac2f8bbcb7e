"""A telling: words that may stand for a meaning, and how near to one another."""

import re
from dataclasses import dataclass

from grantlab.pastes.signs import Sign
from grantlab.pastes.words import Needed, needed


@dataclass(frozen=True, slots=True)
class Telling:
    """A meaning, the words that a text needs for it, and the pattern that they make."""

    sign: Sign
    needed: Needed
    pattern: re.Pattern[str]


def tell(sign: Sign, groups: tuple[str, ...], pattern: str) -> Telling:
    """Return a telling; its pattern is looked for in lines that have a word of each group."""
    return Telling(sign, needed(*groups), re.compile(pattern, re.MULTILINE))
