"""The environment that is called, where it is another than that of keys and company.

Intuit's libraries call production unless they are given another base URL.
"""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_OWNED = r"(?:compan(?:y|ies)|keys?|realm(?: ?id)?|client(?: ?id)?|credentials|tokens?|account|app)\b"
_SET = r"(?:env(?:ironment)?|mode)\w{0,12}[\"'\])]{0,3}\s?(?:=>|:|=(?!=))\s?\(?[\"'`]?(?:\w{1,20}\.)?"
_SANDBOX = re.compile(
    rf"{_SET}(?:sandbox|development|dev)\b|(?<!not a )(?<!no )\bsandbox[ _]{_OWNED}|\b(?:development|dev) keys\b|\bsandbox[\"']?\s?[=:]\s?true\b"
)
_PRODUCTION = re.compile(
    rf"{_SET}(?:production|prod|live)\b|\b(?:production|prod|live) {_OWNED}|\bsandbox[\"']?\s?[=:]\s?false\b"
)
_CLIENT = re.compile(r"(?<![\w.])(?:new )?quickbooks\(")
_SANDBOX_COMPANY = re.compile(
    r"(?<!not a )(?<!no )\bsandbox[ _](?:company|realm|account|file)\w{0,4}\b"
)
_SET_TO_PRODUCTION = re.compile(rf"{_SET}(?:production|prod|live)\b")
_OF_PRODUCTION = re.compile(r"quickbooks(?<![\w-]quickbooks)\.api\.intuit\.com")
_CONTEXTS = (
    ("servicecontext(", re.compile(r"\bnew servicecontext\("), ("baseurl", "base_url")),
    ("servicetype.qbo", re.compile(r"\bnew context\([^\n]{0,80}servicetype\.qbo"), ("base_url", "baseurl")),
    ("dataservice::configure(", re.compile(r"\bdataservice::configure\("), ("baseurl", "setbaseurl")),
    ("quickbooks::service", re.compile(r"\bquickbooks::service::\w{1,40}\.new"), ("sandbox_mode", "base_url")),
    ("quickbooks.api.", _OF_PRODUCTION, ("sandbox-quickbooks",)),
)  # fmt: skip
"""What makes a call, and what would have told it another environment than production."""

_OF_SANDBOX = re.compile(r"://sandbox-quickbooks\.api\.intuit\.com")


def _read_base_urls(lower: str) -> Iterator[Found]:
    """Yield the call that goes to another environment than the one that all else is of."""
    to_production, to_sandbox = _call_of_production(lower), _OF_SANDBOX.search(lower)
    if to_sandbox and _OF_PRODUCTION.search(lower):
        to_sandbox = None
    if not (to_production or to_sandbox):
        yield from _read_company(lower)
        return
    is_sandbox, is_production = _SANDBOX.search(lower), _PRODUCTION.search(lower)
    call = to_production if is_sandbox else to_sandbox
    if call and bool(is_sandbox) != bool(is_production):
        yield Sign.OTHER_BASE_URL, *call.span()


def _read_company(lower: str) -> Iterator[Found]:
    """Yield the client of a library that is set to production, for a company of the sandbox."""
    client, company = _CLIENT.search(lower), _SANDBOX_COMPANY.search(lower)
    if client and company and _SET_TO_PRODUCTION.search(lower):
        yield Sign.OTHER_BASE_URL, *company.span()


def _call_of_production(lower: str) -> re.Match[str] | None:
    """Return what calls production, because nothing told it another environment."""
    for name, call, told in _CONTEXTS:
        match = call.search(lower) if name in lower else None
        if match and not any(word in lower for word in told):
            return match
    return None


BASE_URLS = (
    Structure(
        needed(
            "quickbooks(|servicecontext(|servicetype.qbo|dataservice::configure(|quickbooks::service|quickbooks.api.intuit.com",
            "sandbox|dev|prod|live",
        ),
        _read_base_urls,
    ),
)
