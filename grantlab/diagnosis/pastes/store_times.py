"""When the store was written last, held against when refreshes brought something to store."""

from datetime import datetime, timedelta
from typing import Final

from grantlab.diagnosis.pastes.contexts import MOST_COMPARED
from grantlab.pastes.rewriting import Span
from grantlab.pastes.understood import Event, Happened, Moment, Understood

_WRITTEN = frozenset({"last_modified", "updated_at", "saved_at", "stored_at"})
_SOON: Final = timedelta(minutes=1)
_ZONES: Final = timedelta(hours=14)
"""What two times may be apart of which only one has a zone."""


def find_unwritten(understood: Understood) -> tuple[Span, Span] | None:
    """Return when the store was written last, and a later refresh of which nothing came there.

    Only before a refusal: else nobody has missed it.
    """
    events = understood.events[:MOST_COMPARED]
    last = next(
        (event for event in reversed(events) if event.happened is Happened.REFUSED),
        None,
    )
    written = [one for one in understood.moments if one.name in _WRITTEN and one.at]
    if last is None or len({one.at for one in written}) != 1:
        return None
    for event in events:
        if _brought(event) and _is_after(event.moment, written[0]):
            return written[0].span, event.span
        if event is last:
            break
    return None


def last_success(understood: Understood) -> datetime | None:
    """Return when the log shows the last refresh that succeeded."""
    times = [
        event.moment.at
        for event in understood.events
        if _brought(event) and event.moment.at is not None
    ]
    return max(times, default=None)


def _brought(event: Event) -> bool:
    return event.is_refresh and event.happened is Happened.SUCCEEDED


def _is_after(later: Moment, earlier: Moment) -> bool:
    if later.at is None or earlier.at is None:
        return False
    is_comparable = later.has_zone == earlier.has_zone
    return later.at - earlier.at > (_SOON if is_comparable else _ZONES)
