"""How a connection stands in the store, as what foresees its next refresh wants it."""

from datetime import datetime, timedelta

from blueprints.connections.record import ConnectionRecord
from blueprints.services import Services
from grantlab.diagnosis.foresight.expected import StoreFacts


def store_facts_of(record: ConnectionRecord, parts: Services) -> StoreFacts:
    """Return how the connection of a record stands."""
    connection, current = record.connection, record.current
    machine_now = parts.machine_clock.now()
    policy = parts.environments.policy_of(connection.environment)
    return StoreFacts(
        current=None if current is None else current.number,
        is_kept=current is not None and current.sealed_refresh_token is not None,
        has_keys=parts.environments.keys_of(connection.environment) is not None,
        revoked_at=connection.revoked_at,
        refused_at=connection.refused_at,
        held_for=_left(connection.claimed_until, machine_now),
        held_back_for=_left(connection.retry_at, machine_now),
        grace=None if policy is None else policy.grace,
    )


def _left(until: datetime | None, machine_now: datetime) -> timedelta | None:
    """Return how long something lasts yet; ``None`` when it is over, or never was."""
    if until is None or until <= machine_now:
        return None
    return until - machine_now
