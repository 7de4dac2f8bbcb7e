"""How a hidden value is written where it stood.

A mark is what a reader sees in a recorded request instead of a secret:
``‹refresh_token 3f9a21c0b7d2›`` names the value by its fingerprint,
``‹hidden, 12 characters›`` says only that something was there.
"""

import re
from dataclasses import dataclass

from grantlab.protocol.secret import fingerprint_of
from grantlab.protocol.shapes import recognise

_MARK = re.compile(r"‹(?P<name>[a-z_]+) (?P<fingerprint>[0-9a-f]{12})›")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text where a named value was hidden."""

    name: str
    """The parameter or member that carried the value, such as ``refresh_token``."""

    fingerprint: str


def mark(name: str, value: str) -> str:
    """Return what may stand in a record in place of the value.

    A value of a recognised shape keeps its fingerprint, so that two records can still
    be compared; of any other only the length is told, because a short value could be
    guessed from its hash.
    """
    if value == "":
        return ""
    if recognise(value) is None:
        return f"‹hidden, {len(value)} characters›"
    return f"‹{name} {fingerprint_of(value)}›"


def split_marks(text: str) -> list[str | Mark]:
    """Return the text cut at its marks, in order: plain pieces and marks."""
    pieces: list[str | Mark] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            pieces.append(text[end : match.start()])
        pieces.append(Mark(match["name"], match["fingerprint"]))
        end = match.end()
    if end < len(text):
        pieces.append(text[end:])
    return pieces


def find_mark(text: str) -> Mark | None:
    """Return the first mark of a text."""
    match = _MARK.search(text)
    return None if match is None else Mark(match["name"], match["fingerprint"])


def find_marks(text: str) -> list[Mark]:
    """Return the marks of a text, in order."""
    return [piece for piece in split_marks(text) if isinstance(piece, Mark)]
