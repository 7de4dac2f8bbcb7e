"""Codes and tokens as the ledger would return them."""

from datetime import UTC, datetime, timedelta

from grantlab.provider.codes import IssuedCode
from grantlab.provider.policy.presets import FAQ
from grantlab.provider.tokens import Chain, IssuedToken, TokenKind

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
CLIENT = "ABclient"
CODE = IssuedCode(
    id=1,
    digest="0" * 64,
    client_id=CLIENT,
    redirect_uri="http://localhost:8484/walk/callback",
    scopes=("openid",),
    realm_id=None,
    code_challenge=None,
    code_challenge_method=None,
    signed_in_at=NOON,
    issued_at=NOON,
    expires_at=NOON + timedelta(seconds=300),
    used_at=None,
    revoked_at=None,
    revoked_because=None,
    chain_id=None,
)
REFRESH_TOKEN = IssuedToken(
    id=1,
    digest="0" * 64,
    kind=TokenKind.REFRESH,
    chain=Chain(
        id=1,
        client_id=CLIENT,
        realm_id="9341450000000101",
        scopes=("openid",),
        consented_at=NOON,
        hard_expires_at=NOON + FAQ.hard_limit,
        newest_id=1,
        newest_generation=1,
    ),
    generation=1,
    issued_at=NOON,
    expires_at=NOON + FAQ.lifetime,
    replaced_at=None,
    used_at=None,
    revoked_at=None,
    revoked_because=None,
)
