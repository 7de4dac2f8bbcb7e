"""Where the keys of the vault come from, and how they are written there."""

import base64
from typing import Protocol

from grantlab.runtime.entropy import Entropy
from grantlab.vault.errors import KeyRingError
from grantlab.vault.key_ring import (
    KEY_LENGTH,
    Key,
    KeyRing,
    WrittenRing,
    parse_key_ring,
    read_key,
    split_ring,
)

SEALING, INDEXING = "seal", "index"
"""What a key is for."""


class KeySource(Protocol):
    """Gives the key ring, and gives it again when it has changed."""

    @property
    def name(self) -> str:
        """What an operator calls it."""

    @property
    def can_be_put(self) -> bool:
        """Whether a command can change it, and whoever serves will notice."""

    def read(self) -> KeyRing:
        """Return the ring, made if there is none yet and it can be made.

        Raises:
            KeyRingError: it cannot be had; the message says why.
        """

    def changed(self, *, insist: bool = False) -> KeyRing | None:
        """Return the ring if it is another one than was read last.

        With ``insist`` a change that could not be read before is tried once more.
        """

    def with_new_key(self) -> str:
        """Return the ring with a fresh key in front, as it is written; change nothing."""

    def put(self, written: str) -> None:
        """Keep a ring.

        Raises:
            KeyRingError: this source cannot be changed from here.
        """


class Wrapping(Protocol):
    """How one key is written down."""

    def make(self, use: str) -> str:
        """Return a fresh key, as it is written."""

    def wrap(self, key: Key, use: str) -> str:
        """Return a key that there is already, as it is written."""

    def unwrap(self, written: str, use: str) -> Key:
        """Return the key that was written."""


class Plain:
    """Keys written as they are, in base64: whoever reads the file has them."""

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy

    def make(self, use: str) -> str:
        return self.wrap(Key(self._entropy.octets(KEY_LENGTH)), use)

    def wrap(self, key: Key, use: str) -> str:  # noqa: ARG002 -- a wrapping is told
        return base64.b64encode(key.octets).decode()

    def unwrap(self, written: str, use: str) -> Key:  # noqa: ARG002 -- a wrapping is told
        return read_key(written)


def make_ring(wrapping: Wrapping) -> WrittenRing:
    """Return a ring of fresh keys: one that seals, one that indexes."""
    return WrittenRing(wrapping.make(INDEXING), (wrapping.make(SEALING),))


def wrap_ring(ring: KeyRing, wrapping: Wrapping) -> WrittenRing:
    """Return a ring that there is already, written another way."""
    return WrittenRing(
        wrapping.wrap(ring.index_key, INDEXING),
        tuple(wrapping.wrap(key, SEALING) for key in ring.keys),
    )


def unwrap_ring(text: str, wrapping: Wrapping) -> KeyRing:
    """Return the ring that was written.

    Raises:
        KeyRingError: the text is not a ring, or a key in it does not open.
    """
    written = split_ring(text)
    return KeyRing(
        tuple(wrapping.unwrap(key, SEALING) for key in written.keys),
        index_key=wrapping.unwrap(written.index, INDEXING),
    )


class EnvironmentKeys:
    """A ring from ``GRANTLAB_VAULT_KEYS``; a process reads its environment once."""

    name = "GRANTLAB_VAULT_KEYS"
    can_be_put = False

    def __init__(self, text: str, *, entropy: Entropy) -> None:
        self._text = text
        self._wrapping = Plain(entropy)

    def read(self) -> KeyRing:
        try:
            return parse_key_ring(self._text)
        except KeyRingError as exc:
            raise KeyRingError(f"{self.name}: {exc}") from None

    def changed(self, *, insist: bool = False) -> KeyRing | None:  # noqa: ARG002 -- as a source is asked
        return None

    def with_new_key(self) -> str:
        fresh = self._wrapping.make(SEALING)
        return split_ring(self._text).with_newest(fresh).in_one_line

    def put(self, written: str) -> None:  # noqa: ARG002 -- as a source is asked
        raise KeyRingError(
            "GRANTLAB_VAULT_KEYS is set where Grantlab is started, and no command can "
            "change it there"
        )
