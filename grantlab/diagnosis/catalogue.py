"""All rules over recorded round trips, and the order in which they are named."""

from functools import cache

from grantlab.diagnosis.registry import REGISTRY, Rule
from grantlab.diagnosis.rules import (
    authorization_code,
    expiry,
    keys,
    outage,
    race,
    redirect_uri,
    revocation,
    rotation,
)

ROOMS = (
    redirect_uri,
    authorization_code,
    keys,
    expiry,
    rotation,
    race,
    revocation,
    outage,
)
"""The modules that make rules known; importing them is enough."""


PRECEDENCE = (
    "wrong_environment_keys",
    "code_reused",
    "code_expired",
    "redirect_uri_has_query",
    "redirect_uri_mismatch",
    "code_param_collision",
    "revoked_by_user_disconnect",
    "provider_outage",
    "revoked_by_app",
    "revoked_by_code_reuse",
    "refresh_token_hard_expired",
    "refresh_token_expired_inactivity",
    "not_persisted_after_refresh",
    "concurrent_refresh_race",
    "stale_refresh_token",
    "stale_cache_in_code",
)
"""Of two causes that both hold, which is named: what suffices by itself and is looked at
first by the service comes before what it would look at later, and a reason why an old
token was sent comes before the fact that it was old. Of questions that are asked equally
often, the first in this order is put."""

EXPLAINS: dict[str, frozenset[str]] = {
    "stale_refresh_token": frozenset({"stale_cache_in_code"}),
}
"""Suspicions that a more telling one accounts for, and that therefore do not stand against
it: a value kept in memory is one way in which an old token comes to be sent."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of naming."""
    return tuple(
        sorted(REGISTRY.rules, key=lambda rule: PRECEDENCE.index(rule.cause.id))
    )
