"""Chance that can be counted on."""

import hashlib
from itertools import count


class CountedEntropy:
    """Octets that look like chance, are the same in every run, and never repeat.

    Two of different names never give the same octets either.
    """

    def __init__(self, name: str = "chance") -> None:
        self._name = name
        self._blocks = count()

    def octets(self, length: int) -> bytes:
        found = b""
        while len(found) < length:
            block = f"{self._name} {next(self._blocks)}"
            found += hashlib.sha256(block.encode()).digest()
        return found[:length]
