"""How a program sends the request for tokens, and what it is answered."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.calls import EXCHANGE_CALL
from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_URI_ARGUMENT = (
    r"[^\n]{0,200}?redirect_?ur[il][\"']? ?(?:=>|:|=) ?(?P<uri>[^\s,)\]}]{3,200})"
)
_ASKED_WITH = re.compile(
    r"\b(?:authorize_?ur[il]|get_?authori[sz]ation_?url|getauthorizationurl|build_?authori[sz]\w{0,10}|authorize)\("
    + _URI_ARGUMENT
)
_POSTED_WITH = re.compile(r"\b" + EXCHANGE_CALL + r"\(" + _URI_ARGUMENT)


def _read_redirect_uris(lower: str) -> Iterator[Found]:
    """Yield the second of two redirect URIs in one program."""
    asked = _ASKED_WITH.search(lower)
    posted = _POSTED_WITH.search(lower) if asked else None
    if asked and posted and asked["uri"] != posted["uri"]:
        yield Sign.REDIRECT_EXPRESSIONS_DIFFER, *posted.span()


EXCHANGING = (
    structure(
        Sign.REDIRECT_URI_LEFT_OUT,
        ("redirect_ur|redirectur", "//|#|--|/*"),
        r"^ ?(?://|#|--|/\*) ?[\"']?redirect_?ur[il][\"']? ?[:=]",
    ),
    structure(
        Sign.EXCHANGE_SEEN,
        ("code", "used|redeem|exchanged|consumed"),
        r"(?<!error )(?<!status )(?<!promo )(?<!coupon )(?<!source )\bcode (?:is|was|has been|gets?|got|has|had) (?:\w{1,10} ){0,2}"
        r"(?:used|redeemed|exchanged|consumed)\b"
        r"|\b(?:used|redeemed|exchanged|consumed) (?:the|that|this|my|each|every|a) (?:\w{1,10} )?code\b",
    ),
    structure(
        Sign.PKCE_MISSPELLED,
        ("code_chal|code_ver",),
        r"\bcode_(?!challenge|verifier|verification|version|vers?\b)(?:chal\w{2,7}|ver\w{3,7})[\"']? ?(?:=|:|=>)",
    ),
    structure(
        Sign.FETCH_FAILED_IN_BROWSER,
        (
            "failed to fetch|networkerror when|load failed|axioserror: network error",
            "oauth.platform|tokens/bearer|/token|token endpoint",
        ),
        r"\btypeerror: (?:failed to fetch|load failed)|\bnetworkerror when attempting to fetch\b"
        r"|\b(?:react|vue|angular|svelte|frontend|front end|browser|client[- ]side|spa|extension)\b[^\n]{0,200}(?:\n[^\n]{0,200})?\baxioserror: network error",
    ),
    structure(
        Sign.CHALLENGE_SENT,
        ("code_challenge=",),
        r"code_challenge=[^\s&]",
    ),
    structure(
        Sign.CLIENT_REFUSED,
        ("authorization header",),
        r"\b(?:tokenerror|fetch_token|unauthorized_client|oauth2strategy|gettoken|token exchange|retrieving token)\b[^\n]{0,120}"
        r"\b(?:missing|invalid|no)\b[\w ]{0,10} authorization header",
    ),
    structure(
        Sign.REDIRECT_REFUSED,
        ("field", "redirect_ur|redirectur"),
        r"\bfield[\"']? ?[:=] ?[\"']?redirect_?ur[il][\"']?[^\n}]{0,40}\b(?:invalid|missing|required|mismatch)\b",
    ),
    structure(
        Sign.CLIENT_REFUSED,
        ("client_secret_|auth_method|authentication-method",),
        r"client_secret_(?:basic|post)\b[^\n]{0,60}\b(?:registered|not allowed|not supported|expected|required|configured)\b"
        r"|\b(?:unsupported|invalid|unknown) (?:token_endpoint_auth_method|client-authentication-method)",
    ),
    structure(
        Sign.TOKEN_ENDPOINT_UNAUTHORIZED,
        ("401", "token"),
        r"[t/4](?:(?:(?<=\bt)oken (?:endpoint|request|response|exchange|url)\b|(?<=/)(?:access_)?token\b|(?<=t)okens/bearer)[^\n]{0,100}\b401\b"
        r"|(?<=\b4)01\b[^\n]{0,40}\b(?:token (?:endpoint|request|exchange)|for url: ~?[^\s]{0,80}/token)\b)",
    ),
    Structure(
        needed("redirect_ur|redirectur", "authori", "token|exchange"),
        _read_redirect_uris,
    ),
)
