"""Where the pairs of a token family stand: newest on top, each below what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 420
ROW: Final = 26
LEFT: Final = 12
LANE: Final = 18
MOST_LANES: Final = 6
"""More branches than these share the last lane; the list tells them apart."""

LETTER: Final = 7.4
ROOM_FOR_NAME: Final = 38


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One pair of tokens, as its relatives need to know it."""

    number: int
    parent: int | None
    """The number of the pair whose refresh token was sent for it."""

    is_aside: bool
    """Whether it is off the line that leads to the newest pair of its consent."""

    name: str
    """The name of its refresh token, such as ``R3``."""

    words: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A pair where it stands, with what is written beside it."""

    member: Member
    lane: int
    x: float
    y: float
    text_x: float
    words: str
    """As much of its words as there is room for."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The way from a pair to the one it came from, as the data of a path."""

    path: str
    leads_out: bool
    """Whether the older pair is not drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeDrawing:
    """A family in a view box of ``WIDTH`` by ``height``."""

    height: float
    nodes: tuple[Node, ...]
    branches: tuple[Branch, ...]


def draw_family(members: Sequence[Member], *, newest: int | None = None) -> TreeDrawing:
    """Return the newest pairs of a family, or all; members come oldest first."""
    lanes = _lanes(members)
    shown = list(members)[-newest:] if newest else list(members)
    text_x = LEFT + (1 + max((lanes[m.number] for m in shown), default=0)) * LANE
    nodes = {
        member.number: _node(member, row, lanes[member.number], text_x)
        for row, member in enumerate(reversed(shown))
    }
    height = float(ROW * max(1, len(shown)))
    branches = tuple(
        _branch(node, nodes.get(node.member.parent), height)
        for node in nodes.values()
        if node.member.parent is not None
    )
    return TreeDrawing(height=height, nodes=tuple(nodes.values()), branches=branches)


def _lanes(members: Sequence[Member]) -> dict[int, int]:
    """Return the lane of each pair: 0 for the line, others where no branch is in the way.

    A branch takes its lane from the pair it leaves to its own last one.
    """
    lane_by_number: dict[int, int] = {}
    taken_until: list[int] = []
    for member in members:
        lane = 0
        if member.is_aside:
            parent = member.parent or 0
            own = lane_by_number.get(parent, 0)
            goes_on = own > 0 and taken_until[own - 1] == parent
            lane = own if goes_on else _free_lane(taken_until, parent)
            _take(taken_until, lane, member.number)
        lane_by_number[member.number] = lane
    return {
        number: min(lane, MOST_LANES - 1) for number, lane in lane_by_number.items()
    }


def _free_lane(taken_until: Sequence[int], parent: int) -> int:
    free = (lane for lane, until in enumerate(taken_until, 1) if until < parent)
    return next(free, len(taken_until) + 1)


def _take(taken_until: list[int], lane: int, number: int) -> None:
    if lane > len(taken_until):
        taken_until.append(number)
    else:
        taken_until[lane - 1] = number


def _node(member: Member, row: int, lane: int, text_x: float) -> Node:
    room = int((WIDTH - text_x - ROOM_FOR_NAME) // LETTER)
    return Node(
        member=member,
        lane=lane,
        x=LEFT + lane * LANE,
        y=row * ROW + ROW / 2,
        text_x=text_x,
        words=_fit(member.words, room),
    )


def _branch(node: Node, parent: Node | None, height: float) -> Branch:
    """Lead straight down in one lane; from another, turn off right above the older pair."""
    if parent is None:
        return Branch(f"M{node.x:g} {node.y:g}V{height:g}", leads_out=True)
    if parent.x == node.x:
        return Branch(f"M{node.x:g} {node.y:g}V{parent.y:g}", leads_out=False)
    turn = parent.y - ROW / 2
    return Branch(
        f"M{node.x:g} {node.y:g}V{turn:g}Q{node.x:g} {parent.y:g} {parent.x:g} {parent.y:g}",
        leads_out=False,
    )


def _fit(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"
