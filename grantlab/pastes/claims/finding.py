"""The claims of a text, found."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_plus

from grantlab.pastes.assertions import is_told
from grantlab.pastes.claims.clauses import clause_around
from grantlab.pastes.claims.judging import JUDGES
from grantlab.pastes.claims.silences import find_glossary
from grantlab.pastes.claims.subjects import SUBJECT
from grantlab.pastes.hedges import is_claimed
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.signs import TOLD, Sign
from grantlab.pastes.understood import Sighting

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

_OF_PROGRAM = re.compile(
    r"\b(?:component|react|redux|widget|ui|form|view|app|application|global|initial|loading|order|process|machine|run)['\u2019]?s? $"
)
"""Whose state it is where no request carries it."""

_MOST = 300
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


def find_claims(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """Yield what is said of the things that the way to a token is made of."""
    if _DESCRIPTION_NAME in lower:
        hidden = hidden.rewrite(_DESCRIPTION, lambda match: unquote_plus(match[0]))
        lower = hidden.text.lower()
    glossary = find_glossary(lower)
    lower = _CODE.sub(lambda match: match[0].replace("_", " "), lower)
    seen: set[Sign] = set()
    is_way_back = any(word in lower for word in _WAY_BACK)
    for subject in islice(SUBJECT.finditer(lower), _MOST):
        name = subject.lastgroup or ""
        clause = clause_around(name, lower, subject)
        is_named = clause.is_of_parameter or subject[0].endswith(" token")
        is_vague = name in {"state", "session"} and not is_named
        if is_vague and (not is_way_back or _OF_PROGRAM.search(clause.before)):
            continue
        if any(subject.start() in line for line in glossary):
            continue
        sign = JUDGES[name](clause)
        if (
            sign is None
            or (sign in seen and sign is not Sign.SEVERAL_REASONS)
            or not (is_told if sign in TOLD else is_claimed)(
                lower, subject.start() - clause.lead, subject.end() + clause.tail
            )
        ):
            continue
        seen.add(sign)
        yield Sighting(sign, hidden.span(*subject.span()), subject.start())
