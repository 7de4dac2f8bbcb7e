"""Everything that is stored about one connection, read once for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blueprints.connections.summary import ConnectionSummary, summarise
from blueprints.naming import name_values
from blueprints.services import Services
from blueprints.tags import Tags
from grantlab.protocol.round_trip import RoundTrip
from grantlab.store.models import (
    AuthorizationAttempt,
    Connection,
    RefreshAttempt,
    RevocationDebt,
    TokenGeneration,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRecord:
    """A connection with its tokens, its journal and its round trips."""

    connection: Connection
    generations: tuple[TokenGeneration, ...]
    journal: tuple[RefreshAttempt, ...]
    numbered: tuple[tuple[int, RoundTrip], ...]
    """Its round trips as a diagnosis looks at them, oldest first, with their numbers."""

    debts: tuple[RevocationDebt, ...]
    """What the service was to be told when values were wiped here."""

    tags: Tags
    now: datetime

    @property
    def round_trips(self) -> tuple[RoundTrip, ...]:
        return tuple(round_trip for _, round_trip in self.numbered)

    @property
    def current(self) -> TokenGeneration | None:
        """The pair that acts for the company now."""
        wanted = self.connection.current_generation_id
        return next((item for item in self.generations if item.id == wanted), None)


def summarise_record(record: ConnectionRecord, parts: Services) -> ConnectionSummary:
    """Return what a list tells of the connection of a record."""
    return summarise(
        record.connection,
        record.current,
        parts,
        owes_revocation=any(debt.sealed_token is not None for debt in record.debts),
    )


def read_record(connection_id: int, parts: Services) -> ConnectionRecord:
    """Read a connection with everything that belongs to it.

    Raises:
        ConnectionNotFoundError: there is none with this number.
    """
    connection = parts.connections.get(connection_id)
    generations = tuple(parts.generations.of_connection(connection_id))
    numbered = tuple(parts.round_trips.evidence_of_connection(connection_id))
    return ConnectionRecord(
        connection=connection,
        generations=generations,
        journal=tuple(parts.claims.attempts_of(connection_id)),
        numbered=numbered,
        debts=tuple(parts.debts.of_connection(connection_id)),
        tags=name_of_connection(connection, generations, numbered, parts),
        now=parts.environments.clock_of(connection.environment).now(),
    )


def name_of_connection(
    connection: Connection,
    generations: tuple[TokenGeneration, ...],
    numbered: Iterable[tuple[int, RoundTrip]],
    parts: Services,
) -> Tags:
    """Return the names of a connection's values; of its round trips, tokens' alone matter."""
    environments = parts.environments
    keys = (
        environments.keys_of(connection.environment),
        environments.other_keys_of(connection.environment),
    )
    return name_values(
        attempts=_attempts(generations, parts),
        generations=generations,
        round_trips=(round_trip for _, round_trip in numbered),
        key_pairs=(pair for pair in keys if pair is not None),
        revoked_at=connection.revoked_at,
        now=environments.clock_of(connection.environment).now(),
    )


def _attempts(
    generations: tuple[TokenGeneration, ...], parts: Services
) -> list[AuthorizationAttempt]:
    """Return the requests for consent of every walk that brought tokens, oldest first."""
    walk_ids = sorted({item.walk_id for item in generations if item.walk_id})
    return [
        attempt
        for walk_id in walk_ids
        for attempt in parts.attempts.of_walk(parts.walks.by_id(walk_id))
    ]
