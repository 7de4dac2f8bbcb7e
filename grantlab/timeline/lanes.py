"""What happened when, as far as somebody told: a column a moment, a lane a value.

The columns stand evenly, because a log has seconds and months beside each other; how long
lies between two of them is written between them. Equal values share a lane.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

from grantlab.protocol.durations import span_words

LEFT: Final = 44
COLUMN: Final = 132
LANE: Final = 26
TOP: Final = 52
MOST_COLUMNS: Final = 8
MOST_LANES: Final = 6
_UNIT: Final = re.compile(r"(year|day|hour|minute|second)s?")
_SHORT: Final = {"year": "y", "day": "d", "hour": "h", "minute": "min", "second": "s"}
KEPT_AT_START: Final = 2
"""Of too many moments the first two and the last are drawn: a failure comes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that was told to have happened, or to be going to."""

    second: float
    """When, counted from wherever all of them are counted from."""

    day: str
    """Empty when it is not known."""

    time: str
    what: str
    role: str
    """One of good, caution, refused, unknown."""

    lane: str | None = None
    """The name of the value that it happened to, such as ``R1``; ``None`` without one."""

    is_end: bool = False
    """Whether it is where the value ends by itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """One moment: where it stands, and what is written at it."""

    x: float
    day: str
    time: str
    happenings: tuple[tuple[str, str], ...]
    """What happened then, each with its role."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One value: from the first to the last column in which it is seen."""

    name: str
    y: float
    from_x: float
    to_x: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One value at one moment."""

    x: float
    y: float
    role: str
    is_end: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """How long lies between two neighbouring columns."""

    x: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneDrawing:
    """The picture, in a view box of ``width`` by ``height``."""

    width: float
    height: float
    axis_y: float
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    gaps: tuple[Gap, ...]
    left_out: int
    """How many moments are not drawn."""


def draw_lanes(occurrences: Iterable[Occurrence]) -> LaneDrawing:
    """Return where the columns, lanes and dots stand."""
    moments = _by_moment(occurrences)
    drawn = _choose(moments)
    names = tuple(
        dict.fromkeys(one.lane for group in drawn for one in group if one.lane)
    )
    y_of: dict[str, float] = {
        name: TOP + LANE * place for place, name in enumerate(names[:MOST_LANES])
    }
    x_of = [LEFT + COLUMN / 2 + COLUMN * place for place in range(len(drawn))]
    dots = _dots(drawn, x_of, y_of)
    axis_y = TOP + LANE * len(y_of) + 12
    lines = max((len(_happenings(group)) for group in drawn), default=1)
    return LaneDrawing(
        width=LEFT + COLUMN * len(drawn),
        height=axis_y + 10 + 15 * lines,
        axis_y=axis_y,
        columns=tuple(
            Column(x, group[0].day, group[0].time, _happenings(group))
            for x, group in zip(x_of, drawn, strict=True)
        ),
        lanes=tuple(_lane(name, y, dots) for name, y in y_of.items()),
        dots=dots,
        gaps=tuple(
            Gap((x + next_x) / 2, _gap_words(later[0].second - earlier[0].second))
            for (x, next_x), (earlier, later) in zip(
                pairwise(x_of), pairwise(drawn), strict=True
            )
        ),
        left_out=len(moments) - len(drawn),
    )


def _by_moment(
    occurrences: Iterable[Occurrence],
) -> list[tuple[Occurrence, ...]]:
    groups: dict[float, list[Occurrence]] = {}
    for one in sorted(occurrences, key=lambda one: one.second):
        groups.setdefault(one.second, []).append(one)
    return [tuple(group) for group in groups.values()]


def _choose(
    moments: Sequence[tuple[Occurrence, ...]],
) -> Sequence[tuple[Occurrence, ...]]:
    if len(moments) <= MOST_COLUMNS:
        return moments
    return [*moments[:KEPT_AT_START], *moments[KEPT_AT_START - MOST_COLUMNS :]]


def _dots(
    drawn: Sequence[tuple[Occurrence, ...]],
    x_of: Sequence[float],
    y_of: dict[str, float],
) -> tuple[Dot, ...]:
    return tuple(
        Dot(x, y_of[one.lane], one.role, one.is_end)
        for x, group in zip(x_of, drawn, strict=True)
        for one in group
        if one.lane in y_of
    )


def _lane(name: str, y: float, dots: Iterable[Dot]) -> Lane:
    """Return the lane of a value, as long as it is seen."""
    seen = [dot.x for dot in dots if dot.y == y]
    return Lane(name, y, min(seen), max(seen))


def _happenings(group: Iterable[Occurrence]) -> tuple[tuple[str, str], ...]:
    """Return what happened at one moment, each thing once, at most three."""
    return tuple(dict.fromkeys((one.what, one.role) for one in group if one.what))[:3]


def _gap_words(seconds: float) -> str:
    if seconds < 1:
        return f"+{seconds * 1000:.0f} ms"
    words = span_words(timedelta(seconds=int(seconds)))
    return f"+{_UNIT.sub(lambda unit: _SHORT[unit[1]], words)}"
