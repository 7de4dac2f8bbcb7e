"""All rules over recorded round trips, and the order in which they are named."""

from functools import cache

from grantlab.diagnosis.registry import REGISTRY, Rule
from grantlab.diagnosis.rules import (
    api,
    authorization_code,
    authorize,
    expiry,
    keys,
    outage,
    race,
    redirect_uri,
    request_form,
    revocation,
    rotation,
    scopes,
    sent_tokens,
    state,
)

ROOMS = (
    authorize,
    state,
    redirect_uri,
    authorization_code,
    keys,
    request_form,
    sent_tokens,
    expiry,
    rotation,
    race,
    revocation,
    outage,
    api,
    scopes,
)
"""The modules that make rules known; importing them is enough."""


PRECEDENCE = (
    "rate_limited",
    "bad_client_credentials",
    "invalid_scope_at_authorize",
    "consent_refused",
    "malformed_authorization_request",
    "state_mismatch_csrf",
    "state_lost_session",
    "wrong_environment_keys",
    "access_token_sent_as_refresh_token",
    "placeholder_or_empty_token",
    "wrong_client_or_environment_for_token",
    "code_reused",
    "code_expired",
    "redirect_uri_has_query",
    "redirect_uri_mismatch",
    "code_param_collision",
    "wrong_grant_type_or_body_encoding",
    "code_malformed_or_truncated",
    "pkce_mismatch",
    "malformed_authorization_header",
    "token_truncated_by_storage",
    "revoked_by_user_disconnect",
    "provider_outage",
    "revoked_by_app",
    "revoked_by_code_reuse",
    "refresh_token_hard_expired",
    "refresh_token_expired_inactivity",
    "not_persisted_after_refresh",
    "refresh_response_lost",
    "concurrent_refresh_race",
    "stale_refresh_token",
    "stale_cache_in_code",
    "token_unknown",
    "access_token_expired_401",
    "wrong_base_url_environment",
    "realm_mismatch_403",
    "scope_changed_needs_reauth",
    "missing_scope_403",
    "admin_lost_access",
    "api_request_not_understood",
)
"""Of two causes that both hold, which is named: what suffices by itself and is looked at
first by the service comes before what it would look at later, and a reason why an old
token was sent comes before the fact that it was old. Of questions that are asked equally
often, the first in this order is put."""

EXPLAINS: dict[str, frozenset[str]] = {
    "stale_refresh_token": frozenset({"stale_cache_in_code"}),
    "concurrent_refresh_race": frozenset(
        {"stale_refresh_token", "stale_cache_in_code"}
    ),
    "scope_changed_needs_reauth": frozenset({"missing_scope_403"}),
    "wrong_client_or_environment_for_token": frozenset({"token_unknown"}),
    "malformed_authorization_header": frozenset({"token_unknown"}),
    "code_param_collision": frozenset({"code_malformed_or_truncated"}),
}
"""Suspicions that a more telling one accounts for, and that therefore do not stand against
it: a value kept in memory is one way in which an old token comes to be sent."""


RARE = frozenset(
    {
        "wrong_client_or_environment_for_token",
        "wrong_environment_keys",
        "code_param_collision",
        "pkce_mismatch",
        "refresh_token_hard_expired",
        "scope_changed_needs_reauth",
    }
)
"""Causes that are named last when nothing is known of any."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of naming."""
    return tuple(
        sorted(REGISTRY.rules, key=lambda rule: PRECEDENCE.index(rule.cause.id))
    )
