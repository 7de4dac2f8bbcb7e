"""A library that has exchanged the code already when the program is called, and exchanges it again."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.calls import EXCHANGE_CALL
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_EXCHANGES_ITSELF = re.compile(
    r"\bomniauth\.auth\b|\bpassport\.authenticate\(|\bsocialite::|\boauth2login\(|\bregisteredoauth2authorizedclient\b"
    r"|\bauthorize_access_token\(|\bhandleredirectcallback\(|\bsignin(?:redirect)?callback\(|\bhandleredirectpromise\("
    r"|\bonauthorizationcodereceived\b|\bsociallogin\b|\bcomplete_login\b"
)
"""What a library calls where it hands over the tokens, or the person, that a code stood for."""

_OF_REQUEST = (
    r"(?:params|query|args|\$_get|\.get|request|req|searchparams|context|ctx|n)\b"
    r"[^\n,]{0,30}?\b(?:authorization)?code\b"
)
_EXCHANGED = re.compile(
    r"\b(?:"
    + EXCHANGE_CALL
    + r"|\w{0,30}by_?authorization_?code\w{0,6})\([^\n]{0,80}?"
    + _OF_REQUEST
    + r"|\bgrant_type\b[^\n]{0,6}authorization_code(?:[^\n]{0,160}\n){0,4}?[^\n]{0,160}?\bcode\b[^\n]{0,12}"
    + _OF_REQUEST
)
_OTHER_FUNCTION = re.compile(
    r"\n ?\n|\b(?:def|func|public|private|class) |\bfunction \w|\n ?end\b|\b(?:app|router)\.\w{2,8}\(|@\w{1,20}\.(?:route|get|post)"
)
_HANDLED = re.compile(r"\bhandlecoderedemption\(")
"""What tells ASP.NET that the program exchanges the code itself."""

_REACH = 700
_MOST = 10


def _read_middlemen(lower: str) -> Iterator[Found]:
    """Yield where one function has what a library got for a code, and exchanges that code."""
    if _HANDLED.search(lower):
        return
    for match in islice(_EXCHANGES_ITSELF.finditer(lower), _MOST):
        end = match.end() + _REACH
        other = _OTHER_FUNCTION.search(lower, match.end(), end)
        again = _EXCHANGED.search(lower, match.end(), other.start() if other else end)
        if again:
            yield Sign.CODE_DELIVERED_TWICE, *again.span()
            return


MIDDLEMEN = (
    Structure(
        needed(
            "omniauth.auth|passport.authenticate(|socialite::|oauth2login(|authorizedclient|authorize_access_token(|redirectcallback(|signincallback(|handleredirectpromise(|onauthorizationcodereceived|sociallogin|complete_login",
            "code",
        ),
        _read_middlemen,
    ),
)
