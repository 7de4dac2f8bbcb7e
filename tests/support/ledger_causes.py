"""Which cause each private reason of the ledger is.

The rooms of diagnosis and provider may not know each other, so the table stands here: it
is the truth that a diagnosis is compared with.
"""

from grantlab.diagnosis.readings.requests import RequestKind
from grantlab.provider.refusals import Reason

CAUSE_OF: dict[Reason, str] = {
    Reason.CLIENT_MISSING: "bad_client_credentials",
    Reason.CLIENT_UNKNOWN: "bad_client_credentials",
    Reason.CLIENT_SECRET_WRONG: "bad_client_credentials",
    Reason.CLIENT_AUTHENTICATED_TWICE: "bad_client_credentials",
    Reason.FOREIGN_CLIENT: "wrong_client_or_environment_for_token",
    Reason.PARAMETER_MISSING: "wrong_grant_type_or_body_encoding",
    Reason.PARAMETER_DOUBLED: "wrong_grant_type_or_body_encoding",
    Reason.BODY_UNREADABLE: "wrong_grant_type_or_body_encoding",
    Reason.GRANT_TYPE_UNSUPPORTED: "wrong_grant_type_or_body_encoding",
    Reason.RESPONSE_TYPE_MISSING: "malformed_authorization_request",
    Reason.RESPONSE_TYPE_UNSUPPORTED: "malformed_authorization_request",
    Reason.CHALLENGE_MALFORMED: "malformed_authorization_request",
    Reason.CHALLENGE_MISSING: "malformed_authorization_request",
    Reason.STATE_MISSING: "malformed_authorization_request",
    Reason.REDIRECT_URI_MISMATCH: "redirect_uri_mismatch",
    Reason.SCOPE_MISSING: "invalid_scope_at_authorize",
    Reason.SCOPE_UNKNOWN: "invalid_scope_at_authorize",
    Reason.SCOPE_NOT_ENABLED: "invalid_scope_at_authorize",
    Reason.USER_SAID_NO: "consent_refused",
    Reason.CODE_UNKNOWN: "code_malformed_or_truncated",
    Reason.CODE_EXPIRED: "code_expired",
    Reason.CODE_REUSED: "code_reused",
    Reason.PKCE_MISMATCH: "pkce_mismatch",
    Reason.TOKEN_MISSING: "placeholder_or_empty_token",
    Reason.TOKEN_UNKNOWN: "token_unknown",
    Reason.WRONG_KIND: "access_token_sent_as_refresh_token",
    Reason.EXPIRED: "refresh_token_expired_inactivity",
    Reason.HARD_EXPIRED: "refresh_token_hard_expired",
    Reason.SUPERSEDED: "stale_refresh_token",
    Reason.REVOKED_BY_APP: "revoked_by_app",
    Reason.REVOKED_BY_USER_DISCONNECT: "revoked_by_user_disconnect",
    Reason.REVOKED_BY_CODE_REUSE: "revoked_by_code_reuse",
    Reason.REVOKED_BY_TOKEN_REUSE: "stale_refresh_token",
    Reason.REVOKED_BY_NEW_CONSENT: "stale_refresh_token",
    Reason.OUTAGE: "provider_outage",
    Reason.RATE_LIMITED: "rate_limited",
    Reason.WRONG_ENVIRONMENT: "wrong_base_url_environment",
    Reason.FOREIGN_REALM: "realm_mismatch_403",
    Reason.ADMIN_LOST_ACCESS: "admin_lost_access",
    Reason.SCOPE_NOT_GRANTED: "missing_scope_403",
    Reason.NOT_FOUND: "api_request_not_understood",
    Reason.OPERATION_UNSUPPORTED: "api_request_not_understood",
}
"""The cause of each reason, where the request does not make another of it."""

CAUSE_AT: dict[tuple[RequestKind, Reason], str] = {
    (RequestKind.AUTHORIZATION, Reason.CLIENT_UNKNOWN): "wrong_environment_keys",
    (
        RequestKind.AUTHORIZATION,
        Reason.PARAMETER_DOUBLED,
    ): "malformed_authorization_request",
    (RequestKind.EXCHANGE, Reason.FOREIGN_CLIENT): "wrong_environment_keys",
    (RequestKind.EXCHANGE, Reason.PARAMETER_DOUBLED): "code_param_collision",
    (RequestKind.EXCHANGE, Reason.WRONG_KIND): "code_param_collision",
    (RequestKind.API, Reason.TOKEN_MISSING): "malformed_authorization_header",
    (RequestKind.API, Reason.WRONG_KIND): "malformed_authorization_header",
    (RequestKind.API, Reason.EXPIRED): "access_token_expired_401",
}
"""The cause, where one reason means another thing at another kind of request."""

WAYS_TO: dict[str, frozenset[str]] = {
    "redirect_uri_mismatch": frozenset({"redirect_uri_has_query"}),
    "stale_refresh_token": frozenset(
        {
            "stale_cache_in_code",
            "not_persisted_after_refresh",
            "concurrent_refresh_race",
            "refresh_response_lost",
        }
    ),
    "token_unknown": frozenset(
        {
            "placeholder_or_empty_token",
            "token_truncated_by_storage",
            "malformed_authorization_header",
        }
    ),
    "code_malformed_or_truncated": frozenset({"code_param_collision"}),
    "wrong_grant_type_or_body_encoding": frozenset({"placeholder_or_empty_token"}),
    "missing_scope_403": frozenset({"scope_changed_needs_reauth"}),
}
"""Causes that tell more than the ledger can: how its cause came about on the client's side."""


def cause_of(reason: Reason, kind: RequestKind) -> str:
    """Return the one cause that the ledger's reason is, for a request of this kind."""
    return CAUSE_AT.get((kind, reason)) or CAUSE_OF[reason]


def is_right(verdict: str, cause: str) -> bool:
    """Whether a verdict is the ledger's cause, or the way in which that came about."""
    return verdict == cause or verdict in WAYS_TO.get(cause, frozenset())
