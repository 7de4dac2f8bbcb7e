"""Causes of a refused refresh that lie in which token was sent, when, and by whom."""

from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    HANGS_SECONDS,
    MOST_COMPARED,
    NEAR_SECONDS,
    are_of_two,
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
from grantlab.diagnosis.pastes.resent import find_resent
from grantlab.diagnosis.pastes.rules.kept import NEWEST
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Event, Happened, Understood

_CONSENT = "Ask the user to consent again"


@paste_rule("stale_refresh_token", stage=Stage.REFRESH)
def superseded_refresh_token(understood: Understood) -> Finding | None:
    if understood.sees(Sign.REFRESH_TOKEN_SPENT) and not understood.sees(
        Sign.CODE_REUSE_ENDED_TOKENS
    ):
        return _spent(understood)
    if understood.sees(Sign.REFRESH_TOKEN_NOT_FOUND):
        return suspected(
            "The service's own log does not find the value: it has replaced it since, or never"
            " gave it.",
            remedy=NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=understood.spans_of(Sign.REFRESH_TOKEN_NOT_FOUND),
        )
    is_old = understood.sees(Sign.OLD_VALUE_SENT) and not is_exchange(understood)
    if is_old and is_refused(understood):
        return suspected(
            "By what is told, the value that was sent is not the newest that was received.",
            remedy=NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=understood.spans_of(Sign.OLD_VALUE_SENT),
        )
    if older := find_older_value(understood) or find_resent(understood):
        return suspected(
            "The refresh token that was refused ends earlier than another one in the paste: it"
            " had been replaced.",
            remedy=NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=(older[0].span, older[1].span),
        )
    if pair := _same_value_sent_again(understood):
        return suspected(
            "The same refresh token was accepted earlier and is refused now, more than an hour"
            " later: the service replaces it as it is used.",
            remedy=NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=(pair[0].span, pair[1].span),
        )
    return None


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
    if understood.sees(Sign.CLIENT_REFUSED) and understood.sees(Sign.NEW_CONSENTS_WORK):
        return suspected(
            "The client is refused, and yet whoever consents anew gets in: what was consented to"
            " before belongs to other keys.",
            remedy=remedy,
            question=questions.CLIENT_AT_CONSENT.text,
            facts=understood.spans_of(Sign.CLIENT_REFUSED, Sign.NEW_CONSENTS_WORK),
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


def _spent(understood: Understood) -> Finding:
    """Return that a spent token was sent; beside two that refreshed at once, it is their doing.

    A service that is told to replace none may call it so for another reason.
    """
    because = (
        "The refresh token that was sent had been used, or replaced by a newer one."
    )
    facts = understood.spans_of(Sign.REFRESH_TOKEN_SPENT)
    races = understood.sees(Sign.TWO_AT_ONCE) and not understood.sees(
        Sign.ONE_AT_A_TIME
    )
    if races or understood.sees(Sign.ROTATION_OFF):
        return suspected(
            because,
            remedy=NEWEST,
            question=questions.LAST_TWO_CALLS.text,
            facts=facts,
        )
    return confirmed(because, remedy=NEWEST, facts=facts)


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
        if (
            not are_of_two(*pair)
            and is_near
            and (others or first is not second)
            and _differ(pair)
        ):
            return pair
    return _begun_together(understood)


def _begun_together(understood: Understood) -> tuple[Event, Event] | None:
    """Return how two refreshes ended of which the second began before the first ended."""
    events = understood.events[:MOST_COMPARED]
    for start in range(len(events) - 3):
        one, other, *ends = events[start : start + 4]
        apart = seconds_between(one, ends[-1])
        begun = {(event.happened, event.is_refresh) for event in (one, other)}
        is_near = apart is not None and 0 <= apart <= _most_between(one, other)
        if (
            not is_near
            or are_of_two(one, other)
            or are_of_two(*ends)
            or begun != {(Happened.UNKNOWN, True)}
        ):
            continue
        if {end.happened for end in ends} == {Happened.SUCCEEDED, Happened.REFUSED}:
            return ends[0], ends[1]
    return None


def _most_between(one: Event, other: Event) -> float:
    """Return how long two refreshes may last that are begun one after the other.

    Of two that name their processes, and carry one value, the second waited for nothing.
    """
    is_told = None not in {one.process, other.process} and one.process != other.process
    is_same = one.value_number is not None and one.value_number == other.value_number
    return HANGS_SECONDS if is_told and is_same else NEAR_SECONDS


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
