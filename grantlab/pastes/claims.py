"""What a sentence says of a redirect URI, a scope, a state, a code, a client or a verifier.

Services and people put the same few meanings into many words. So a sentence is read as a
subject and what is said of it, in either order; whole phrases are in ``sayings``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote_plus

from grantlab.pastes.hedges import is_claimed
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Sighting

_SUBJECT = re.compile(
    r"(?P<redirect>(?=[rc])(?:redirect(?:ion)?|call-?back|reply|return)[ _-]?(?:ur[il]s?|address(?:es)?)\b|\bredirect(?=:))"
    r"|\b(?=[acefghilmnopstvy])(?:(?P<verifier>\bcode[ _-]?(?:verifier|challenge)(?:_method)?\b|\bpkce(?: code)?(?: verifier)?\b|\bproof key\b)"
    r"|(?P<form>\bgrant[ _-]?type\b|\bcontent[ -]?type\b|\bmedia type\b|\bform-?urlencoded\b)"
    r"|(?P<client>\bclient[ _-]?(?:id|secret|key|credential|identifier)s?\b|\bapp(?:lication)?[ _-]?(?:id|secret)\b"
    r"|\bconsumer[ _-]?(?:key|secret)\b|\boauth2? (?:client|app)\b|\bclient(?= (?:not|was not|is not|does not|is unknown|auth)\b))"
    r"|(?P<code>\b(?:authori[sz]ation|auth|oauth2?|grant|access|verification|exchange|the|this|your|given|provided)[ _-]code\b"
    r"|\bauthcode\b|(?<!error )(?<!status )(?<!exit )(?<!fault )(?<!response )\bcode\b(?= [\"'`]?(?:is|was|has|had|not|expired|already|invalid|mis|does)\b)|(?<=[\"'`])code(?=[\"'`]))"
    r"|(?P<time>\b(?:iat|nbf|issued[- ]at|clocks?|(?:system|server|local|machine|host|container) time)\b)"
    r"|(?P<state>\bstates?(?:_(?:tok(?:en)?|param)| token)?\b|\bnonce\b|\bcsrf(?: token| state| check)?\b)"
    r"|(?P<session>\bsessions?\b|\bcookies?\b)"
    r"|(?P<scope>\bscopes?\b))",
    re.ASCII,
)
_NOT = r"(?:\b(?:not|never|cannot)\b|n['\u2019]t\b)(?: \w{1,12}){0,3}? "
_PLAIN = r"(?<!not )(?<!n't )(?<!nothing )(?<!no )(?<!never )\b"
_REFUSED = re.compile(
    _PLAIN
    + r"(?:invalid|illegal|unknown|unrecogni[sz]ed|incorrect|wrong|malformed|unauthori[sz]ed|unregistered"
    r"|mismatch\w{0,4}|differs?|rejected|denied|disallowed|prohibited|unsupported|untrusted|insecure|must (?:also |exactly |always )?(?:match|be|equal|use|start|begin))\b"
    r"(?!_| (?:grant|client|code|scope|token|state|request|session|refresh)\b)"
    r"|"
    + _NOT
    + r"(?:match\w{0,3}|allow\w{0,3}|permit\w{0,3}|regist\w{0,5}|recogni[sz]\w{0,3}|white-?list\w{0,3}|authori[sz]\w{0,2}"
    r"|support\w{0,3}|accept\w{0,3}|approv\w{0,3}|trust\w{0,2}|found|list\w{0,2}|included?|one of|associat\w{0,3}|configur\w{0,3}|valid|correct|equal|the same|identical"
    r"|belong\w{0,3}|exist\w{0,1}|enabled|known|consistent|needed|expected)\b",
    re.ASCII,
)
_REFUSED_BEFORE = re.compile(
    r"(?:(?:not|n't) match(?:es)?|"
    + _PLAIN
    + r"(?:invalid|illegal|unknown|unrecogni[sz]ed|incorrect|wrong|bad|malformed|unauthori[sz]ed|unregistered|unsupported"
    r"|mismatch\w{0,4}(?: (?:of|in|between))?|disallowed|inconsistent))[\s:_\"'`(\[*-]{1,3}"
    r"(?:(?:the|an?|any|your|oauth2?|request|parameters?|value|for|provided|supplied|given|requested|registered"
    r"|configured|original|cookie|session|flow|auth|login|saved|stored|or|missing)[\s:_]){0,3}[\"'`\[(]{0,2}$",
    re.ASCII,
)
_MISSING = re.compile(
    r"\b(?:missing|required|empty|absent|null|undefined|none|nil|lost|blank|gone|expected)\b(?!_| (?:refresh |access )?token)"
    r"|"
    + _NOT
    + r"(?:present|set|sent|supplied|provided|specified|given|included|found|received|stored|kept|there|persist\w{0,3}|saved)\b",
    re.ASCII,
)
_MISSING_BEFORE = re.compile(
    r"\b(?:missing|no|empty|lost|without|lacks?|absent|required|must (?:send|provide|supply|present|include|contain|pass)"
    r"|(?:could not|couldn't|cannot|can't|unable to|failed to|did not) (?:load|find|retrieve|read|get|locate|restore))[\s:_\"'`(\[*-]{1,3}"
    r"(?:(?:the|an?|oauth2?|required|needed|mandatory|valid|matching|request|parameters?|value|for|form|field|flow|auth|login|saved|stored|pkce|or|invalid)[\s:_]){0,3}[\"'`\[(]{0,2}$",
    re.ASCII,
)
_FAILED = re.compile(r"\b(?:fail\w{0,4}|could not be verified|cannot be verified)\b")
_FAILED_BEFORE = re.compile(r"\bfail\w{0,4} to (?:verify|validate|match)[\w ]{0,12} $")
_SPENT = re.compile(
    r"\b(?:already|previously)\b(?: \w{2,12}){0,3}? (?:used|redeemed|consumed|exchanged|claimed|spent)\b"
    r"|\b(?:used|redeemed|exchanged|consumed|submitted|claimed|sent|posted) (?:already|twice|before|more than once|again|a second time|multiple|two times)\b"
    r"|\b(?:can|may|must) only be (?:used|redeemed|exchanged) once\b",
    re.ASCII,
)
_EXPIRED = re.compile(r"(?<!not )(?<!n't )\b(?:expired|timed out|too old)\b", re.ASCII)
_EXPIRED_BEFORE = re.compile(r"\bexpired[ _](?:\w{2,14} )?$")
_MALFORMED = re.compile(
    r"\b(?:malformed|truncated|too (?:long|short)|(?:url|percent|double|doubly)[ -]?encoded|invalid (?:character|length|format|encoding|signature))",
    re.ASCII,
)
_NOT_YET = re.compile(
    r"\b(?:future|too early|not yet|invalid|prior|later than)\b", re.ASCII
)
_RUNS_WRONG = re.compile(
    _PLAIN
    + r"(?:off|wrong|skew\w{0,2}|drift\w{0,3}|ahead|behind|fast|slow|out of sync|not synced|differ\w{0,3}|incorrect)\b"
    r"|" + _NOT + r"(?:in sync|synced|synchroni[sz]ed|correct|right)\b",
    re.ASCII,
)
_KEPT_SOMEWHERE = re.compile(
    r"\b(?:cookies?|sessions?|storage|store|cache|saved|stored|memory|database|redis|localstorage|retriev\w{0,3}|read|reading|get|getting|fetch|load\w{0,3})\b",
    re.ASCII,
)
_ON_THE_WAY_BACK = re.compile(
    r"\b(?:callback|redirect\w{0,2}|return\w{0,3}|comes? back|coming back|way back|cross-?site)\b"
)
_GONE = re.compile(
    r"\b(?:deleted|disabled|revoked|suspended|inactive|deactivated|expired)\b"
)
_OF_OTHER_CLIENT = re.compile(
    r"\b(?:issued|belongs?|generated|created|meant|minted)\b[\w ]{0,12} (?:to|for|by|with) (?:an? |the )?(?:different|another|other) (?:client|app)"
)
_SESSION_CHANGED = re.compile(
    r"\b(?:differ\w{0,4}|changed|changes|dropped|blocked|stripped|regenerat\w{1,3}|cleared|destroyed|new|expired|timed out)\b"
    r"|"
    + _NOT
    + r"(?:shared|carried|forwarded|available|survive|preserved|written|match|work|exist|attached|accessible|readable)\b",
    re.ASCII,
)
_SESSION_CHANGED_BEFORE = re.compile(
    r"\b(?:los(?:t|es?|ing)|drop\w{0,4}|different|new|another|clear\w{0,3}|fresh)[\s](?:(?:the|an?|my|our|its|php|flask|laravel|express|user'?s?)[\s]){0,3}$",
    re.ASCII,
)
_OTHER = re.compile(_SUBJECT.pattern + r"|(?P<token>\btokens?\b)", re.ASCII)
_CHOICE = re.compile(r"\bor\b|, ")
_NAME = r"(?:redirect\w{0,4}[ _-]?\w{0,3}|callback[ _-]?ur[il]|code[ _]?verifier|client[ _-]?\w{0,6}|app[ _-]?id|(?:auth\w{0,12} )?code|scope|state)"
_JOINED_BEFORE = re.compile(
    r"\w/$|" + _NAME + r"[\"'`]?(?: or |/|, ?)(?:the |an? )?[\"'`]?$"
)
_JOINED_AFTER = re.compile(r"^[\"'`]?(?: or |/|, ?)(?:the |an? )?[\"'`]?" + _NAME)
_PARAMETER = re.compile(r"^[\"'`]? (?:param(?:eter)?|token|cookie|value|mismatch)\b")
_PARAMETER_BEFORE = re.compile(r"\bparam(?:eter)?:? [\[\"'`]?$")
_OR = (" or ", "or ")
_REASONS = re.compile(
    r"\b(?:expired|revoked|already used|redeemed|been used|issued to|code.{0,3}is invalid|not match|mismatching)\b"
)
_ONLY_BEFORE = re.compile(r"\b(?:only|must be|expected|use)\b[\w /-]{0,20}$")
_OF_ANOTHER = re.compile(
    r"match|\bscopes?\b|\bgrant[_ ]types?\b|\b(?:an)?other\b|different|session"
)
_BREAK = re.compile(r"\n|[.;!?](?= |$)|[{}]|[\"'] ?[,}\]]|\\n| - ")
_URL = re.compile(
    r"https?://[^\s\"'<>)\]]{1,400}|\bhttps?%3a%2f%2f[^\s\"'<>)\]&]{1,400}"
)
_ENTRY = re.compile(
    r"^[ |*\d.)\"'`\u2022-]{0,6}(invalid_\w{1,20}|\w{1,20}_mismatch|access_denied|unauthorized_client|unsupported_\w{1,20}|server_error)"
    r"[\"'`]{0,2} ?(?:\||:|->|=>|=|-|\u2013|\u2014) ?[^\n]{3,200}$",
    re.MULTILINE,
)
_LEAST_OF_A_GLOSSARY = 3
_DESCRIPTION_NAME = "error_description="
_DESCRIPTION = re.compile(r"error_description=[^\s&'<>]{3,600}", re.IGNORECASE)
"""A description as it comes in an address."""

_FAULT = r"(?:invalid|missing|bad|expired|unknown|wrong|mismatch(?:ed)?|unregistered)"
_CODE = re.compile(
    rf"\b(?!invalid_(?:grant|request|client|scope|token)\b){_FAULT}_[a-z_]{{3,40}}\b"
    r"|\b[a-z_]{3,40}_(?:failed|mismatch|expired|missing|invalid|required|not_(?:found|match|equal|valid|allowed))\b",
    re.ASCII,
)
"""The code of an error, which is a sentence with other blanks."""

_REACH = 90
_FAR = 60
_MOST = 300
REASONS = frozenset(
    {
        Sign.CODE_SPENT,
        Sign.CODE_EXPIRED,
        Sign.CODE_MALFORMED,
        Sign.REDIRECT_REFUSED,
        Sign.VERIFIER_MISSING,
        Sign.VERIFIER_WRONG,
        Sign.CLIENT_REFUSED,
        Sign.OTHER_CLIENT,
        Sign.REVOKED,
    }
)
"""Signs that mean nothing in a sentence that offers several."""

_WAY_BACK = (
    "callback",
    "oauth",
    "authoriz",
    "redirect",
    "csrf",
    "sign in",
    "login",
    "cookie",
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A subject with the words around it, up to where the sentence ends."""

    name: str
    before: str
    after: str

    @property
    def whole(self) -> str:
        return f"{self.before}~{self.after}"

    @property
    def lead(self) -> int:
        """How many characters before the subject are part of what is said of it."""
        found = (
            _MISSING_BEFORE.search(self.before),
            _REFUSED_BEFORE.search(self.before),
        )
        return max(0 if one is None else len(one[0]) for one in found)

    @property
    def tail(self) -> int:
        """How many characters after the subject are, where it says so at once."""
        found = _REFUSED.match(self.after, 1) or _MISSING.match(self.after, 1)
        return 0 if found is None else found.end()

    @property
    def is_of_parameter(self) -> bool:
        """Whether the subject is called a parameter, and is not a word of everyday."""
        return bool(
            _PARAMETER.match(self.after) or _PARAMETER_BEFORE.search(self.before)
        )

    def says(
        self, after: re.Pattern[str], before: re.Pattern[str] | None = None
    ) -> bool:
        """Whether this is said of the subject, and not of another one in between."""
        if before is not None and before.search(self.before):
            return True
        found = after.search(self.after)
        if found is None or found.start() > _FAR:
            return False
        between = self.after[: found.start()]
        return not any(one.lastgroup != self.name for one in _OTHER.finditer(between))

    def is_one_of_several(self) -> bool:
        """Whether the sentence offers several subjects, or reasons, to choose from."""
        if (
            _JOINED_BEFORE.search(self.before)
            or self.before.startswith(_OR)
            or _JOINED_AFTER.match(self.after)
        ):
            return True
        reasons = set(_REASONS.findall(self.whole))
        return len(reasons) > 1 and _CHOICE.search(self.whole) is not None


