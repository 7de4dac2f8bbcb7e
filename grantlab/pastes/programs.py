"""Structural mistakes in excerpts of programs and their settings."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Sighting, Value

_PATTERNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (
        Sign.REDIRECT_URI_LEFT_OUT,
        re.compile(
            r"^ ?(?://|#|--|/\*) ?[\"']?redirect_?ur[il][\"']? ?[:=]", re.MULTILINE
        ),
    ),
    (
        Sign.KEPT_OLD_REFRESH_TOKEN,
        re.compile(
            r"(?=[rs])(?<!refresh\()(?<!refresh_tokens\()(?<!refresh_token\()(?<!refresh_access_token\()"
            r"(?:refresh_?token[\"']? ?(?::|=>?)|set_?refresh_?token\() ?\$?(?![\w.>-]{0,40}(?:client|auth|response|manager|result))(?:this|self|old\w{0,20}|existing\w{0,20}|current\w{0,20}"
            r"|stored\w{0,20}|prev\w{0,20}|@?token)(?:\.|->|\[)[\w.>\[\]'\"-]{0,60}refresh_?token",
            re.MULTILINE,
        ),
    ),
    (
        Sign.STORED_EVERY_VALUE,
        re.compile(
            r"refresh\w{0,12}[\"'\]]{0,2} ?(?::|=>?) ?\$?(?:(?:self|this)(?:\.|->)(?=\w{0,20}(?:client|auth|manager)))?"
            r"(?!(?:this|self|old|existing|current|stored|prev|row|record|config|env|settings|session)\w{0,20}(?:\.|->|\[))"
            r"@?\w{1,30}(?:\.|->|\[)[\w.>\[\]'\"()-]{0,60}refresh_?token",
            re.MULTILINE,
        ),
    ),
    (
        Sign.SHARED_CLIENT,
        re.compile(
            r"^(?:(?:var|let|const|static|export|public|private|global) ){0,3}\$?\w{1,40} ?= ?(?:new )?"
            r"[\w.\\]{0,60}(?:oauthclient|authclient|sessionmanager|dataservice|oauth2client"
            r"|oauth2session|quickbooks)\w{0,20}\([^\n]{0,200}\n(?:[^\n]{0,200}\n){0,12}?"
            r"(?:@\w{1,20}\.(?:route|get|post)|(?:app|router)\.(?:get|post|use)\(|def \w{1,40}\(request)",
            re.MULTILINE,
        ),
    ),
    (
        Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
        re.compile(
            r"(?:refresh_?token(?:_?key|_?value|_?string)?[\"'\]]{0,2} ?(?:=>|=|:)|refresh\w{0,30}\() ?[\"']?"
            r"[\w.$>'\"\[\]-]{0,40}access_?token(?:\(\))?(?=[\s)\]\"',;]|$)",
            re.MULTILINE,
        ),
    ),
    (
        Sign.TOKEN_MISSING,
        re.compile(
            r"^(?:export )?[\w.-]{0,40}refresh_?token ?= ?$"
            r"|refresh_?token[\"']? ?[=:] ?<(?:your|my|the|insert|paste|put|refresh)[^>\n]{0,60}>",
            re.MULTILINE,
        ),
    ),
    (
        Sign.STORED_EVERY_VALUE,
        re.compile(
            r"(?=[,(])(?<!refreshtoken)(?<!refresh_token)(?<!usingtoken)(?<!tokenasync)(?<!accesstoken)(?<!access_token)(?<!refresh)"
            r"[,(] ?\$?(?!this\b|self\b|old)\w{1,30}(?:\.|->)(?:get_?)?refresh_?token\b"
            r"[^\n]{0,40}\)",
            re.MULTILINE,
        ),
    ),
    (
        Sign.OLD_VALUE_SENT,
        re.compile(
            r"\b(?:with|sent|using) (?:token )?(?P<old>(?:r|rt|t)\d|[a-d](?=[:,)]))[^\n]{0,80}"
            r"\b(?:returned|received|got)\b[^\n]{0,30}\n(?:[^\n]{0,200}\n){0,4}?[^\n]{0,120}"
            r"\b(?:with|sent|using) (?:token )?(?P=old)(?=[:,) ])[^\n]{0,200}(?:400|invalid)",
        ),
    ),
    (
        Sign.ENVIRONMENT_SWITCHED,
        re.compile(
            r"^-\w{0,40}(?:env|mode|base_url)\w{0,20}[=:] ?[\"']?(?:sandbox|development|production)"
            r"[^\n]{0,40}\n\+\w{0,40}(?:env|mode|base_url)",
            re.MULTILINE,
        ),
    ),
    (
        Sign.HEADER_MALFORMED,
        re.compile(
            r"[\"']bearer[\"'] ?[.+] ?\$?\w|authorization[\"']? ?(?:=>|:) ?[\"']?(?:\u2039(?:access|id_token|hidden)|eyj)|authorization[\"']? ?(?:=>|:|=) ?(?:`\$\{[\w.]{1,60}\}`|f?[\"']\{[\w.]{1,60}\}[\"']|\$?access_?token\b)",
            re.MULTILINE,
        ),
    ),
    (
        Sign.REFRESH_TOKEN_CALLED_EXPIRED,
        re.compile(
            r"(?:error_?description|message|detail|errorsummary|exception|error)[\"']?\)? ?(?:=>|:|=) ?[\"']?"
            r"[^\n]{0,60}refresh[ _-]?token (?:has |is |was |had )?(?:been )?expired(?! or| and)",
            re.MULTILINE,
        ),
    ),
    (
        Sign.SCOPE_MISSPELLED,
        re.compile(
            r"scope[\"']? ?(?:=>|=|:) ?[\"']?(?:[.,]|com\.intuit\.quickbook\.|com\.intuit\.quickbooks\.account[^i]"
            r"|com\.intuit\.quickbooks[\"' ]|quickbooks\.accounting)",
            re.MULTILINE,
        ),
    ),
    (
        Sign.CALLBACK_SEEN,
        re.compile(
            r"[?&]code=[^\n&]{1,200}&(?:[^\n]{0,200}&)?state="
            r"|[?&]state=[^\n&]{1,400}&(?:[^\n]{0,200}&)?code=",
            re.MULTILINE,
        ),
    ),
    (
        Sign.CALLBACK_WITHOUT_STATE,
        re.compile(
            r"(?:insufficient|missing|not enough) (?:query )?param\w{0,8}[^\n]{0,40}\bcallback",
            re.MULTILINE,
        ),
    ),
    (Sign.CHALLENGE_SENT, re.compile(r"code_challenge=[^\s&]", re.MULTILINE)),
    (
        Sign.WORKS_IN_CURL,
        re.compile(
            r"curl [^\n]{0,500}(?:#|->|=>) ?200|\(curl [^\n]{0,300}200\)", re.MULTILINE
        ),
    ),
    (
        Sign.ROW_CUT,
        re.compile(
            r"(?:length|len)\([^\n]{0,200}\n(?:[-+| ]{0,200}\n)?[^\n]{0,120}\b(?:255|254|256|128|100|64|50|1000|1024)\b",
            re.MULTILINE,
        ),
    ),
    (
        Sign.ROW_CUT,
        re.compile(r"token[^\n]{0,80}\b(?:var)?char\(\d{1,3}\)", re.MULTILINE),
    ),
    (
        Sign.MANY_AFFECTED,
        re.compile(
            r"(tenant|realm|company|customer)[=: ]{1,2}(?P<one>\w{1,20})\b[^\n]{0,300}\n"
            r"(?:[^\n]{0,300}\n){0,3}?[^\n]{0,200}\1[=: ]{1,2}(?!(?P=one)\b)\w{1,20}",
            re.MULTILINE,
        ),
    ),
)
_APOLOGY = r"(?:\bsorry\b|\boops\b|\buh[- ]?oh\b|\bwent wrong\b|\bexperiencing (?:some )?problems|\bcouldn['\u2019]?t connect)"
_CONSENT = r"(?:connect to quickbooks|appcenter|connect/oauth2|\bconsent\b|/authorize)"
_WITH_WORDS: tuple[tuple[tuple[str, ...], Sign, re.Pattern[str]], ...] = (
    (
        ("twice",),
        Sign.CODE_DELIVERED_TWICE,
        re.compile(
            r"(?:callback|code|exchang\w{0,5}|redirect|createtoken)[^\n]{0,60}\btwice\b"
            r"|\btwice\b[^\n]{0,40}\b(?:callback|code)\b",
            re.MULTILINE,
        ),
    ),
    (
        ("disconnect",),
        Sign.DISCONNECTED_BY_USER,
        re.compile(r"\b(?:get|post) [^\s]{0,80}/[\w-]{0,20}disconnect\w{0,3}\b"),
    ),
    (
        ("sandbox", "new quickbooks("),
        Sign.SANDBOX_FLAG_OFF,
        re.compile(
            r"(?:use_?)?sandbox[\"']? ?(?:=>|=|:) ?false|false(?:,)? ?/\*[^*\n]{0,40}sandbox"
            r"|new quickbooks\((?:[^,()\n]{0,120},){5} ?false",
            re.MULTILINE,
        ),
    ),
    (
        ("json", "stringentity", "bodyvalue"),
        Sign.FORM_AS_JSON,
        re.compile(
            r"(?:requests\.post|axios\.post|httpx\.post)\([^\n]{0,160}(?:token|oauth)[^\n]{0,160}json ?="
            r"|(?:json\.stringify|json\.dumps|json_encode|addjsonbody|jsoncontent\.create|postasjson\w{0,5}|stringentity|bodyvalue)\([^\n]{0,120}grant_?type",
            re.MULTILINE,
        ),
    ),
    (
        ("http/", "30", "callback"),
        Sign.APP_REFUSED_CALLBACK,
        re.compile(
            r"[?&]code=[^\n]{0,400}\n(?:[^\n]{0,200}\n){0,8}?http/\d(?:\.\d)? (?:30[237]|401|403|419|422)"
            r"|\b(?:callback|sso|oauth)\b[^\n]{0,60}\b30[237]\b[^\n]{0,20}/\S{0,30}(?:login|sign-?in)\b"
            r"|\bcallback\b[^\n]{0,160}\b(?:unauthori[sz]ed|unauthenticated|logged out|login page|log in again)\b",
            re.MULTILINE,
        ),
    ),
    (
        ("code", "callback"),
        Sign.CODE_DELIVERED_TWICE,
        re.compile(
            r"\b(?:link-?expand\w{0,3}|previews?|safe ?links|url ?(?:scan\w{0,4}|defense)|prerender\w{0,3}|virus scanner)\b"
            r"|\b(?:very same|same) (?:url|callback|code) (?:twice|again|once more)\b|\bdouble (?:callback|call|exchange|submit|invocation)\b"
            r"|\bcallback (phase initiated|called|hit|received|invoked|started)[^\n]{0,80}\n(?:[^\n]{0,160}\n){0,2}?[^\n]{0,80}callback \1"
            r"|\b(?:works?|worked|succeed\w{0,2}) (?:\w{1,12} ){0,4}(?:first|once)\b[^\n]{0,80}\b(?:then|after|rest|subsequent|second|next|again)\b"
            r"|\bback button\b|\bf5\b|\b(?:press|hit|click)\w{0,4} (?:refresh|reload|again|back)\b"
            r"|\breload\w{0,3}\b[^\n]{0,30}\b(?:page|callback|tab|url)\b|\bdouble[- ]?click"
            r"|\b(?:second|2nd) (?:time|call|request|attempt|post|exchange)\b"
            r"|\b(?:two|2) (?:identical )?(?:requests|calls|posts|exchanges|times)\b"
            r"|\breplay(?:s|ed|ing)?\b[^\n]{0,30}\b(?:get|request|callback|url)\b"
            r"|\b(?:calls?|runs?|invokes?|sends?|posts?|exchanges?)\b[^\n]{0,40}\b(?:again|twice|a second time|once more)\b"
            r"|\b(?:retr(?:y|ies|ied)|repeats?|again)\b[^\n]{0,40}\bsame code\b"
        ),
    ),
    (
        ("code",),
        Sign.CODE_OF_SOMEBODY_ELSE,
        re.compile(
            r"\b(?:takes?|mistakes?|treats?|thinks?|interprets?|picks?|reads?)\b[^\n]{0,60}\b(?:its own|own callback)\b"
            r"|\b(?:another|other|different) (?:oauth |identity |auth )?(?:provider|service|flow|integration)s?\b[^\n]{0,60}"
            r"\b(?:callback|code|param\w{0,6})\b"
        ),
    ),
    (
        ("redirect", "callback"),
        Sign.CONSENT_REQUEST_REJECTED,
        re.compile(
            r"\b(?:reject|refuse|den(?:y|ie))\w{0,2}\b[^\n]{0,30}\b(?:request|redirect|login|connection)\b"
            r"|\b(?:request|redirect|login|connection) (?:is|was|gets?|got) (?:rejected|refused|denied)\b"
        ),
    ),
    (
        ("code",),
        Sign.CODE_TOLD_OLD,
        re.compile(
            r"\b(?:[5-9]|[1-9]\d) ?min(?:ute)?s? after (?:the )?(?:callback|redirect|consent|log ?in|authori[sz])"
            r"|\bcodes?\b[^\n]{0,80}\b(?:this morning|afternoon|evening|next day|yesterday|overnight|last (?:night|week|month)"
            r"|(?:\d{1,3}|some|several|a few|two|three) (?:hours?|days?|weeks?) (?:ago|later|old|before)"
            r"|(?:an|one) hour (?:ago|later|old|before)|(?:[5-9]|[1-9]\d) ?min(?:ute)?s? (?:ago|later|old|after|before))\b"
        ),
    ),
    (
        ("cors",),
        Sign.BLOCKED_BY_BROWSER,
        re.compile(
            r"\bcors\b[^\n]{0,40}\b(?:missing|block|fail|error|polic|denied|did not succeed)"
            r"|\b(?:blocked|failed|rejected)\b[^\n]{0,20}\bcors\b"
        ),
    ),
    (
        ("authorization header",),
        Sign.CLIENT_REFUSED,
        re.compile(
            r"\b(?:tokenerror|fetch_token|unauthorized_client|oauth2strategy|gettoken|token exchange|retrieving token)\b[^\n]{0,120}"
            r"\b(?:missing|invalid|no)\b[\w ]{0,10} authorization header"
        ),
    ),
    (
        ("field",),
        Sign.REDIRECT_REFUSED,
        re.compile(
            r"\bfield[\"']? ?[:=] ?[\"']?redirect_?ur[il][\"']?[^\n}]{0,40}\b(?:invalid|missing|required|mismatch)\b"
        ),
    ),
    (
        ("body",),
        Sign.FORM_UNREADABLE,
        re.compile(
            r"\b(?:unable to|could not|cannot|can not|failed to) parse\b[^\n]{0,20}\bbody\b[^\n]{0,80}\bform\b"
        ),
    ),
    (
        ("405", "method not allowed"),
        Sign.FORM_UNREADABLE,
        re.compile(
            r"\b(?:get|put|post) \S{0,80}/token\S{0,200}[^\n]{0,160}\b(?:405|method not allowed)\b"
        ),
    ),
    (
        (
            "lower",
            "upper",
            "short",
            "cut ",
            "twice",
            "truncated",
            "substr",
            "[:",
            "slice(",
            "left(",
            "truncate",
            "build_query",
            "urlsearchparams",
            "stringify(",
        ),
        Sign.CODE_CHANGED_BY_PROGRAM,
        re.compile(
            r"\bcode\b[^\n]{0,20}(?:\[:\d|\.slice\(0|\.substr(?:ing)?\(0|\.truncate\()"
            r"|\b(?:mb_)?(?:substr|left|str_limit)\([^\n]{0,30}\bcode\b"
            r"|\bcode ?= ?(?:mb_)?(?:substr|left|str_limit)\("
            r"|\bcode\b[^\n]{0,40}\b(?:lower-?case|upper-?case|truncated|shortened|cut (?:off|at|to)|url-?encoded twice)\b"
            r"|(?:http_build_query|urlsearchparams|stringify)\([^\n]{0,160}(?:encodeuricomponent|urlencode|quote)\([^\n)]{0,20}code"
        ),
    ),
    (
        ("state",),
        Sign.STATE_COMPARED,
        re.compile(
            r"\b(?:our|the|its|my) state (?:check|validation|verification)\b"
            r"|\bstate\w{0,8}[\])\"' ]{0,3} ?(?:!==?|<>|\bis not\b) ?[\w.$>\[\]'\"-]{0,40}state"
        ),
    ),
    (
        ("client_secret_", "auth_method", "authentication-method"),
        Sign.CLIENT_REFUSED,
        re.compile(
            r"client_secret_(?:basic|post)\b[^\n]{0,60}\b(?:registered|not allowed|not supported|expected|required|configured)\b"
            r"|\b(?:unsupported|invalid|unknown) (?:token_endpoint_auth_method|client-authentication-method)"
        ),
    ),
    (
        ("401",),
        Sign.TOKEN_ENDPOINT_UNAUTHORIZED,
        re.compile(
            r"(?:\btoken (?:endpoint|request|response|exchange|url)\b|/token\b|/access_token\b|tokens/bearer)[^\n]{0,100}\b401\b"
            r"|\b401\b[^\n]{0,40}\b(?:token (?:endpoint|request|exchange)|for url: ~?[^\s]{0,80}/token)\b"
        ),
    ),
    (
        ("state", "csrf", "callback"),
        Sign.STATE_OVERWRITTEN,
        re.compile(
            r"\b(?:two|several|multiple|many|second|another|other|parallel|different|both) (?:browser )?(?:tabs?|windows?)\b"
            r"|\bstates?\b[^.\n]{0,60}\b(?:overwrit\w{1,4}|replaced|clobber\w{1,3}|hard-?coded|fixed|static|bookmark\w{0,3})\b"
            r"|\b(?:overwrit\w{1,4}|replac\w{1,3}|clobber\w{0,3}|hard-?coded|bookmark\w{0,3})\b[^.\n]{0,40}\bstates?\b"
            r"|\bback button\b",
        ),
    ),
    (
        ("state", "csrf", "callback"),
        Sign.SESSION_DOUBTFUL,
        re.compile(
            r"\b(?:naked|apex|bare|different|another|other|wrong) (?:sub)?(?:domain|host|hostname|origin|port)\b"
            r"|\b(?:only|just|but|not|works?|fine) (?:\w{1,10} ){0,3}(?:in|on|with) (?:safari|ios|mobile|production|localhost|local|firefox|chrome)\b"
            r"|\b(?:non-|without |the )?www\b|\bin[- ]memory\b|\bprocess-local\b"
            r"|\b(?:multiple|several|two|\d{1,3}) (?:\w{1,12} )?(?:workers|instances|replicas|processes|pods)\b"
        ),
    ),
    (
        ("sorry", "oops", "oh", "went wrong", "problems", "t connect"),
        Sign.CONSENT_PAGE_FAILED,
        re.compile(
            _APOLOGY
            + r"[^\n]{0,200}(?:\n[^\n]{0,200}){0,4}?"
            + _CONSENT
            + "|"
            + _CONSENT
            + r"[^\n]{0,300}(?:\n[^\n]{0,200}){0,4}?"
            + _APOLOGY
        ),
    ),
)
"""Patterns that are tried only where one of some words stands."""

_ENVIRONMENT = r"\b(?P<{}>sandbox|dev(?:elopment)?|prod(?:uction)?)\b"
_TWO_STEPS = re.compile(
    r"\b(?:authori[sz]\w{0,6}|consent\w{0,3}|connect\w{0,3}|log ?in)\b[^\n]{0,50}"
    + _ENVIRONMENT.format("one")
    + r"[^\n]{0,80}\b(?:exchang\w{1,3}|token (?:request|call|endpoint)|callback|get_bearer_token|createtoken)\b[^\n]{0,60}"
    + _ENVIRONMENT.format("other")
)
_MOST = 20
_FEW = 2
_DELIVERY = re.compile(
    r"(?:\bget |callback)\S{0,80}\?(?:\S{0,80}&)?code=(?P<code>[^\s&\"'<>]{3,90})"
)
_EXCHANGE_WORDS = ("token(", "tokens(", "tokenasync(", "fortoken(", "exchange")
_EXCHANGE_CALL = (
    r"(?:createtoken|get_bearer_token|getbearertoken(?:async)?|exchangeauthorizationcodefortoken"
    r"|retrievebearertokens|fetch_token|get_?token|get_access_tokens?|getaccesstoken|exchange_?code\w{0,20})"
)
_EXCHANGED_TWICE = re.compile(
    r"\b(?P<one>\w{1,30}) ?= ?(?:await )?[\w.$>-]{0,60}\b(?P<call>"
    + _EXCHANGE_CALL
    + r")\((?P<args>[^()\n]{1,80})\)[^\n]{0,80}\n(?:[^\n]{0,200}\n){0,4}?[^\n]{0,40}"
    r"\b(?!(?P=one)\b)\w{1,30} ?= ?(?:await )?[\w.$>-]{0,60}\b(?P=call)\((?P=args)\)"
)
_URI_ARGUMENT = (
    r"[^\n]{0,200}?redirect_?ur[il][\"']? ?(?:=>|:|=) ?(?P<uri>[^\s,)\]}]{3,200})"
)
_ASKED_WITH = re.compile(
    r"\b(?:authorize_?ur[il]|get_?authori[sz]ation_?url|getauthorizationurl|build_?authori[sz]\w{0,10}|authorize)\("
    + _URI_ARGUMENT
)
_POSTED_WITH = re.compile(r"\b" + _EXCHANGE_CALL + r"\(" + _URI_ARGUMENT)

_REFRESH_CALL = re.compile(
    r"(?:=|await|return) ?(?:await )?[\w.$>@-]{0,60}refresh\w{0,30}[!(]"
    r"|tokensource\([^\n]{0,60}\)\.token\(\)"
    r"|refresh\w{0,30}\([^\n]{0,60}(?:function ?\(|\([\w, ]{1,40}\) ?=>)",
    re.MULTILINE,
)
_ACCESS_KEPT = re.compile(
    r"(?:=|:|=>|return|,|(?<!revoketoken)(?<!revoke_token)(?<!revoke)\() ?\$?\w{1,40}(?:(?:\.|->|\[)[\w.>\[\]'\"-]{0,60})?(?:access_?token)"
    r"|access_?token[\"']? ?(?:=>|:|=) ?\w{1,20}\.token\b",
    re.MULTILINE,
)
_HARD_CODED = re.compile(
    r"(?:const|define\(|final|static)[^\n]{0,60}code[\"']? ?(?:=|,|=>|:) ?[\"']?$"
    r"|^\$?\w{0,40}code ?= ?[\"']$",
    re.MULTILINE,
)
_SET_IN_PROGRAM = re.compile(
    r"^(?:(?:const|let|var|final|static|public|private|string) ){0,3}\$?(?:self\.|this\.)?"
    r"\w{0,20}refresh_?token(?:: ?\w{1,20})? ?:?= ?[\"']$",
    re.MULTILINE | re.IGNORECASE,
)
_REFRESH_CALL_ANY = re.compile(r"refresh\w{0,30}[!(]")
_IAT = re.compile(r"\biat[\"']?\D{1,6}(\d{10})\b")
_NOW = re.compile(
    r"(?:server time|\bnow|local time|current time|\btime)[\"']?\D{1,6}(\d{10})\b"
)
_PAGE_WITH_CODE = re.compile(
    r"(?:https?:/|^|[\s\"'`(])(?:/[^\s?&]{0,90})?\?(?:[^\s?]{1,90}&)?code=$"
)
_BEFORE = 100


def find_structures(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """Yield the mistakes that the shape of a program or its settings shows."""
    for sign, pattern in _PATTERNS:
        if match := pattern.search(lower):
            yield _sight(sign, hidden, match.start(), match.end())
    for words, sign, pattern in _WITH_WORDS:
        if any(word in lower for word in words) and (match := pattern.search(lower)):
            yield _sight(sign, hidden, match.start(), match.end())
    yield from _read_session_manager(hidden, lower)
    yield from _read_keys(hidden, lower)
    yield from _read_exchanges(hidden, lower)
    yield from _read_refresh(hidden, lower)
    yield from _read_clocks(hidden, lower)


def _read_session_manager(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """python-quickbooks before 0.8 sent ``base_url`` as the redirect URI of the exchange."""
    start = lower.find("oauth2sessionmanager(")
    if start >= 0 and "base_url" in lower and "get_authorize_url(" in lower:
        place = lower.find("base_url", start)
        place = place if place >= 0 else start
        yield _sight(
            Sign.BASE_URL_AS_REDIRECT_URI, hidden, place, place + len("base_url")
        )


def _read_keys(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """Yield where consent and exchange are told to have the keys of two environments."""
    for match in islice(_TWO_STEPS.finditer(lower), _MOST):
        if (match["one"][0] == "p") != (match["other"][0] == "p"):
            yield _sight(
                Sign.KEYS_OF_TWO_ENVIRONMENTS, hidden, match.start(), match.end()
            )
            return


def _read_exchanges(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """Yield one code delivered or exchanged twice, and two redirect URIs of a program."""
    delivered: set[str] = set()
    is_repeated = lower.count("code=") > 1
    for match in islice(_DELIVERY.finditer(lower), _MOST if is_repeated else 0):
        if match["code"] in delivered and sum(map(str.isalnum, match["code"])) > _FEW:
            yield _sight(Sign.CODE_DELIVERED_TWICE, hidden, match.start(), match.end())
            break
        delivered.add(match["code"])
    may_exchange = any(word in lower for word in _EXCHANGE_WORDS)
    if may_exchange and (twice := _EXCHANGED_TWICE.search(lower)):
        yield _sight(Sign.CODE_DELIVERED_TWICE, hidden, twice.start(), twice.end())
    asked, posted = _ASKED_WITH.search(lower), _POSTED_WITH.search(lower)
    if asked and posted and asked["uri"] != posted["uri"]:
        yield _sight(
            Sign.REDIRECT_EXPRESSIONS_DIFFER, hidden, posted.start(), posted.end()
        )


def _read_refresh(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """Yield a refresh whose answer loses its refresh token."""
    call = _REFRESH_CALL.search(lower)
    if call is None:
        return
    kept = _ACCESS_KEPT.search(lower, call.end())
    if kept is not None:
        yield _sight(Sign.KEPT_ACCESS_TOKEN_ONLY, hidden, call.start(), kept.end())


def _read_clocks(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    issued = _IAT.search(lower)
    now = _NOW.search(lower) if issued else None
    if issued and now and int(issued[1]) > int(now[1]):
        yield _sight(Sign.NOT_YET_VALID, hidden, issued.start(), issued.end())


def find_odd_values(lower: str, values: tuple[Value, ...]) -> Iterator[Sighting]:
    """Yield the values that stand where a value of another kind belongs."""
    tokens = {Field.ACCESS_TOKEN, Field.ID_TOKEN}
    for value in values:
        before = lower[max(0, value.position - _BEFORE) : value.position]
        if value.look is Look.WORD and _PAGE_WITH_CODE.search(before):
            after = lower[value.position : value.position + _BEFORE].partition("\n")[0]
            line = before.rpartition("\n")[2]
            if "state=" not in line + after and "realmid=" not in after:
                yield Sighting(Sign.WORD_AS_CODE_OF_PAGE, value.span, value.position)
        if value.shape in tokens and (
            value.field is Field.REFRESH_TOKEN or _is_argument_of_refresh(before)
        ):
            yield Sighting(
                Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN, value.span, value.position
            )
        if (
            value.shape is Field.REFRESH_TOKEN
            and _SET_IN_PROGRAM.search(before)
            and _REFRESH_CALL_ANY.search(lower, value.position)
        ):
            yield Sighting(Sign.REFRESH_TOKEN_HARD_CODED, value.span, value.position)
        if (
            value.shape is Field.CODE
            and _HARD_CODED.search(before)
            and "?" not in before
        ):
            yield Sighting(Sign.CODE_HARD_CODED, value.span, value.position)


def _is_argument_of_refresh(before: str) -> bool:
    call = before.rstrip("\"'").rpartition("\n")[2].lower()
    return call.endswith("(") and "refresh" in call.rpartition(".")[2]


def _sight(sign: Sign, hidden: Rewritten, start: int, end: int) -> Sighting:
    return Sighting(sign, hidden.span(start, end), start)
