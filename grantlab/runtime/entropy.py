"""Chance, as something that is handed in."""

import secrets
from typing import Protocol


class Entropy(Protocol):
    """Gives octets that nobody can predict."""

    def octets(self, length: int) -> bytes: ...


class SystemEntropy:
    """The randomness of the operating system."""

    def octets(self, length: int) -> bytes:
        return secrets.token_bytes(length)
