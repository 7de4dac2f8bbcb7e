"""What logs write of a state when it came back: flags, pairs, cookies, hosts."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_IS = r"[\"'`\])]{0,3} ?(?:=>|=(?!=)|:|->|\bis\b|\bwas\b) ?[\"'`\[(]{0,2}"
_IS_OR_NOT = "(?:" + _IS + "| )"
_NO = r"(?:false|no|0|failed)\b"
_NOTHING = r"(?:null|none|nil|undefined|empty|missing|unset|keyerror|n/a|not (?:set|found|there|present)|<?nil>?|\{\}|(?<=[\"'`])(?=[\"'`]))(?!\w)"
_KEPT = r"(?:expected|stored|saved|sessions?|cookies?|cached|original|issued|remembered|kept|persisted|server|local)"
_BROUGHT = r"(?:got|received|actual|returned|query|param\w{0,6}|request|url|callback|incoming|provided|found)"
_VALUE = r"[\"'`]?(?!states?\b)(?P<{}>‹\w{{3,15}}›|[\w.~+/=-]{{3,100}})[\"'`]?"

_FLAGS = re.compile(
    r"(?P<differs>(?:state_?(?:is_?)?(?:match|valid|ok|equal|verif|same|check)\w{0,8}"
    r"|(?:valid|matching|same)_?state)" + _IS + _NO + r")"
    r"|(?P<lost>\b(?:has_?|is_?)?" + _KEPT + r"_?(?:oauth_?)?state(?:_?(?:cookie|value|param))?(?:_?(?:present|exists|found))?" + _IS + _NO
    + r"|\b(?:has_?)?(?:session|cookie)s?_?(?:present|exists?|found|sent|received|available)" + _IS + _NO + r")"
)  # fmt: skip
_FLAGGED = re.compile(r"state|session|cookie")
_EMPTY = re.compile(
    r"\b(?:" + _KEPT + r"[_. \[\"'-]{0,3}(?:\w{1,12}_?)?state\w{0,12}"
    r"|state\w{0,12} (?:in|from|of) (?:the |our |my )?(?:sessions?|cookies?|store|storage|cache|redis|database|db)\b)"
    + _IS + _NOTHING
)  # fmt: skip
_PAIR = re.compile(
    r"\b(?:(?P<kept_first>" + _KEPT + r")|" + _BROUGHT + r")(?: \w{1,8})??" + _IS_OR_NOT + _VALUE.format("one")
    + r"[,;/|]? ?(?:but |and |vs\.? )?(?:"
    + _KEPT + "|" + _BROUGHT + r")(?: \w{1,8})??" + _IS_OR_NOT + _VALUE.format("other")
)  # fmt: skip
_UNEQUAL = re.compile(
    r"\bstates?\b(?: \w{1,8})?[:=]? ?"
    + _VALUE.format("one")
    + r" ?(?:!==?|<>|\u2260|vs\.?|is not|does not equal) ?"
    + _VALUE.format("other")
)
_COMPARED = ("!=", "<>", "\u2260", "vs", "is not", "does not equal")
"""One of them stands in every text that says two states to be unequal."""

_PROGRAM = re.compile(
    r"\b(?:let|const|var|if|assert\w*|expect|default|elif|unless|return)\b|==|#|//"
)
_NONE = frozenset({"null", "none", "nil", "undefined", "empty", "missing"})
_SESSION_ID = re.compile(
    r"\b(?:sid|session_?id|jsessionid|phpsessid|connect\.sid)\b(?: \w{1,10}){0,3}"
    + _IS
    + _VALUE.format("it")
)
_PRINT = re.compile(
    r"\b(?:print(?:f|ln)?|console\.\w{3,5}|log(?:ger)?\.\w{3,8}|puts|echo|error_log)\(? ?f?"
    r"(?P<quote>[\"'`])(?P<label>[a-z][\w :=>-]{1,30})(?P=quote), ?(?P<values>[^\n]{3,200})"
)
_KEEPS_STATE = re.compile(r"\b(?:session|cookies?)\b.{0,30}state")
_SEPARATOR = re.compile(r", ?(?![^([]*[)\]])")
"""A comma that stands in no brackets."""

_TWO = 2
_URL_HOST = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]{3,100})(?::\d{2,5})?")
_SERVICE_HOST = re.compile(
    r"intuit|google|microsoft|github|xero|hubspot|salesforce|facebook|slack|quickbooks"
)
_LOOPBACKS = frozenset({"localhost", "127.0.0.1", "0.0.0.0"})  # noqa: S104 -- as it is written
_NEAR = 160
_MOST = 40


def _read_flags(lower: str) -> Iterator[Found]:
    """Yield what a log tells by flags: that the states differ, or that none was kept."""
    for match in islice(_flags(lower), _MOST):
        around = lower[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        is_of_flow = any(word in around for word in ("state", "csrf", "callback"))
        if is_of_flow and not _is_program(lower, match.start()):
            lost = match["lost"] is not None
            yield (Sign.STATE_NOT_KEPT if lost else Sign.STATE_DIFFERS), *match.span()


def _flags(lower: str) -> Iterator[re.Match[str]]:
    """Yield the flags, which are looked for in lines alone that may have one."""
    end = 0
    while found := _FLAGGED.search(lower, end):
        start = lower.rfind("\n", end, found.start()) + 1 or end
        end = lower.find("\n", found.end()) + 1 or len(lower)
        yield from _FLAGS.finditer(lower, start, end)


def _read_empty(lower: str) -> Iterator[Found]:
    """Yield where what was kept of the state is nothing."""
    for match in islice(_EMPTY.finditer(lower), _MOST):
        if not _is_program(lower, match.start()):
            yield Sign.STATE_NOT_KEPT, *match.span()
            return


def _read_pairs(lower: str) -> Iterator[Found]:
    """Yield where a log writes the state that was kept beside the one that came."""
    for match in islice(_PAIR.finditer(lower), _MOST):
        around = lower[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if "state" in around and not _is_program(lower, match.start()):
            yield from _compare(match, kept_first=match["kept_first"] is not None)
    is_compared = any(word in lower for word in _COMPARED)
    unequal = _UNEQUAL.search(lower) if is_compared else None
    if unequal and not _is_program(lower, unequal.start()):
        yield from _compare(unequal, kept_first=False)


def _compare(match: re.Match[str], *, kept_first: bool) -> Iterator[Found]:
    one, other = match["one"], match["other"]
    kept, brought = (one, other) if kept_first else (other, one)
    if kept in _NONE:
        yield Sign.STATE_NOT_KEPT, *match.span()
    elif brought in _NONE:
        yield Sign.CALLBACK_WITHOUT_STATE, *match.span()
    elif kept == brought and kept[0] == "\u2039":
        yield Sign.STATES_SIDE_BY_SIDE, *match.span()
    elif kept != brought and _is_drawn(kept) and _is_drawn(brought):
        yield Sign.STATE_DIFFERS, *match.span()


def _is_drawn(text: str) -> bool:
    """Whether this is a value, and no word of a sentence."""
    return text[0] == "‹" or any(map(str.isdigit, text))


def _read_hosts(lower: str) -> Iterator[Found]:
    """Yield the second of two names of one host: a cookie of the one is none of the other."""
    seen: dict[str, str] = {}
    for match in islice(_URL_HOST.finditer(lower), _MOST):
        host = match["host"]
        if _SERVICE_HOST.search(host):
            continue
        machine = (
            "localhost"
            if host in _LOOPBACKS or "ngrok" in host
            else host.removeprefix("www.")
        )
        if seen.setdefault(machine, host) != host:
            yield Sign.SESSION_DOUBTFUL, *match.span()
            return


def _read_sessions(lower: str) -> Iterator[Found]:
    """Yield the second of two ids of a session that should have been one."""
    seen = {one["it"]: one for one in islice(_SESSION_ID.finditer(lower), _MOST)}
    if len(seen) == _TWO and all(map(_is_drawn, seen)):
        yield Sign.SESSION_DOUBTFUL, *list(seen.values())[-1].span()


def _read_printed(lower: str) -> Iterator[Found]:
    """Yield where a program prints the state of its session, and what it printed is nothing."""
    for match in islice(_PRINT.finditer(lower), _MOST):
        values = _SEPARATOR.split(match["values"].rstrip(" ;)"))
        place = next(
            (at for at, one in enumerate(values) if _KEEPS_STATE.search(one)), None
        )
        printed = lower.find(f"\n{match['label']} ", match.end())
        if place is None or printed < 0:
            continue
        start = printed + 1
        line = lower[start : start + _NEAR].partition("\n")[0]
        words = line[len(match["label"]) :].split()
        if len(words) == len(values) and words[place] in _NONE:
            yield Sign.STATE_NOT_KEPT, start, start + len(line)
            return


def _is_program(lower: str, place: int) -> bool:
    line = lower[max(0, place - _NEAR) : place].rpartition("\n")[2]
    return _PROGRAM.search(line) is not None


STATES = (
    Structure(needed("session|cookie", "state", "print|console.|log.|logger.|puts|echo|error_log", "none|null|undefined|nil"), _read_printed),
    Structure(needed("state|cookie|session", "false|no|0|failed"), _read_flags),
    Structure(needed("state", "expected|stored|saved|session|cookie|cached|original|issued|remembered|kept|persisted|server|local"), _read_empty),
    Structure(needed("state", "expected|stored|saved|session|cookie|cached|original|issued|remembered|kept|persisted|server|local|!=|<>|\u2260|vs|is not|does not equal"), _read_pairs),
    Structure(needed("state|csrf", "://"), _read_hosts),
    Structure(needed("state|csrf", "sid|session_id|sessionid|phpsessid"), _read_sessions),
    structure(
        Sign.STATE_NOT_KEPT,
        ("cookie", "callback|state|csrf", "none|undefined|null|{}|-|(empty)|(not sent)"),
        r"^ ?(?:> ?)?cookies?: ?(?:\(none\)|none|undefined|null|\{\}|-|<none>|\(empty\)|\(not sent\))(?=\s|$)",
    ),
    structure(
        Sign.STATE_NOT_KEPT,
        ("req.|request.", "cookie|session", "callback|state|csrf"),
        r"\b(?:req|request)\.(?:headers\.)?cookies?[\"']? ?(?:=|:|->|=>) ?(?:undefined|null|none|\{\})"
        r"|\breq\.session ?(?:=|:|->) ?(?:undefined|\{\}|(?:session ?)?\{ ?cookie: ?\{[^{}]{0,200}\} ?\})",
    ),
    structure(
        Sign.STATE_NOT_KEPT,
        ("session", "state", "callback", "null|none|undefined|empty|gone|missing|nil"),
        r"\bsession\b[^\n]{0,40}\bstate\b[^\n]{0,120}\bcallback\b[^\n]{0,60}\b(?:null|none|undefined|empty|gone|missing|nil)\b",
    ),
)  # fmt: skip
