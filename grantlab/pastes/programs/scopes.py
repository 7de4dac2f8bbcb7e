"""The scope of a request for consent, and what a product in it brings about."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_plus

from grantlab.pastes.programs.structure import Found, Structure, sentence
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_AUTHORIZE_URL = re.compile(
    r"connect/oauth2\?(?P<query>[^\s\"'<>]{20,1200})(?=[\s\"'<>]|$)"
)
_SCOPE = re.compile(r"(?:^|&)scope=(?P<scope>[^&]{0,400})")
_WHOLE = ("client_id=", "response_type=", "redirect_uri=")
_NO_SCOPE = re.compile(
    r"(?:accounting|payments?|payroll|quickbooks|qbo?|all|read|write|full|default|offline_access|undefined|null|none)?"
)
"""What is no scope of Intuit's, though people write it for one, or for all of them."""

_HIDDEN = re.compile(r"\u2026|‹|xxx|<|\{|\$")
_MOST = 10
_PRODUCT = r"(?:payments?|payroll|merchant)"
_NOT_HAD = (
    r"(?:sign(?:ing)?[- ]?up|set(?:ting)?[- ]?up|activate|enrol\w{0,2}|not (?:available|offered|supported|enabled|eligible|activated)"
    r"|isn['\u2019]t (?:available|offered|supported|enabled)|unavailable|outside (?:of )?the us)"
)


def _read_authorize_urls(lower: str) -> Iterator[Found]:
    """Yield the request for consent whose scope is none that Intuit has, or is missing."""
    for match in islice(_AUTHORIZE_URL.finditer(lower), _MOST):
        query = match["query"]
        found = _SCOPE.search(query)
        scope = "" if found is None else unquote_plus(found["scope"])
        is_whole = all(name in query for name in _WHOLE) and "..." not in query
        if is_whole and not _HIDDEN.search(scope) and _is_wrong(scope):
            yield Sign.SCOPE_MISSPELLED, *match.span()
            return


def _is_wrong(scope: str) -> bool:
    """Whether a scope is missing, is written as no list is, or has a word that is none."""
    words = scope.split() or [""]
    return "," in scope or "%" in scope or any(map(_NO_SCOPE.fullmatch, words))


SCOPES = (
    Structure(needed("connect/oauth2?"), _read_authorize_urls),
    sentence(
        Sign.SCOPE_OF_PRODUCT,
        ("access_denied|connect|consent", "payment|payroll|merchant", "up|activate|enrol|available|offered|supported|enabled|eligible|outside"),
        rf"\b{_PRODUCT}\b[^.\n]{{0,60}}\b{_NOT_HAD}|\b{_NOT_HAD}\b[^.\n]{{0,40}}\b{_PRODUCT}\b",
        may_deny=True,
    ),
    sentence(
        Sign.SCOPE_OF_PRODUCT,
        ("scope|intuit.quickbooks", "without|remov|dropp|leav", "work|through|succe|fine|gone"),
        r"\b(?:without|remov\w{1,3}|dropp?\w{0,3}|leav\w{1,3} out)\b[^\n]{0,20}(?:\bscopes?\b|com\.intuit\.quickbooks\.\w{4,20}|\b" + _PRODUCT + r"\b|\bit\b)"
        r"[^\n]{0,60}\b(?:works?|worked|goes through|went through|succeeds?|is fine|gone)\b",
    ),
)  # fmt: skip
