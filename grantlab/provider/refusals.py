"""The provider's no: what the wire is told, and what the ledger keeps to itself."""

from dataclasses import dataclass
from enum import StrEnum


class Endpoint(StrEnum):
    """The parts of the provider that refuse."""

    AUTHORIZATION = "authorization"
    TOKEN = "token"  # noqa: S105 -- an endpoint's name, not a secret
    REVOCATION = "revocation"
    USERINFO = "userinfo"
    COMPANY_API = "company-api"


class Reason(StrEnum):
    """Why, in truth. It never goes on the wire."""

    # who asks
    CLIENT_MISSING = "client_missing"
    CLIENT_UNKNOWN = "client_unknown"
    CLIENT_SECRET_WRONG = "client_secret_wrong"  # noqa: S105 -- a reason's name
    CLIENT_AUTHENTICATED_TWICE = "client_authenticated_twice"
    FOREIGN_CLIENT = "foreign_client"

    # how it is asked
    PARAMETER_MISSING = "parameter_missing"
    PARAMETER_DOUBLED = "parameter_doubled"
    BODY_UNREADABLE = "body_unreadable"
    GRANT_TYPE_UNSUPPORTED = "grant_type_unsupported"
    RESPONSE_TYPE_MISSING = "response_type_missing"
    RESPONSE_TYPE_UNSUPPORTED = "response_type_unsupported"
    CHALLENGE_MALFORMED = "challenge_malformed"
    CHALLENGE_MISSING = "challenge_missing"
    STATE_MISSING = "state_missing"

    # what is asked for
    REDIRECT_URI_MISMATCH = "redirect_uri_mismatch"
    SCOPE_MISSING = "scope_missing"
    SCOPE_UNKNOWN = "scope_unknown"
    SCOPE_NOT_ENABLED = "scope_not_enabled"
    USER_SAID_NO = "user_said_no"

    # the code
    CODE_UNKNOWN = "code_unknown"
    CODE_EXPIRED = "code_expired"
    CODE_REUSED = "code_reused"
    PKCE_MISMATCH = "pkce_mismatch"

    # the token
    TOKEN_MISSING = "token_missing"  # noqa: S105 -- a reason's name
    TOKEN_UNKNOWN = "token_unknown"  # noqa: S105 -- a reason's name
    WRONG_KIND = "wrong_kind"
    EXPIRED = "expired"
    HARD_EXPIRED = "hard_expired"
    SUPERSEDED = "superseded"
    REVOKED_BY_APP = "revoked_by_app"
    REVOKED_BY_USER_DISCONNECT = "revoked_by_user_disconnect"
    REVOKED_BY_CODE_REUSE = "revoked_by_code_reuse"
    REVOKED_BY_TOKEN_REUSE = "revoked_by_token_reuse"  # noqa: S105 -- a reason's name
    REVOKED_BY_NEW_CONSENT = "revoked_by_new_consent"

    # the service
    OUTAGE = "outage"
    RATE_LIMITED = "rate_limited"

    # the company and the user
    WRONG_ENVIRONMENT = "wrong_environment"
    FOREIGN_REALM = "foreign_realm"
    ADMIN_LOST_ACCESS = "admin_lost_access"
    SCOPE_NOT_GRANTED = "scope_not_granted"
    NOT_FOUND = "not_found"
    OPERATION_UNSUPPORTED = "operation_unsupported"


INVALID_REQUEST = "invalid_request"
INVALID_CLIENT = "invalid_client"
INVALID_GRANT = "invalid_grant"
INVALID_SCOPE = "invalid_scope"
INVALID_TOKEN = "invalid_token"  # noqa: S105 -- an error code, not a secret
ACCESS_DENIED = "access_denied"
UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
UNSUPPORTED_RESPONSE_TYPE = "unsupported_response_type"

INCORRECT_REFRESH_TOKEN = "Incorrect or invalid refresh token"  # noqa: S105 -- a description
INCORRECT_TYPE_OR_CLIENT = "Incorrect Token type or clientID"
TOKEN_INVALID = "Token invalid"  # noqa: S105 -- a description


@dataclass(frozen=True, slots=True)
class Refusal:
    """One no.

    Refusing is the provider's normal work, so this is a value and not an exception.
    Source: the wire facts on errors of the token endpoint, for status and description.
    """

    error: str
    """What the wire says; empty where it answers with an empty body."""

    reason: Reason
    description: str | None = None
    """Intuit's own words where it adds some; ``None`` for the bare error."""

    status: int = 400

    def body(self) -> dict[str, str]:
        """Return the members of the error response, ``error`` first as since 2025."""
        members = {"error": self.error}
        if self.description is not None:
            members["error_description"] = self.description
        return members
