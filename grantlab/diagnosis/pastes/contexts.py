"""What kind of failure a paste is about: several rules ask the same."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations, pairwise
from urllib.parse import urlsplit

from grantlab.diagnosis.pastes.inner_moments import find_early_refusal
from grantlab.pastes.rewriting import Span
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import (
    Event,
    Field,
    Happened,
    Look,
    TokenRequest,
    Understood,
    Value,
    texts,
)
from grantlab.protocol.environment import INTUIT_PRODUCTION

TOKEN_HOST = urlsplit(INTUIT_PRODUCTION.token).hostname
_REFUSALS = (
    Sign.GRANT_REFUSED,
    Sign.REFRESH_VALUE_REFUSED,
    Sign.REFRESH_TOKEN_NOT_FOUND,
    Sign.REFRESH_TOKEN_SPENT,
)
_BOTH_REFUSED = (Happened.UNAUTHORIZED, Happened.REFUSED)
HOUR_SECONDS = 3600
DAY_SECONDS = 86_400
CODE_SECONDS = 300
"""The shortest life of a code that is known of Intuit's; others give ten minutes."""

NEAR_SECONDS = 10
"""Two refreshes this close to each other did not wait for one another."""

_SHORTEST_CODE = 6
"""Shorter words are no codes that a service drew."""

HANGS_SECONDS = 120
"""A request that hangs longer has been given up."""

MOST_COMPARED = 200
"""How many of a kind are held against one another, or against another kind."""


def is_grant_refused(understood: Understood) -> bool:
    """Whether a token request was refused, as far as the paste says."""
    return understood.sees(*_REFUSALS, Sign.OTHER_CLIENT_OR_KIND, Sign.OTHER_CLIENT)


def is_code_refused(understood: Understood) -> bool:
    """Whether a code was refused, whatever the service calls that."""
    is_refused = is_grant_refused(understood) and not is_refresh(understood)
    return is_refused or understood.sees(Sign.CODE_UNKNOWN, Sign.SEVERAL_REASONS)


def is_token_request_refused(understood: Understood) -> bool:
    """Whether a grant was refused, or a program says no more than that it got no tokens."""
    return is_grant_refused(understood) or understood.sees(Sign.REFUSED_WITHOUT_DETAIL)


def is_refused(understood: Understood) -> bool:
    """Whether anything was refused: a grant, an access token, or the program gave up."""
    return (
        is_token_request_refused(understood)
        or understood.sees(
            Sign.ACCESS_TOKEN_REFUSED,
            Sign.EXPIRED_OR_REVOKED,
            Sign.REFRESH_TOKEN_EXPIRED,
            Sign.REVOKED,
        )
        or understood.has_status("400", "401")
    )


def is_exchange(understood: Understood) -> bool:
    """Whether the refused request was the exchange of a code."""
    if any(one.grant_type == "refresh_token" for one in understood.token_requests):
        return False
    if any(one.grant_type == "authorization_code" for one in understood.token_requests):
        return True
    says_code = understood.sees(
        Sign.CODE_SPENT, Sign.CODE_EXPIRED, Sign.CODE_MALFORMED, Sign.CODE_UNKNOWN
    )
    says_refresh = understood.sees(Sign.REFRESH_SEEN, Sign.REFRESH_VALUE_REFUSED)
    sees_exchange = understood.sees(Sign.EXCHANGE_SEEN) or _posts_code(understood)
    return says_code or (sees_exchange and not says_refresh)


def _posts_code(understood: Understood) -> bool:
    """Whether a code, and no refresh token, stands where the token endpoint is called."""
    fields = {value.field for value in understood.values if value.look is Look.SHAPED}
    return (
        Field.CODE in fields
        and Field.REFRESH_TOKEN not in fields
        and understood.sees(Sign.TOKEN_ENDPOINT_SEEN)
    )


def is_refresh(understood: Understood) -> bool:
    """Whether the refused request was a refresh."""
    return not is_exchange(understood) and (
        understood.sees(Sign.REFRESH_SEEN, Sign.REFRESH_VALUE_REFUSED)
        or bool(understood.values_of(Field.REFRESH_TOKEN))
    )


