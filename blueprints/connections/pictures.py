"""The two drawings of a connection's page: its horizons, and its family of tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from blueprints.connections.family import GenerationView
from blueprints.connections.record import ConnectionRecord
from blueprints.moments import relative
from blueprints.tags import Standing
from grantlab.store.models import Origin
from grantlab.timeline.family_tree import Member, TreeDrawing, draw_family
from grantlab.timeline.horizon import HorizonDrawing, Milestone, draw_horizon

TREE_DRAWN = 6
"""Pairs that are drawn at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonView:
    """The two ends of a connection on one line, and the same in a sentence each."""

    drawing: HorizonDrawing
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeView:
    """A family of tokens as a tree; the list beside it says the same."""

    drawing: TreeDrawing
    summary: str


def view_horizon(record: ConnectionRecord) -> HorizonView | None:
    """Return the line of the ends, or ``None`` when there are none to look at."""
    current = record.current
    if current is None or record.connection.revoked_at is not None:
        return None
    now = record.now
    soft, hard = current.refresh_expires_at, current.hard_expires_at
    if soft is None and hard is None:
        return None
    return HorizonView(
        drawing=draw_horizon(
            consent=Milestone("consent", "consent", record.connection.consented_at),
            now=Milestone("now", "now", now),
            soft=None if soft is None else Milestone("soft", "soft end", soft),
            hard=None if hard is None else Milestone("hard", "hard end", hard),
        ),
        sentences=(
            f"Consent {relative(record.connection.consented_at, now)}.",
            "Its soft end was not told."
            if soft is None
            else f"Soft end {relative(soft, now)}: every refresh moves it on.",
            "Its hard end was not told."
            if hard is None
            else f"Hard end {relative(hard, now)}: no refresh moves it.",
        ),
    )


def view_tree(family: Sequence[GenerationView], *, whole: bool) -> TreeView | None:
    """Return the tree of a family, or ``None`` for a single pair; they come oldest first."""
    if len(family) < 2:  # noqa: PLR2004 -- one pair is no family
        return None
    drawing = draw_family(
        [
            Member(
                number=pair.number,
                parent=pair.parent,
                is_aside=pair.is_aside,
                name=str(pair.number) if pair.refresh is None else pair.refresh.label,
                words=_words(pair),
                standing=_standing(pair),
            )
            for pair in family
        ],
        newest=None if whole else TREE_DRAWN,
    )
    aside = sum(pair.is_aside for pair in family)
    consents = len({pair.consent for pair in family})
    return TreeView(
        drawing=drawing,
        summary=f"{len(family)} pairs from {consents} consent{'s' if consents > 1 else ''}, "
        f"{aside} of them off the line. Newest on top; the list below says the same in words.",
    )


def _words(pair: GenerationView) -> str:
    came = {
        Origin.EXCHANGE: f"consent {pair.consent}, by {pair.asked_by}",
        Origin.IMPORT: f"consent {pair.consent}, imported",
        Origin.REFRESH: f"by {pair.asked_by}",
    }[pair.origin]
    standing = _standing(pair)
    if pair.is_current and standing not in _GOES_WITHOUT_SAYING:
        standing = f"current, {standing}"
    elif pair.is_current:
        standing = "current"
    wiped = ", wiped" if pair.is_wiped else ""
    return f"{standing}{wiped} · {came}"


_GOES_WITHOUT_SAYING = frozenset({Standing.CURRENT, Standing.UNKNOWN})
"""What the pair that acts for a connection is, unless something else is known of it."""


def _standing(pair: GenerationView) -> str:
    if pair.is_current and pair.refresh is None:
        return "current"
    return "unknown" if pair.refresh is None else str(pair.refresh.standing)
