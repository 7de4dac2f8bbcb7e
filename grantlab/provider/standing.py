"""How a token stands, when whoever it was given to brings it back now."""

from datetime import datetime

from grantlab.provider.access import judge_access_token
from grantlab.provider.policy.policy import Policy
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.rotation import judge_refresh_token
from grantlab.provider.tokens import IssuedToken, TokenKind


def judge_standing(
    token: IssuedToken, *, policy: Policy, now: datetime
) -> Reason | None:
    """Return why the token would be refused where it belongs; ``None`` if it is good."""
    refusal = _judge(token, policy=policy, now=now)
    return None if refusal is None else refusal.reason


def _judge(token: IssuedToken, *, policy: Policy, now: datetime) -> Refusal | None:
    if token.kind is TokenKind.ACCESS:
        return judge_access_token(token, now=now)
    owner = token.chain.client_id
    return judge_refresh_token(token, client_id=owner, policy=policy, now=now)