def is_unauthorized(understood: Understood) -> bool:
    """Whether an access token was refused by an API."""
    is_client = understood.sees(Sign.CLIENT_REFUSED, Sign.CLIENT_UNAUTHORIZED)
    return understood.sees(Sign.ACCESS_TOKEN_REFUSED, Sign.GENERAL_AUTHENTICATION) or (
        (understood.has_status("401") or understood.sees(Sign.UNAUTHORIZED))
        and not is_client
    )


def calls_token_endpoint(understood: Understood) -> bool:
    """Whether Intuit's token endpoint is in the paste."""
    return any(host.text.lower() == TOKEN_HOST for host in understood.hosts)


def calls_spent_codes_expired(understood: Understood) -> bool:
    """Whether the service has one word for a code that is too old and for one that was used."""
    return any("salesforce.com" in host.text.lower() for host in understood.hosts)


def seconds_between(first: Event, second: Event) -> float | None:
    """Return how long the second came after the first; ``None`` when nobody can tell."""
    one, other = first.moment, second.moment
    if one.at is not None and other.at is not None:
        return (other.at - one.at).total_seconds()
    if one.clock is not None and other.clock is not None:
        return other.clock - one.clock
    return None


def are_of_two(first: Event, second: Event) -> bool:
    """Whether two lines name two companies."""
    return None not in {first.company, second.company} and (
        first.company != second.company
    )


def refused_young(understood: Understood) -> bool:
    """Whether an access token was refused within its hour, by the log or by its own end."""
    events = understood.events[:MOST_COMPARED]
    gives = [one for one in events if one.gives_tokens]
    by_log = any(
        one.happened is Happened.SUCCEEDED
        and other.happened is Happened.UNAUTHORIZED
        and (apart := seconds_between(one, other)) is not None
        and 0 < apart < HOUR_SECONDS
        and (one in gives or not _is_told_old(gives, other))
        for one, other in pairwise(events)
    )
    return by_log or find_early_refusal(understood) is not None


def refused_old(understood: Understood) -> bool:
    """Whether a log shows an access token that came, and was refused an hour or more later."""
    events = understood.events[:MOST_COMPARED]
    refused = [one for one in events if one.happened is Happened.UNAUTHORIZED]
    gives = [
        one
        for one in events
        if one.gives_tokens and one.happened in {Happened.SUCCEEDED, Happened.UNKNOWN}
    ]
    return bool(refused) and _is_told_old(gives, refused[0])


def _is_told_old(gives: list[Event], refused: Event) -> bool:
    """Whether the last line that tells of new tokens lies an hour or more before a refusal."""
    apart = [
        seconds
        for one in gives
        if (seconds := seconds_between(one, refused)) is not None and seconds > 0
    ]
    return bool(apart) and min(apart) >= HOUR_SECONDS


def both_refused_young(understood: Understood) -> bool:
    """Whether an access token that had worked was refused within its hour, and then its refresh token.

    A refresh that went wrong leaves the access token alone; the end of a connection does not.
    """
    events = understood.events[:MOST_COMPARED]
    is_of_several = len(texts(understood.realm_ids)) > 1
    if is_of_several or understood.sees(Sign.MANY_AFFECTED) or is_exchange(understood):
        return False
    is_known_young = understood.sees(Sign.TOKEN_STILL_VALID)
    for place, (one, other) in enumerate(pairwise(events)):
        if (one.happened, other.happened) != _BOTH_REFUSED:
            continue
        before = [each for each in events[:place] if _is_within_hour(each, one)]
        worked = [each for each in before if each.happened is Happened.SUCCEEDED]
        is_new = any(each.is_refresh for each in worked)
        was_used = any(not each.is_refresh for each in worked)
        if is_new and (was_used or is_known_young) and _is_within_hour(one, other):
            return True
    return False


def _is_within_hour(first: Event, second: Event) -> bool:
    apart = seconds_between(first, second)
    return apart is not None and 0 <= apart < HOUR_SECONDS


def end_of_access_token(understood: Understood) -> datetime | None:
    """Return the end that is stored with the access token; ``None`` if it is not there."""
    return understood.moment_of(
        "access_token_expires_at", "access_expires_at", "expires_at", "token_expires_at"
    )


def whole_exchanges(understood: Understood) -> tuple[TokenRequest, ...]:
    """Return the exchanges of which all of the form is written out."""
    return tuple(
        one
        for one in understood.token_requests
        if one.grant_type == "authorization_code" and one.is_whole
    )


