"""The refreshes that were made, from the journal where there is one."""

from dataclasses import dataclass
from datetime import datetime

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import AttemptFact, Fact, GenerationFact, Outcome
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.requests import (
    brings_access,
    brought_by,
    is_success,
    is_unanswered,
    sent_refresh_token,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip

UNANSWERED = frozenset(
    {
        Outcome.NO_ANSWER,
        Outcome.MALFORMED,
        Outcome.ABANDONED,
        Outcome.RESOLVED,
        Outcome.LOST,
        None,
    }
)
"""Outcomes after which nobody knows what the service did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshCall:
    """One refresh and what the client learned from it."""

    sent: str
    started_at: datetime
    ended_at: datetime | None
    brought: str | None
    """The refresh token that came back; ``None`` when none did."""

    is_unanswered: bool
    """Whether the service may have acted on it without our learning how."""

    asked_by: str | None
    fact: Fact


def other_calls(evidence: Evidence, sent: str) -> tuple[RefreshCall, ...]:
    """Return every refresh with one token but the refused one, oldest first.

    The journal is asked first: it stays when old round trips are dropped.
    """
    if evidence.attempts is None:
        return tuple(
            _from_round_trip(round_trip, sent)
            for round_trip in (*evidence.earlier, *evidence.later)
            if round_trip.purpose is Purpose.REFRESH
            and sent_refresh_token(round_trip) == sent
        )
    refused = find_attempt(evidence)
    attempts = [
        attempt
        for attempt in evidence.attempts
        if attempt.sent_fingerprint == sent and attempt is not refused
    ]
    pairs = _pairs_of(attempts, evidence)
    return tuple(
        _from_attempt(attempt, pairs.get(attempt.generation or 0))
        for attempt in attempts
    )


def find_attempt(evidence: Evidence) -> AttemptFact | None:
    """Return the line of the journal that the refused request belongs to."""
    refusal = evidence.refusal
    sent = sent_refresh_token(refusal)
    for attempt in reversed(evidence.attempts or ()):
        is_its_own = (
            attempt.outcome is Outcome.REFUSED and attempt.sent_fingerprint == sent
        )
        if is_its_own and attempt.started_at <= refusal.started_at:
            return attempt
    return None


def _from_round_trip(round_trip: RoundTrip, sent: str) -> RefreshCall:
    brought = brought_by(round_trip)
    is_malformed = is_success(round_trip) and not brings_access(round_trip)
    return RefreshCall(
        sent=sent,
        started_at=round_trip.started_at,
        ended_at=round_trip.started_at + round_trip.elapsed,
        brought=brought and brought[0],
        is_unanswered=is_unanswered(round_trip) or is_malformed,
        asked_by=None,
        fact=round_trip,
    )


def _pairs_of(attempts: list[AttemptFact], evidence: Evidence) -> dict[int, Received]:
    """Return the pairs that attempts gave, by the numbers of their generations."""
    wanted = {attempt.generation for attempt in attempts}
    return {
        pair.fact.number: pair
        for pair in evidence.received
        if isinstance(pair.fact, GenerationFact) and pair.fact.number in wanted
    }


def _from_attempt(attempt: AttemptFact, pair: Received | None) -> RefreshCall:
    return RefreshCall(
        sent=attempt.sent_fingerprint,
        started_at=attempt.started_at,
        ended_at=None if pair is None else pair.received_at,
        brought=None if pair is None else pair.refresh,
        is_unanswered=attempt.outcome in UNANSWERED,
        asked_by=attempt.asked_by,
        fact=attempt,
    )
