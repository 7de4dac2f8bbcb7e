"""Where the refresh token of a refused refresh stands among those received."""

from datetime import datetime, timedelta
from http import HTTPStatus

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.requests import (
    API_CALLS,
    RequestKind,
    bearer_of,
    is_success,
    kind_of,
    sent_refresh_token,
)
from grantlab.protocol.round_trip import RoundTrip

ACCESS_LIFETIME = timedelta(seconds=3600)
"""How long every access token is good. Source: Intuit FAQ on durations (L401)."""

GRACE = timedelta(hours=24)
"""How long at most a replaced refresh token is honoured.

Source: Intuit FAQ on stale refresh tokens (L504); other sources say that it ends at once.
"""


def sent_fingerprint(evidence: Evidence) -> str | None:
    """Return the fingerprint of the refresh token that the refused refresh carried."""
    return sent_refresh_token(evidence.refusal)


def newest(evidence: Evidence) -> Received | None:
    """Return the newest pair that had been received when the refused request was sent."""
    before = evidence.received_before
    return before[-1] if before else None


def find_sent(evidence: Evidence) -> Received | None:
    """Return the latest pair received with the token that the refused request carried."""
    if kind_of(evidence.refusal) is RequestKind.API:
        bearer = bearer_of(evidence.refusal)
        held = (pair for pair in evidence.received_before if pair.access == bearer)
        return None if bearer is None else next(held, None)
    sent = sent_fingerprint(evidence)
    for pair in reversed(evidence.received_before):
        if pair.refresh == sent:
            return pair
    return None


def successor(evidence: Evidence, pair: Received) -> Received | None:
    """Return the pair that was received right after another."""
    before = evidence.received_before
    position = before.index(pair) + 1
    return before[position] if position < len(before) else None


def family_of(evidence: Evidence, pair: Received | None) -> tuple[Received, ...]:
    """Return the pairs of the same consent, up to the refused request, oldest first."""
    return () if pair is None else evidence.families.get(pair.root, ())


def newest_still_worked(evidence: Evidence, pair: Received) -> bool:
    """Whether a pair's refresh token gave another pair after the refusal."""
    known = evidence.received_before
    later = evidence.received[len(known) :]
    return any(one.sent == pair.refresh for one in later)


def consented_at(family: tuple[Received, ...]) -> datetime | None:
    """Return when the user consented to what a family of tokens came of."""
    return next((pair.consented_at for pair in family if pair.consented_at), None)


def hard_deadline(family: tuple[Received, ...]) -> datetime | None:
    """Return the five-year limit of a family of tokens, if any answer told it."""
    told = [pair.hard_expires_at for pair in family if pair.hard_expires_at]
    return told[-1] if told else None


def calls_with(
    family: tuple[Received, ...], round_trips: tuple[RoundTrip, ...]
) -> list[tuple[RoundTrip, Received]]:
    """Return the API calls that carried an access token of a family, with its pair."""
    pairs = {pair.access: pair for pair in family if pair.access}
    return [
        (call, pairs[bearer])
        for call in round_trips
        if call.purpose in API_CALLS and (bearer := bearer_of(call)) in pairs
    ]


def access_ends_at(pair: Received) -> datetime:
    """Return when the access token of a pair ends by itself."""
    return pair.access_expires_at or pair.received_at + ACCESS_LIFETIME


def young_call_refused(
    evidence: Evidence, family: tuple[Received, ...]
) -> tuple[RoundTrip, Received] | None:
    """Return an API call that was answered 401 although its access token was young.

    Only calls count that came after the last pair of the family: a refresh that worked
    afterwards shows that the grant was alive then.
    """
    since = family[-1].received_at
    refused = tuple(
        call
        for call in evidence.round_trips
        if call.status == HTTPStatus.UNAUTHORIZED and call.started_at >= since
    )
    for call, pair in calls_with(family, refused):
        if call.started_at < access_ends_at(pair):
            return call, pair
    return None


def call_answered_later(
    evidence: Evidence, family: tuple[Received, ...]
) -> RoundTrip | None:
    """Return an API call that the service answered well after the refusal."""
    for call, _ in calls_with(family, evidence.later):
        if is_success(call):
            return call
    return None
