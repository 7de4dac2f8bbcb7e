"""Causes of a refused refresh that lie in what a program keeps, and takes for the token."""

from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    is_exchange,
    is_grant_refused,
    is_refused,
)
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.pastes.store_times import find_unwritten
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.rewriting import Span
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Understood

_ONE_BREATH = 90
"""As far apart stand what a library says and what it was answered, in one line of a log."""

NEWEST = (
    "Store the refresh token of every answer before anything else, and send the newest."
)


@paste_rule("stale_cache_in_code", stage=Stage.REFRESH)
def cached_token(understood: Understood) -> Finding | None:
    helps = (
        understood.sees(Sign.RESTART_HELPS)
        and not understood.sees(Sign.RESTART_BREAKS)
        and is_refused(understood)
    )
    mixes = understood.sees(Sign.TOKEN_OF_SOMEBODY_ELSE)
    shared = understood.sees(
        Sign.SHARED_CLIENT, Sign.KEPT_IN_BROWSER, Sign.SETTINGS_OF_DEPLOYMENT
    ) and is_refused(understood)
    if not (helps or mixes or shared):
        return None
    return suspected(
        "The program keeps a client, with its token, longer than one request: "
        + _why_cached(understood, helps=helps),
        remedy="Read the token of the company from the store for each use; share no client.",
        question=questions.LAST_TWO_CALLS.text,
        facts=understood.spans_of(
            Sign.RESTART_HELPS,
            Sign.TOKEN_OF_SOMEBODY_ELSE,
            Sign.SHARED_CLIENT,
            Sign.KEPT_IN_BROWSER,
            Sign.SETTINGS_OF_DEPLOYMENT,
        ),
    )


@paste_rule("not_persisted_after_refresh", stage=Stage.REFRESH)
def unstored_token(understood: Understood) -> Finding | None:
    if understood.sees(Sign.KEPT_OLD_REFRESH_TOKEN) and is_refused(understood):
        return confirmed(
            "The program keeps the refresh token that it had, and not the one of the answer.",
            remedy=NEWEST,
            facts=understood.spans_of(Sign.KEPT_OLD_REFRESH_TOKEN),
        )
    drops = understood.sees(Sign.KEPT_ACCESS_TOKEN_ONLY) and not understood.sees(
        Sign.STORED_EVERY_VALUE
    )
    unwritten = find_unwritten(understood)
    told = understood.sees(Sign.NOT_STORED)
    falls_back = (
        told
        or unwritten is not None
        or (
            understood.sees(Sign.RESTART_BREAKS)
            and not understood.sees(Sign.LOST_BEFORE_STORED)
        )
        or understood.sees(
            Sign.ENVIRONMENT_OUTWEIGHS_FILE,
            Sign.REFRESH_TOKEN_HARD_CODED,
        )
        or _holds_two_values(understood)
    )
    is_of_access_token = understood.sees(
        Sign.ACCESS_TOKEN_EXPIRED
    ) and not is_grant_refused(understood)
    if (
        not is_refused(understood)
        or is_exchange(understood)
        or is_of_access_token
        or understood.sees(Sign.LOCALLY_REFUSED)
        or not (drops or falls_back)
    ):
        return None
    return suspected(
        "After a refresh only the access token is kept."
        if drops
        else "What a refresh brought is not what the program starts with the next time.",
        remedy=NEWEST,
        question=questions.LAST_TWO_CALLS.text,
        facts=(
            *(unwritten or ()),
            *understood.spans_of(
                Sign.KEPT_ACCESS_TOKEN_ONLY,
                Sign.NOT_STORED,
                Sign.RESTART_BREAKS,
                Sign.ENVIRONMENT_OUTWEIGHS_FILE,
                Sign.REFRESH_TOKEN_HARD_CODED,
            ),
        ),
    )


