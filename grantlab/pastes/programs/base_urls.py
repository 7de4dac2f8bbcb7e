"""The environment that is called, where it is another than that of keys and company.

Intuit's libraries call production unless they are given another base URL.
"""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_OWNED = r"(?:compan(?:y|ies)|keys?|realm(?: ?id)?|client(?: ?id)?|credentials|tokens?|account|app)\b"
_SET = r"\b\w{0,30}(?:env(?:ironment)?|mode)\w{0,12}[\"'\])]{0,3}\s?(?:=>|:|=(?!=))\s?\(?[\"'`]?(?:\w{1,20}\.)?"
_SANDBOX = re.compile(
    rf"{_SET}(?:sandbox|development|dev)\b|(?<!not a )(?<!no )\bsandbox {_OWNED}|\b(?:development|dev) keys\b|\bsandbox[\"']?\s?[=:]\s?true\b"
)
_PRODUCTION = re.compile(
    rf"{_SET}(?:production|prod|live)\b|\b(?:production|prod|live) {_OWNED}|\bsandbox[\"']?\s?[=:]\s?false\b"
)
_CONTEXTS = (
    (re.compile(r"\bnew servicecontext\("), ("baseurl", "base_url")),
    (re.compile(r"\bnew context\([^\n]{0,80}servicetype\.qbo"), ("base_url", "baseurl")),
    (re.compile(r"\bdataservice::configure\("), ("baseurl", "setbaseurl")),
    (re.compile(r"\bquickbooks::service::\w{1,40}\.new"), ("sandbox_mode", "base_url")),
    (re.compile(r"(?<!sandbox-)(?<=[/\"'`])quickbooks\.api\.intuit\.com"), ("sandbox-quickbooks",)),
)  # fmt: skip
"""What makes a call, and what would have told it another environment than production."""

_OF_SANDBOX = re.compile(r"://sandbox-quickbooks\.api\.intuit\.com")
_OF_PRODUCTION = re.compile(r"(?<!sandbox-)quickbooks\.api\.intuit\.com")


def _read_base_urls(lower: str) -> Iterator[Found]:
    """Yield the call that goes to another environment than the one that all else is of."""
    sandbox, production = _SANDBOX.search(lower), _PRODUCTION.search(lower)
    if sandbox and not production:
        for call, told in _CONTEXTS:
            match = call.search(lower)
            if match and not any(word in lower for word in told):
                yield Sign.OTHER_BASE_URL, *match.span()
                return
    if production and not sandbox and not _OF_PRODUCTION.search(lower):
        match = _OF_SANDBOX.search(lower)
        if match:
            yield Sign.OTHER_BASE_URL, *match.span()


BASE_URLS = (
    Structure(
        needed(
            "servicecontext(|servicetype.qbo|dataservice::configure(|quickbooks::service|quickbooks.api.intuit.com",
            "sandbox|dev|prod|live",
        ),
        _read_base_urls,
    ),
)
