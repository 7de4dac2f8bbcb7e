"""What a program does with the refresh tokens that it is given."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.sent_forms import is_in_form
from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_REFRESH_CALL = re.compile(
    r"(?:=|await|return) ?(?:await )?[\w.$>@:-]{0,60}refresh\w{0,30}[!(]"
    r"|\)\.refresh\w{0,20}[!(]|tokensource\([^\n]{0,60}\)\.token\(\)"
    r"|refresh\w{0,30}\([^\n]{0,60}(?:function ?\(|\([\w, ]{1,40}\) ?=>|\.then\(\w{1,20} ?=>)",
    re.MULTILINE,
)
_ACCESS_KEPT = re.compile(
    r"(?:=|:|=>|return|,|(?<!revoketoken)(?<!revoke_token)(?<!revoke)\() ?\$?\w{1,40}(?:\.\w{1,20}\(\))?(?:(?:\.|->|\[)[\w.>\[\]'\"-]{0,60})?(?:access_?token)"
    r"|\b(?:access_?)?token[\"']? ?(?:=>|:|=) ?\w{1,20}\.token\b",
    re.MULTILINE,
)

_LINE_OF_PROCESS = re.compile(
    r"^[^\n]{0,60}?(?P<process>\b(?:pid|worker|process|thread|pod|instance|host|dyno)[-_ =:#]{0,2}[a-z]?\d{1,8}\b)"
    r"(?P<rest>[^\n]{0,300})",
    re.MULTILINE,
)
_COMPANY = re.compile(
    r"\b(?:company|realm|tenant|account|acct|customer|org|user)\w{0,4}[ =:#]{1,2}\"?\w{1,40}"
)
_BEGAN = re.compile(
    r"\brefreshing\b|\brefresh\w{0,3} (?:\w{1,12} ){0,2}token|\btoken refresh"
)
_ENDED = re.compile(
    r"\brefreshed\b|\bok\b|\bdone\b|\b[24]00\b|success|invalid_grant|fail|error|stored|saved"
)
_DISCARDED = re.compile(
    r"^ {0,12}(?:await )?[\w.$>-]{1,60}(?:\.|->)refresh\w{0,30}\((?:refresh_token ?= ?)?[^\n=]{0,60}\);?(?= |$)"
    r"(?=[^\n]{0,120}\n(?:[ }]{0,12}\n)?[^\n]{0,80}(?: = |\w\())",
    re.MULTILINE,
)
"""A statement of its own, after which the program goes on."""

_OF_TRACE = re.compile(r"(?:^|\n) ?(?:file [\"']|at )[^\n]{0,190}\n\Z")
_READ_FROM_STORE = re.compile(
    r"readfile|file_get_contents|json\.load|open\(|getenv|os\.environ|process\.env|\.find\w{0,10}\(|\.objects\.get|\bselect "
)
_WRITES = re.compile(
    r"writ|\bsav|\.save|stor(?!age)|updat|upsert|insert|persist|dump|commit|\bput|file_put|environ\[[^\]\n]{1,60}\] ?=(?!=)|\.set\("
)
_CLIENT_OF_ROW = re.compile(
    r"\bquickbooks\([^()]{0,300}\brefresh_token ?= ?(?!os\.|config|settings|env)\w{1,30}"
    r"(?:\.\w{1,20}){0,3}(?:\([^()\n]{0,60}\))?(?:\.\w{0,20}|\[[\"'])refresh_token\b[^()]{0,200}\)"
)
_SESSION = re.compile(r"\bauthclient\([^()]{0,500}\)")
_READ_BACK = re.compile(r"(?<!\(refresh_token)= ?[\w.]{1,40}\.refresh_token\b")
_DAY = r"20\d\d-[01]\d-[0-3]\d"
_BROUGHT = re.compile(
    rf"^[^\n]{{0,10}}(?P<day>{_DAY})(?=[^\n]{{0,300}}refresh)(?![^\n]{{0,300}}(?:\b4\d\d\b|invalid|fail|error))"
    r"[^\n]{0,300}\b(?:200|ok|success\w{0,5}|returned|received|stored|saved|new)\b",
    re.MULTILINE,
)
_SENT_OF_DAY = re.compile(
    rf"^[^\n]{{0,10}}(?P<day>{_DAY})[^\n]{{0,100}}\b(?:with|using|sent|sending|sends)\b[^\n]{{0,30}}token\w{{0,6}}"
    rf" (?:that was |which was )?(?:from|of|stored on|saved on|received on|issued on|stored|saved|received|issued) (?P<of>{_DAY})"
    r"[^\n]{0,200}(?:invalid|\b400\b|\b401\b|fail)",
    re.MULTILINE,
)
_STORED = re.compile(
    r"refresh\w{0,12}[\"'\]]{0,2} ?(?::|=>?) ?\$?(?:(?:self|this)(?:\.|->)(?=\w{0,20}(?:client|auth|manager)))?"
    r"(?!(?:this|self|old|existing|current|stored|prev|row|record|config|env|settings|session)\w{0,20}(?:\.|->|\[))"
    r"@?\w{1,30}(?:\.|->|\[)[\w.>\[\]'\"()-]{0,60}refresh_?token"
)
_MOST = 200


def _read_processes(lower: str) -> Iterator[Found]:
    """Yield where a second process begins to refresh a company before the first has ended.

    Without times, the order of the lines and the marks of the processes tell it.
    """
    began: defaultdict[str, set[str]] = defaultdict(set)
    for match in islice(_LINE_OF_PROCESS.finditer(lower), _MOST):
        company = _COMPANY.search(match["rest"])
        refreshing = began[company[0] if company else ""]
        if _ENDED.search(match["rest"]):
            for one in [refreshing] if company else began.values():
                one.discard(match["process"])
        elif _BEGAN.search(match["rest"]):
            refreshing.add(match["process"])
            if len(refreshing) > 1:
                yield Sign.TWO_AT_ONCE, *match.span()
                return


def _read_discarded(lower: str) -> Iterator[Found]:
    """Yield a refresh of which nothing is kept, in a program that reads a token from a store."""
    call = _DISCARDED.search(lower)
    if (
        call
        and not _OF_TRACE.search(lower, max(0, call.start() - 200), call.start())
        and _READ_FROM_STORE.search(lower, 0, call.end())
        and not _WRITES.search(lower, call.end())
    ):
        yield Sign.NOT_STORED, *call.span()


def _read_constructed(lower: str) -> Iterator[Found]:
    """Yield where a client of python-quickbooks refreshes as it is made, and nothing is kept.

    Without an access token it asks for one at once, with the refresh token of a row.
    """
    client = _CLIENT_OF_ROW.search(lower)
    session = _SESSION.search(lower)
    if (
        client
        and session
        and "access_token" not in session[0]
        and not _WRITES.search(lower, client.end())
        and not _READ_BACK.search(lower, client.end())
    ):
        yield Sign.NOT_STORED, *client.span()


def _read_dated(lower: str) -> Iterator[Found]:
    """Yield a refused refresh with the token of a day before the last that brought one."""
    brought = [match["day"] for match in islice(_BROUGHT.finditer(lower), _MOST)]
    for match in islice(_SENT_OF_DAY.finditer(lower), _MOST):
        if any(match["of"] < day <= match["day"] for day in brought):
            yield Sign.OLD_VALUE_SENT, *match.span()
            return


def _read_stored(lower: str) -> Iterator[Found]:
    """Yield where the refresh token of an answer is kept, and not where one is sent."""
    for match in islice(_STORED.finditer(lower), _MOST):
        if not is_in_form(lower, *match.span()):
            yield Sign.STORED_EVERY_VALUE, *match.span()
            return


def _read_refresh(lower: str) -> Iterator[Found]:
    """Yield a refresh whose answer loses its refresh token."""
    call = _REFRESH_CALL.search(lower)
    kept = _ACCESS_KEPT.search(lower, call.end()) if call else None
    if call and kept:
        yield Sign.KEPT_ACCESS_TOKEN_ONLY, call.start(), kept.end()


REFRESHING = (
    structure(
        Sign.KEPT_OLD_REFRESH_TOKEN,
        (
            "refresh_token|refreshtoken",
            "this|self|old|existing|current|stored|prev|token.|token-|token[",
        ),
        r"(?=[rs])(?<!refresh\()(?<!refresh_tokens\()(?<!refresh_token\()(?<!refresh_access_token\()"
        r"(?:refresh_?token[\"']? ?(?::|=>?)|set_?refresh_?token\() ?\$?(?![\w.>-]{0,40}(?:client|auth|response|manager|result))(?:this|self|old\w{0,20}|existing\w{0,20}|current\w{0,20}"
        r"|stored\w{0,20}|prev\w{0,20}|@?token)(?:\.|->|\[)[\w.>\[\]'\"-]{0,60}refresh_?token",
    ),
    structure(
        Sign.KEPT_ACCESS_TOKEN_ONLY,
        ("access_token|accesstoken", "refresh", "}|[|."),
        r"(?:\{|\[) ?[\"']?access_?token[\"']?(?: ?(?::|=>) ?\$?\w{1,30})?(?:, ?[\"']?(?:expires?_?\w{0,8}|token_?type)[\"']?(?: ?(?::|=>) ?\$?\w{1,30})?){0,3}"
        r" ?[}\]] ?= ?(?:\(?await )?[\w.$>-]{0,60}refresh\w{0,30}\("
        r"|= ?(?:\(?await )?[\w.$>-]{0,60}refresh\w{0,30}\([^()\n]{0,120}\)\)?(?:(?:\.|->|\?\.)(?:json|data|token|getjson|gettoken)\b(?:\(\))?){0,2}"
        r"(?:\.|->|\?\.|\[[\"'])(?:get)?access_?token\b",
    ),
    Structure(needed("refresh_token|refreshtoken"), _read_stored),
    structure(
        Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
        ("refresh", "access_token|accesstoken"),
        r"(?:refresh_?token(?:_?key|_?value|_?string)?[\"'\]]{0,2} ?(?:=>|=|:)|(?<=[.>\"'_])refresh[\"'\]]{0,2} ?(?:=>|=|:)|refresh\w{0,30}\() ?[\"']?"
        r"[\w.$>'\"\[\]-]{0,40}access_?token(?:\(\))?(?=[\s)\]\"',;]|$)",
    ),
    structure(
        Sign.TOKEN_MISSING,
        ("refresh_token|refreshtoken", "=|<"),
        r"[?&]refresh_token=(?=[&\s\"']|$)|refresh_token=(?=&)|^(?:export )?[\w.-]{0,40}refresh_?token ?= ?$"
        r"|refresh_?token[\"']? ?[=:] ?<(?:your|my|the|insert|paste|put|refresh)[^>\n]{0,60}>",
    ),
    structure(
        Sign.STORED_EVERY_VALUE,
        (".refresh|>refresh|.get_refresh|.getrefresh|>get_refresh|>getrefresh",),
        r"(?=[,(])(?:,|(?<!refresh_tokens)(?<!refreshtokens)(?<!refreshtoken)(?<!refresh_token)(?<!usingtoken)(?<!tokenasync)(?<!accesstoken)(?<!access_token)(?<!refresh)\()"
        r" ?\$?(?!this\b|self\b|old|settings\b|config\b|conf\b|opts\b|options\b)\w{1,30}(?:\.|->)(?:get_?)?refresh_?token\b"
        r"[^\n]{0,40}\)",
    ),
    structure(
        Sign.OLD_VALUE_SENT,
        ("returned|received|got", "with|sent|using", "400|invalid"),
        r"\b(?:with|sent|using) (?:token )?(?P<old>(?:r|rt|t)\d|[a-d](?=[:,)]))[^\n]{0,80}"
        r"\b(?:returned|received|got)\b[^\n]{0,30}\n(?:[^\n]{0,200}\n){0,4}?[^\n]{0,120}"
        r"\b(?:with|sent|using) (?:token )?(?P=old)(?=[:,) ])[^\n]{0,200}(?:400|invalid)",
    ),
    structure(
        Sign.OLD_VALUE_SENT,
        ("->|=>|\u2192|replaced by|rotated to|gave|returned", "400|invalid"),
        r"\b(?P<old>(?:r|rt|t|tok(?:en)?)[ _-]?(?:\d{1,2}|[a-d])) ?(?:->|=>|\u2192|replaced by|rotated to|gave|returned) ?(?!(?P=old)\b)"
        r"(?:r|rt|t|tok(?:en)?)[ _-]?(?:\d{1,2}|[a-d])\b(?:[^\n]{0,200}\n){1,8}?[^\n]{0,80}\b(?P=old)\b[^\n]{0,60}(?:\b400\b|invalid)",
    ),
    structure(
        Sign.REFRESH_TOKEN_CALLED_EXPIRED,
        ("refresh", "expired", "error|message|detail|exception"),
        r"(?:error_?description|message|detail|errorsummary|exception|error)[\"']?\)? ?(?:=>|:|=) ?[\"']?"
        r"[^\n]{0,60}refresh[ _-]?token (?:has |is |was |had )?(?:been )?expired(?! or| and)",
    ),
    structure(
        Sign.HARD_EXPIRY,
        ("hard_expires_in|hardexpiresin",),
        r"refresh_?token_?hard_?expires_?in[\"']?(?: ?(?:=>|=|:|->)| (?:is|was|says|went)(?: \w{1,10}){0,2}) ?[\"']?(?:\d{5,6}, ){0,4}\d{1,5}\b",
    ),
    structure(
        Sign.DISCONNECTED_BY_USER,
        ("disconnect|deauthorize|uninstall", "operation|event|action|type"),
        r"(?:operation|event(?:_?type|_?name)?|action|type)[\"']? ?[:=] ?[\"']?(?:app[._]?|connection[._]?)?(?:disconnect|deauthorize|uninstall)(?:ed)?\b",
    ),
    structure(
        Sign.DISCONNECTED_BY_USER,
        ("disconnect", "get |post "),
        r"\b(?:get|post) [^\s]{0,80}/[\w-]{0,20}disconnect\w{0,3}\b",
    ),
    Structure(
        needed("refresh", "pid|worker|process|thread|pod|instance|host|dyno"),
        _read_processes,
    ),
    Structure(
        needed(
            ".refresh|>refresh",
            "readfile|file_get_contents|json.load|open(|getenv|os.environ|process.env|.find|.objects.get|select ",
        ),
        _read_discarded,
    ),
    Structure(needed("quickbooks(", "authclient(", "refresh_token"), _read_constructed),
    Structure(
        needed(
            "refresh", "token", "with|using|sent|sending|sends", "400|401|invalid|fail"
        ),
        _read_dated,
    ),
    Structure(
        needed("refresh|tokensource(", "access_token|accesstoken|.token"), _read_refresh
    ),
)
