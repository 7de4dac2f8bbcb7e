"""The life of a connection's tokens, as its time-line is told it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from blueprints.pairs import Pair
from blueprints.tags import Tags
from grantlab.protocol.round_trip import (
    FRONT_CHANNEL,
    Purpose,
    RoundTrip,
    RoundTripOutline,
)
from grantlab.timeline.history import Event, History, Span, SpanKind
from grantlab.wire.policy_outline import PolicyOutline

GRACE = timedelta(hours=24)
"""How long a replaced refresh token is still honoured, where the service does not tell.

Source: Intuit FAQ, L504.
"""

MOST_EVENTS = 10
"""The newest are marked; the rest is with the connection's round trips."""

_EVENTS: Mapping[Purpose, str] = {
    Purpose.AUTHORIZATION_RESPONSE: "consent",
    Purpose.EXCHANGE: "exchange",
    Purpose.COMPANY_INFO: "API call",
    Purpose.REFRESH: "refresh",
    Purpose.REVOCATION: "revoke",
}


class Newest(NamedTuple):
    """The newest part of a long history."""

    generations: Sequence[Pair]
    round_trips: Sequence[RoundTrip | RoundTripOutline]
    older: int
    """How many generations came before."""


def newest_of(
    generations: Sequence[Pair],
    round_trips: Sequence[RoundTrip | RoundTripOutline],
    count: int | None,
) -> Newest:
    """Return the last generations and what was sent since the first of them came.

    ``count`` is how many at most; ``None`` for all.
    """
    if count is None or len(generations) <= count:
        return Newest(generations, round_trips, 0)
    kept = generations[-count:]
    since = kept[0].received_at
    return Newest(
        kept,
        [item for item in round_trips if item.started_at >= since],
        len(generations) - count,
    )


def tell_history(
    *,
    generations: Iterable[Pair],
    round_trips: Iterable[RoundTrip | RoundTripOutline],
    tags: Tags,
    revoked_at: datetime | None,
    policy: PolicyOutline | None,
    now: datetime,
) -> History:
    """Return the spans of all tokens and the events around them."""
    spans: list[Span] = []
    generations = tuple(generations)
    grace = GRACE if policy is None else policy.grace
    # A value that stayed the same lives from its first answer until after its last one.
    last_with = {item.refresh_fingerprint: item for item in generations}
    drawn: set[str | None] = set()
    hard_limit = None
    for generation in generations:
        hard_limit = generation.hard_expires_at or hard_limit
        ended = (
            revoked_at if revoked_at and generation.received_at <= revoked_at else None
        )
        spans += _access_spans(generation, tags, ended)
        if generation.refresh_fingerprint not in drawn:
            drawn.add(generation.refresh_fingerprint)
            replaced_at = last_with[generation.refresh_fingerprint].superseded_at
            spans += _refresh_spans(
                generation, tags, ended, replaced_at=replaced_at, grace=grace
            )
    events = tuple(_events(round_trips))
    return History(
        spans=tuple(spans),
        events=events[-MOST_EVENTS:],
        now=now,
        hard_limit=hard_limit,
    )


def _access_spans(generation: Pair, tags: Tags, ended: datetime | None) -> list[Span]:
    tag = tags.get(generation.access_fingerprint)
    if tag is None or generation.access_expires_at is None:
        return []
    return [
        Span(
            label=tag.label,
            kind=SpanKind.ACCESS,
            starts_at=generation.received_at,
            ends_at=generation.access_expires_at,
            ended_at=ended,
            ended_word="revoked" if ended else "",
        )
    ]


def _refresh_spans(
    generation: Pair,
    tags: Tags,
    ended: datetime | None,
    *,
    replaced_at: datetime | None,
    grace: timedelta,
) -> list[Span]:
    tag = tags.get(generation.refresh_fingerprint or "")
    if tag is None or generation.refresh_expires_at is None:
        return []
    return [
        Span(
            label=tag.label,
            kind=SpanKind.REFRESH,
            starts_at=generation.received_at,
            ends_at=generation.refresh_expires_at,
            stale_from=replaced_at,
            stale_until=None if replaced_at is None else replaced_at + grace,
            ended_at=ended,
            ended_word="revoked" if ended else "",
        )
    ]


def _events(round_trips: Iterable[RoundTrip | RoundTripOutline]) -> Iterable[Event]:
    for round_trip in round_trips:
        name = _EVENTS.get(round_trip.purpose)
        disregarded = round_trip.purpose in FRONT_CHANNEL and round_trip.failure
        if name is not None and not disregarded:
            word = f"{name} refused" if round_trip.refused else name
            yield Event(
                "no answer" if round_trip.failure else word, round_trip.started_at
            )
