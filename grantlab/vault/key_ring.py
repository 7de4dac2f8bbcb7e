"""The keys of the vault, newest first."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from grantlab.vault.errors import KeyRingError

KEY_LENGTH = 32
"""Octets of a key: AES-256."""

KEY_ID_LENGTH = 4
"""Octets of a key's id, which every sealed value begins with."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """One key; its id is derived from it, so a wrong key cannot bear the right id."""

    octets: bytes

    @property
    def id(self) -> bytes:
        return hmac.digest(self.octets, b"grantlab key id", hashlib.sha256)[
            :KEY_ID_LENGTH
        ]

    def __repr__(self) -> str:
        return f"<Key {self.id.hex()}>"


@dataclass(frozen=True, slots=True)
class RingKey:
    """A key of the ring with its cipher, made once."""

    id: bytes
    cipher: AESGCM


class KeyRing:
    """Seals under the first key, opens under any; the index key stands apart.

    The index key is what company ids are looked up by (an HMAC, so equal ids can be
    found without being opened). A new sealing key does not touch it.
    """

    def __init__(self, keys: tuple[Key, ...], *, index_key: Key) -> None:
        if not keys:
            raise KeyRingError("the key ring is empty")
        self._by_id = {key.id: RingKey(key.id, AESGCM(key.octets)) for key in keys}
        if len(self._by_id) != len(keys):
            raise KeyRingError("the key ring holds one key twice")
        self.keys = keys
        self.newest = self._by_id[keys[0].id]
        self.index_key = index_key

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the keys in hexadecimal, newest first."""
        return tuple(key_id.hex() for key_id in self._by_id)

    def find(self, key_id: bytes) -> RingKey | None:
        """Return the key with this id, or ``None``."""
        return self._by_id.get(key_id)

    def followed_by(self, older: "KeyRing") -> "KeyRing":
        """Return this ring with the keys behind it that only an older one has."""
        rest = tuple(key for key in older.keys if key.id not in self._by_id)
        return KeyRing((*self.keys, *rest), index_key=self.index_key)

    def index(self, value: str) -> str:
        """Return what a value is found by: its HMAC-SHA256 in hexadecimal."""
        return hmac.digest(self.index_key.octets, value.encode(), hashlib.sha256).hex()


@dataclass(frozen=True, slots=True, repr=False)
class WrittenRing:
    """A ring as it is written: the index key and the others, newest first."""

    index: str
    keys: tuple[str, ...]

    def with_newest(self, key: str) -> "WrittenRing":
        return WrittenRing(self.index, (key, *self.keys))

    @property
    def text(self) -> str:
        """One key a line, as a file has it."""
        return "\n".join((f"index:{self.index}", *self.keys)) + "\n"

    @property
    def in_one_line(self) -> str:
        """The same for a variable."""
        return ",".join((f"index:{self.index}", *self.keys))


def parse_key_ring(text: str) -> KeyRing:
    """Read a key ring from one line: ``index:<key>,<key>[,<key>…]``, newest first.

    Each key is 32 octets in base64. The ids are not written down: they follow from
    the keys.

    Raises:
        KeyRingError: the text is not of that form; it says how one is made.
    """
    written = split_ring(text)
    return KeyRing(
        tuple(read_key(key) for key in written.keys), index_key=read_key(written.index)
    )


def split_ring(text: str) -> WrittenRing:
    """Tell the keys of a written ring apart, whatever each is written in.

    Raises:
        KeyRingError: the text is not of that form; it says how one is made.
    """
    parts = [
        part.strip() for part in text.replace("\n", ",").split(",") if part.strip()
    ]
    indexes = [
        part.removeprefix("index:") for part in parts if part.startswith("index:")
    ]
    keys = [part for part in parts if not part.startswith("index:")]
    if len(indexes) != 1 or not keys:
        raise KeyRingError(
            "a key ring is written index:KEY,KEY with one index key and the newest key "
            "first, each 32 octets in base64 (openssl rand -base64 32)"
        )
    return WrittenRing(indexes[0], tuple(keys))


def format_key_ring(keys: tuple[Key, ...], *, index_key: Key) -> str:
    """Return the text that `parse_key_ring` reads, one key a line."""
    return WrittenRing(_base64(index_key), tuple(map(_base64, keys))).text


def read_key(text: str) -> Key:
    """Return the key that was written in base64.

    Raises:
        KeyRingError: it is something else.
    """
    try:
        octets = base64.b64decode(text, validate=True)
    except ValueError:
        octets = b""
    if len(octets) != KEY_LENGTH:
        raise KeyRingError("a key of the ring is not 32 octets in base64")
    return Key(octets)


def _base64(key: Key) -> str:
    return base64.b64encode(key.octets).decode()
