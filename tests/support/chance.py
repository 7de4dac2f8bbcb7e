"""Chance that comes from a seed, so that what failed once can be played again."""

from collections.abc import Sequence
from typing import TypeVar

from tests.support.entropy import CountedEntropy

Item = TypeVar("Item")
_WIDTH = 6


class Chance:
    """Numbers that look like chance; equal seeds give equal numbers."""

    def __init__(self, seed: str) -> None:
        self._entropy = CountedEntropy(seed)

    def number(self, lowest: int, highest: int) -> int:
        """Return a number between two, both of them included."""
        drawn = int.from_bytes(self._entropy.octets(_WIDTH))
        return lowest + drawn % (highest - lowest + 1)

    def choice(self, items: Sequence[Item]) -> Item:
        return items[self.number(0, len(items) - 1)]

    def likely(self, share: float = 0.5) -> bool:
        return self.number(1, 1000) <= share * 1000

    def text(self, length: int, *, of: str = "abcdefgh0123456789") -> str:
        return "".join(self.choice(of) for _ in range(length))
