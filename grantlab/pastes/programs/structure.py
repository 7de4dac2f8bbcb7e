"""A structure: what a program shows, and the words without which it need not be looked for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grantlab.pastes.signs import Sign
from grantlab.pastes.words import Needed, needed

Found = tuple[Sign, int, int]
"""A sign, and where it begins and ends."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A way to read a text, and of each group of words one that it needs."""

    needed: Needed
    read: Callable[[str], Iterator[Found]]
    """Takes a text in small letters."""


def structure(sign: Sign, groups: tuple[str, ...], pattern: str) -> Structure:
    """Return the structure that shows where a pattern is first found."""
    expression = re.compile(pattern, re.MULTILINE)

    def read(lower: str) -> Iterator[Found]:
        if match := expression.search(lower):
            yield sign, *match.span()

    return Structure(needed(*groups), read)
