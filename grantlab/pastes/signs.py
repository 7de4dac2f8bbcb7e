"""The things that a paste can say or show, each by a name of its own."""

from enum import StrEnum, auto


class Sign(StrEnum):
    """What was said by a service, shown by a program, or told by a person."""

    # Said at the authorization endpoint, or on the way back.
    REDIRECT_REFUSED = auto()
    SCOPE_REFUSED = auto()
    SCOPE_LOCALLY_MISSING = auto()
    REDIRECTED_WITHOUT_END = auto()
    SCOPE_MISSPELLED = auto()
    ACCESS_DENIED = auto()
    STATE_DIFFERS = auto()
    STATE_NOT_KEPT = auto()
    CALLBACK_WITHOUT_STATE = auto()
    SESSION_DOUBTFUL = auto()
    STATE_OVERWRITTEN = auto()
    STATE_COMPARED = auto()
    CONSENT_PAGE_FAILED = auto()
    CONSENT_REQUEST_REJECTED = auto()
    CALLBACK_SEEN = auto()
    CALLBACK_NEVER_REACHED = auto()
    APP_REFUSED_CALLBACK = auto()

    # Said of a code.
    CODE_SPENT = auto()
    CODE_EXPIRED = auto()
    CODE_MALFORMED = auto()
    CODE_UNKNOWN = auto()
    SEVERAL_REASONS = auto()
    CODE_DELIVERED_TWICE = auto()
    CODE_HARD_CODED = auto()
    CODE_TOLD_OLD = auto()
    CODE_CHANGED_BY_PROGRAM = auto()
    CODE_OF_SOMEBODY_ELSE = auto()
    LIBRARY_TAKES_ANY_CODE = auto()
    WORD_AS_CODE_OF_PAGE = auto()
    EXCHANGE_SEEN = auto()
    REDIRECT_URI_LEFT_OUT = auto()
    REDIRECT_EXPRESSIONS_DIFFER = auto()
    BASE_URL_AS_REDIRECT_URI = auto()
    CHALLENGE_SENT = auto()
    VERIFIER_WRONG = auto()
    VERIFIER_MISSING = auto()
    FORM_UNREADABLE = auto()
    FORM_AS_JSON = auto()
    REQUEST_REFUSED = auto()
    CLIENT_REFUSED = auto()
    CLIENT_UNAUTHORIZED = auto()
    TOKEN_ENDPOINT_SEEN = auto()
    TOKEN_ENDPOINT_UNAUTHORIZED = auto()
    SECRET_CHANGED = auto()
    OTHER_CLIENT = auto()
    NO_COMPANY_FOR_KEYS = auto()
    KEYS_OF_TWO_ENVIRONMENTS = auto()
    OTHER_CLIENT_OR_KIND = auto()
    NOT_YET_VALID = auto()
    CLOCK_TOLD_WRONG = auto()
    BLOCKED_BY_BROWSER = auto()

    # Said of a refresh token.
    GRANT_REFUSED = auto()
    REFRESH_VALUE_REFUSED = auto()
    REFRESH_TOKEN_SPENT = auto()
    OLD_VALUE_SENT = auto()
    REFRESH_TOKEN_NOT_FOUND = auto()
    EXPIRED_OR_REVOKED = auto()
    INACTIVITY = auto()
    HARD_EXPIRY = auto()
    SEVEN_DAYS = auto()
    CODE_OR_REFRESH_TOKEN_EXPIRED = auto()
    REFRESH_TOKEN_EXPIRED = auto()
    REFRESH_TOKEN_CALLED_EXPIRED = auto()
    REVOKED = auto()
    DISCONNECTED_BY_USER = auto()
    STILL_CONNECTED = auto()
    REVOKED_BY_PROGRAM = auto()
    ROW_KEPT_AFTER_REVOCATION = auto()
    CODE_REUSE_ENDED_TOKENS = auto()
    REFRESH_SEEN = auto()
    REFUSED_ELSEWHERE_TOO = auto()
    WORKS_WITH_OTHER_CLIENT = auto()
    ENVIRONMENT_SWITCHED = auto()
    FROM_PLAYGROUND = auto()
    NEW_TOKEN_HELPS = auto()
    ROW_CUT = auto()
    JSON_CUT = auto()
    COLUMN_TOO_SMALL = auto()
    ACCESS_TOKEN_AS_REFRESH_TOKEN = auto()
    TOKEN_MISSING = auto()
    LOCALLY_REFUSED = auto()
    ALWAYS_VALID = auto()
    KEPT_OLD_REFRESH_TOKEN = auto()
    REFRESH_TOKEN_HARD_CODED = auto()
    KEPT_ACCESS_TOKEN_ONLY = auto()
    STORED_EVERY_VALUE = auto()
    NOT_STORED = auto()
    ENVIRONMENT_OUTWEIGHS_FILE = auto()
    SHARED_CLIENT = auto()
    TOKEN_OF_SOMEBODY_ELSE = auto()
    RESTART_HELPS = auto()
    RESTART_BREAKS = auto()
    TWO_AT_ONCE = auto()
    LOCK_HELPS = auto()
    ONE_AT_A_TIME = auto()
    NO_ANSWER = auto()
    LOST_BEFORE_STORED = auto()
    UNCHANGED_STORE = auto()
    SERVICE_FAILED = auto()
    MANY_AFFECTED = auto()
    TOO_MANY_REQUESTS = auto()
    SCOPE_ADDED_LATER = auto()
    REFUSED_WITHOUT_DETAIL = auto()
    SERVICE_ACCOUNT = auto()
    REGULARLY_REFRESHED = auto()
    INTERMITTENT = auto()
    JUST_CONSENTED = auto()

    # Said by an API.
    ACCESS_TOKEN_EXPIRED = auto()
    ACCESS_TOKEN_REFUSED = auto()
    NEVER_REFRESHED = auto()
    MALFORMED_TOKEN = auto()
    GENERAL_AUTHENTICATION = auto()
    WRONG_CLUSTER = auto()
    APPLICATION_FORBIDDEN = auto()
    WRONG_DESTINATION = auto()
    SCOPE_INSUFFICIENT = auto()
    SCOPE_INSUFFICIENT_3100 = auto()
    HEADER_MALFORMED = auto()
    WORKS_IN_CURL = auto()
    WORKS_WITH_SAME_TOKEN = auto()
    UNAUTHORIZED = auto()
    WORKED_BEFORE_UPGRADE = auto()
    SANDBOX = auto()
    PRODUCTION = auto()
    SANDBOX_FLAG_OFF = auto()
    SANDBOX_HOST = auto()
    PRODUCTION_HOST = auto()
    TOKEN_STILL_VALID = auto()
    FORBIDDEN = auto()
    REALMS_DIFFER = auto()
    COMPANY_NOT_ALLOWED = auto()
    PERMISSION_ASKED = auto()


