"""Times of a token and of an answer, held against what the program took for now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from grantlab.diagnosis.pastes.two_clocks import AGREE_WITHIN, NEAR
from grantlab.pastes.understood import Moment, Understood

_ISSUED: Final = frozenset(
    {"iat", "nbf", "issued_at", "issuedat", "notbefore", "not_before", "auth_time"}
)
_NOW: Final = frozenset(
    {"now", "clock", "current_time", "local_time", "server_time", "system_time"}
    | {"machine_time", "host_time", "container_time", "currenttime", "servertime"}
    | {"local_clock", "server_clock", "system_clock"}
)
_ANSWERED: Final = frozenset({"date"})
_MOST = 30
_FAR = 600
"""Times that stand further apart in a paste may be of two events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A time that the service told, and what the program took for now."""

    told: Moment
    told_at: datetime
    now: Moment
    now_at: datetime
    is_later: bool
    """Whether the service's time lies in the program's future."""


def find_apart(understood: Understood) -> Apart | None:
    """Return two times that should be one, or stand the other way round; ``None`` without them.

    A token that was issued later than now is told by a clock that is behind. A clock that is
    ahead shows where the answer has a date of its own.
    """
    nows = _named(understood, _NOW)
    if not nows:
        return None
    first, last = min(nows, key=_place_in_time), max(nows, key=_place_in_time)
    for at, token in _named(understood, _ISSUED):
        now_at, now = last
        if _is_near(token, now) and now_at < at < now_at + NEAR:
            return Apart(told=token, told_at=at, now=now, now_at=now_at, is_later=True)
    for at, answer in _named(understood, _ANSWERED):
        is_later = at > last[0]
        now_at, now = last if is_later else first
        apart = abs(at - now_at)
        is_event = _is_near(answer, now) and AGREE_WITHIN < apart < NEAR
        if is_event and not _is_zone(apart):
            return Apart(
                told=answer, told_at=at, now=now, now_at=now_at, is_later=is_later
            )
    return None


def _is_near(one: Moment, other: Moment) -> bool:
    return abs(one.position - other.position) < _FAR


def _named(
    understood: Understood, names: frozenset[str]
) -> list[tuple[datetime, Moment]]:
    found = [
        (one.at, one)
        for one in understood.moments
        if one.name in names and one.at is not None and one.has_zone
    ]
    return found[:_MOST]


def _place_in_time(dated: tuple[datetime, Moment]) -> datetime:
    return dated[0]


def _is_zone(apart: timedelta) -> bool:
    """Whether it is a whole number of hours, as between zones that somebody took for one."""
    beyond = apart % timedelta(hours=1)
    return min(beyond, timedelta(hours=1) - beyond) <= timedelta(seconds=30)
