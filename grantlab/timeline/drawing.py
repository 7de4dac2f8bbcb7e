"""Where everything on a time-line stands, in the units of its picture."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from grantlab.timeline.axis import Axis, Tick
from grantlab.timeline.history import Event, History, Span, SpanKind

WIDTH: Final = 960
LEFT: Final = 28
RIGHT: Final = 948
TOP: Final = 38
LANE: Final = 22
BAR: Final = 14
LETTER: Final = 6.8
"""The width of a letter at the size of the labels, with some to spare."""

GAP: Final = 6
SHORTEST_BAR: Final = 3
MOST_BARS: Final = 8
"""Of each kind; the newest are drawn, and the table has them all."""

DOT: Final = 4
EVENT_LANE: Final = 18
MOST_EVENT_LANES: Final = 4
ON_AXIS: Final = -1.0
"""Stands for the axis until it is known how many lanes lie above it."""


Anchor = Literal["start", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One token's life: the fresh part, and the stale tail if it has one."""

    span: Span
    x: float
    width: float
    tail_x: float
    tail_width: float
    label: str
    label_x: float
    label_anchor: Anchor
    label_inside: bool
    is_over: bool
    """Whether the token is honoured no more."""

    y: float = 0

    @property
    def left(self) -> float:
        """The leftmost point that the bar and its label take up."""
        ends = self.label_x - len(self.label) * LETTER
        return min(self.x, ends if self.label_anchor == "end" else self.label_x)

    @property
    def right(self) -> float:
        """The rightmost point that the bar and its label take up."""
        label = self.label_x + len(self.label) * LETTER
        end = max(self.x + self.width, self.tail_x + self.tail_width)
        return end if self.label_anchor == "end" else max(end, label)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """One event: a dot, and its label where there is room."""

    event: Event
    x: float
    y: float
    label_x: float
    label_anchor: Anchor
    label: str
    """Empty where every place for it was taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """The letter before the bars of one kind."""

    letter: str
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A time-line in a view box of ``WIDTH`` by ``height``."""

    height: float
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]
    marks: tuple[EventMark, ...]
    ticks: tuple[Tick, ...]
    axis_y: float
    now_x: float
    now_anchor: Anchor
    hard_limit_x: float | None
    left_out: int
    """How many older bars were not drawn."""


def draw(history: History) -> Drawing:
    """Return where the bars, tails, marks and ticks of a history stand."""
    axis = Axis(history.first_at, history.last_at, LEFT, RIGHT)
    rows: list[Row] = []
    bars: list[Bar] = []
    y = float(TOP)
    for kind, letter in ((SpanKind.ACCESS, "A"), (SpanKind.REFRESH, "R")):
        spans = sorted_spans(history, kind)[-MOST_BARS:]
        lanes = _in_lanes(_bar(span, axis, history.now) for span in spans)
        bars += [replace(bar, y=y + lane * LANE) for lane, bar in lanes]
        rows.append(Row(letter, y + BAR - 3))
        y += LANE * max((lane + 1 for lane, _ in lanes), default=1) + GAP
    marks, event_lanes = _marks(history.events, axis, y)
    axis_y = y + EVENT_LANE * event_lanes
    now_x = axis.x(history.now)
    limit = history.hard_limit
    return Drawing(
        height=axis_y + LANE,
        rows=tuple(rows),
        bars=tuple(bars),
        marks=marks,
        ticks=tuple(axis.ticks()),
        axis_y=axis_y,
        now_x=now_x,
        now_anchor="end" if now_x > (LEFT + RIGHT) / 2 else "start",
        hard_limit_x=None if limit is None else axis.x(limit),
        left_out=len(history.spans) - len(bars),
    )


def sorted_spans(history: History, kind: SpanKind) -> list[Span]:
    """Return the spans of one kind, the earliest first."""
    spans = (span for span in history.spans if span.kind is kind)
    return sorted(spans, key=lambda span: span.starts_at)


def _bar(span: Span, axis: Axis, now: datetime) -> Bar:
    x, fresh_x, last_x = (
        axis.x(at) for at in (span.starts_at, span.fresh_until, span.last_at)
    )
    width = max(fresh_x - x, SHORTEST_BAR)
    tail_x = max(x + width, fresh_x)
    end = max(last_x, tail_x)
    label = f"{span.label} {span.ended_word}" if span.was_ended else span.label
    length = len(label) * LETTER
    label_x: float = end + GAP
    anchor: Anchor = "start"
    if inside := width >= length + GAP:
        label_x = x + GAP - 1
    elif end + GAP + length > RIGHT:
        label_x, anchor = x - GAP, "end"
    return Bar(
        span=span,
        x=x,
        width=round(width, 1),
        tail_x=round(tail_x, 1),
        tail_width=round(end - tail_x, 1) if span.stale_from else 0,
        label=label,
        label_x=round(label_x, 1),
        label_anchor=anchor,
        label_inside=inside,
        is_over=now >= span.last_at,
    )


def _in_lanes(bars: Iterable[Bar]) -> list[tuple[int, Bar]]:
    """Put each bar into the first lane in which it and its label touch nothing."""
    ends: list[float] = []
    placed: list[tuple[int, Bar]] = []
    for bar in bars:
        lane = _free_lane(ends, bar.left)
        _occupy(ends, lane, bar.right + GAP)
        placed.append((lane, bar))
    return placed


def _marks(
    events: tuple[Event, ...], axis: Axis, y: float
) -> tuple[tuple[EventMark, ...], int]:
    """Return the dots with their labels, and how many lanes they take."""
    ends: list[float] = []
    marks: list[EventMark] = []
    for event in sorted(events, key=lambda event: event.at):
        x = axis.x(event.at)
        reach = DOT + GAP + len(event.label) * LETTER
        leftward = x + reach > RIGHT
        lane = _free_lane(ends, x - (reach if leftward else DOT))
        if fits := lane < MOST_EVENT_LANES:
            _occupy(ends, lane, x + (DOT if leftward else reach) + GAP)
        marks.append(
            EventMark(
                event=event,
                x=x,
                # A dot without room for its label sits on the axis, in nobody's way.
                y=y + DOT + lane * EVENT_LANE if fits else ON_AXIS,
                label_x=round(x + (-1 if leftward else 1) * (DOT + GAP - 2), 1),
                label_anchor="end" if leftward else "start",
                label=event.label if fits else "",
            )
        )
    lanes = max(1, len(ends))
    axis_y = y + lanes * EVENT_LANE
    placed = (replace(mark, y=axis_y) if mark.y == ON_AXIS else mark for mark in marks)
    return tuple(placed), lanes


def _free_lane(ends: list[float], left: float) -> int:
    return next((lane for lane, end in enumerate(ends) if end <= left), len(ends))


def _occupy(ends: list[float], lane: int, right: float) -> None:
    if lane == len(ends):
        ends.append(right)
    else:
        ends[lane] = right
