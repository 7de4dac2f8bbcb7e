"""Round trips: what was said on the wire, kept redacted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from sqlalchemy import ColumnElement, RowMapping, and_, delete, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.round_trip import RoundTrip, RoundTripOutline
from grantlab.protocol.secret import Secret
from grantlab.store.models import StoredRoundTrip
from grantlab.store.sealing import Sealer

KEPT_PER_CONNECTION = 200
KEPT_FOR = timedelta(days=90)
LARGEST_BODY = 1 << 20

log = structlog.get_logger()

_PLAIN = (
    "purpose", "environment", "method", "url", "request_headers", "request_body", "status",
    "reason", "response_headers", "response_body", "failure", "started_at", "client_id",
    "sent_on_purpose",
)  # fmt: skip

_OUTLINE = ("id", "purpose", "status", "failure", "started_at")


class RoundTrips:
    """Repository of round trips; alone opens the answers of companies."""

    def __init__(self, session: scoped_session[Session], sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add_all(
        self,
        round_trips: tuple[RoundTrip, ...],
        *,
        walk_id: int | None = None,
        connection_id: int | None = None,
    ) -> list[int]:
        """Keep round trips of one piece of work; their numbers are returned.

        What a connection has too many of, or for too long, goes in the same step. What
        cannot be stored is left out and logged: an answer has arrived by now, and its
        tokens are committed; a record must not make that look like a failure.
        """
        try:
            rows = [self._add(item, walk_id, connection_id) for item in round_trips]
            self._session.commit()
            if rows and connection_id is not None:
                self.prune(connection_id, now=round_trips[-1].started_at)
        except (SQLAlchemyError, ValueError) as exc:
            self._session.rollback()
            log.warning(
                "round trips could not be stored",
                error=type(exc).__name__,
                connection=connection_id,
            )
            return []
        return [row.id for row in rows]

    def attach_walk(self, walk_id: int, connection_id: int) -> None:
        """Say that what a walk has recorded so far belongs to a connection."""
        rows = self._session.execute(
            select(StoredRoundTrip).where(
                StoredRoundTrip.walk_id == walk_id,
                StoredRoundTrip.connection_id.is_(None),
            )
        ).scalars()
        for row in rows:
            row.connection_id = connection_id
        self._session.commit()

    def of_walk(self, walk_id: int) -> list[tuple[int, RoundTrip]]:
        """Return the numbered round trips of a walk, oldest first."""
        return self._load(StoredRoundTrip.walk_id == walk_id)

    def outlines_of_walk(self, walk_id: int) -> tuple[RoundTripOutline, ...]:
        """Return what a page lists of a walk's round trips, oldest first."""
        query = (
            select(*(getattr(StoredRoundTrip, name) for name in _OUTLINE))
            .where(StoredRoundTrip.walk_id == walk_id)
            .order_by(StoredRoundTrip.id)
        )
        rows = self._session.execute(query)
        return tuple(
            RoundTripOutline(**dict(zip(_OUTLINE, row, strict=True))) for row in rows
        )

    def with_numbers(self, numbers: Sequence[int]) -> list[tuple[int, RoundTrip]]:
        """Return the round trips that have these numbers, oldest first."""
        return self._load(StoredRoundTrip.id.in_(numbers)) if numbers else []

    def of_connection(self, connection_id: int) -> list[tuple[int, RoundTrip]]:
        """Return the numbered round trips of a connection, oldest first."""
        return self._load(StoredRoundTrip.connection_id == connection_id)

    def prune(self, connection_id: int, *, now: datetime) -> None:
        """Delete what is past the last 200 or past 90 days; refusals and losses stay.

        A walk's own stay for as long as the walk, however far its clock is moved.
        """
        went_well = or_(
            StoredRoundTrip.status < HTTPStatus.BAD_REQUEST,
            # The browser's own navigations have no answer, and nothing failed.
            and_(StoredRoundTrip.status.is_(None), StoredRoundTrip.failure.is_(None)),
        )
        newest = (
            select(StoredRoundTrip.id)
            .where(StoredRoundTrip.connection_id == connection_id)
            .order_by(StoredRoundTrip.id.desc())
            .limit(KEPT_PER_CONNECTION)
        )
        self._session.execute(
            delete(StoredRoundTrip).where(
                StoredRoundTrip.connection_id == connection_id,
                went_well,
                StoredRoundTrip.walk_id.is_(None),
                StoredRoundTrip.id.not_in(newest)
                | (StoredRoundTrip.started_at < now - KEPT_FOR),
            )
        )
        self._session.commit()

    def _add(
        self, item: RoundTrip, walk_id: int | None, connection_id: int | None
    ) -> StoredRoundTrip:
        row = StoredRoundTrip(
            walk_id=walk_id,
            connection_id=connection_id,
            elapsed_us=round(item.elapsed.total_seconds() * 1_000_000),
            **{name: getattr(item, name) for name in _PLAIN},
        )
        self._session.add(row)
        if item.private_body is not None:
            self._session.flush()
            body = item.private_body.reveal()[:LARGEST_BODY]
            self._sealer.seal(row, "sealed_private_body", Secret(body))
        return row

    def _load(self, condition: ColumnElement[bool]) -> list[tuple[int, RoundTrip]]:
        # Columns and not objects: a page reads a hundred of these and changes none.
        query = (
            select(StoredRoundTrip.__table__)
            .where(condition)
            .order_by(StoredRoundTrip.id)
        )
        rows = self._session.execute(query).mappings()
        return [(row["id"], self._value(row)) for row in rows]

    def _value(self, values: RowMapping) -> RoundTrip:
        sealed: bytes | None = values["sealed_private_body"]
        return RoundTrip(
            elapsed=timedelta(microseconds=values["elapsed_us"]),
            private_body=None
            if sealed is None
            else self._sealer.vault.unseal(sealed, place=_body_place(values["id"])),
            **{name: values[name] for name in _PLAIN},
        )


def _body_place(row_id: int) -> str:
    return f"{StoredRoundTrip.__tablename__}/{row_id}/sealed_private_body"
