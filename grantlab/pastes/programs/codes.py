"""How often a code is delivered and exchanged, whose it is, and how old."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.calls import EXCHANGE_CALL
from grantlab.pastes.programs.structure import Found, Structure, sentence, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_DELIVERY = re.compile(
    r"(?:\bget |callback)\S{0,80}\?(?:\S{0,80}&)?code=(?P<code>[^\s&\"'<>\u2039]{3,90})"
)
"""A code that is not hidden; of those that are, the values tell which are equal."""

_EXCHANGE = re.compile(EXCHANGE_CALL + r"\([^()\n]{1,80}\)")
_EXCHANGED_TWICE = re.compile(
    r"\b(?P<one>\w{1,30}) ?= ?(?:await )?[\w.$>-]{0,60}\b(?P<call>"
    + EXCHANGE_CALL
    + r")\((?P<args>[^()\n]{1,80})\)[^\n]{0,80}\n(?:[^\n]{0,200}\n){0,4}?[^\n]{0,40}"
    r"\b(?!(?P=one)\b)\w{1,30} ?= ?(?:await )?[\w.$>-]{0,60}\b(?P=call)\((?P=args)\)"
)
_EXCHANGED_AGAIN = re.compile(
    r"\b(?P<call>"
    + EXCHANGE_CALL
    + r")\((?P<args>[^()\n]{1,80})\)[^\n]{0,40}\n[^\n/#]{0,80}\b(?P=call)\((?P=args)\)"
)
"""The same call on two lines that follow one another."""

_POSTED_TWICE = re.compile(
    r"^(?P<lead>[^\n]{0,60}?)\bpost (?P<url>\S{0,120}/(?:access_)?tokens?(?:/bearer)?)[\"',]? [^\n]{0,40}?\b200\b[^\n]{0,60}\n"
    r"(?:[^\n]{0,200}\n)?(?P=lead)post (?P=url)[\"',]? [^\n]{0,40}?\b40[0-3]\b",
    re.MULTILINE,
)
"""Two requests for tokens at one time, of which the first was granted and the second refused."""

_SOME_MINUTES = r"(?:five|six|seven|eight|ten|twelve|fifteen|twenty|thirty|forty|[5-9]|[1-9]\d) ?min(?:ute)?s?"
_MOST = 20
_FEW = 2


def _read_deliveries(lower: str) -> Iterator[Found]:
    """Yield the second delivery of one code."""
    delivered: set[str] = set()
    is_repeated = lower.count("code=") > 1
    for match in islice(_DELIVERY.finditer(lower), _MOST if is_repeated else 0):
        if match["code"] in delivered and sum(map(str.isalnum, match["code"])) > _FEW:
            yield Sign.CODE_DELIVERED_TWICE, *match.span()
            return
        delivered.add(match["code"])


def _read_exchanges(lower: str) -> Iterator[Found]:
    """Yield where one code is exchanged twice."""
    calls = _EXCHANGE.findall(lower)
    if len(set(calls)) == len(calls):
        return
    twice = _EXCHANGED_TWICE.search(lower) or _EXCHANGED_AGAIN.search(lower)
    if twice:
        yield Sign.CODE_DELIVERED_TWICE, *twice.span()


def _read_posts(lower: str) -> Iterator[Found]:
    """Yield the second of two exchanges at one time."""
    twice = None if "refresh" in lower else _POSTED_TWICE.search(lower)
    if twice:
        yield Sign.CODE_DELIVERED_TWICE, *twice.span()


CODES = (
    structure(
        Sign.CODE_DELIVERED_TWICE,
        ("callback", "exchang|initiated|called|hit|received|invoked|started"),
        r"\bcallback (?P<how>phase initiated|called|hit|received|invoked|started)[^\n]{0,80}\n(?:[^\n]{0,160}\n){0,2}?[^\n]{0,80}callback (?P=how)"
        r"|\bcallback\b[^\n]{0,60}\bexchang\w{1,5}\b[^\n]{0,60}\n[^\n]{0,40}\bcallback\b[^\n]{0,60}\bexchang",
    ),
    structure(
        Sign.CODE_HARD_CODED,
        (
            "token(|tokens(|tokenasync(|fortoken(|exchange",
            "code",
            "self::|static::|settings|config|env|secrets|constant",
        ),
        r"\b" + EXCHANGE_CALL + r"\( ?(?:\w{1,20} ?[=:] ?)?"
        r"(?:self::|static::|settings[.\[]|\$?config[.(\[]|(?:os\.)?(?:get)?env(?:iron)?[.(\[]|process\.env\.|secrets[.\[]|constants?\.)"
        r"[\w.\[\]\"'(]{0,40}(?<!client_)code",
    ),
    sentence(
        Sign.CODE_OF_SOMEBODY_ELSE,
        ("code", "its own|own callback|other|different"),
        r"\b(?:takes?|mistakes?|treats?|thinks?|interprets?|picks?|reads?)\b[^\n]{0,60}\b(?:its own|own callback)\b"
        r"|\b(?:another|other|different) (?:oauth |identity |auth )?(?:provider|service|flow|integration)s?\b[^\n]{0,60}"
        r"\b(?:callback|code|param\w{0,6})\b",
    ),
    sentence(
        Sign.CODE_TOLD_OLD,
        ("code", "min|morning|afternoon|evening|day|night|last |hour|week|wait|later"),
        r"\b(?:wait(?:ed|s|ing)?\b[^\n]{0,60}\b(?:exchang\w{0,3}|authori[sz]\w{0,5}|callback|consent)\b"
        r"|(?:(?:[5-9]|[1-9]\d) ?min(?:ute)?s? after (?:the )?(?:callback|redirect|consent|log ?in|authori[sz])"
        r"|codes?\b(?! (?:change|review|base|path|freeze))[^\n]{0,80}\b(?:(?:this|in the) morning|afternoon|evening|next day|yesterday|overnight|last (?:night|week|month)"
        r"|(?:\d{1,3}|some|several|a few|two|three) (?:hours?|days?|weeks?) (?:ago|later|old|before)"
        r"|(?:an|one) hour (?:ago|later|old|before)|(?:[5-9]|[1-9]\d) ?min(?:ute)?s? (?:ago|later|old|after|before))\b(?![^.\n]{0,16}\brefresh)))",
    ),
    sentence(
        Sign.CODE_TOLD_OLD,
        ("min|hour|sleep(|later", "code|exchang|bearer|createtoken|callback"),
        r"\b(?:breakpoint|debugger|paused|stepp?(?:ed|ing)|idle|left (?:open|waiting))\b[^.\n]{0,60}\b(?:"
        + _SOME_MINUTES
        + r"|hours?)\b|\b(?:0\d:(?:0[5-9]|[1-5]\d)|[1-9]\d?:\d\d):\d\d later\b"
        r"|\bsleep\((?:[3-9]\d\d|\d{4})\)|\baddminutes\((?:[5-9]|\d\d)\)",
    ),
    structure(
        Sign.CODE_DELIVERED_TWICE,
        ("code=|code: |code ", "callback|get ", "same|identical"),
        r"(?:\bget |callback)[^\n]{0,160}\bcode[=: ][^\n]{0,200}\n(?:[^\n]{0,200}\n){0,3}?[^\n]{0,80}"
        r"(?:\bget |callback)[^\n]{0,160}\b(?:(?:very )?same|identical)\b(?! (?:state|user|session|realm|company)\b)",
    ),
    Structure(needed("code=", "get |callback"), _read_deliveries),
    Structure(needed("post ", "/token|_token", "200", "400|401|403"), _read_posts),
    Structure(needed("token(|tokens(|tokenasync(|fortoken(|exchange"), _read_exchanges),
)
