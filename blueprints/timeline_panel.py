"""A connection's time-line: the picture, and the table that says the same."""

from dataclasses import dataclass
from datetime import datetime

from grantlab.timeline.drawing import Drawing, draw
from grantlab.timeline.history import History, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """One line of the text equivalent."""

    name: str
    starts_at: datetime
    ends_at: datetime | None
    """``None`` for an event, which has no length."""

    remark: str


GOOD = "good"
"""What is said of a token that nothing has ended or replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """A time-line, ready for the macro ``timeline``."""

    anchor: str
    drawing: Drawing
    summary: str
    """What the picture shows, in a sentence, for those who do not see it."""

    lines: tuple[TimelineLine, ...]
    now: datetime
    hard_limit: datetime | None
    older: int
    """How many pairs of tokens came before the first one that is shown."""

    older_href: str
    """Where they are shown as well."""


def view_timeline(
    history: History,
    *,
    anchor: str = "time-line",
    older: int = 0,
    older_href: str = "",
) -> TimelineView:
    """Return the picture and the table of a history.

    ``anchor`` becomes the id of the panel, and has to be unique on the page.
    """
    lines = [_span_line(span, history.now) for span in history.spans]
    lines += [
        TimelineLine(name=event.label, starts_at=event.at, ends_at=None, remark="event")
        for event in history.events
    ]
    return TimelineView(
        anchor=anchor,
        drawing=draw(history),
        summary=_summary(history),
        lines=tuple(sorted(lines, key=lambda line: line.starts_at)),
        now=history.now,
        hard_limit=history.hard_limit,
        older=older,
        older_href=older_href,
    )


def _span_line(span: Span, now: datetime) -> TimelineLine:
    return TimelineLine(
        name=f"{span.label}, {span.kind} token",
        starts_at=span.starts_at,
        ends_at=span.last_at,
        remark=standing_words(span, now),
    )


def standing_words(span: Span, now: datetime) -> str:
    """Return what has become of a token by now, in words."""
    if span.was_ended and now >= span.last_at:
        return span.ended_word or "ended"
    if now >= span.last_at:
        return "expired" if span.stale_from is None else "stale, no longer honoured"
    if span.stale_from is not None and now >= span.stale_from:
        return "stale, still honoured"
    return GOOD


def _summary(history: History) -> str:
    good = [
        span.label
        for span in history.spans
        if standing_words(span, history.now) == GOOD
    ]
    words = f"Good now: {', '.join(good)}" if good else "No token is good now"
    return f"{words}; {len(history.spans)} tokens and {len(history.events)} events."