def find_pair(
    understood: Understood, first: Happened, second: Happened
) -> tuple[Event, Event] | None:
    """Return the first two refreshes of which one ended so and a later one so."""
    refreshes = [
        event
        for event in understood.events[:MOST_COMPARED]
        if event.is_refresh or event.happened is Happened.REFUSED
    ]
    for one, other in combinations(refreshes, 2):
        if one.happened is first and other.happened is second:
            return one, other
    return None


def sent_late(understood: Understood) -> tuple[Span, ...]:
    """Return where a code came, and where it was refused when its life was over."""
    for code in understood.values_of(Field.CODE):
        if code.expires_at is None:
            continue
        for moment in understood.moments[:MOST_COMPARED]:
            if moment.at is None or not moment.has_zone:
                continue
            past = (moment.at - code.expires_at).total_seconds()
            if 0 <= past < DAY_SECONDS:
                return code.span, moment.span
    carrying = {one.number for one in understood.values_of(Field.CODE)}
    is_alone = len(carrying) == 1 and is_exchange(understood)
    events = [
        one
        for one in understood.events[:MOST_COMPARED]
        if one.value_number in carrying
        or (is_alone and one.value_number is None and one.happened is Happened.REFUSED)
    ]
    for one, other in pairwise(events):
        apart = seconds_between(one, other)
        is_same = one.value_number is not None and other.value_number in {
            one.value_number,
            None,
        }
        if is_same and apart is not None and CODE_SECONDS < apart < DAY_SECONDS:
            return one.span, other.span
    return ()


def find_older_value(understood: Understood) -> tuple[Value, Value] | None:
    """Return the refused refresh token and one that ends later, of the same company.

    A refresh token of Intuit's carries the time of its end, and a newer one ends later.
    """
    dated = {
        value.number: value
        for value in understood.values_of(Field.REFRESH_TOKEN)
        if value.expires_at is not None
    }
    if len(dated) != 2 or len(texts(understood.realm_ids)) > 1:  # noqa: PLR2004 -- old and new
        return None
    refused = _number_refused(understood)
    if refused not in dated or understood.sees(Sign.MANY_AFFECTED):
        return None
    sent = dated[refused]
    (other,) = (value for number, value in dated.items() if number != refused)
    ends, later = sent.expires_at, other.expires_at
    return (sent, other) if ends and later and ends < later else None


def _number_refused(understood: Understood) -> int | None:
    """Return the number of the value whose refresh was refused, as far as one can see."""
    refused = [
        event.value_number
        for event in understood.events[:MOST_COMPARED]
        if event.happened is Happened.REFUSED and event.value_number is not None
    ]
    if refused:
        return refused[-1]
    sent = [
        one.refresh_token
        for one in understood.token_requests
        if one.refresh_token is not None
    ]
    return sent[-1] if sent and is_grant_refused(understood) else None


def find_respelled(
    understood: Understood, field: Field
) -> Iterator[tuple[Value, Value]]:
    """Yield a code or state and what became of it, which differs by its spelling or its length."""
    values = {one.fingerprint: one for one in understood.values_of(field)}
    for later in values.values():
        earlier = values.get(later.resembles) if later.resembles else None
        if earlier is not None:
            yield earlier, later


def codes_seen_twice(understood: Understood) -> bool:
    """Whether the same code stands twice in the paste, and was not only brought and sent."""
    seen = [
        value
        for value in understood.values_of(Field.CODE)
        if value.look in {Look.SHAPED, Look.OPAQUE}
        or (
            value.look is Look.WORD
            and (value.length or 0) >= _SHORTEST_CODE
            and not understood.sees(Sign.WORD_AS_CODE_OF_PAGE)
        )
    ]
    sent = [one.code for one in understood.token_requests if one.code is not None]
    sent += _codes_handed_over(understood)
    most = max(Counter(value.number for value in seen).values(), default=0)
    return len(sent) != len(set(sent)) or most - len(set(sent)) > 1


def _codes_handed_over(understood: Understood) -> list[int]:
    """Return the number of each code at the places where a program hands it over."""
    places = {
        one.position
        for one in understood.sightings
        if one.sign is Sign.CODE_HANDED_OVER
    }
    return [one.number for one in understood.values if one.position in places]
