"""Moments and lengths of time, as columns of the provider's tables hold them.

Whole microseconds, since 1970 where it is a moment: nothing is rounded, and numbers are
compared in the order of time.
"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def keep_moment(at: datetime) -> int:
    """Return the number of an aware moment."""
    return (at - _EPOCH) // _MICROSECOND


def read_moment(kept: int) -> datetime:
    """Return the aware UTC moment of a number."""
    return _EPOCH + timedelta(microseconds=kept)


def read_moment_if_any(kept: int | None) -> datetime | None:
    """Return the moment of a number, or ``None`` for ``NULL``."""
    return None if kept is None else read_moment(kept)


def keep_length(length: timedelta) -> int:
    """Return the number of a length of time."""
    return length // _MICROSECOND


def read_length(kept: int) -> timedelta:
    """Return the length of a number."""
    return timedelta(microseconds=kept)
