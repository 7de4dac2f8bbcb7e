"""A connection's family of tokens: who came from whom, and who was asked for it twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from blueprints.connections.askers import asker_words
from blueprints.tags import Tag, Tags
from grantlab.store.models import Origin, TokenGeneration


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationView:
    """One pair of tokens among its relatives."""

    number: int
    consent: int
    access: Tag | None
    refresh: Tag | None
    origin: Origin
    parent: int | None
    """The number of the pair whose refresh token was sent for it."""

    sent: Tag | None
    """The refresh token that was sent for it; ``None`` for the first of a consent."""

    asked_by: str
    received_at: datetime
    is_current: bool
    is_aside: bool
    """Whether it is off the line that leads to the newest pair of its consent."""

    siblings: tuple[int, ...]
    """The numbers of the other pairs that the same refresh token gave."""

    is_wiped: bool
    """Whether only its facts are kept."""

    oddities: tuple[str, ...]


def tell_family(
    generations: Sequence[TokenGeneration], *, current_id: int | None, tags: Tags
) -> tuple[GenerationView, ...]:
    """Return every generation, oldest first, with its place in the family."""
    by_id = {item.id: item for item in generations}
    line = _line(generations, by_id, current_id)
    return tuple(
        GenerationView(
            number=item.number,
            consent=item.consent,
            access=tags.get(item.access_fingerprint),
            refresh=tags.get(item.refresh_fingerprint or ""),
            origin=item.origin,
            parent=_parent(item, by_id),
            sent=_sent(item, by_id, tags),
            asked_by=asker_words(item.asked_by),
            received_at=item.received_at,
            is_current=item.id == current_id,
            is_aside=item.id not in line,
            siblings=_siblings(item, generations),
            is_wiped=item.is_wiped,
            oddities=item.oddities,
        )
        for item in generations
    )


def _line(
    generations: Sequence[TokenGeneration],
    by_id: dict[int, TokenGeneration],
    current_id: int | None,
) -> set[int]:
    """Return the ids on the way from each consent to its newest pair."""
    newest = {item.consent: item.id for item in generations}
    if current_id in by_id:
        newest[by_id[current_id].consent] = current_id
    line: set[int] = set()
    for tip in newest.values():
        item = by_id.get(tip)
        while item is not None and item.id not in line:
            line.add(item.id)
            item = by_id.get(item.parent_id or 0)
    return line


def _siblings(
    item: TokenGeneration, generations: Sequence[TokenGeneration]
) -> tuple[int, ...]:
    return tuple(
        other.number
        for other in generations
        if other.parent_id is not None
        and other.parent_id == item.parent_id
        and other.id != item.id
    )


def _parent(item: TokenGeneration, by_id: dict[int, TokenGeneration]) -> int | None:
    parent = by_id.get(item.parent_id or 0)
    return None if parent is None else parent.number


def _sent(
    item: TokenGeneration, by_id: dict[int, TokenGeneration], tags: Tags
) -> Tag | None:
    parent = by_id.get(item.parent_id or 0)
    return None if parent is None else tags.get(parent.refresh_fingerprint or "")
