"""Which client, keys and environment a program is set up with."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_ENVIRONMENT = r"\b(?P<{}>sandbox|dev(?:elopment)?|prod(?:uction)?)\b"
_TWO_STEPS = re.compile(
    r"\b(?:authori[sz]\w{0,6}|consent\w{0,3}|connect\w{0,3}|log ?in)\b[^\n]{0,50}"
    + _ENVIRONMENT.format("one")
    + r"[^\n]{0,80}\b(?:exchang\w{1,3}|token (?:request|call|endpoint)|callback|get_bearer_token|createtoken)\b[^\n]{0,60}"
    + _ENVIRONMENT.format("other")
)
_CONSENTED_WITH = re.compile(
    r"\b(?:approved|consented|authori[sz]ed|connected|logged in|signed in)\b[^\n.]{0,30}\b(?:with|using|under|to)\b[^\n.]{0,20}"
    + _ENVIRONMENT.format("one")
    + r"[^\n.]{0,12}\b(?:client|app|keys?|credentials)"
)
_KEYS_ARE = re.compile(
    r"\b(?:client[ _-]?(?:id|secret)|keys?|credentials)\b[^\n.;]{0,30}"
    + _ENVIRONMENT.format("other")
)
_MOST = 20


def _read_keys(lower: str) -> Iterator[Found]:
    """Yield where consent and exchange are told to have the keys of two environments."""
    for match in islice(_TWO_STEPS.finditer(lower), _MOST):
        if (match["one"][0] == "p") != (match["other"][0] == "p"):
            yield Sign.KEYS_OF_TWO_ENVIRONMENTS, *match.span()
            return
    consented, keys = _CONSENTED_WITH.search(lower), _KEYS_ARE.search(lower)
    if consented and keys and (consented["one"][0] == "p") != (keys["other"][0] == "p"):
        yield Sign.KEYS_OF_TWO_ENVIRONMENTS, *keys.span()


def _read_session_manager(lower: str) -> Iterator[Found]:
    """python-quickbooks before 0.8 sent ``base_url`` as the redirect URI of the exchange."""
    start = lower.find("oauth2sessionmanager(")
    place = max(start, lower.find("base_url", start))
    yield Sign.BASE_URL_AS_REDIRECT_URI, place, place + len("base_url")


SETTINGS = (
    structure(
        Sign.SHARED_CLIENT,
        (
            "oauthclient|authclient|sessionmanager|dataservice|oauth2client|oauth2session|quickbooks",
            ".route|.get|.post|.use(|(request",
        ),
        r"^(?:(?:var|let|const|static|export|public|private|global) ){0,3}\$?\w{1,40} ?= ?(?:new )?"
        r"[\w.\\]{0,60}(?:oauthclient|authclient|sessionmanager|dataservice|oauth2client"
        r"|oauth2session|quickbooks)\w{0,20}\([^\n]{0,200}\n(?:[^\n]{0,200}\n){0,12}?"
        r"(?:@\w{1,20}\.(?:route|get|post)|(?:app|router)\.(?:get|post|use)\(|def \w{1,40}\(request)",
    ),
    structure(
        Sign.ENVIRONMENT_SWITCHED,
        ("\n+", "env|mode|base_url", "sandbox|development|production"),
        r"^-\w{0,40}(?:env|mode|base_url)\w{0,20}[=:] ?[\"']?(?:sandbox|development|production)"
        r"[^\n]{0,40}\n\+\w{0,40}(?:env|mode|base_url)",
    ),
    structure(
        Sign.SANDBOX_FLAG_OFF,
        ("sandbox|new quickbooks(", "false"),
        r"(?:use_?)?sandbox[\"']? ?(?:=>|=|:) ?false|false(?:,)? ?/\*[^*\n]{0,40}sandbox"
        r"|new quickbooks\((?:[^,()\n]{0,120},){5} ?false",
    ),
    structure(
        Sign.NO_COMPANY_FOR_KEYS,
        ("compan", "consent|connect|authori|select", "empty|blank|nothing|only"),
        r"\bcompan(?:y|ies)\b[^.\n]{0,50}\b(?:is|are|stays?|remains?|comes?|came|was|shows?|lists?) (?:up )?"
        r"(?:empty|blank|nothing|only (?:the |my |our )?(?:sandbox|test))\b",
    ),
    Structure(
        needed("oauth2sessionmanager(", "base_url", "get_authorize_url("),
        _read_session_manager,
    ),
    Structure(
        needed("prod", "sandbox|dev", "exchang|token|callback"),
        _read_keys,
    ),
)