@paste_rule(
    "token_truncated_by_storage",
    stage=Stage.REFRESH,
    title="The store cut the token",
    source="Intuit's documents on the length of tokens; public reports.",
)
def cut_token(understood: Understood) -> Finding | None:
    remedy = "Store tokens in columns without a short limit, and consent again for what was cut."
    if understood.sees(Sign.COLUMN_TOO_SMALL):
        return confirmed(
            "The store says that the value does not fit its column.",
            remedy=remedy,
            facts=understood.spans_of(Sign.COLUMN_TOO_SMALL),
        )
    if understood.sees(Sign.ROW_CUT, Sign.JSON_CUT):
        return suspected(
            "What was read back from the store ends before its end.",
            remedy=remedy,
            question=questions.WHAT_WAS_SENT.text,
            facts=understood.spans_of(Sign.ROW_CUT, Sign.JSON_CUT),
        )
    return None


@paste_rule(
    "access_token_sent_as_refresh_token",
    stage=Stage.REFRESH,
    title="An access token was sent in place of the refresh token",
    source="RFC 6749 §6; public reports.",
)
def access_token_in_its_place(understood: Understood) -> Finding | None:
    if not understood.sees(Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN):
        return None
    return confirmed(
        "What stands where the refresh token belongs is an access token.",
        remedy="Send the refresh token of the same answer; it is the shorter of the two.",
        facts=understood.spans_of(Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN),
    )


@paste_rule(
    "placeholder_or_empty_token",
    stage=Stage.REFRESH,
    title="What was sent as refresh token never was one",
    source="RFC 6749 §6; public reports.",
)
def placeholder(understood: Understood) -> Finding | None:
    odd = _placeholders(understood)
    says = understood.sees(Sign.TOKEN_MISSING)
    if not says and not (odd and is_refused(understood)):
        return None
    return suspected(
        "Where the refresh token belongs stands nothing, or the word of an example.",
        remedy="Send the value that the exchange brought, read from where it was stored.",
        question=questions.WHAT_WAS_SENT.text,
        facts=(*odd, *understood.spans_of(Sign.TOKEN_MISSING)),
    )


@paste_rule(
    "client_local_expiry_check",
    stage=Stage.REFRESH,
    title="The program judged the token by itself, and asked nobody",
    source="The libraries' own sources; RFC 6749 §5.1 on expires_in.",
)
def local_judgement(understood: Understood) -> Finding | None:
    if not understood.sees(Sign.LOCALLY_REFUSED, Sign.ALWAYS_VALID):
        return None
    if _was_asked(understood):
        return None
    return suspected(
        "The library computes by itself whether a token is valid, from times that were not"
        " stored with it; nothing of this came from the service.",
        remedy="Store when each token was received with it, and hand that to the library.",
        question=questions.WAS_A_REQUEST_SENT.text,
        facts=understood.spans_of(Sign.LOCALLY_REFUSED, Sign.ALWAYS_VALID),
    )


def _was_asked(understood: Understood) -> bool:
    """Whether the refusal that a library tells goes on with what the service answered."""
    told = [
        one.position
        for one in understood.sightings
        if one.sign in {Sign.LOCALLY_REFUSED, Sign.ALWAYS_VALID}
    ]
    answered = [
        one.position for one in understood.sightings if one.sign is Sign.GRANT_REFUSED
    ]
    return bool(told) and all(
        any(0 < at - place <= _ONE_BREATH for at in answered) for place in told
    )


def _why_cached(understood: Understood, *, helps: bool) -> str:
    if helps:
        return "a restart helps."
    if understood.sees(Sign.KEPT_IN_BROWSER):
        return "a browser that holds none is connected anew."
    if understood.sees(Sign.SETTINGS_OF_DEPLOYMENT):
        return "the settings that it sees are those of its last deployment."
    return "others replace what it holds."


def _holds_two_values(understood: Understood) -> bool:
    """Whether two refresh tokens are set in two places, and a restart plays a part."""
    shaped = {
        value.number
        for value in understood.values_of(Field.REFRESH_TOKEN)
        if value.look is Look.SHAPED
    }
    return len(shaped) > 1 and understood.sees(
        Sign.RESTART_BREAKS, Sign.ENVIRONMENT_OUTWEIGHS_FILE
    )


def _placeholders(understood: Understood) -> tuple[Span, ...]:
    looks = {Look.PLACEHOLDER, Look.EMPTY}
    return tuple(
        value.span
        for value in understood.values_of(Field.REFRESH_TOKEN)
        if value.look in looks
        or (value.look is Look.WORD and understood.sees(Sign.REFRESH_VALUE_REFUSED))
    )
