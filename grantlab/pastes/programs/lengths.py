"""How long a token was as it came, and how long it is where it is stored."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_LENGTH = re.compile(
    r"(?:^|[,;] )(?=[^\n]{0,200}(?:len|chars|characters|bytes|size))[^\n]{0,120}?\b(?P<kind>access|refresh)[ _]?token\b[^\n\d]{0,40}"
    r"(?:\n[-+| ]{1,80}\n? ?\|?)?(?P<length>\d{2,4})\b(?![-/:.]\d)",
    re.MULTILINE,
)
_OF_STORE = re.compile(
    r"\b(?:select|db|database|table|row|column|stored|saved|mysql|postgres\w{0,3}|psql|sqlite|session|cookie|redis|mongo)\b"
)
_MOST = 20


def _read_lengths(lower: str) -> Iterator[Found]:
    """Yield a token that is shorter in the store than it was elsewhere."""
    longest: dict[str, int] = {}
    stored: list[tuple[str, int, tuple[int, int]]] = []
    for match in islice(_LENGTH.finditer(lower), _MOST):
        kind, length = match["kind"], int(match["length"])
        if _OF_STORE.search(match[0]):
            stored.append((kind, length, match.span()))
        else:
            longest[kind] = max(length, longest.get(kind, 0))
    for kind, length, place in stored:
        if length < longest.get(kind, 0):
            yield Sign.ROW_CUT, *place
            return


LENGTHS = (
    Structure(
        needed("refresh|access", "token", "len|chars|characters|bytes|size"),
        _read_lengths,
    ),
)
