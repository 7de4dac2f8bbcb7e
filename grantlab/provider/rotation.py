"""How refresh tokens are replaced, and the judgement on one that is brought back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from grantlab.provider.refusals import (
    INCORRECT_REFRESH_TOKEN,
    INCORRECT_TYPE_OR_CLIENT,
    INVALID_GRANT,
    Reason,
    Refusal,
)
from grantlab.provider.tokens import IssuedToken, TokenKind

CODE_LIFETIME = timedelta(seconds=300)
ACCESS_LIFETIME = timedelta(seconds=3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationPolicy:
    """How the provider replaces refresh tokens.

    Published descriptions disagree; each preset names the one it follows.
    """

    name: str
    lifetime: timedelta
    """How long a fresh value is good."""

    hard_lifetime: timedelta
    """How long the whole chain is good, counted from the consent."""

    grace: timedelta
    """How long a superseded value is still honoured."""


FAQ = RotationPolicy(
    name="faq",
    lifetime=timedelta(seconds=8_640_000),
    hard_lifetime=timedelta(seconds=157_680_000),
    grace=timedelta(hours=24),
)
"""Each refresh gives a new value; the previous one becomes stale and ends a day later.

Source: Intuit FAQ on refresh tokens; the hard limit: Intuit's announcement of November
2025, 5 × 365 days.
"""


def judge_refresh_token(
    token: IssuedToken, *, client_id: str, policy: RotationPolicy, now: datetime
) -> Refusal | None:
    """Return the refusal that this token meets now, or ``None`` if it is good.

    Source: the wire facts on which description accompanies which cause.
    """
    if token.chain.client_id != client_id:
        return Refusal(INVALID_GRANT, Reason.FOREIGN_CLIENT, INCORRECT_TYPE_OR_CLIENT)
    if token.kind is not TokenKind.REFRESH:
        return Refusal(INVALID_GRANT, Reason.WRONG_KIND, INCORRECT_TYPE_OR_CLIENT)
    if token.revoked_because is not None:
        return Refusal(INVALID_GRANT, token.revoked_because)
    reason = _end_of(token, policy=policy, now=now)
    if reason is not None:
        return Refusal(INVALID_GRANT, reason, INCORRECT_REFRESH_TOKEN)
    return None


def _end_of(
    token: IssuedToken, *, policy: RotationPolicy, now: datetime
) -> Reason | None:
    if now >= token.chain.hard_expires_at:
        return Reason.HARD_EXPIRED
    if now >= token.expires_at:
        return Reason.EXPIRED
    if token.replaced_at is not None and now >= token.replaced_at + policy.grace:
        return Reason.SUPERSEDED
    return None
