"""Where the two ends of a connection stand on one line, in the units of its picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

WIDTH: Final = 420
LEFT: Final = 6
RIGHT: Final = 414
LETTER: Final = 7.4
"""The width of a letter at the size of the labels, with some to spare."""

LONGEST_LABEL: Final = 14
"""Letters; two labels that are no longer never need each other's place."""

GAP: Final = 4
LANE: Final = 16
TICK: Final = 6
BAR: Final = 8

Anchor = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment on the line, and what is written beside it."""

    name: Literal["consent", "now", "soft", "hard"]
    label: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A milestone where it stands: its tick, and its label beside the tick's end."""

    milestone: Milestone
    x: float
    anchor: Anchor
    label_x: float
    label_y: float
    tick_from: float
    tick_to: float

    @property
    def extent(self) -> tuple[float, float]:
        """From where to where its label reaches."""
        length = len(self.milestone.label) * LETTER
        if self.anchor == "start":
            return self.label_x, self.label_x + length
        return self.label_x - length, self.label_x


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonDrawing:
    """The line, in a view box of ``WIDTH`` by ``height``."""

    height: float
    axis_y: float
    placed: tuple[Placed, ...]
    alive: tuple[float, float] | None
    """From where to where the refresh token lives if nothing is done."""

    in_reach: tuple[float, float] | None
    """From where to where it can be brought by refreshing."""


def draw_horizon(
    *,
    consent: Milestone,
    now: Milestone,
    soft: Milestone | None,
    hard: Milestone | None,
) -> HorizonDrawing:
    """Return the line from the consent to the last of its moments, in true proportion.

    What moves stands above the line, what does not below it.
    """
    told = [item for item in (consent, now, soft, hard) if item is not None]
    first, last = min(item.at for item in told), max(item.at for item in told)

    def x(at: datetime) -> float:
        share = (at - first) / (last - first) if last > first else 0.0
        return round(LEFT + share * (RIGHT - LEFT), 1)

    above = _in_lanes([(item, x(item.at)) for item in (now, soft) if item is not None])
    below = _in_lanes(
        [(item, x(item.at)) for item in (consent, hard) if item is not None]
    )
    axis_y = LANE * (1 + max(lane for *_, lane in above)) + TICK + BAR / 2
    depth = LANE * (1 + max(lane for *_, lane in below)) + TICK + BAR / 2
    ends = [x(item.at) for item in (soft, hard) if item is not None]
    end = min(ends, default=None)
    alive = None if end is None or end <= x(now.at) else (x(now.at), end)
    beyond = None if hard is None or alive is None else x(hard.at)
    return HorizonDrawing(
        height=axis_y + depth,
        axis_y=axis_y,
        placed=(
            *(_place(*item, axis_y=axis_y, side=-1) for item in above),
            *(_place(*item, axis_y=axis_y, side=1) for item in below),
        ),
        alive=alive,
        in_reach=None
        if alive is None or beyond is None or beyond <= alive[1]
        else (alive[1], beyond),
    )


def _in_lanes(
    marks: Sequence[tuple[Milestone, float]],
) -> list[tuple[Milestone, float, Anchor, int]]:
    """Give each label a side and a lane, so that it lies on no other and on no tick.

    Lane 0 is next to the line. A label that reaches over another's tick lies further
    out than that tick does.
    """
    ordered = sorted(marks, key=lambda mark: mark[1])
    rightward = [mark for mark in ordered if mark[1] + _reach(mark[0]) <= RIGHT]
    leftward = ordered[len(rightward) :]
    placed: list[tuple[Milestone, float, Anchor, int]] = []
    for item, x in reversed(rightward):
        lane = _lane_above(placed, x, x + _reach(item))
        placed.append((item, x, "start", lane))
    for item, x in leftward:
        lane = _lane_above(placed, x - _reach(item), x)
        placed.append((item, x, "end", lane))
    return placed


def _lane_above(
    placed: Iterable[tuple[Milestone, float, Anchor, int]], left: float, right: float
) -> int:
    """Return the first lane in which a label from left to right is in nobody's way."""
    met = [
        lane
        for item, x, anchor, lane in placed
        if _overlaps(left, right, *_extent(item, x, anchor))
    ]
    return max(met, default=-1) + 1


def _extent(item: Milestone, x: float, anchor: Anchor) -> tuple[float, float]:
    return (x, x + _reach(item)) if anchor == "start" else (x - _reach(item), x)


def _overlaps(left: float, right: float, other_left: float, other_right: float) -> bool:
    return left < other_right + GAP and other_left < right + GAP


def _reach(item: Milestone) -> float:
    return GAP + len(item.label) * LETTER


def _place(
    item: Milestone, x: float, anchor: Anchor, lane: int, *, axis_y: float, side: int
) -> Placed:
    edge = axis_y + side * BAR / 2
    out = edge + side * (TICK + lane * LANE)
    return Placed(
        milestone=item,
        x=x,
        anchor=anchor,
        label_x=round(x + (GAP if anchor == "start" else -GAP), 1),
        label_y=out if side < 0 else out + LANE - GAP,
        tick_from=axis_y - side * BAR / 2,
        tick_to=out + side * (LANE - 2 * GAP),
    )
