"""Two tokens of one answer that a program puts into each other's place."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_ACCESS = r"[\w.$>\[\]'\"@-]{0,40}?access_?token\w{0,6}[\"'\]]{0,2}(?:\(\))?"
_REFRESH = r"[\w.$>\[\]'\"@-]{0,40}?refresh_?token\w{0,6}[\"'\]]{0,2}(?:\(\))?"
_TYPE = r"(?:[?]?[\w<>]{1,20} )?"
_DECLARED = re.compile(
    r"\b(?:def|function|func|fn|void|bool|async|public|private|static|task)(?: \([^()\n]{0,30}\))? (?:\w{1,20} )?(?P<name>\w{3,40})\("
    rf"(?P<before>[^\n()]{{0,120}}?)(?P<first>access|refresh)_?token\w{{0,6}}(?:: ?[\w\[\] |]{{1,20}})?, ?{_TYPE}[$]?"
    r"(?!(?P=first))(?:access|refresh)_?token"
)
_CALLED = re.compile(
    r"\b(?P<name>\w{3,40})\((?P<before>[^\n()]{0,120}?)"
    rf"(?:(?P<access>{_ACCESS}), ?{_REFRESH}|(?P<refresh>{_REFRESH}), ?{_ACCESS})[\s,)]"
)
_INSERTED = re.compile(
    r"\b(?:insert into|update)\b[^\n]{0,120}?\b(?P<first>access|refresh)_token\b[^\n]{0,20}?, ?[\"'`]?"
    r"(?!(?P=first))(?:access|refresh)_token\b(?:[^\n]{0,200}\n){0,3}?[^\n]{0,200}?"
    r"[\[(,] ?\$?\w{1,30}(?:\.|->|\[)[\w'\"]{0,12}(?!(?P=first))(?:access|refresh)_?token\w{0,4}[\"'\]]{0,2}(?:\(\))?, ?"
    r"\$?\w{1,30}(?:\.|->|\[)[\w'\"]{0,12}(?P=first)_?token"
)
_STORES = ("insert into", "update")
_MOST = 20


def _read_swapped(lower: str) -> Iterator[Found]:
    """Yield where two tokens are handed over in the other order than they are taken."""
    is_stored = any(word in lower for word in _STORES)
    if swapped := _INSERTED.search(lower) if is_stored else None:
        yield Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN, *swapped.span()
        return
    declared = {
        match["name"]: (match.start("name"), match["first"])
        for match in islice(_DECLARED.finditer(lower), _MOST)
    }
    for match in islice(_CALLED.finditer(lower) if declared else (), _MOST):
        place, first = declared.get(match["name"], (-1, ""))
        given = "access" if match["access"] else "refresh"
        if place not in {-1, match.start("name")} and given != first:
            yield Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN, *match.span()
            return


SWAPPING = (
    Structure(
        needed("access_token|accesstoken", "refresh_token|refreshtoken", "("),
        _read_swapped,
    ),
)
