"""A structure: what a program shows, and the words without which it need not be looked for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from grantlab.pastes.assertions import is_told
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


_DENIAL = re.compile(r"\b(?:not|never|no)\b|n['\u2019]t\b")
_MOST = 10


def sentence(
    sign: Sign, groups: tuple[str, ...], pattern: str, *, may_deny: bool = False
) -> Structure:
    """Return the structure that shows where somebody says something of a program, and means it.

    ``may_deny`` is for a pattern that itself asks for what is *not*.
    """
    expression = re.compile(pattern, re.MULTILINE)

    def read(lower: str) -> Iterator[Found]:
        for match in islice(expression.finditer(lower), _MOST):
            is_denied = not may_deny and _DENIAL.search(match[0])
            if not is_denied and is_told(lower, *match.span()):
                yield sign, *match.span()
                return

    return Structure(needed(*groups), read)
