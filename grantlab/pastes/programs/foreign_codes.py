"""A code of another purpose, or of another service, that a library takes for its own."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, sentence
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_SEARCHED = re.compile(
    r"\b(?:indexof|includes|contains|match|search|test|strpos|split|exec|has|find)\(? ?[^\n]{0,20}[\"'`/(?&|]code="
    r"|/[^\n/]{0,8}code=[^\n/]{0,20}/|[\"'`]code=[\"'`] in\b|\bhash includes login code\b"
)
"""A search for the letters ``code=`` anywhere in an address."""

_OTHER_NAME = re.compile(
    r"[?&](?!(?:auth|oauth|authorization|auth_|oauth_|authorization_)code=)\w{1,20}code=[^\s&]"
)
_CALLBACK = re.compile(
    r"(?:(?:https?://(?P<host>[\w.-]{3,80}))?/[^\s?]{0,80}|(?<=[\s(\"'`]))\?(?P<query>[^\s]{0,400}\bcode=[^\s\"'<>]{1,500})"
)
_SERVICES_BY_MARK = (
    ("google", re.compile(r"googleapis|accounts\.google|code=4(?:/|%2f)0")),
    ("github", re.compile(r"\binstallation_id=|\bsetup_action=")),
    ("shopify", re.compile(r"myshopify|\bhmac=")),
    ("zoho", re.compile(r"accounts-server=|zoho")),
    ("stripe", re.compile(r"code=ac_|\bscope=read_(?:write|only)\b")),
    ("intuit", re.compile(r"\brealmid=")),
)
"""What the callbacks of a service have that no other service's have."""

_SERVICES_BY_ENDPOINT = (
    ("google", ("oauth2.googleapis", "accounts.google.com/o", "googleapis.com/token")),
    ("github", ("github.com/login/oauth",)),
    ("shopify", ("/admin/oauth/access_token",)),
    ("zoho", ("accounts.zoho",)),
    ("stripe", ("connect.stripe.com",)),
    ("intuit", ("oauth.platform.intuit", "intuitlib", "intuit-oauth")),
    ("supabase", ("supabase.co/auth", "supabase.in/auth", "supabase-js", "authapierror")),
    ("auth0", ("auth0.com/oauth/token", "auth0-spa", "auth0-react", "auth0provider", "auth0client", "auth0context")),
    ("firebase", ("firebaseauth", "firebase/auth", "getredirectresult(")),
    ("keycloak", ("keycloak-js", "new keycloak(")),
    ("microsoft", ("msal", "login.microsoftonline", "aadsts")),
    ("cognito", ("aws-amplify", "amazoncognito.com/oauth2/token")),
)  # fmt: skip
"""Where a code is sent to, or the library that sends it there; one that serves many is none."""

_FAILS = re.compile(
    r"\b(?:invalid|error|fails?|failed|denied|refused|logged out|40[013])\b"
)
_SERVICE = r"(?:google|github|shopify|zoho|stripe|intuit|quickbooks|xero|hubspot|slack|microsoft|facebook|salesforce)"
_MOST = 20
_BEFORE, _BEHIND = 560, 505
"""How far an address reaches to either side of ``code=``."""


def _read_searches(lower: str) -> Iterator[Found]:
    """Yield where a program looks for ``code=``, and an address has another name that ends so."""
    found = _OTHER_NAME.search(lower)
    if found and _SEARCHED.search(lower):
        yield Sign.CODE_OF_SOMEBODY_ELSE, *found.span()


def _read_services(lower: str) -> Iterator[Found]:
    """Yield the callback of one service where only another one's endpoint is asked."""
    asked = {
        name
        for name, marks in _SERVICES_BY_ENDPOINT
        if any(mark in lower for mark in marks)
    }
    if not asked or not _FAILS.search(lower):
        return
    for match in islice(_callbacks(lower), _MOST):
        brought = _first(_SERVICES_BY_MARK, match["query"])
        is_brokered = any(name in (match["host"] or "") for name in asked)
        if brought is not None and brought not in asked and not is_brokered:
            yield Sign.CODE_OF_SOMEBODY_ELSE, *match.span()
            return


def _callbacks(lower: str) -> Iterator[re.Match[str]]:
    """Yield the addresses that bring a code."""
    at = lower.find("code=")
    while at >= 0:
        low, high = max(0, at - _BEFORE), at + _BEHIND
        start = max(low, lower.rfind(" ", low, at), lower.rfind("\n", low, at))
        if found := _CALLBACK.search(lower, start, high):
            yield found
        at = lower.find("code=", found.end() if found else at + 1)


def _first(marks: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    return next((name for name, mark in marks if mark.search(text)), None)


FOREIGN_CODES = (
    Structure(needed("code=", "indexof|includes|contains|match|search|test|strpos|split|exec|has|find| in"), _read_searches),
    Structure(needed("code=", "google|installation_id|setup_action|shopify|hmac=|zoho|accounts-server|ac_|read_write|read_only|realmid|4/0"), _read_services),
    sentence(
        Sign.CODE_OF_SOMEBODY_ELSE,
        ("code", "goes|sent|posted|lands|ends up|exchanged|taken"),
        rf"\b(?P<one>{_SERVICE})['\u2019]?s? (?:oauth |auth\w{{0,12}} )?code\b[^.\n]{{0,40}}"
        r"\b(?:goes|sent|posted|lands|ends up|exchanged|taken)\b[^.\n]{0,40}"
        rf"\b(?!(?P=one)\b){_SERVICE}\b",
    ),
)  # fmt: skip
