"""Which entries have all the words that were typed."""

import re
from functools import cache

LONGEST_QUERY = 200


def read_query(text: str) -> str:
    """Return what was typed, without more of it than anybody would type."""
    return " ".join(text[:LONGEST_QUERY].split())


def has_words(query: str, *texts: str) -> bool:
    """Whether every word of a query stands somewhere in texts of the docs.

    Markup of the docs is not in the way: ``code_reused`` is found as it is written.
    """
    text = _searchable(*texts)
    return all(word in text for word in query.casefold().split())


@cache
def _searchable(*texts: str) -> str:
    # There are as many as the docs have entries, and each is searched again and again.
    return re.sub(r"[`*]", "", " ".join(texts)).casefold()
