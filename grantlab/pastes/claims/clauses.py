"""A subject with the words around it."""

import re
from dataclasses import dataclass

from grantlab.pastes.claims.predicates import (
    MISSING,
    MISSING_BEFORE,
    REFUSED,
    REFUSED_BEFORE,
)
from grantlab.pastes.claims.subjects import OTHER

_BREAK = re.compile(
    r"""
    \n | \{ | \} | \\n | \x20-\x20
    | \.(?=\x20|$) | !(?=\x20|$) | \?(?=\x20|$) | ;(?=\x20|$)
    | "\x20?[,}\]] | '\x20?[,}\]] | &(?=[a-z_]{2,30}=)
    """,
    re.VERBOSE,
)
"""Where one sentence, or one member of an object, ends."""

_URL = re.compile(
    r"""
    https?
    (?: :// [^\s"'<>)\]]{1,400}
      | (?:(?<=\bhttp)|(?<=\bhttps)) %3a%2f%2f [^\s"'<>)\]&]{1,400}
    )
    """,
    re.VERBOSE,
)
_PARAMETER = re.compile(r"^[\"'`]? (?:param(?:eter)?|token|cookie|value|mismatch)\b")
_PARAMETER_BEFORE = re.compile(r"\bparam(?:eter)?:? [\[\"'`]?$")
_NAME = r"(?:redirect\w{0,4}[ _-]?\w{0,3}|callback[ _-]?ur[il]|code[ _]?verifier|client[ _-]?\w{0,6}|app[ _-]?id|(?:auth\w{0,12} )?code|scope|state)"
_JOINED_BEFORE = re.compile(
    r"\w/$|" + _NAME + r"[\"'`]?(?: or |/|, ?)(?:the |an? )?[\"'`]?$"
)
_JOINED_AFTER = re.compile(r"^[\"'`]?(?: or |/|, ?)(?:the |an? )?[\"'`]?" + _NAME)
_OR = (" or ", "or ")
_REASONS = re.compile(
    r"\b(?:expired|revoked|already used|redeemed|been used|issued to|code.{0,3}is invalid|not match|mismatching)\b"
)
_GOVERNED = re.compile(
    r"(?:\b(?:not|never|cannot(?= have\b))\b|n['\u2019]t\b)(?! (?:be|only|just|match\w{0,3}|found|valid|exist)\b)"
    r"(?:(?!\b(?:has|have(?! been\b)|is|are|was|were|but|and|because|since|as|it|which|when|then)\b)[^.,\n]){0,60}$",
    re.ASCII,
)
"""A denial that reaches as far as what is said. That a code cannot *be* used twice is no denial."""

_LITERALS = frozenset({"null", "undefined", "none", "nil"})
_NEXT_VALUE = re.compile(r",(?! ?(?:which|that|it|and|but)\b)|\?|\|\||\b(?:or|else)\b")
"""After it stands another argument of a call, or what is taken where there is no value."""

CHOICE = re.compile(r"\bor\b|, ")
_REACH = 90
_FAR = 60


@dataclass(frozen=True, slots=True)
class Clause:
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
            MISSING_BEFORE.search(self.before),
            REFUSED_BEFORE.search(self.before),
        )
        return max(0 if one is None else len(one[0]) for one in found)

    @property
    def tail(self) -> int:
        """How many characters after the subject are, where it says so at once."""
        found = REFUSED.match(self.after, 1) or MISSING.match(self.after, 1)
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
        is_of_next = found[0] in _LITERALS and _NEXT_VALUE.search(between)
        if is_of_next or _GOVERNED.search(between):
            return False
        return not any(one.lastgroup != self.name for one in OTHER.finditer(between))

    def is_one_of_several(self) -> bool:
        """Whether the sentence offers several subjects, or reasons, to choose from."""
        if (
            _JOINED_BEFORE.search(self.before)
            or self.before.startswith(_OR)
            or _JOINED_AFTER.match(self.after)
        ):
            return True
        reasons = set(_REASONS.findall(self.whole))
        return len(reasons) > 1 and CHOICE.search(self.whole) is not None


def clause_around(name: str, lower: str, subject: re.Match[str]) -> Clause:
    """Return the clause of a subject, without addresses."""
    start, end = subject.span()
    before = _without_urls(lower[max(0, start - _REACH) : start])
    after = _without_urls(lower[end : end + 3 * _REACH])
    return Clause(name=name, before=_end_of(before), after=_begin_of(after)[:_REACH])


def extent_of(lower: str, place: int) -> range:
    """Return where the sentence around a place begins and ends."""
    before = _end_of(lower[max(0, place - _REACH) : place])
    after = _begin_of(lower[place : place + _REACH])
    return range(place - len(before), place + len(after))


def _without_urls(text: str) -> str:
    return _URL.sub("~", text) if "http" in text else text


def _begin_of(text: str) -> str:
    """Return the text up to its first break."""
    found = _BREAK.search(text)
    return text if found is None else text[: found.start()]


def _end_of(text: str) -> str:
    """Return the text from its last break on."""
    kept_from = 0
    for found in _BREAK.finditer(text):
        kept_from = found.end()
    return text[kept_from:]
