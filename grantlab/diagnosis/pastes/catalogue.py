"""All rules over pastes, and the order in which they are named."""

from functools import cache

from grantlab.diagnosis.pastes.registry import PASTE_REGISTRY, PasteRule
from grantlab.diagnosis.pastes.rules import (
    api,
    authorize,
    codes,
    endings,
    exchange,
    kept,
    lifetimes,
    refresh,
)

ROOMS = (authorize, codes, exchange, refresh, kept, lifetimes, endings, api)
"""The modules that make rules known; importing them is enough."""

PRECEDENCE = (
    "token_call_from_browser",
    "rate_limited",
    "wrong_grant_type_or_body_encoding",
    "bad_client_credentials",
    "pkce_mismatch",
    "invalid_scope_at_authorize",
    "redirect_uri_has_query",
    "redirect_uri_mismatch",
    "access_token_sent_as_refresh_token",
    "placeholder_or_empty_token",
    "token_truncated_by_storage",
    "wrong_environment_keys",
    "wrong_client_or_environment_for_token",
    "code_param_collision",
    "code_malformed_or_truncated",
    "revoked_by_code_reuse",
    "code_reused",
    "code_expired",
    "clock_skew",
    "state_lost_session",
    "state_mismatch_csrf",
    "revoked_by_user_disconnect",
    "refresh_token_hard_expired",
    "refresh_token_expired_inactivity",
    "refresh_response_lost",
    "provider_outage",
    "not_persisted_after_refresh",
    "concurrent_refresh_race",
    "stale_cache_in_code",
    "stale_refresh_token",
    "scope_changed_needs_reauth",
    "missing_scope_403",
    "realm_mismatch_403",
    "wrong_base_url_environment",
    "malformed_authorization_header",
    "client_local_expiry_check",
    "access_token_expired_401",
)
"""Of causes that hold together, what suffices by itself comes first, and a reason why an old
token was sent before the fact that it was old."""

EXPLAINS: dict[str, frozenset[str]] = {
    "token_call_from_browser": frozenset(
        {"provider_outage", "refresh_response_lost", "malformed_authorization_header"}
    ),
    "revoked_by_code_reuse": frozenset(
        {"code_reused", "stale_refresh_token", "concurrent_refresh_race"}
    ),
    "redirect_uri_has_query": frozenset({"redirect_uri_mismatch"}),
    "refresh_response_lost": frozenset({"provider_outage", "stale_refresh_token"}),
    "not_persisted_after_refresh": frozenset(
        {"stale_refresh_token", "stale_cache_in_code"}
    ),
    "concurrent_refresh_race": frozenset(
        {"stale_refresh_token", "stale_cache_in_code"}
    ),
    "stale_cache_in_code": frozenset(
        {"stale_refresh_token", "access_token_expired_401"}
    ),
    "revoked_by_user_disconnect": frozenset(
        {
            "access_token_expired_401",
            "invalid_scope_at_authorize",
            "stale_refresh_token",
        }
    ),
    "client_local_expiry_check": frozenset({"access_token_expired_401"}),
    "clock_skew": frozenset({"access_token_expired_401"}),
    "wrong_client_or_environment_for_token": frozenset({"wrong_base_url_environment"}),
    "malformed_authorization_header": frozenset({"access_token_expired_401"}),
    "realm_mismatch_403": frozenset(
        {"access_token_expired_401", "wrong_base_url_environment"}
    ),
    "scope_changed_needs_reauth": frozenset({"missing_scope_403"}),
    "placeholder_or_empty_token": frozenset({"not_persisted_after_refresh"}),
    "token_truncated_by_storage": frozenset(
        {"access_token_expired_401", "state_lost_session"}
    ),
    "code_param_collision": frozenset({"state_lost_session", "state_mismatch_csrf"}),
    "state_lost_session": frozenset({"stale_cache_in_code"}),
    "state_mismatch_csrf": frozenset({"stale_cache_in_code"}),
    "code_reused": frozenset({"code_expired", "provider_outage", "state_lost_session"}),
}
"""Suspicions that a more particular one accounts for, and that therefore do not stand
against it."""


@cache
def all_paste_rules() -> tuple[PasteRule, ...]:
    """Return every rule over pastes, in the order of naming."""
    return tuple(
        sorted(PASTE_REGISTRY.rules, key=lambda rule: PRECEDENCE.index(rule.cause.id))
    )
