"""A token pair: what the wire is told of it, and what the ledger keeps."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from grantlab.protocol.secret import Secret
from grantlab.provider.mint import (
    LOWER_ALPHANUMERICS,
    REFRESH_TAIL,
    digest_of,
)
from grantlab.provider.rotation import ACCESS_LIFETIME
from grantlab.provider.tokens import NewToken, TokenKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    """What a successful token response is made of."""

    access_token: Secret
    refresh_token: Secret
    refresh_expires_at: datetime
    hard_expires_at: datetime
    id_token: str | None = None
    """``None`` unless ``openid`` was granted; on a refresh the policy decides."""


def new_refresh_token(
    answer: TokenAnswer, *, chain_id: int, generation: int, now: datetime
) -> NewToken:
    """Return what is kept of a new refresh token."""
    return NewToken(
        digest=digest_of(answer.refresh_token.reveal()),
        kind=TokenKind.REFRESH,
        chain_id=chain_id,
        generation=generation,
        issued_at=now,
        expires_at=answer.refresh_expires_at,
    )


def new_access_token(
    answer: TokenAnswer, *, chain_id: int, generation: int, now: datetime
) -> NewToken:
    """Return what is kept of a new access token."""
    return NewToken(
        digest=digest_of(answer.access_token.reveal()),
        kind=TokenKind.ACCESS,
        chain_id=chain_id,
        generation=generation,
        issued_at=now,
        expires_at=now + ACCESS_LIFETIME,
    )


def successor_tail(refresh_token: str, *, key: Secret) -> str:
    """Return the end of the value that replaces a refresh token.

    Nobody without the key can tell it, and whoever brings the same token a moment later
    can be given the same successor, although no value is kept.
    """
    message = f"successor {refresh_token}".encode(errors="surrogatepass")
    octets = hmac.digest(key.reveal().encode(), message, "sha256")
    number, characters = int.from_bytes(octets), ""
    for _ in range(REFRESH_TAIL):
        number, place = divmod(number, len(LOWER_ALPHANUMERICS))
        characters += LOWER_ALPHANUMERICS[place]
    return characters
