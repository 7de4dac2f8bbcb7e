"""Key material in files, read again when another process has changed it."""

import threading
from pathlib import Path

import structlog

from grantlab.runtime.entropy import Entropy
from grantlab.vault.errors import KeyRingError, KeyServiceError
from grantlab.vault.key_ring import KEY_LENGTH, KeyRing, split_ring
from grantlab.vault.key_source import (
    SEALING,
    Plain,
    Wrapping,
    make_ring,
    unwrap_ring,
    wrap_ring,
)
from grantlab.vault.owned_file import (
    NOBODY_ELSE,
    read,
    read_or_create,
    replace,
)

Stamp = tuple[int, int, int]
"""What another version of a file does not share: its moment, its number, its length."""

log = structlog.get_logger()


class KeyFile:
    """A key ring in a file; the keys in it are written as its wrapping writes them.

    A command that adds a key does so in a process of its own. Therefore whoever serves
    looks at the file again, which costs one ``stat``, before it seals, and when it meets
    a key id that it does not know.
    """

    def __init__(
        self,
        path: Path,
        wrapping: Wrapping,
        *,
        taken_along: KeyRing | None = None,
        forbidden_mode: int = NOBODY_ELSE,
        may_be_made: bool = True,
    ) -> None:
        """Name a file. A ring that is ``taken_along`` becomes its first content."""
        self._path = path
        self._wrapping = wrapping
        self._taken_along = taken_along
        self._forbidden_mode = forbidden_mode
        self._may_be_made = may_be_made
        self._lock = threading.Lock()
        self._read: Stamp | None = None
        self._seen: Stamp | None = None

    can_be_put = True

    @property
    def name(self) -> str:
        return self._path.name

    def read(self) -> KeyRing:
        with self._lock:
            if not self._path.exists():
                self._make()
            return self._open()

    def changed(self, *, insist: bool = False) -> KeyRing | None:
        stamp = self._stamp()
        if stamp == (self._read if insist else self._seen):
            return None
        with self._lock:
            try:
                return self._open()
            except KeyRingError as exc:
                # The keys in hand go on working; nothing is worse than before.
                log.warning("changed keys could not be read", said=str(exc))
                return None

    def with_new_key(self) -> str:
        written = split_ring(self._text())
        return written.with_newest(self._wrapping.make(SEALING)).text

    def put(self, written: str) -> None:
        replace(self._path, written)

    def _make(self) -> None:
        if not self._may_be_made:
            raise KeyRingError(f"{self._path} is not there")
        written = (
            make_ring(self._wrapping)
            if self._taken_along is None
            else wrap_ring(self._taken_along, self._wrapping)
        )
        read_or_create(self._path, written.text)

    def _open(self) -> KeyRing:
        # Before the reading: a change in between is then seen as one, and read again.
        self._seen = stamp = self._stamp()
        text = self._text()
        try:
            ring = unwrap_ring(text, self._wrapping)
        except KeyServiceError:
            raise
        except KeyRingError as exc:
            raise KeyRingError(f"{self._path}: {exc}") from None
        self._read = stamp
        return ring

    def _text(self) -> str:
        return read(self._path, forbidden_mode=self._forbidden_mode)

    def _stamp(self) -> Stamp | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size


def open_key_file(path: Path, *, entropy: Entropy) -> KeyRing:
    """Return the ring of a key file, made with fresh keys if there is none yet.

    Raises:
        KeyRingError: the file cannot be read as a key ring; it is left as it is.
    """
    return KeyFile(path, Plain(entropy)).read()


def open_app_key(path: Path, *, entropy: Entropy) -> bytes:
    """Return the key that session and form keys are derived from, made at first run.

    Raises:
        KeyRingError: the file holds something else.
    """
    text = read_or_create(path, entropy.octets(KEY_LENGTH).hex() + "\n").strip()
    try:
        octets = bytes.fromhex(text)
    except ValueError:
        octets = b""
    if len(octets) != KEY_LENGTH:
        raise KeyRingError(f"{path.name} does not hold 32 octets in hexadecimal")
    return octets
