"""The scopes that were asked for at the consent, and a call that needs another one."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_plus

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_ACCOUNTING = "accounting"
"""Wherever it is named it may have been asked for: a list goes on in the next line."""

_IN_PROGRAM = re.compile(
    r"\bscopes?\b[^\n:=]{0,20}[\"']?\]? ?(?:=>|:|=) ?[\[(]?[\"']?(?P<list>[^\n(]{0,300}\b(?:com\.intuit\.quickbooks\.|scopes?\.(?=accounting|payment|payroll)|openid\b)[^\n(]{0,200})"
)
_IN_ADDRESS = re.compile(r"[?&]scope=(?P<list>[^&\s\"'<>]{3,400})")
_CALLS = {
    needed_scope: re.compile(
        call + r"[^\n]{0,80}\b40[13]\b|\b40[13]\b[^\n]{0,80}" + call
    )
    for needed_scope, call in (
        ("openid", r"\buser_?info\b"),
        ("payment", r"/payments/"),
        (_ACCOUNTING, r"/v3/company/"),
    )
}
_NO_COMPANY = re.compile(
    r"\bcode=[^\s\"'<>]{1,300}&realmid=(?:null|undefined|none)\b"
    r"|\brealmid=(?:null|undefined|none)&[^\s\"'<>]{0,200}\bcode="
)
"""A callback without a company: nobody was asked for one, because no scope is about one."""

_MOST = 10


def _read_calls(lower: str) -> Iterator[Found]:
    """Yield a refused call whose scope is on no list that was asked for."""
    asked = " ".join(_asked(lower))
    if not asked:
        return
    for scope, call in _CALLS.items():
        is_named = scope in (lower if scope is _ACCOUNTING else asked)
        refused = None if is_named else call.search(lower)
        if refused:
            yield Sign.SCOPE_NOT_ASKED, *refused.span()


def _asked(lower: str) -> Iterator[str]:
    for match in islice(_IN_PROGRAM.finditer(lower), _MOST):
        yield match["list"]
    for match in islice(_IN_ADDRESS.finditer(lower), _MOST):
        yield unquote_plus(match["list"])


def _read_callbacks(lower: str) -> Iterator[Found]:
    """Yield a callback that brings a code, and says that there is no company."""
    if found := _NO_COMPANY.search(lower):
        yield Sign.SCOPE_NOT_ASKED, *found.span()


ASKED_SCOPES = (
    Structure(
        needed(
            "userinfo|user_info|/payments/|/v3/company/",
            "scope",
            "openid|com.intuit.quickbooks|scopes.|scope.",
            "401|403",
        ),
        _read_calls,
    ),
    Structure(
        needed("realmid=null|realmid=undefined|realmid=none", "code="), _read_callbacks
    ),
)
