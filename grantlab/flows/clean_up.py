"""Cleaning up: values of ended connections are wiped, old round trips deleted; facts stay."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from grantlab.flows.ports import ClockOf
from grantlab.protocol.connection_health import ConnectionFacts
from grantlab.protocol.endings import Ending, judge_ending
from grantlab.store.claims import Claims
from grantlab.store.connections import Connections
from grantlab.store.errors import RefreshInProgressError
from grantlab.store.generations import Generations
from grantlab.store.models import Connection, TokenGeneration
from grantlab.store.round_trips import RoundTrips


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningParts:
    """What is cleaned, and by which clocks."""

    connections: Connections
    generations: Generations
    claims: Claims
    round_trips: RoundTrips
    clock_of: ClockOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What was done for one connection, or would be."""

    connection_id: int
    ending: Ending | None
    """How it ended; ``None`` when it has not."""

    pairs: int = 0
    """How many pairs had values that were wiped."""

    round_trips: int = 0
    """How many were deleted."""

    is_busy: bool = False
    """Whether a refresh was under way, so that nothing was wiped."""

    @property
    def is_worth_telling(self) -> bool:
        return bool(self.pairs or self.round_trips or self.is_busy)


def clean_up(parts: CleaningParts) -> Iterator[Cleaned]:
    """Wipe what ended connections still hold, delete old round trips; tell of each.

    A connection that may yet be refreshed keeps its values, and one that is being
    refreshed is left alone: what a request that is on its way brings has to find its
    parent. Fingerprints, times, journal and refusals stay for a diagnosis.

    Source: L604.
    """
    for connection in parts.connections.all():
        now = parts.clock_of(connection.environment).now()
        ending = _ending(connection, parts, now)
        deleted = parts.round_trips.prune(connection.id, now=now)
        cleaned = Cleaned(
            connection_id=connection.id, ending=ending, round_trips=deleted
        )
        yield cleaned if ending is None else _wipe(connection, cleaned, parts, now)


def look_for_what_to_clean(parts: CleaningParts) -> Iterator[Cleaned]:
    """Return what `clean_up` would do, and change nothing."""
    for connection in parts.connections.all():
        now = parts.clock_of(connection.environment).now()
        ending = _ending(connection, parts, now)
        yield Cleaned(
            connection_id=connection.id,
            ending=ending,
            pairs=0 if ending is None else parts.generations.count_kept(connection),
            round_trips=parts.round_trips.count_past(connection.id, now=now),
        )


def facts_of(
    connection: Connection, current: TokenGeneration | None
) -> ConnectionFacts:
    """Return what decides whether a connection is over."""
    return ConnectionFacts(
        has_tokens=current is not None,
        refused_at=connection.refused_at,
        revoked_at=connection.revoked_at,
        refresh_expires_at=None if current is None else current.refresh_expires_at,
        hard_expires_at=None if current is None else current.hard_expires_at,
    )


def _wipe(
    connection: Connection, cleaned: Cleaned, parts: CleaningParts, now: datetime
) -> Cleaned:
    if not parts.generations.count_kept(connection):
        return cleaned
    try:
        hold = parts.claims.hold(connection)
    except RefreshInProgressError:
        return replace(cleaned, is_busy=True)
    try:
        # A refresh, or a new consent, may have come in between.
        ending = _ending(parts.connections.get(connection.id), parts, now)
        if ending is None:
            return replace(cleaned, ending=None)
        pairs = parts.generations.wipe_ended(connection)
        return replace(cleaned, ending=ending, pairs=pairs)
    finally:
        parts.claims.let_go(hold)


def _ending(
    connection: Connection, parts: CleaningParts, now: datetime
) -> Ending | None:
    current = parts.generations.current(connection)
    return judge_ending(facts_of(connection, current), now=now)
