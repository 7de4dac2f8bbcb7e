"""The questions that only a record leaves open, and what each answer means.

Those that a paste leaves open too are among the questions about pastes.
"""

from grantlab.diagnosis.verdicts import Answer, Question

WHERE_FROM = Question(
    id="where-from",
    text=(
        "Where did the refresh token of the refused request come from, and when was it"
        " received?"
    ),
    answers=(
        Answer(
            id="older-copy",
            text="From a backup, another process, or another copy of the store",
            points_to=("stale_refresh_token",),
        ),
        Answer(
            id="other-keys",
            text="From a consent to other keys, or to the other environment",
            points_to=("wrong_client_or_environment_for_token",),
        ),
        Answer(
            id="nobody-knows",
            text="No answer ever brought it",
            points_to=("token_unknown",),
        ),
    ),
)
DID_WE_REVOKE = Question(
    id="did-we-revoke",
    text=(
        "Did the application itself call the revocation endpoint for this company, for"
        " instance from a disconnect button or a clean-up job?"
    ),
    answers=(
        Answer(id="yes", text="It did", points_to=("revoked_by_app",)),
        Answer(id="no", text="It did not", rules_out=("revoked_by_app",)),
    ),
)
WHO_DISCONNECTED = Question(
    id="who-disconnected",
    text=(
        "Did somebody disconnect the app inside QuickBooks, or was the user who had consented"
        " removed from the company?"
    ),
    answers=(
        Answer(
            id="disconnected",
            text="Somebody disconnected it",
            points_to=("revoked_by_user_disconnect",),
        ),
        Answer(
            id="removed",
            text="The user is no administrator of the company any more",
            points_to=("admin_lost_access",),
        ),
    ),
)
CODE_AT_ONCE = Question(
    id="code-at-once",
    text="Is a new code taken when it is exchanged at once?",
    answers=(
        Answer(id="taken", text="It is taken", points_to=("code_expired",)),
        Answer(id="refused", text="It is refused too", rules_out=("code_expired",)),
    ),
)
STILL_REFUSED = Question(
    id="still-refused",
    text=(
        "Was the service in trouble at that time (Intuit publishes it at"
        " https://status.developer.intuit.com/), and is the same token still refused when it"
        " is sent again?"
    ),
    answers=(
        Answer(
            id="accepted",
            text="It is accepted now",
            points_to=("provider_outage",),
        ),
        Answer(
            id="refused",
            text="It is still refused, and the service is well",
            rules_out=("provider_outage",),
        ),
    ),
)
NEWEST_ACCEPTED = Question(
    id="newest-accepted",
    text="Is the newest refresh token that was received accepted?",
    answers=(
        Answer(
            id="accepted",
            text="It is: only the old value was the trouble",
            points_to=("stale_refresh_token", "stale_cache_in_code"),
        ),
        Answer(
            id="refused",
            text="It is refused as well",
            rules_out=("stale_cache_in_code",),
        ),
    ),
)
KEPT_IN_MEMORY = Question(
    id="kept-in-memory",
    text=(
        "Does the process that sent it keep a token, or a client object with a token, in"
        " memory between refreshes?"
    ),
    answers=(
        Answer(id="yes", text="It does", points_to=("stale_cache_in_code",)),
        Answer(
            id="no",
            text="It reads the store for each refresh",
            rules_out=("stale_cache_in_code",),
        ),
    ),
)

QUESTIONS = tuple(one for one in globals().values() if isinstance(one, Question))
"""Every one of them."""
