"""Texts from outside as Markdown that is read as it stands."""

import re
from collections.abc import Iterator

_SPECIAL = re.compile(r"[\\`*<>\[\]|#~]|(?<!\w)_|_(?!\w)")
"""Inside a word an underscore is none of it, and names such as invalid_grant have many."""

_FENCE = re.compile(r"`{3,}")


def plain_line(text: str) -> str:
    """Return a text in one line, with nothing in it that would become markup."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def fenced(text: str) -> Iterator[str]:
    """Yield a text as it is, between fences that it cannot close."""
    yield "```"
    yield _FENCE.sub("``", text)
    yield "```"
