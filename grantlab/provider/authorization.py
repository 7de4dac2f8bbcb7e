"""The authorization request, and the judgement on it before anyone is asked.

Two kinds of no: one that must not redirect, because where the request says to go cannot
be trusted, and one that goes back to the client.

Spec: RFC 6749 §4.1.1 and §4.1.2.1. Source: the wire facts on the authorization endpoint.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from grantlab.protocol.redirect_uri import Difference, find_difference
from grantlab.protocol.scope import COMPANY_SCOPES, parse_scopes
from grantlab.provider.policy.policy import Pkce, Policy
from grantlab.provider.refusals import (
    ACCESS_DENIED,
    INVALID_REQUEST,
    INVALID_SCOPE,
    UNSUPPORTED_RESPONSE_TYPE,
    Reason,
    Refusal,
)
from grantlab.provider.registry import KeyPair

USER_SAID_NO = Refusal(ACCESS_DENIED, Reason.USER_SAID_NO)
"""The answer where the user pressed *No* (L206)."""

NOT_CONNECTED = "The user did not connect the app"
"""Said with it where the policy wants something said; the words are ours."""

CHALLENGE_METHODS = frozenset({"plain", "S256"})
_CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """A request that may be put to the user."""

    client: KeyPair
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None
    """Given back byte for byte; ``None`` when it was missing or empty."""

    code_challenge: str | None
    code_challenge_method: str | None

    @property
    def needs_company(self) -> bool:
        """Whether a company has to be chosen."""
        return not COMPANY_SCOPES.isdisjoint(self.scopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRefusal:
    """A request that is answered with a page: it says where to go, and must not decide."""

    refusal: Refusal
    client: KeyPair | None
    """``None`` when the client id is the trouble."""

    sent: str
    """The redirect URI of the request; empty when there was none."""

    nearest: str | None
    """The registered URI that is most like it; ``None`` when none is registered."""

    difference: Difference | None
    """Where the nearest one parts from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectRefusal:
    """A request that is sent back to its client with an error."""

    refusal: Refusal
    client: KeyPair
    redirect_uri: str
    state: str | None

    def location(self) -> str:
        """Return where the browser is sent; no code and no company go with it."""
        return build_redirect(
            self.redirect_uri,
            error=self.refusal.error,
            error_description=self.refusal.description,
            state=self.state,
        )


@dataclass(frozen=True, slots=True)
class Registration:
    """What a client id is registered with."""

    client: KeyPair
    redirect_uris: tuple[str, ...]
    scope_enabled: Mapping[str, bool]


class Query:
    """The parameters of an authorization request, in order and with repetitions.

    Octets that are not UTF-8 are kept as they came, for ``state`` has to go back byte
    for byte.
    """

    def __init__(self, query: str) -> None:
        self._pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")

    def one(self, name: str) -> str | None:
        """Return the only value of a name, or ``None`` if it is empty or doubled."""
        values = self._values(name)
        return (values[0] or None) if len(values) == 1 else None

    def text(self, name: str) -> str:
        """Return the first value of a name as clean text, or an empty one."""
        first = next(iter(self._values(name)), "")
        return first.encode(errors="surrogateescape").decode(errors="replace")

    def is_doubled(self, name: str) -> bool:
        return len(self._values(name)) > 1

    def _values(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]


def judge_client(
    query: Query, registration: Registration | None, *, policy: Policy
) -> Registration | PageRefusal:
    """Return the registration of a request that may redirect, or why it may not.

    Source: the wire facts: an error page, and never a redirect, for an unknown client id
    or a redirect URI that is not exactly a registered one; and for a missing state,
    where the policy asks for one.
    """
    sent = query.text("redirect_uri")
    if registration is None or query.is_doubled("client_id"):
        return PageRefusal(
            refusal=Refusal(INVALID_REQUEST, Reason.CLIENT_UNKNOWN),
            client=None,
            sent=sent,
            nearest=None,
            difference=None,
        )
    uris = registration.redirect_uris
    if query.one("redirect_uri") in uris:
        if not policy.requires_state or query.text("state"):
            return registration
        return PageRefusal(
            refusal=Refusal(INVALID_REQUEST, Reason.STATE_MISSING),
            client=registration.client,
            sent=sent,
            nearest=sent,
            difference=None,
        )
    nearest = max(uris, key=lambda uri: _likeness(uri, sent), default=None)
    return PageRefusal(
        refusal=Refusal(INVALID_REQUEST, Reason.REDIRECT_URI_MISMATCH),
        client=registration.client,
        sent=sent,
        nearest=nearest,
        difference=None if nearest is None else find_difference(sent, nearest),
    )