TOLD = frozenset(
    {
        Sign.CLOCK_TOLD_WRONG, Sign.CODE_DELIVERED_TWICE, Sign.CODE_REUSE_ENDED_TOKENS,
        Sign.DISCONNECTED_BY_USER, Sign.ENVIRONMENT_SWITCHED, Sign.FROM_PLAYGROUND,
        Sign.HARD_EXPIRY,
        Sign.INACTIVITY, Sign.LOST_BEFORE_STORED, Sign.MANY_AFFECTED, Sign.NEVER_REFRESHED,
        Sign.NOT_STORED, Sign.OLD_VALUE_SENT, Sign.RESTART_BREAKS, Sign.RESTART_HELPS,
        Sign.REVOKED_BY_PROGRAM, Sign.ROW_KEPT_AFTER_REVOCATION, Sign.SCOPE_ADDED_LATER,
        Sign.SECRET_CHANGED, Sign.SERVICE_FAILED, Sign.SEVEN_DAYS, Sign.SHARED_CLIENT,
        Sign.TOKEN_OF_SOMEBODY_ELSE, Sign.TOKEN_STILL_VALID, Sign.TWO_AT_ONCE,
        Sign.UNCHANGED_STORE, Sign.WORKED_BEFORE_UPGRADE, Sign.WORKS_IN_CURL,
        Sign.WORKS_WITH_OTHER_CLIENT,
    }
)  # fmt: skip
"""What people tell in sentences, which deny, doubt and advise; a service does not."""
