"""What several workers have to know of a request that one of them is sending.

Both are files of this machine: whether it was cancelled, and what of a large answer is
kept, sealed, until it was downloaded or an hour has passed. Decisions 0048 and 0049.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import ClassVar, Final

import structlog

from grantlab.errors import GrantlabError
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.vault.vault import Vault

HANDLE_OCTETS: Final = 16
KEPT_FOR: Final = timedelta(hours=1)
MOST_KEPT: Final = 8
"""Large answers at once; the oldest makes room."""

log = structlog.get_logger()

_HANDLE = re.compile(r"[0-9a-f]{32}")
_PIECE: Final = 1 << 20


class AnswerGoneError(GrantlabError):
    """A large answer was to be downloaded and is not kept, or no longer."""

    slug: ClassVar[str] = "answer-gone"

    def __init__(self) -> None:
        super().__init__(
            "this answer is not kept any more: it was downloaded, is older than an hour,"
            " or came on another machine"
        )


class Sendings:
    """The requests that are under way on this machine, by the handles they were given."""

    def __init__(self, folder: Path, *, entropy: Entropy) -> None:
        self._folder = folder
        self._entropy = entropy

    def new_handle(self) -> str:
        """Return a handle that nobody can guess, for a form that will be sent."""
        return self._entropy.octets(HANDLE_OCTETS).hex()

    def begin(self, handle: str) -> None:
        """Note that a request is under way; whoever cancelled it before has done so.

        Where no file can be written it is sent all the same, and nobody can end it.
        """
        if not is_handle(handle):
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._under_way(handle).touch()
        except OSError as exc:
            log.warning("a request cannot be cancelled", error=type(exc).__name__)

    def cancel(self, handle: str) -> bool:
        """Say that a request is to end; whether it was under way at all."""
        if not is_handle(handle) or not self._under_way(handle).exists():
            return False
        self._cancelled(handle).touch()
        return True

    def is_cancelled(self, handle: str) -> bool:
        """Whether a worker, this one or another, has said that it is to end."""
        return is_handle(handle) and self._cancelled(handle).exists()

    def end(self, handle: str) -> None:
        """Forget a request."""
        if is_handle(handle):
            # An answer has arrived by now: what stays behind is an empty file.
            with suppress(OSError):
                self._under_way(handle).unlink(missing_ok=True)
                self._cancelled(handle).unlink(missing_ok=True)

    def _under_way(self, handle: str) -> Path:
        return self._folder / f"{handle}.sending"

    def _cancelled(self, handle: str) -> Path:
        return self._folder / f"{handle}.cancelled"


class LargeAnswers:
    """Keeps what is too large to be shown, sealed, for one download."""

    def __init__(
        self, folder: Path, vault: Vault, *, machine_clock: Clock, entropy: Entropy
    ) -> None:
        self._folder = folder
        self._vault = vault
        self._machine_clock = machine_clock
        self._entropy = entropy

    def keep(self, body: bytes) -> str | None:
        """Keep a body, and return the handle by which it is downloaded.

        ``None`` where there is no room for it: the answer has arrived, and that its rest
        cannot be kept must not lose the whole of it.
        """
        handle = self._entropy.octets(HANDLE_OCTETS).hex()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._let_go()
            self._write(body, handle)
        except OSError as exc:
            log.warning("a large answer could not be kept", error=type(exc).__name__)
            with suppress(OSError):
                self._path(handle).unlink(missing_ok=True)
            return None
        return handle

    def take(self, handle: str) -> Iterator[bytes]:
        """Give a body piece by piece, and delete it: it is downloaded once.

        Raises:
            AnswerGoneError: it is not kept.
            UnsealError: what is kept was altered, or cut.
        """
        path = self._path(handle) if is_handle(handle) else None
        if path is None or not path.exists() or self._is_old(path):
            raise AnswerGoneError
        taken = path.with_suffix(".taken")
        try:
            # Of two workers that are asked at once, one has it.
            path.rename(taken)
        except FileNotFoundError:
            raise AnswerGoneError from None
        sealed = taken.read_bytes()
        # It goes first: whatever becomes of the download, nothing stays behind.
        taken.unlink()
        return self._opened(sealed, handle)

    def _write(self, body: bytes, handle: str) -> None:
        pieces = [body[at : at + _PIECE] for at in range(0, len(body), _PIECE)]
        with self._path(handle).open("xb") as file:
            for number, piece in enumerate(pieces, start=1):
                place = _place(handle, number, of=len(pieces))
                sealed = self._vault.seal(Secret(piece.decode("latin-1")), place=place)
                file.write(len(sealed).to_bytes(4, "big"))
                file.write(len(pieces).to_bytes(4, "big"))
                file.write(sealed)
        written_at = self._machine_clock.now().timestamp()
        os.utime(self._path(handle), (written_at, written_at))

    def _opened(self, kept: bytes, handle: str) -> Iterator[bytes]:
        file = BytesIO(kept)
        number, count = 0, 1
        while number < count:
            number += 1
            length = int.from_bytes(file.read(4), "big")
            count = int.from_bytes(file.read(4), "big")
            place = _place(handle, number, of=count)
            piece = self._vault.unseal(file.read(length), place=place)
            yield piece.reveal().encode("latin-1")

    def _let_go(self) -> None:
        """Delete what is over, and of the others the oldest where there are too many."""
        kept = sorted(self._folder.glob("*.answer"), key=_written_at)
        over = [path for path in kept if self._is_old(path)]
        young = kept[len(over) :]
        for path in (*over, *young[: max(len(young) - MOST_KEPT + 1, 0)]):
            path.unlink(missing_ok=True)

    def _is_old(self, path: Path) -> bool:
        return self._machine_clock.now() >= _written_at(path) + KEPT_FOR

    def _path(self, handle: str) -> Path:
        return self._folder / f"{handle}.answer"


def is_handle(text: str) -> bool:
    """Whether a text has the form of a handle: none other names a file."""
    return _HANDLE.fullmatch(text) is not None


def _written_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        # Another worker has just let it go.
        return datetime.fromtimestamp(0, tz=UTC)


def _place(handle: str, number: int, *, of: int) -> str:
    """Return what a piece is bound to, so that none is missing, doubled or moved."""
    return f"large_answer/{handle}/{number}/{of}"
