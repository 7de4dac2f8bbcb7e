"""Two clocks in one line of a log: the program's, and the service's in what it answered."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from grantlab.pastes.rewriting import Span
from grantlab.pastes.understood import Event, Moment, Named, Understood
from grantlab.protocol.intuit_tid import made_at

AGREE_WITHIN: Final = timedelta(seconds=90)
"""A line is written some seconds after its answer came."""

NEAR: Final = timedelta(hours=26)
"""What is further apart is not the same event by two clocks."""

ZONES_LIE_BY: Final = timedelta(minutes=15)
_NAMES = frozenset({None, "date"})
"""What the time of an answer stands behind: nothing, or the name of its header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoClocks:
    """One event, by two clocks that disagree."""

    program_at: datetime
    service_at: datetime
    told_by: str
    """What told the service's time: ``the date of the answer`` or ``intuit_tid``."""

    may_be_zone: bool
    """Whether the program's clock may only stand in another zone, which nobody told."""

    @property
    def apart(self) -> timedelta:
        """How far they are apart; the sign is lost."""
        return abs(self.program_at - self.service_at)

    @property
    def program_is_ahead(self) -> bool:
        return self.program_at > self.service_at


def find_two_clocks(understood: Understood) -> TwoClocks | None:
    """Return the first line whose two clocks disagree; ``None`` when none does."""
    dated = [one for one in understood.moments if one.has_zone and one.name in _NAMES]
    dated.sort(key=_start)
    for event in understood.events:
        told = _service_time(event, dated, understood.intuit_tids)
        if told is None or event.moment.at is None:
            continue
        service_at, told_by = told
        apart = abs(event.moment.at - service_at)
        if AGREE_WITHIN < apart < NEAR:
            return TwoClocks(
                program_at=event.moment.at,
                service_at=service_at,
                told_by=told_by,
                may_be_zone=not event.moment.has_zone and _is_zone(apart),
            )
    return None


def _service_time(
    event: Event, dated: list[Moment], intuit_tids: tuple[Named, ...]
) -> tuple[datetime, str] | None:
    """Return what an answer in the line says of the time.

    A program writes its own time first, so only what comes after it is the service's.
    """
    rest = Span(event.moment.span.end, event.span.end)
    following = bisect_left(dated, rest.start, key=_start)
    for moment in dated[following : following + 1]:
        if moment.at is not None and _lies_in(moment.span, rest):
            return moment.at, "the date of the answer"
    for tid in intuit_tids:
        at = made_at(tid.text)
        if at is not None and _lies_in(tid.span, rest):
            return at, "intuit_tid"
    return None


def _start(moment: Moment) -> int:
    return moment.span.start


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_zone(apart: timedelta) -> bool:
    """Whether it is near a distance that zones lie apart."""
    beyond = apart % ZONES_LIE_BY
    return min(beyond, ZONES_LIE_BY - beyond) <= AGREE_WITHIN
