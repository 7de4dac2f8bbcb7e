"""The judgement on an access token that is brought to an API."""

from datetime import datetime

from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.provider.companies import Company
from grantlab.provider.mint import access_reference
from grantlab.provider.policy.policy import WrongHost
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.registry import Keys
from grantlab.provider.tokens import IssuedToken, TokenKind

AUTHENTICATION_FAILED = "3200"
AUTHORIZATION_FAILED = "3100"
GENERAL_AUTHENTICATION_ERROR = "100"
WRONG_CLUSTER = "130"
"""Codes of the company API. Source: the wire facts on 401 and 403."""

MALFORMED = "Malformed bearer token: too short or too long"


def read_bearer(authorization: str | None) -> str | None:
    """Return the token of an Authorization header, or ``None`` if it has none.

    The name of the scheme is compared without regard to case. Spec: RFC 6750 §2.1.
    """
    scheme, _, value = (authorization or "").partition(" ")
    return value.strip() or None if scheme.lower() == "bearer" else None


def judge_access_token(token: IssuedToken, *, now: datetime) -> Refusal | None:
    """Return the 401 that a token meets now, or ``None`` if it is good.

    What is not an access token is malformed, whatever else it may be (L403).
    Source: the wire facts on the 401 of the gateway.
    """
    if token.kind is not TokenKind.ACCESS:
        return _unauthorized(Reason.WRONG_KIND, MALFORMED)
    reference = access_reference(token.digest, expires_at=token.expires_at)
    if token.revoked_because is not None:
        return _unauthorized(token.revoked_because, f"Token revoked: {reference}")
    if now >= token.expires_at:
        return _unauthorized(Reason.EXPIRED, f"Token expired: {reference}")
    return None


def judge_company_access(
    token: IssuedToken,
    *,
    token_keys: Keys | None,
    prefix_keys: Keys,
    company: Company | None,
    wrong_host: WrongHost,
) -> Company | Refusal:
    """Return the company that a good token opens, or the 403 that it meets.

    Source: the wire facts on 403: the other environment's address, another company, or
    the accounting scope missing, which look the same. In older captures the service
    has a code of its own for the other environment; the policy decides.
    """
    if token_keys is not prefix_keys:
        if wrong_host is WrongHost.WRONG_CLUSTER:
            return Refusal(WRONG_CLUSTER, Reason.WRONG_ENVIRONMENT, status=401)
        return _forbidden(Reason.WRONG_ENVIRONMENT)
    if company is None or token.chain.realm_id != company.realm_id:
        return _forbidden(Reason.FOREIGN_REALM)
    if ACCOUNTING not in token.chain.scopes:
        return _forbidden(Reason.SCOPE_NOT_GRANTED)
    return company


def judge_userinfo_access(
    token: IssuedToken, *, token_keys: Keys | None, prefix_keys: Keys
) -> Refusal | None:
    """Return why a good token tells nothing about its user, or ``None`` if it does."""
    if token_keys is not prefix_keys:
        return _unauthorized(Reason.WRONG_ENVIRONMENT, MALFORMED)
    if OPENID not in token.chain.scopes:
        return _unauthorized(Reason.SCOPE_NOT_GRANTED, MALFORMED)
    return None


def _unauthorized(reason: Reason, detail: str) -> Refusal:
    return Refusal(AUTHENTICATION_FAILED, reason, detail, 401)


def _forbidden(reason: Reason) -> Refusal:
    return Refusal(AUTHORIZATION_FAILED, reason, status=403)


UNKNOWN_TOKEN = _unauthorized(Reason.TOKEN_UNKNOWN, MALFORMED)
"""The answer to a value that was never issued here."""
