"""Moments and lengths of time, as a reader wants them: absolute and relative."""

from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from blueprints.elements import joined, span, time

_UNITS = (
    (timedelta(days=365), "year"),
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
    (timedelta(seconds=1), "second"),
)


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


def span_words(span: timedelta) -> str:
    """Return a length of time in its largest whole units, at most two of them."""
    words: list[str] = []
    rest = abs(span)
    for unit, name in _UNITS:
        count, left = divmod(rest, unit)
        if count:
            words.append(f"{count} {name}{'' if count == 1 else 's'}")
            rest = left
        elif words:
            break
        if len(words) == 2:  # noqa: PLR2004 -- two units say enough
            break
    return " ".join(words) or "less than a second"
