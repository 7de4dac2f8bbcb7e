"""How a program calls the company's data."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_IAT = re.compile(r"\biat[\"']?\D{1,6}(\d{10})\b")
_NOW = re.compile(
    r"(?:server time|\bnow|local time|current time|\btime)[\"']?\D{1,6}(\d{10})\b"
)


def _read_clocks(lower: str) -> Iterator[Found]:
    """Yield a token that was issued later than it is."""
    issued = _IAT.search(lower)
    now = _NOW.search(lower) if issued else None
    if issued and now and int(issued[1]) > int(now[1]):
        yield Sign.NOT_YET_VALID, *issued.span()


CALLING = (
    structure(
        Sign.HEADER_MALFORMED,
        ("\"bearer|'bearer|authorization|header",),
        r"[\"']bearer[\"'] ?[.+] ?\$?\w|[\"'`]basic [\"'`]? ?(?:[.+]|\$\{) ?\$?\w{0,20}access_?token|\b(?:authorization|auth|header)\w{0,10}[\"']?\]? ?(?:=>|:|=|,) ?f?[\"'`]?(?:bearer ?[:=_-]|bearer bearer |token |oauth |bearer[$\u2039{])|authorization[\"']? ?(?:=>|:) ?[\"']?(?:\u2039(?:access|id_token|hidden)|eyj)|authorization[\"']? ?(?:=>|:|=) ?(?:`\$\{[\w.]{1,60}\}`|f?[\"']\{[\w.]{1,60}\}[\"']|\$?access_?token\b)",
    ),
    structure(
        Sign.HEADER_MALFORMED,
        ("bearer ",),
        r"(?:\(|\{|,) ?[\"']?\b(?:o?auth_?)?access_?token[\"']? ?[:=] ?f?[\"'`]bearer (?![^\n]{0,60}authorization)"
        r"|\b(?:set_?(?:access_?|auth_?)?token|set_?bearer_?(?:token|auth)|with_?(?:access_?)?token|bearer_?auth|bearer_?token)\( ?f?[\"'`]bearer "
        r"|\b(?P<held>\w{1,30}) ?[:=] ?f?[\"'`]bearer [^\n]{0,80}\n(?:[^\n]{0,200}\n){0,12}?[^\n]{0,120}[\"'`]bearer ?[\"'`]?"
        r" ?[+.,]? ?(?:\$?\{)?(?:this\.|self\.|\$)?(?P=held)\b",
    ),
    structure(
        Sign.WORKS_IN_CURL,
        ("curl ", "200"),
        r"curl [^\n]{0,500}(?:#|->|=>) ?200|\(curl [^\n]{0,300}200\)",
    ),
    structure(
        Sign.BLOCKED_BY_BROWSER,
        ("cors", "missing|block|fail|error|polic|denied|did not succeed|reject"),
        r"\bcors\b[^\n]{0,40}\b(?:missing|block|fail|error|polic|denied|did not succeed)"
        r"|\b(?:blocked|failed|rejected)\b[^\n]{0,20}\bcors\b",
    ),
    structure(
        Sign.MANY_AFFECTED,
        ("tenant|realm|company|customer",),
        r"(tenant|realm|company|customer)[=: ]{1,2}(?P<one>\w{1,20})\b[^\n]{0,300}\n"
        r"(?:[^\n]{0,300}\n){0,3}?[^\n]{0,200}\1[=: ]{1,2}(?!(?P=one)\b)\w{1,20}",
    ),
    Structure(needed("iat", "time|now"), _read_clocks),
)
