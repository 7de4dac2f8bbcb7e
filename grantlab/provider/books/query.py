"""The part of the query language that is answered for objects.

Source: Intuit's pages on queries; what is here is a corner of it, and the rest is told so.
"""

import re
from dataclasses import dataclass
from typing import Final

from grantlab.provider.books.objects import Kind

MOST: Final = 1000
USUAL: Final = 100

_QUERY = re.compile(
    r"\s*select\s+(?P<what>\*|count\(\s*\*\s*\))\s+from\s+(?P<kind>customer|invoice)"
    r"(?:\s+where\s+(?P<member>[A-Za-z]{1,40})\s*=\s*'(?P<value>(?:[^'\\]|\\.){0,500})')?"
    r"(?:\s+startposition\s+(?P<start>\d{1,9}))?"
    r"(?:\s+maxresults\s+(?P<most>\d{1,9}))?\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question for objects of one kind."""

    kind: Kind
    counts: bool
    member: str | None
    """Of which the value has to be ``value``; ``None`` for every object."""

    value: str
    start: int
    most: int


def parse_query(text: str) -> Query | None:
    """Return the question, or ``None`` for one that is not answered here."""
    match = _QUERY.fullmatch(text)
    if match is None:
        return None
    start, most = int(match["start"] or 1), int(match["most"] or USUAL)
    if start < 1 or not 0 <= most <= MOST:
        return None
    return Query(
        kind=Kind(match["kind"].capitalize()),
        counts=match["what"] != "*",
        member=match["member"],
        value=re.sub(r"\\(.)", r"\1", match["value"] or "", flags=re.DOTALL),
        start=start,
        most=most,
    )
