"""The questions that separate causes which look the same, and what each answer means.

Source: the table of look-alikes, docs/look-alikes.md.
"""

from grantlab.diagnosis.verdicts import Answer, Question

WHICH_REQUEST = Question(
    id="which-request",
    text="Which request was refused: the first exchange of a code, or a later refresh?",
    answers=(
        Answer(
            id="exchange",
            text="The exchange of a code",
            rules_out=(
                "stale_refresh_token",
                "concurrent_refresh_race",
                "not_persisted_after_refresh",
                "revoked_by_user_disconnect",
            ),
        ),
        Answer(
            id="refresh",
            text="A refresh",
            rules_out=("code_reused", "redirect_uri_mismatch", "code_expired"),
        ),
    ),
)
LAST_TWO_CALLS = Question(
    id="last-two-refreshes",
    text=(
        "What do the last two refreshes of this company show: the fingerprint of the refresh"
        " token that was sent, of the one that came back, and the process that asked?"
    ),
    answers=(
        Answer(
            id="older-sent",
            text="The refused refresh sent a value that a later answer had replaced",
            points_to=("stale_refresh_token",),
        ),
        Answer(
            id="never-stored",
            text="The value that came back never appears in the store",
            points_to=("not_persisted_after_refresh",),
        ),
        Answer(
            id="two-at-once",
            text="Two refreshes within seconds sent the same value",
            points_to=("concurrent_refresh_race",),
        ),
        Answer(
            id="row-is-newer",
            text="The store holds a newer value than the process sent",
            points_to=("stale_cache_in_code",),
        ),
        Answer(
            id="same-and-current",
            text="The value sent is the newest that was ever received",
            points_to=("revoked_by_user_disconnect",),
        ),
    ),
)
ACCESS_STILL_WORKS = Question(
    id="access-still-works",
    text="Does an access token that is younger than one hour still work for this company?",
    answers=(
        Answer(
            id="works",
            text="It works",
            rules_out=("revoked_by_user_disconnect", "revoked_by_code_reuse"),
        ),
        Answer(
            id="refused",
            text="It is answered 401",
            points_to=("revoked_by_user_disconnect",),
        ),
    ),
)
FIRST_OR_LATER = Question(
    id="first-refresh-or-later",
    text=(
        "Did the very first refresh after the consent fail already, or did refreshes work for"
        " a day or more? How often does the access log show the callback with the last code?"
    ),
    answers=(
        Answer(
            id="first",
            text="The first one failed, or the callback came twice",
            points_to=("revoked_by_code_reuse",),
        ),
        Answer(
            id="later",
            text="It worked for a while",
            points_to=("stale_refresh_token",),
            rules_out=("revoked_by_code_reuse",),
        ),
    ),
)
LAST_SUCCESS = Question(
    id="last-refresh",
    text="When was the last successful refresh, and when did the user consent?",
    answers=(
        Answer(
            id="long-ago",
            text="Nothing was refreshed for the life of the token",
            points_to=("refresh_token_expired_inactivity",),
        ),
        Answer(
            id="old-consent",
            text="It was refreshed regularly, and the consent is as old as a grant may be",
            points_to=("refresh_token_hard_expired",),
        ),
        Answer(
            id="recently",
            text="Both are recent",
            rules_out=(
                "refresh_token_expired_inactivity",
                "refresh_token_hard_expired",
            ),
        ),
    ),
)
HOW_OFTEN_EXCHANGED = Question(
    id="how-often-exchanged",
    text=(
        "How many times was this code sent to the token endpoint, and how long after the"
        " redirect had brought it?"
    ),
    answers=(
        Answer(id="twice", text="More than once", points_to=("code_reused",)),
        Answer(
            id="late",
            text="Once, minutes after the redirect",
            points_to=("code_expired",),
        ),
        Answer(
            id="once-at-once",
            text="Once, at once",
            rules_out=("code_reused", "code_expired"),
        ),
    ),
)
BOTH_REDIRECT_URIS = Question(
    id="both-redirect-uris",
    text=(
        "What are the redirect_uri and the client_id of the authorize URL and of the exchange,"
        " character by character?"
    ),
    answers=(
        Answer(
            id="uris-differ",
            text="The redirect URIs differ",
            points_to=("redirect_uri_mismatch",),
        ),
        Answer(
            id="clients-differ",
            text="The client ids differ",
            points_to=("wrong_environment_keys",),
        ),
        Answer(
            id="equal",
            text="Both are equal",
            rules_out=("redirect_uri_mismatch", "wrong_environment_keys"),
        ),
    ),
)
CODE_BOTH_ENDS = Question(
    id="code-at-both-ends",
    text="Is the code that was posted, character by character, the code of the callback?",
    answers=(
        Answer(
            id="cut",
            text="It is cut, or encoded once more",
            points_to=("code_malformed_or_truncated",),
        ),
        Answer(
            id="another",
            text="It is another value",
            points_to=("code_param_collision",),
        ),
        Answer(
            id="equal",
            text="It is equal",
            rules_out=("code_malformed_or_truncated", "code_param_collision"),
        ),
    ),
)
CLIENT_AT_CONSENT = Question(
    id="client-at-consent",
    text="Which client id, of which environment, was used at the consent, and which now?",
    answers=(
        Answer(
            id="differ",
            text="They differ",
            points_to=("wrong_client_or_environment_for_token",),
        ),
        Answer(
            id="equal",
            text="They are equal",
            rules_out=(
                "wrong_client_or_environment_for_token",
                "wrong_environment_keys",
            ),
        ),
    ),
)
SECRET_IN_FORCE = Question(
    id="secret-in-force",
    text=(
        "Are client id and client secret those of one key pair of one environment, as the"
        " portal shows them now, and are they sent in a Basic header?"
    ),
    answers=(
        Answer(
            id="differ", text="No, they differ", points_to=("bad_client_credentials",)
        ),
        Answer(
            id="equal",
            text="Yes, to the character",
            points_to=("wrong_environment_keys",),
        ),
    ),
)
SESSION_PRESENT = Question(
    id="session-on-callback",
    text=(
        "Does the callback request carry the session cookie that was set before the redirect,"
        " on the same host and by https?"
    ),
    answers=(
        Answer(
            id="absent",
            text="No cookie, or a new one",
            points_to=("state_lost_session",),
        ),
        Answer(
            id="present",
            text="The same cookie",
            points_to=("state_mismatch_csrf",),
            rules_out=("state_lost_session",),
        ),
    ),
)
PREVIOUS_ANSWERED = Question(
    id="previous-answered",
    text=(
        "Was the refresh before the first invalid_grant answered, or did it end in a timeout"
        " or a 5xx?"
    ),
    answers=(
        Answer(
            id="unanswered",
            text="No answer arrived",
            points_to=("refresh_response_lost",),
        ),
        Answer(
            id="answered",
            text="It was answered with tokens",
            rules_out=("refresh_response_lost", "provider_outage"),
        ),
    ),
)
STILL_FAILING = Question(
    id="still-failing",
    text=(
        "Does the same request still fail now, for every company, and does the service's"
        " status page tell of trouble at that time?"
    ),
    answers=(
        Answer(id="passed", text="It works again", points_to=("provider_outage",)),
        Answer(
            id="still",
            text="It still fails, for this host only",
            points_to=("wrong_base_url_environment",),
            rules_out=("provider_outage",),
        ),
    ),
)
SAME_TOKEN_IN_CURL = Question(
    id="same-token-in-curl",
    text=(
        "What does the same access token answer in curl, against /companyinfo of the company"
        " that is stored with it, on the host of its environment?"
    ),
    answers=(
        Answer(id="works", text="200", points_to=("malformed_authorization_header",)),
        Answer(
            id="works-for-other-company",
            text="200, but for another company than the program asks for",
            points_to=("realm_mismatch_403",),
        ),
        Answer(
            id="works-on-other-host",
            text="200, but on the other environment's host",
            points_to=("wrong_base_url_environment",),
        ),
        Answer(id="refused", text="401", points_to=("access_token_expired_401",)),
    ),
)
HOST_OF_COMPANY = Question(
    id="host-of-company",
    text="Which host was called, and is the company a sandbox company or a real one?",
    answers=(
        Answer(
            id="differ",
            text="A sandbox company on the production host, or the reverse",
            points_to=("wrong_base_url_environment",),
        ),
        Answer(
            id="agree",
            text="They belong together",
            rules_out=("wrong_base_url_environment",),
            points_to=("missing_scope_403",),
        ),
    ),
)
AGE_OF_ACCESS_TOKEN = Question(
    id="age-of-access-token",
    text="How long before the 401 was the access token received?",
    answers=(
        Answer(
            id="over-an-hour",
            text="An hour or more",
            points_to=("access_token_expired_401",),
        ),
        Answer(
            id="under-an-hour",
            text="Less than an hour",
            points_to=("revoked_by_user_disconnect",),
            rules_out=("access_token_expired_401",),
        ),
    ),
)
FAULT_CODE = Question(
    id="fault-code",
    text="Which fault code does the body of the answer name?",
    answers=(
        Answer(id="3001", text="3001", points_to=("rate_limited",)),
        Answer(id="3100", text="3100", points_to=("wrong_base_url_environment",)),
        Answer(id="100", text="100", points_to=("realm_mismatch_403",)),
        Answer(
            id="insufficient-scope",
            text="insufficient_scope",
            points_to=("missing_scope_403",),
        ),
    ),
)
WHAT_WAS_SENT = Question(
    id="what-was-sent",
    text=(
        "How does the value that was sent as refresh token begin, and how long is it? The"
        " first four characters and the length are enough."
    ),
    answers=(
        Answer(
            id="ey",
            text="It begins with eyJ",
            points_to=("access_token_sent_as_refresh_token",),
        ),
        Answer(
            id="word",
            text="It is a word, or empty",
            points_to=("placeholder_or_empty_token",),
        ),
        Answer(
            id="short",
            text="It is shorter than what was received",
            points_to=("token_truncated_by_storage",),
        ),
        Answer(
            id="whole",
            text="It is whole",
            rules_out=(
                "access_token_sent_as_refresh_token",
                "placeholder_or_empty_token",
                "token_truncated_by_storage",
            ),
        ),
    ),
)
WAS_A_REQUEST_SENT = Question(
    id="was-a-request-sent",
    text="Did a request leave the program at all: is there an intuit_tid or a status?",
    answers=(
        Answer(id="none", text="None", points_to=("client_local_expiry_check",)),
        Answer(
            id="sent", text="There is one", rules_out=("client_local_expiry_check",)
        ),
    ),
)
SCOPES_OF_CONSENT = Question(
    id="scopes-of-consent",
    text="Which scopes does the authorize URL of the last consent carry, and does the app have them?",
    answers=(
        Answer(
            id="never",
            text="The scope was never asked for",
            points_to=("missing_scope_403",),
        ),
        Answer(
            id="later",
            text="It was added after the consent",
            points_to=("scope_changed_needs_reauth",),
        ),
        Answer(
            id="not-allowed",
            text="The app may not ask for it",
            points_to=("invalid_scope_at_authorize",),
        ),
    ),
)
CLOCKS = Question(
    id="clocks",
    text="How far apart are the program's clock and the Date header of the answer?",
    answers=(
        Answer(id="apart", text="More than seconds", points_to=("clock_skew",)),
        Answer(id="equal", text="They agree", rules_out=("clock_skew",)),
    ),
)
VERIFIER_BOTH_ENDS = Question(
    id="verifier-at-both-ends",
    text="Is the code_verifier of the exchange the one whose hash was in the authorize URL?",
    answers=(
        Answer(id="no", text="No, or it was not sent", points_to=("pkce_mismatch",)),
        Answer(id="yes", text="Yes", rules_out=("pkce_mismatch",)),
    ),
)
BODY_AS_SENT = Question(
    id="body-as-sent",
    text="What are the Content-Type and the body of the token request, as they were sent?",
    answers=(
        Answer(
            id="not-a-form",
            text="Not a form, or without grant_type",
            points_to=("wrong_grant_type_or_body_encoding",),
        ),
        Answer(
            id="form",
            text="A form with grant_type",
            rules_out=("wrong_grant_type_or_body_encoding",),
        ),
    ),
)
WHERE_ASKED = Question(
    id="where-asked",
    text="What sends the request for tokens: a page in a browser, or a program on a server?",
    answers=(
        Answer(id="page", text="A page", points_to=("token_call_from_browser",)),
        Answer(id="server", text="A server", rules_out=("token_call_from_browser",)),
    ),
)
RAW_ANSWER = Question(
    id="raw-answer",
    text=(
        "What are the status and the body of the answer itself? The program shows neither;"
        " its debug log or a curl of the same request does."
    ),
    answers=(
        Answer(
            id="401",
            text="401 with invalid_client",
            points_to=("bad_client_credentials",),
        ),
        Answer(
            id="400",
            text="400 with invalid_grant",
            rules_out=("bad_client_credentials", "provider_outage"),
        ),
        Answer(id="5xx", text="A 5xx, or none", points_to=("provider_outage",)),
    ),
)

QUESTIONS = tuple(one for one in globals().values() if isinstance(one, Question))
"""Every question."""
