"""What an ID token's claims must say once its signature is known to be good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from grantlab.protocol.errors import IdTokenError

LEEWAY = timedelta(seconds=60)
"""How far the two clocks may differ before an ID token counts as expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTokenClaims:
    """The claims of an ID token that was believed."""

    subject: str
    issuer: str
    audience: tuple[str, ...]
    expires_at: datetime
    issued_at: datetime | None
    signed_in_at: datetime | None
    """When the user had signed in; ``auth_time`` on the wire."""

    realm_id: str | None
    """The company, when the user was signed in to one; ``realmid`` on the wire."""


def check_claims(
    claims: Mapping[str, object], *, issuer: str, client_id: str, now: datetime
) -> IdTokenClaims:
    """Check issuer, audience and expiry, and return what the token says.

    Raises:
        IdTokenError: a claim is missing or wrong; ``claim`` names it.

    Spec: OpenID Connect Core §3.1.3.7, steps 2, 3 and 9. Source: L310.
    """
    if claims.get("iss") != issuer:
        raise IdTokenError("iss", "is not the issuer that was asked")
    audience = _audience(claims.get("aud"))
    if client_id not in audience:
        raise IdTokenError("aud", "does not contain our client id")
    expires_at = _moment(claims, "exp")
    if expires_at is None:
        raise IdTokenError("exp", "is missing or not a number of seconds")
    if now - LEEWAY >= expires_at:
        raise IdTokenError("exp", "has passed")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise IdTokenError("sub", "is missing")
    return IdTokenClaims(
        subject=subject,
        issuer=issuer,
        audience=audience,
        expires_at=expires_at,
        issued_at=_moment(claims, "iat"),
        signed_in_at=_moment(claims, "auth_time"),
        realm_id=_realm_id(claims.get("realmid")),
    )


def _audience(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(item for item in value if isinstance(item, str))
    return ()


def _realm_id(value: object) -> str | None:
    # Decimal digits and nothing else, as in the authorization response.
    if not isinstance(value, str) or not value.isascii() or not value.isdigit():
        return None
    return value


def _moment(claims: Mapping[str, object], claim: str) -> datetime | None:
    value = claims.get(claim)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (OverflowError, ValueError, OSError):
        return None