def find_claims(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """Yield what is said of the things that the way to a token is made of."""
    if _DESCRIPTION_NAME in lower:
        hidden = hidden.rewrite(_DESCRIPTION, lambda match: unquote_plus(match[0]))
        lower = hidden.text.lower()
    glossary = find_glossary(lower)
    lower = _CODE.sub(lambda match: match[0].replace("_", " "), lower)
    seen: set[Sign] = set()
    is_way_back = any(word in lower for word in _WAY_BACK)
    for subject in islice(_SUBJECT.finditer(lower), _MOST):
        name = subject.lastgroup or ""
        clause = _clause(name, lower, subject)
        is_named = clause.is_of_parameter or subject[0].endswith(" token")
        is_vague = name in {"state", "session"} and not is_named
        if is_vague and not is_way_back:
            continue
        if any(subject.start() in line for line in glossary):
            continue
        sign = _JUDGES[name](clause)
        if (
            sign is None
            or (sign in seen and sign is not Sign.SEVERAL_REASONS)
            or not is_claimed(
                lower, subject.start() - clause.lead, subject.end() + clause.tail
            )
        ):
            continue
        seen.add(sign)
        yield Sighting(sign, hidden.span(*subject.span()), subject.start())


def find_glossary(lower: str) -> tuple[range, ...]:
    """Return the lines of a list that explains errors: it says of none that it happened."""
    lines = tuple(_ENTRY.finditer(lower))
    if len({line[1] for line in lines}) < _LEAST_OF_A_GLOSSARY:
        return ()
    return tuple(range(*line.span()) for line in lines)


def find_choices(lower: str, claims: Iterable[Sighting]) -> tuple[range, ...]:
    """Return the sentences that give several reasons: no word in them says which."""
    return tuple(
        _extent(lower, one.position)
        for one in claims
        if one.sign is Sign.SEVERAL_REASONS
    )


def _redirect(clause: _Clause) -> Sign | None:
    is_refused = clause.says(_REFUSED, _REFUSED_BEFORE) or clause.says(
        _MISSING, _MISSING_BEFORE
    )
    if is_refused and clause.is_one_of_several():
        return Sign.SEVERAL_REASONS
    return Sign.REDIRECT_REFUSED if is_refused else None


def _verifier(clause: _Clause) -> Sign | None:
    is_missing = clause.says(_MISSING, _MISSING_BEFORE)
    is_wrong = clause.says(_REFUSED, _REFUSED_BEFORE) or clause.says(
        _FAILED, _FAILED_BEFORE
    )
    if (is_missing or is_wrong) and clause.is_one_of_several():
        return Sign.SEVERAL_REASONS
    if is_missing:
        return Sign.VERIFIER_MISSING
    return Sign.VERIFIER_WRONG if is_wrong else None


def _form(clause: _Clause) -> Sign | None:
    is_wrong = (
        clause.says(_REFUSED, _REFUSED_BEFORE)
        or clause.says(_MISSING, _MISSING_BEFORE)
        or _ONLY_BEFORE.search(clause.before)
    )
    return Sign.FORM_UNREADABLE if is_wrong else None


def _client(clause: _Clause) -> Sign | None:
    is_refused = (
        clause.says(_REFUSED, _REFUSED_BEFORE)
        or clause.says(_MISSING, _MISSING_BEFORE)
        or clause.says(_GONE)
    )
    if is_refused and clause.is_one_of_several():
        return Sign.SEVERAL_REASONS
    is_other = _OF_ANOTHER.search(clause.whole)
    return Sign.CLIENT_REFUSED if is_refused and not is_other else None


def _code(clause: _Clause) -> Sign | None:
    said = {
        Sign.OTHER_CLIENT: clause.says(_OF_OTHER_CLIENT),
        Sign.CODE_SPENT: clause.says(_SPENT),
        Sign.CODE_EXPIRED: clause.says(_EXPIRED, _EXPIRED_BEFORE),
        Sign.CODE_MALFORMED: clause.says(_MALFORMED),
        Sign.CODE_UNKNOWN: clause.says(_REFUSED, _REFUSED_BEFORE),
    }
    signs = [sign for sign, is_said in said.items() if is_said]
    if not signs:
        return None
    is_choice = len(signs) > 1 and _CHOICE.search(clause.whole)
    return Sign.SEVERAL_REASONS if is_choice or clause.is_one_of_several() else signs[0]


def _time(clause: _Clause) -> Sign | None:
    if clause.says(_NOT_YET):
        return Sign.NOT_YET_VALID
    return Sign.CLOCK_TOLD_WRONG if clause.says(_RUNS_WRONG) else None


def _state(clause: _Clause) -> Sign | None:
    if clause.says(_REFUSED, _REFUSED_BEFORE) or clause.says(_FAILED):
        return Sign.STATE_DIFFERS
    if clause.says(_EXPIRED, _EXPIRED_BEFORE):
        return Sign.STATE_NOT_KEPT
    if clause.says(_MISSING, _MISSING_BEFORE):
        kept = _KEPT_SOMEWHERE.search(clause.whole)
        return Sign.STATE_NOT_KEPT if kept else Sign.CALLBACK_WITHOUT_STATE
    return None


def _session(clause: _Clause) -> Sign | None:
    is_missing = clause.says(_MISSING, _MISSING_BEFORE)
    if is_missing and _ON_THE_WAY_BACK.search(clause.whole):
        return Sign.STATE_NOT_KEPT
    is_doubtful = is_missing or clause.says(_SESSION_CHANGED, _SESSION_CHANGED_BEFORE)
    return Sign.SESSION_DOUBTFUL if is_doubtful else None


def _scope(clause: _Clause) -> Sign | None:
    is_refused = clause.says(_REFUSED, _REFUSED_BEFORE)
    return Sign.SCOPE_REFUSED if is_refused and "token" not in clause.whole else None


_JUDGES = {
    "redirect": _redirect,
    "verifier": _verifier,
    "form": _form,
    "client": _client,
    "code": _code,
    "time": _time,
    "state": _state,
    "session": _session,
    "scope": _scope,
}


def _extent(lower: str, place: int) -> range:
    """Return where the sentence around a place begins and ends."""
    before = _BREAK.split(lower[max(0, place - _REACH) : place])[-1]
    after = _BREAK.split(lower[place : place + _REACH], maxsplit=1)[0]
    return range(place - len(before), place + len(after))


def _clause(name: str, lower: str, subject: re.Match[str]) -> _Clause:
    before = lower[max(0, subject.start() - _REACH) : subject.start()]
    after = _URL.sub("~", lower[subject.end() : subject.end() + 3 * _REACH])
    return _Clause(
        name=name,
        before=_BREAK.split(_URL.sub("~", before))[-1],
        after=_BREAK.split(after, maxsplit=1)[0][:_REACH],
    )
