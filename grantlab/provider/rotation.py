"""How refresh tokens are replaced, and the judgement on one that is brought back."""

from datetime import datetime, timedelta

from grantlab.provider.policy.policy import ParallelRefresh, Policy
from grantlab.provider.refusals import (
    INCORRECT_REFRESH_TOKEN,
    INCORRECT_TYPE_OR_CLIENT,
    INVALID_GRANT,
    Reason,
    Refusal,
)
from grantlab.provider.tokens import IssuedToken, TokenKind

ACCESS_LIFETIME = timedelta(seconds=3600)
PARALLEL = timedelta(seconds=10)
"""Two refreshes with one value are at the same moment if no more than this is between."""


def judge_refresh_token(
    token: IssuedToken, *, client_id: str, policy: Policy, now: datetime
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


def _end_of(token: IssuedToken, *, policy: Policy, now: datetime) -> Reason | None:
    if now >= token.chain.hard_expires_at:
        return Reason.HARD_EXPIRED
    if now >= token.expires_at:
        return Reason.EXPIRED
    if token.replaced_at is None or is_parallel(token, policy=policy, now=now):
        return None
    # Of two that arrive together, the later one may be judged first.
    stale_for = max(now - token.replaced_at, timedelta())
    return Reason.SUPERSEDED if stale_for >= policy.grace else None


def keeps_value(token: IssuedToken, *, policy: Policy, now: datetime) -> bool:
    """Whether a refresh with this good token gives the same value back.

    Only the newest value can stay, and only while it is younger than the policy lets
    values grow. Source: the wire facts on rotation, the model that fits all captures.
    """
    is_newest = token.id == token.chain.newest_id
    return is_newest and now < token.issued_at + policy.changes_every


def is_parallel(token: IssuedToken, *, policy: Policy, now: datetime) -> bool:
    """Whether a superseded token may have its successor's value once more."""
    return (
        policy.parallel_refresh is ParallelRefresh.SAME_VALUE
        and token.replaced_at is not None
        and now < token.replaced_at + PARALLEL
    )
