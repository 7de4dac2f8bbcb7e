"""A directory for one piece of work, which is gone afterwards, also if its process was killed."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from grantlab.runtime.clock import SystemClock

FORGOTTEN_AFTER = timedelta(days=1)
"""No work takes that long; whether a process lives cannot be seen from another container."""

_NAME = re.compile(r"grantlab-[a-z]+-(?P<process>\d+)-\w+")


@contextmanager
def passing_directory(purpose: str) -> Iterator[Path]:
    """Give an empty directory; what others have left behind is removed first."""
    remove_forgotten(now=SystemClock().now())
    prefix = f"grantlab-{purpose}-{os.getpid()}-"
    with TemporaryDirectory(prefix=prefix) as directory:
        yield Path(directory)


def remove_forgotten(*, now: datetime) -> None:
    """Remove directories of ours whose process is gone, a day after they were last used."""
    if sys.platform == "win32":
        # There, to ask whether a process lives is to interrupt it.
        return
    for directory in Path(gettempdir()).glob("grantlab-*"):
        if _is_forgotten(directory, now):
            shutil.rmtree(directory, ignore_errors=True)


def _is_forgotten(directory: Path, now: datetime) -> bool:
    named = _NAME.fullmatch(directory.name)
    if named is None or directory.is_symlink() or not directory.is_dir():
        return False
    try:
        found = directory.stat()
    except OSError:
        # Whoever has it has just removed it.
        return False
    used_at = datetime.fromtimestamp(found.st_mtime, UTC)
    return (
        found.st_uid == os.getuid()
        and now - used_at >= FORGOTTEN_AFTER
        and not _lives(int(named["process"]))
    )


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        # Somebody else's, or none that can be: that is not for us to decide.
        return True
    return True
