"""The structures of a text, found."""

from collections.abc import Iterator

from grantlab.pastes.programs.table import STRUCTURES
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import Sighting
from grantlab.pastes.words import Present

WORDS = frozenset().union(*(group for one in STRUCTURES for group in one.needed))
"""The words that the structures need."""


def find_structures(
    hidden: Rewritten, lower: str, present: Present
) -> Iterator[Sighting]:
    """Yield the mistakes that the shape of a program or its settings shows.

    ``present`` tells which of the words stand in the text.
    """
    for one in STRUCTURES:
        if present.has_each(one.needed):
            for sign, start, end in one.read(lower):
                yield Sighting(sign, hidden.span(start, end), start)
