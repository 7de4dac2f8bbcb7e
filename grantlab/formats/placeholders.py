"""What stands in a snippet where a secret stood: a variable's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grantlab.playground.variables import split_uses
from grantlab.protocol.marks import Mark, split_marks

REALM_ID = "{realmId}"
"""How a recorded URL writes the company id."""

_UNKNOWN = re.compile(rf"({re.escape(REALM_ID)}|‹hidden(?:, \d+ characters)?›)")


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that the reader of a snippet has to supply."""

    name: str
    """In capitals, as an environment variable: ``REFRESH_TOKEN``."""


Text = tuple[str | Variable, ...]
"""Pieces of a text, in order: what is known, and what is to be supplied."""


def split_variables(text: str, *, hidden: str = "HIDDEN") -> Text:
    """Return a recorded text cut at what was hidden in it.

    ``hidden`` names a value of which only the length was recorded, after the parameter
    that carried it.
    """
    pieces: list[str | Variable] = []
    for piece in split_marks(text):
        if isinstance(piece, Mark):
            pieces.append(Variable(variable_name(piece.name)))
        else:
            pieces.extend(_split_plain(piece, hidden))
    return tuple(pieces)


def split_typed(text: str) -> Text:
    """Return a typed text cut at its ``{{variables}}``."""
    return tuple(
        Variable(variable_name(piece)) if is_name else piece
        for piece, is_name in split_uses(text)
    )


def variable_name(name: str) -> str:
    """Return a parameter's name as the name of an environment variable."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    plain = re.sub(r"\W+", "_", spaced, flags=re.ASCII).strip("_").upper() or "HIDDEN"
    return f"_{plain}" if plain[0].isdigit() else plain


def told(text: Text) -> str:
    """Return the text with the names of its variables in their places."""
    return "".join(
        piece if isinstance(piece, str) else f"${piece.name}" for piece in text
    )


def _split_plain(text: str, hidden: str) -> Iterator[str | Variable]:
    for part in _UNKNOWN.split(text):
        if part == REALM_ID:
            yield Variable("REALM_ID")
        elif _UNKNOWN.fullmatch(part):
            yield Variable(hidden)
        elif part:
            yield part
