"""The refresh tokens that were received, and which came of which."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from grantlab.diagnosis.facts import Fact, GenerationFact
from grantlab.diagnosis.readings.requests import (
    brought_by,
    lifetimes_in,
    sent_refresh_token,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip


class Received(NamedTuple):
    """One pair of tokens that reached the client, stored or not.

    A named tuple, because a long record has thousands of them.
    """

    refresh: str
    access: str | None
    received_at: datetime
    access_expires_at: datetime | None
    refresh_expires_at: datetime | None
    hard_expires_at: datetime | None
    sent: str | None
    """The refresh token whose use gave it; ``None`` for a first pair."""

    consented_at: datetime | None
    is_stored: bool | None
    """``None`` when the store was not looked at."""

    root: int
    """Which first pair it descends from: equal in one family of tokens."""

    fact: Fact
    answer: RoundTrip | None
    """The answer that brought it, if that is on record."""


def trace_received(
    round_trips: Iterable[RoundTrip], generations: tuple[GenerationFact, ...] | None
) -> tuple[Received, ...]:
    """Return every pair that was received, oldest first, with its family.

    Pairs are known from the store and from the answers on record; an answer that no
    stored generation matches was received and not stored.
    """
    answers: dict[tuple[str, str | None], RoundTrip] = {}
    for round_trip in round_trips:
        brought = brought_by(round_trip)
        if brought is not None:
            answers.setdefault(brought, round_trip)
    pairs = [
        _from_generation(fact, _take_answer(fact, answers))
        for fact in generations or ()
        if _kept_token(fact)
    ]
    is_stored = None if generations is None else False
    pairs += [
        _from_answer(answer, brought, is_stored=is_stored)
        for brought, answer in answers.items()
    ]
    pairs.sort(key=lambda pair: pair.received_at)
    return _with_families(pairs)


def _take_answer(
    fact: GenerationFact, answers: dict[tuple[str, str | None], RoundTrip]
) -> RoundTrip | None:
    refresh, access = _kept_token(fact), fact.access_fingerprint
    if access is None:
        access = next((one for kept, one in answers if kept == refresh), None)
    return answers.pop((refresh, access), None) or answers.pop((refresh, None), None)


def _kept_token(fact: GenerationFact) -> str:
    # An answer without a refresh token leaves the one that was sent good: RFC 6749 §6.
    return fact.refresh_fingerprint or fact.sent_fingerprint or ""


def _from_generation(fact: GenerationFact, answer: RoundTrip | None) -> Received:
    return Received(
        refresh=_kept_token(fact),
        access=fact.access_fingerprint,
        received_at=fact.received_at,
        access_expires_at=fact.access_expires_at,
        refresh_expires_at=fact.refresh_expires_at,
        hard_expires_at=fact.hard_expires_at,
        sent=fact.sent_fingerprint,
        consented_at=fact.consented_at,
        is_stored=True,
        root=0,
        fact=fact,
        answer=answer,
    )


def _from_answer(
    round_trip: RoundTrip, brought: tuple[str, str | None], *, is_stored: bool | None
) -> Received:
    lifetimes = lifetimes_in(round_trip.response_body)
    received_at = round_trip.started_at + round_trip.elapsed
    is_first = round_trip.purpose is Purpose.EXCHANGE
    refresh, access = brought
    return Received(
        refresh=refresh,
        access=access,
        received_at=received_at,
        access_expires_at=_deadline(lifetimes, "expires_in", received_at),
        refresh_expires_at=_deadline(
            lifetimes, "x_refresh_token_expires_in", received_at
        ),
        hard_expires_at=_deadline(
            lifetimes, "x_refresh_token_hard_expires_in", received_at
        ),
        sent=None if is_first else sent_refresh_token(round_trip),
        consented_at=received_at if is_first else None,
        is_stored=is_stored,
        root=0,
        fact=round_trip,
        answer=round_trip,
    )


def _deadline(
    lifetimes: dict[str, int], name: str, received_at: datetime
) -> datetime | None:
    seconds = lifetimes.get(name)
    if seconds is None:
        return None
    try:
        return received_at + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _with_families(pairs: list[Received]) -> tuple[Received, ...]:
    roots: dict[str, int] = {}
    family: list[Received] = []
    for position, pair in enumerate(pairs):
        root = position if pair.sent is None else roots.get(pair.sent, position)
        roots[pair.refresh] = root
        family.append(pair._replace(root=root) if root else pair)
    return tuple(family)