def judge_request(
    query: Query, registration: Registration, *, policy: Policy
) -> AuthorizationRequest | RedirectRefusal:
    """Return the request if it may be put to the user, or the error it goes back with.

    The client and the redirect URI have been judged before. Parameters that are not
    known are let pass, ``claims`` among them.
    """
    state = query.one("state")
    refusal = (
        _doubled(query)
        or _wrong_response_type(query)
        or _wrong_scope(query, registration.scope_enabled)
        or _wrong_challenge(query, policy.pkce)
    )
    if refusal is not None:
        return RedirectRefusal(
            refusal=refusal,
            client=registration.client,
            redirect_uri=query.text("redirect_uri"),
            state=state,
        )
    challenge = query.one("code_challenge")
    if policy.pkce is Pkce.IGNORE:
        challenge = None
    method = query.one("code_challenge_method") or "plain"
    return AuthorizationRequest(
        client=registration.client,
        redirect_uri=query.text("redirect_uri"),
        scopes=parse_scopes(query.text("scope")),
        state=state,
        code_challenge=challenge,
        code_challenge_method=None if challenge is None else method,
    )


def refuse(request: AuthorizationRequest, refusal: Refusal) -> RedirectRefusal:
    """Return the answer to a request that was good, and is refused all the same."""
    return RedirectRefusal(
        refusal=refusal,
        client=request.client,
        redirect_uri=request.redirect_uri,
        state=request.state,
    )


def build_redirect(redirect_uri: str, **parameters: str | None) -> str:
    """Return the redirect URI with those parameters that have a value."""
    pairs = [(name, value) for name, value in parameters.items() if value is not None]
    query = urlencode(pairs, errors="surrogateescape")
    return f"{redirect_uri}?{query}"


def _likeness(uri: str, sent: str) -> int:
    difference = find_difference(uri.lower(), sent.lower())
    return len(uri) + 1 if difference is None else difference.position


def _doubled(query: Query) -> Refusal | None:
    names = (
        "response_type",
        "scope",
        "state",
        "code_challenge",
        "code_challenge_method",
    )
    if any(query.is_doubled(name) for name in names):
        return Refusal(INVALID_REQUEST, Reason.PARAMETER_DOUBLED)
    return None


def _wrong_response_type(query: Query) -> Refusal | None:
    response_type = query.one("response_type")
    if response_type is None:
        # Not captured from the real service; the wire facts recommend this answer.
        return Refusal(INVALID_SCOPE, Reason.RESPONSE_TYPE_MISSING)
    if response_type != "code":
        return Refusal(UNSUPPORTED_RESPONSE_TYPE, Reason.RESPONSE_TYPE_UNSUPPORTED)
    return None


def _wrong_scope(query: Query, scope_enabled: Mapping[str, bool]) -> Refusal | None:
    scopes = parse_scopes(query.text("scope"))
    if not scopes:
        return Refusal(INVALID_SCOPE, Reason.SCOPE_MISSING)
    # Compared exactly: the mixed case in which an older FAQ prints them is unknown.
    if any(scope not in scope_enabled for scope in scopes):
        return Refusal(INVALID_SCOPE, Reason.SCOPE_UNKNOWN)
    if not all(scope_enabled[scope] for scope in scopes):
        return Refusal(INVALID_SCOPE, Reason.SCOPE_NOT_ENABLED)
    return None


def _wrong_challenge(query: Query, pkce: Pkce) -> Refusal | None:
    """Return what is wrong with the challenge, unless nobody looks at it.

    Spec: RFC 7636 §4.4.1.
    """
    challenge = query.one("code_challenge")
    if pkce is Pkce.IGNORE:
        return None
    if challenge is None:
        missing = Refusal(INVALID_REQUEST, Reason.CHALLENGE_MISSING)
        return missing if pkce is Pkce.REQUIRE else None
    method = query.one("code_challenge_method") or "plain"
    if method not in CHALLENGE_METHODS or not _CHALLENGE.fullmatch(challenge):
        return Refusal(INVALID_REQUEST, Reason.CHALLENGE_MALFORMED)
    return None
