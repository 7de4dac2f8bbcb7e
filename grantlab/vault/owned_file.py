"""Files that belong to their owner alone: made whole or not at all, and durable."""

import os
import stat
import tempfile
from pathlib import Path

from grantlab.vault.errors import KeyRingError

NOBODY_ELSE = 0o077
"""What a file of our own making may not allow."""

GROUP_READS = 0o037
"""What a file from elsewhere may not allow: a mounted secret is often its group's too."""


def read_or_create(path: Path, fresh: str) -> str:
    """Return what the file holds; of two processes that start at once, one makes it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.read_text() if path.exists() else _create(path, fresh)
    except (OSError, UnicodeDecodeError) as exc:
        raise KeyRingError(f"{path.name} cannot be read or made: {_why(exc)}") from exc


def read(path: Path, *, forbidden_mode: int) -> str:
    """Return what a file holds that is kept from others, where the system has modes.

    Raises:
        KeyRingError: it cannot be read, or others than its owner could.
    """
    try:
        text = path.read_text()
        mode = stat.S_IMODE(path.stat().st_mode)
    except (OSError, UnicodeDecodeError) as exc:
        raise KeyRingError(f"{path.name} cannot be read: {_why(exc)}") from exc
    if os.name == "posix" and mode & forbidden_mode:
        raise KeyRingError(
            f"{path.name} is open to others than its owner (mode {mode:03o}); run "
            f"chmod 600 {path}, and if somebody may have read it, flask vault new-key "
            "and flask vault rekey"
        )
    return text


def replace(path: Path, text: str) -> None:
    """Put a text in the place of what the file holds, so that no reader sees a half.

    The draft has one name and is made only if nobody else has made it, so two changes
    at once cannot lose one of them.

    Raises:
        KeyRingError: another change is under way, or the file cannot be written.
    """
    draft = path.with_name(f"{path.name}.new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyRingError(
            f"{draft.name} is there: another change of the keys is under way, or was cut "
            "off before its key was used; if none is, delete that file"
        ) from None
    except OSError as exc:
        raise KeyRingError(f"{path.name} cannot be changed: {_why(exc)}") from exc
    try:
        _write(descriptor, text)
        draft.replace(path)
        _sync_directory(path.parent)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise KeyRingError(f"{path.name} cannot be changed: {_why(exc)}") from exc


def _create(path: Path, fresh: str) -> str:
    # The draft is its owner's alone and has a name that no crash can have left behind.
    descriptor, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        _write(descriptor, fresh)
        # A link is made whole or not at all, and never over a file that exists.
        os.link(draft, path)
        _sync_directory(path.parent)
    except FileExistsError:
        return path.read_text()
    finally:
        Path(draft).unlink()
    return fresh


def _write(descriptor: int, text: str) -> None:
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(directory: Path) -> None:
    """Make a new name last through a power cut: values will be sealed with what it holds."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _why(error: OSError | UnicodeDecodeError) -> str:
    return str((isinstance(error, OSError) and error.strerror) or error)
