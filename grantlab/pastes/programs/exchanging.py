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


_SHELL_COMPLAINS = (
    r"(?:is not recognized as|command not found|no such file or directory|ampersand|^\[\d\]\+? {1,4}(?:\d|done|exit)"
    r"|invalid_request|missing\b)"
)

EXCHANGING = (
    structure(
        Sign.REDIRECT_URI_LEFT_OUT,
        ("redirect_ur|redirectur", "//|#|--|/*"),
        r"^ ?(?://|#|--|/\*) ?[\"']?redirect_?ur[il][\"']? ?[:=]",
    ),
    structure(
        Sign.CHALLENGE_SENT,
        ("code_challenge=",),
        r"code_challenge=[^\s&]",
    ),
    structure(
        Sign.FORM_AS_JSON,
        (
            "json|stringentity|bodyvalue",
            "grant_type|granttype|requests.post|axios.post|httpx.post",
        ),
        r"(?:requests\.post|axios\.post|httpx\.post)\([^\n]{0,160}(?:token|oauth)[^\n]{0,160}json ?="
        r"|\bgrant_?type[\"']? ?(?:=>|:|=) ?[\"'](?:[^\n]{0,200}\n){0,6}?[^\n]{0,160}content-?type[\"']? ?(?:=>|:|,|=) ?[\"']application/json"
        r"|content-?type[\"']? ?(?:=>|:|,|=) ?[\"']?application/json(?:[^\n]{0,200}\n){0,6}?[^\n]{0,160}\bgrant_?type[\"']? ?(?:=>|:) ?[\"']"
        r"|(?:json\.stringify|json\.dumps|json_encode|addjsonbody|jsoncontent\.create|postasjson\w{0,5}|stringentity|bodyvalue)\([^\n]{0,120}grant_?type",
    ),
    structure(
        Sign.FORM_CUT_BY_SHELL,
        ("curl", "grant_type=", "&"),
        r"\bcurl(?:\.exe)? [^\n]{0,300}?(?:-d|--data\S{0,12}) ?(?=[\w=.-]{1,200}&)(?=[^\s\"']{0,200}grant_type=)[^\n]{1,600}"
        r"(?:\n[^\n]{0,300}){0,4}?" + _SHELL_COMPLAINS,
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
        Sign.FORM_UNREADABLE,
        ("body", "parse", "form"),
        r"\b(?:unable to|could not|cannot|can not|failed to) parse\b[^\n]{0,20}\bbody\b[^\n]{0,80}\bform\b",
    ),
    structure(
        Sign.FORM_UNREADABLE,
        ("405|method not allowed", "/token"),
        r"\b(?:get|put|post) \S{0,80}/token\S{0,200}[^\n]{0,160}\b(?:405|method not allowed)\b",
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
