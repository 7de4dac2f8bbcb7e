"""Seven days between the first time of a paste and its last: the life of a grant to a tested app."""

from datetime import timedelta

from grantlab.pastes.understood import Understood

_WEEK = timedelta(days=7)
_LATE = timedelta(hours=12)
"""How much later a program may find out that is not always running."""

_FEWEST = 2


def spans_week(understood: Understood) -> bool:
    """Whether from the first time to the last it is a week, and hardly more."""
    days = [one.at for one in understood.moments if one.at is not None]
    return len(days) >= _FEWEST and _WEEK <= max(days) - min(days) <= _WEEK + _LATE
