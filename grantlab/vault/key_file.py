"""Key material in files beside the data: good for a laptop, refused for production."""

import os
import tempfile
from pathlib import Path

from grantlab.runtime.entropy import Entropy
from grantlab.vault.errors import KeyRingError
from grantlab.vault.key_ring import (
    KEY_LENGTH,
    Key,
    KeyRing,
    format_key_ring,
    parse_key_ring,
)


def open_key_file(path: Path, *, entropy: Entropy) -> KeyRing:
    """Return the ring of a key file, made with fresh keys if there is none yet.

    Raises:
        KeyRingError: the file cannot be read as a key ring; it is left as it is.
    """
    fresh = format_key_ring(
        (Key(entropy.octets(KEY_LENGTH)),), index_key=Key(entropy.octets(KEY_LENGTH))
    )
    return parse_key_ring(_read_or_create(path, fresh))


def open_app_key(path: Path, *, entropy: Entropy) -> bytes:
    """Return the key that session and form keys are derived from, made at first run.

    Raises:
        KeyRingError: the file holds something else.
    """
    text = _read_or_create(path, entropy.octets(KEY_LENGTH).hex() + "\n").strip()
    try:
        octets = bytes.fromhex(text)
    except ValueError:
        octets = b""
    if len(octets) != KEY_LENGTH:
        raise KeyRingError(f"{path.name} does not hold 32 octets in hexadecimal")
    return octets


def _read_or_create(path: Path, fresh: str) -> str:
    """Return what the file holds; of two processes that start at once, one makes it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.read_text() if path.exists() else _create(path, fresh)
    except (OSError, UnicodeDecodeError) as exc:
        raise KeyRingError(
            f"{path.name} cannot be read or made: {exc.strerror if isinstance(exc, OSError) else exc}"
        ) from exc


def _create(path: Path, fresh: str) -> str:
    # The draft is its owner's alone and has a name that no crash can have left behind.
    descriptor, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        # A link is made whole or not at all, and never over a file that exists.
        os.link(draft, path)
    except FileExistsError:
        return path.read_text()
    finally:
        Path(draft).unlink()
    return fresh
