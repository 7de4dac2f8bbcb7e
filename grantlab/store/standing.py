"""How one connection stands: the facts that a list tells of it, and no value but its name."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select

from grantlab.protocol.environment import Environment
from grantlab.store.models import Connection, TokenGeneration


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of `ALL_STANDINGS`: of a connection, and of the pair that acts for it.

    The fields are in the order of its columns. A row of thousands need not be a `Connection`:
    to load one costs four times as much.
    """

    __tablename__: ClassVar[str] = Connection.__tablename__

    id: int
    environment: Environment
    sealed_company_name: bytes | None
    verified_at: datetime | None
    refused_at: datetime | None
    unanswered_at: datetime | None
    unanswered_count: int
    retry_at: datetime | None
    revoked_at: datetime | None
    generation_id: int | None
    """``None`` when no pair acts for it; then the three moments are, too."""

    access_expires_at: datetime | None
    refresh_expires_at: datetime | None
    hard_expires_at: datetime | None


ALL_STANDINGS = (
    select(
        Connection.id,
        Connection.environment,
        Connection.sealed_company_name,
        Connection.verified_at,
        Connection.refused_at,
        Connection.unanswered_at,
        Connection.unanswered_count,
        Connection.retry_at,
        Connection.revoked_at,
        TokenGeneration.id,
        TokenGeneration.access_expires_at,
        TokenGeneration.refresh_expires_at,
        TokenGeneration.hard_expires_at,
    )
    .outerjoin(TokenGeneration, TokenGeneration.id == Connection.current_generation_id)
    .order_by(Connection.id)
)
"""All of them in one query."""


def standing_of(connection: Connection, current: TokenGeneration | None) -> Standing:
    """Return how a connection stands that is loaded, with the pair that acts for it."""
    return Standing(
        connection.id,
        connection.environment,
        connection.sealed_company_name,
        connection.verified_at,
        connection.refused_at,
        connection.unanswered_at,
        connection.unanswered_count,
        connection.retry_at,
        connection.revoked_at,
        None if current is None else current.id,
        None if current is None else current.access_expires_at,
        None if current is None else current.refresh_expires_at,
        None if current is None else current.hard_expires_at,
    )
