"""How long a log shows between the line that brings a code and the exchange that is refused."""

from datetime import timedelta
from typing import Final

from grantlab.diagnosis.pastes.contexts import (
    DAY_SECONDS,
    MOST_COMPARED,
    is_exchange,
    seconds_between,
)
from grantlab.pastes.rewriting import Span
from grantlab.pastes.understood import Happened, Understood

_LONGEST_LIFE: Final = timedelta(minutes=10).total_seconds()
"""What RFC 6749 §4.1.2 recommends as the most."""


def find_late_exchange(understood: Understood) -> tuple[Span, ...]:
    """Return the line that brought the last code, and the exchange of it that came too late."""
    events = understood.events[:MOST_COMPARED]
    places = [
        place for place, one in enumerate(events) if one.happened is Happened.REFUSED
    ]
    if len(places) != 1 or not is_exchange(understood):
        return ()
    refused = events[places[0]]
    brought = [one for one in events[: places[0]] if one.brings_code]
    if not brought:
        return ()
    apart = seconds_between(brought[-1], refused)
    is_late = apart is not None and _LONGEST_LIFE < apart < DAY_SECONDS
    return (brought[-1].span, refused.span) if is_late else ()
