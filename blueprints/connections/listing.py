"""A page of the list: the connections that have the words typed, fifty at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for

from blueprints.connections.summary import ConnectionSummary

PER_PAGE = 50


class Turn(NamedTuple):
    """A way to another page, and which places of the list are there."""

    places: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of what was found, and the ways to those before and after it."""

    summaries: tuple[ConnectionSummary, ...]
    query: str
    total: int
    """How many there are without the query."""

    found: int
    page: int
    pages: int
    places: str
    """Which of those found are here, such as ``51 to 100``."""

    before: Turn | None
    after: Turn | None

    @property
    def is_long(self) -> bool:
        """Whether there is more than one page of it, with or without the query."""
        return self.total > PER_PAGE


def list_page(
    summaries: Sequence[ConnectionSummary], *, query: str, page: int
) -> Listing:
    """Return a page of those that have every word; beyond either end, the nearest.

    Pages are numbered, and do not go on from a row: what the list is sorted by changes with
    each refresh, and a row that had moved to the end would take the rest along.
    """
    found = [one for one in summaries if _has(one, query)]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PER_PAGE

    def turn(to: int) -> Turn | None:
        if not 1 <= to <= pages:
            return None
        href = url_for(
            "connections.index", q=query or None, page=to if to > 1 else None
        )
        return Turn(_places(to, len(found)), href)

    return Listing(
        summaries=tuple(found[start : start + PER_PAGE]),
        query=query,
        total=len(summaries),
        found=len(found),
        page=page,
        pages=pages,
        places=_places(page, len(found)),
        before=turn(page - 1),
        after=turn(page + 1),
    )


def _places(page: int, found: int) -> str:
    first, last = (page - 1) * PER_PAGE + 1, min(page * PER_PAGE, found)
    return f"{first} to {last}" if first < last else str(last)


def _has(one: ConnectionSummary, query: str) -> bool:
    told = f"{one.number} {one.company} {one.environment} {one.health}".casefold()
    return all(word in told for word in query.casefold().split())
