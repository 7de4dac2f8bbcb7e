"""A value that hides itself."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import NoReturn

FINGERPRINT_LENGTH = 12
"""Hexadecimal digits of the SHA-256 that stand for a secret."""


@dataclass(frozen=True, slots=True, eq=False)
class Secret:
    """A token, code, state, verifier or client secret.

    Its ``repr`` and ``str`` show a fingerprint, so that two log lines can be
    compared ("the token sent is not the token stored") without either being usable.
    """

    _value: str

    def reveal(self) -> str:
        """Return the value. Each call is a place to review."""
        return self._value

    @property
    def fingerprint(self) -> str:
        """The first 12 hex digits of the SHA-256 of the value.

        Anyone who holds the value can compute it with standard tools, so a customer
        can name a token to support without showing it.
        """
        return fingerprint_of(self._value)

    def matches(self, other: "Secret") -> bool:
        """Whether the two hold the same value, in time that does not tell where they differ."""
        return hmac.compare_digest(self._value.encode(), other.reveal().encode())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.matches(other)

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is sealed, never pickled")

    def __repr__(self) -> str:
        return f"<Secret {self.fingerprint}>"

    __str__ = __repr__


def fingerprint_of(value: str) -> str:
    """Return the first 12 hex digits of the SHA-256 of the UTF-8 value."""
    return hashlib.sha256(value.encode()).hexdigest()[:FINGERPRINT_LENGTH]
