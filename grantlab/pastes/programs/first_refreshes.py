"""A log in which a code is exchanged, and the very next refresh is refused."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_EXCHANGED = re.compile(
    r"authorization_code\b[^\n]{0,120}(?<!\d)(?:200\b|ok\b|success)[^\n]{0,120}\n"
)
_NEXT = re.compile(
    r"(?:(?![^\n]{0,160}(?:refresh|authorization_code))[^\n]{0,200}\n){0,6}(?P<refresh>[^\n]{0,160}refresh[^\n]{0,200}(?:\n(?!\d|\[\d|\{\"t)[^\n]{0,200})?)"
)
_REFUSED = re.compile(r"invalid_grant|incorrect or invalid|(?<![\d.,])400\b")


def _read_first(lower: str) -> Iterator[Found]:
    """Yield that refresh, unless a code is exchanged once more in the log."""
    exchanged = _EXCHANGED.search(lower)
    if exchanged is None or _EXCHANGED.search(lower, exchanged.end()):
        return
    following = _NEXT.match(lower, exchanged.end())
    if following and _REFUSED.search(following["refresh"]):
        yield Sign.JUST_CONSENTED, *following.span("refresh")


FIRST_REFRESHES = (
    Structure(
        needed("authorization_code", "refresh", "invalid_grant|incorrect|400"),
        _read_first,
    ),
)
