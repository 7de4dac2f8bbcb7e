"""Causes of a refused refresh that lie in what was sent and what was kept."""

from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    MOST_COMPARED,
    NEAR_SECONDS,
    find_older_value,
    find_pair,
    is_exchange,
    is_grant_refused,
    is_refresh,
    is_refused,
    is_token_request_refused,
    seconds_between,
)
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.pastes.store_times import find_unwritten
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.rewriting import Span
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Event, Field, Happened, Look, Understood

_NEWEST = (
    "Store the refresh token of every answer before anything else, and send the newest."
)
_CONSENT = "Ask the user to consent again"


@paste_rule("stale_refresh_token", stage=Stage.REFRESH)
def superseded_refresh_token(understood: Understood) -> Finding | None:
    if understood.sees(Sign.REFRESH_TOKEN_SPENT):
        return confirmed(
            "The refresh token that was sent had been used, or replaced by a newer one.",
            remedy=_NEWEST,
            facts=understood.spans_of(Sign.REFRESH_TOKEN_SPENT),
        )
    if understood.sees(Sign.REFRESH_TOKEN_NOT_FOUND):
        return suspected(
            "The service's own log does not find the value: it has replaced it since, or never"
            " gave it.",
            remedy=_NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=understood.spans_of(Sign.REFRESH_TOKEN_NOT_FOUND),
        )
    is_old = understood.sees(Sign.OLD_VALUE_SENT) and not is_exchange(understood)
    if is_old and is_refused(understood):
        return suspected(
            "By what is told, the value that was sent is not the newest that was received.",
            remedy=_NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=understood.spans_of(Sign.OLD_VALUE_SENT),
        )
    if older := find_older_value(understood):
        return suspected(
            "The refresh token that was refused ends earlier than another one in the paste: it"
            " had been replaced.",
            remedy=_NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=(older[0].span, older[1].span),
        )
    if pair := _same_value_sent_again(understood):
        return suspected(
            "The same refresh token was accepted earlier and is refused now, more than an hour"
            " later: the service replaces it as it is used.",
            remedy=_NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=(pair[0].span, pair[1].span),
        )
    return None


@paste_rule("stale_cache_in_code", stage=Stage.REFRESH)
def cached_token(understood: Understood) -> Finding | None:
    helps = (
        understood.sees(Sign.RESTART_HELPS)
        and not understood.sees(Sign.RESTART_BREAKS)
        and is_refused(understood)
    )
    mixes = understood.sees(Sign.TOKEN_OF_SOMEBODY_ELSE)
    shared = understood.sees(Sign.SHARED_CLIENT) and is_refused(understood)
    if not (helps or mixes or shared):
        return None
    return suspected(
        "The program keeps a client, with its token, longer than one request: "
        + ("a restart helps." if helps else "others replace what it holds."),
        remedy="Read the token of the company from the store for each use; share no client.",
        question=questions.LAST_TWO_CALLS.text,
        facts=understood.spans_of(
            Sign.RESTART_HELPS, Sign.TOKEN_OF_SOMEBODY_ELSE, Sign.SHARED_CLIENT
        ),
    )


