"""Moments, as a reader wants them: absolute and relative."""

from datetime import UTC, datetime

from markupsafe import Markup

from blueprints.elements import joined, span, time
from grantlab.protocol.durations import span_words


def moment(at: datetime, now: datetime | None = None) -> Markup:
    """Return a ``<time>``: date, time and zone, and how far from now if that is told."""
    at = at.astimezone(UTC)
    markup = time(at.isoformat(timespec="seconds"), f"{at.day} {at:%b %Y %H:%M:%S} UTC")
    if now is None:
        return markup
    return joined((markup, span("ago", relative(at, now))), " ")


def relative(at: datetime, now: datetime) -> str:
    """Return how far a moment is from now, in words: ``in 59 minutes``, ``2 days ago``."""
    if at == now:
        return "now"
    if at > now:
        return f"in {span_words(at - now)}"
    return f"{span_words(now - at)} ago"
