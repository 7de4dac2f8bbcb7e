"""A callback that the program's own guard turns away: it wants a login or a key from whoever comes back."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_TURNED_AWAY = re.compile(
    r"[?&]code=[^\s\"']{1,700}(?: http/[\d.]{1,3})?[\"']?,? (?:-> |=> |- )?(?:status[=: ]{1,2})?"
    r"(?:(?P<refused>40[13]|419)|30[1237]\b[^\n]{0,60}/(?:[\w/-]{0,30}[/_-])?(?:log[-_]?in|sign[-_]?in)\b(?![^\s\"']{0,20}(?:error|fail)))"
)
_WANTED = r"(?:api[ -]?key|(?:auth\w{0,12} |bearer |access |jwt )?(?:token|header)|session|authentication|credentials|login|log-in|sign-in|user)"
_GUARD = re.compile(
    rf"\b(?:missing|no|without) (?:an? |valid |active )?{_WANTED}\b(?! (?:error|problem|issue|trouble))"
    rf"|\b{_WANTED} (?:is |was |are |were )?(?:missing|required|needed|not (?:found|provided|present|supplied|set))\b"
    r"|\b(?:not|nobody(?: is)?|must be|need to be) (?:logged|signed) in\b|\bunauthenticated\b|\bnot authenticated\b"
    r"|\b(?:please|must|need to) (?:log|sign) in\b|\b(?:log|sign)-?in required\b|\bauthenticate first\b"
)


def _read_guards(lower: str) -> Iterator[Found]:
    """Yield a callback that was answered as a guard answers, and what it says that it wants."""
    turned = _TURNED_AWAY.search(lower)
    if turned is None:
        return
    yield Sign.APP_REFUSED_CALLBACK, *turned.span()
    wanted = _GUARD.search(lower) if turned["refused"] else turned
    if wanted:
        yield Sign.APP_WANTS_LOGIN, *wanted.span()


GUARDS = (
    Structure(
        needed("code=", "state=", "401|403|419|301|302|303|307"),
        _read_guards,
    ),
)