@paste_rule("not_persisted_after_refresh", stage=Stage.REFRESH)
def unstored_token(understood: Understood) -> Finding | None:
    if understood.sees(Sign.KEPT_OLD_REFRESH_TOKEN) and is_refused(understood):
        return confirmed(
            "The program keeps the refresh token that it had, and not the one of the answer.",
            remedy=_NEWEST,
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
        or understood.sees(
            Sign.RESTART_BREAKS,
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
        remedy=_NEWEST,
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


@paste_rule("concurrent_refresh_race", stage=Stage.REFRESH)
def racing_refreshes(understood: Understood) -> Finding | None:
    remedy = "Let one process at a time refresh a company, and the others wait for its result."
    pair = None if is_exchange(understood) else _at_once(understood)
    if pair is not None:
        return suspected(
            "Two requests within seconds of each other refreshed, and one was refused.",
            remedy=remedy,
            question=questions.LAST_TWO_CALLS.text,
            facts=(pair[0].span, pair[1].span),
        )
    told = is_token_request_refused(understood) and (
        understood.sees(Sign.LOCK_HELPS)
        or (
            understood.sees(Sign.TWO_AT_ONCE)
            and not understood.sees(Sign.ONE_AT_A_TIME)
        )
    )
    if told and not is_exchange(understood):
        return suspected(
            "The paste tells of several that refresh at the same time.",
            remedy=remedy,
            question=questions.LAST_TWO_CALLS.text,
            facts=understood.spans_of(Sign.TWO_AT_ONCE, Sign.LOCK_HELPS),
        )
    return None


@paste_rule(
    "refresh_response_lost",
    stage=Stage.REFRESH,
    title="The answer to the refresh before it never arrived",
    source="RFC 6749 §6; Intuit's documents name no remedy for a lost answer.",
)
def lost_answer(understood: Understood) -> Finding | None:
    pair = find_pair(understood, Happened.FAILED, Happened.REFUSED)
    lost = understood.sees(
        Sign.NO_ANSWER, Sign.LOST_BEFORE_STORED
    ) and is_grant_refused(understood)
    if pair is None and not (lost and not is_exchange(understood)):
        return None
    return suspected(
        "A refresh ended without an answer that was kept, and the next one with the same value"
        " was refused: the service had replaced the token meanwhile.",
        remedy=f"{_CONSENT}; and for the future, send the same value again within the grace.",
        question=questions.PREVIOUS_ANSWERED.text,
        facts=(pair[0].span, pair[1].span)
        if pair
        else understood.spans_of(Sign.NO_ANSWER, Sign.LOST_BEFORE_STORED),
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
    return suspected(
        "The library computes by itself whether a token is valid, from times that were not"
        " stored with it; nothing of this came from the service.",
        remedy="Store when each token was received with it, and hand that to the library.",
        question=questions.WAS_A_REQUEST_SENT.text,
        facts=understood.spans_of(Sign.LOCALLY_REFUSED, Sign.ALWAYS_VALID),
    )


@paste_rule(
    "wrong_client_or_environment_for_token",
    stage=Stage.REFRESH,
    title="The refresh token belongs to another client id",
    source="RFC 6749 §6 and §10.4; public reports of the error's words.",
)
def token_of_another_client(understood: Understood) -> Finding | None:
    remedy = "Use the keys that the consent was given to, or consent again with the new ones."
    says_either = understood.sees(Sign.OTHER_CLIENT_OR_KIND)
    says_client = understood.sees(Sign.OTHER_CLIENT) or (
        says_either
        and understood.sees(Sign.ENVIRONMENT_SWITCHED, Sign.WORKS_WITH_OTHER_CLIENT)
    )
    if says_client and not is_exchange(understood):
        return confirmed(
            "The service says that the token was made for another client id.",
            remedy=remedy,
            facts=understood.spans_of(
                Sign.OTHER_CLIENT, Sign.OTHER_CLIENT_OR_KIND, Sign.ENVIRONMENT_SWITCHED
            ),
        )
    if says_either and not is_exchange(understood):
        return suspected(
            "The service says that the token was made for another client id, or is of another"
            " kind than the request is for.",
            remedy=remedy,
            question=questions.CLIENT_AT_CONSENT.text,
            facts=understood.spans_of(Sign.OTHER_CLIENT_OR_KIND),
        )
    circumstances = (
        Sign.ENVIRONMENT_SWITCHED,
        Sign.WORKS_WITH_OTHER_CLIENT,
        # Of a token of another client Intuit says so in other words, and a new one helps nobody.
        *(
            ()
            if understood.sees(
                Sign.REFRESH_VALUE_REFUSED,
                Sign.NEW_TOKEN_HELPS,
                Sign.CODE_DELIVERED_TWICE,
                Sign.OLD_VALUE_SENT,
            )
            else (Sign.FROM_PLAYGROUND,)
        ),
    )
    if (
        understood.sees(*circumstances)
        and is_token_request_refused(understood)
        and is_refresh(understood)
    ):
        return suspected(
            "The token was obtained with other keys, or in another environment, than those in"
            " use now.",
            remedy=remedy,
            question=questions.CLIENT_AT_CONSENT.text,
            facts=understood.spans_of(*circumstances),
        )
    return None


def _same_value_sent_again(understood: Understood) -> tuple[Event, Event] | None:
    pair = find_pair(understood, Happened.SUCCEEDED, Happened.REFUSED)
    if pair is None or pair[0].value_number is None or pair[0].brings:
        return None
    apart = seconds_between(*pair)
    is_later = apart is None or apart > NEAR_SECONDS
    return pair if pair[0].value_number == pair[1].value_number and is_later else None


def _at_once(understood: Understood) -> tuple[Event, Event] | None:
    """Return two refreshes that did not wait for each other, of which one was refused."""
    orders = (
        (Happened.SUCCEEDED, Happened.REFUSED),
        (Happened.REFUSED, Happened.SUCCEEDED),
        (Happened.REFUSED, Happened.REFUSED),
        (Happened.UNKNOWN, Happened.REFUSED),
    )
    for first, second in orders:
        pair = find_pair(understood, first, second)
        if pair is None:
            continue
        apart = seconds_between(*pair)
        is_near = apart is not None and abs(apart) <= NEAR_SECONDS
        others = pair[0].process != pair[1].process
        if first is Happened.UNKNOWN and not others:
            continue  # The line before may tell of the same request.
        if is_near and (others or first is not second) and _differ(pair):
            return pair
    return _begun_together(understood)


def _begun_together(understood: Understood) -> tuple[Event, Event] | None:
    """Return how two refreshes ended of which the second began before the first ended."""
    events = understood.events[:MOST_COMPARED]
    for start in range(len(events) - 3):
        one, other, *ends = events[start : start + 4]
        apart = seconds_between(one, ends[-1])
        begun = {(event.happened, event.is_refresh) for event in (one, other)}
        is_near = apart is not None and 0 <= apart <= NEAR_SECONDS
        if not is_near or begun != {(Happened.UNKNOWN, True)}:
            continue
        if {end.happened for end in ends} == {Happened.SUCCEEDED, Happened.REFUSED}:
            return ends[0], ends[1]
    return None


def _differ(pair: tuple[Event, Event]) -> bool:
    """Whether two events are two requests, and not two lines about one."""
    one, other = pair
    apart = seconds_between(one, other)
    is_told_twice = one.happened is other.happened and one.process == other.process
    return (
        not is_told_twice
        and apart is not None
        and (apart != 0 or one.process != other.process)
    )


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
