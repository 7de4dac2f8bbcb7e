"""Round trips: what was said on the wire, kept redacted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple, cast

import structlog
from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    desc,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.round_trip import Purpose, RoundTrip, RoundTripOutline
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

_EVIDENCE = tuple(name for name in _PLAIN if name != "response_headers")
"""What a diagnosis looks at; what a company answered is not opened for it either."""

# Columns and not objects: a page reads a hundred of these and changes none. Each is put
# together once, because that takes longer than asking.
_COLUMNS = StoredRoundTrip.__table__.c
_EVIDENCE_QUERY: Select[Any] = select(
    _COLUMNS.id, _COLUMNS.elapsed_us, *(_COLUMNS[name] for name in _EVIDENCE)
).order_by(_COLUMNS.id)
_EVIDENCE_OF_WALK = _EVIDENCE_QUERY.where(_COLUMNS.walk_id == bindparam("walk_id"))
_EVIDENCE_OF_CONNECTION = _EVIDENCE_QUERY.where(
    _COLUMNS.connection_id == bindparam("connection_id")
)
_TOKEN_TRAFFIC = _EVIDENCE_OF_CONNECTION.where(
    _COLUMNS.purpose.in_((Purpose.EXCHANGE, Purpose.REFRESH, Purpose.REVOCATION))
)
_OUTLINES_OF_WALK: Select[Any] = (
    select(*(_COLUMNS[name] for name in RoundTripOutline._fields))
    .where(_COLUMNS.walk_id == bindparam("walk_id"))
    .order_by(_COLUMNS.id)
)
_WITH_NUMBERS: Select[Any] = (
    select(
        _COLUMNS.id,
        _COLUMNS.elapsed_us,
        _COLUMNS.sealed_private_body,
        *(_COLUMNS[name] for name in _PLAIN),
    )
    .where(_COLUMNS.id.in_(bindparam("numbers", expanding=True)))
    .order_by(_COLUMNS.id)
)


_GONE_WRONG = (
    select(_COLUMNS.connection_id, func.max(_COLUMNS.id).label("newest"))
    .where(
        _COLUMNS.connection_id.is_not(None),
        or_(
            _COLUMNS.status >= HTTPStatus.BAD_REQUEST,
            _COLUMNS.failure.is_not(None),
            # A redirect back has no status; its error stands in its address.
            _COLUMNS.url.contains("error="),
        ),
    )
    .group_by(_COLUMNS.connection_id)
    .order_by(desc("newest"))
)
_ADD = insert(cast("Table", StoredRoundTrip.__table__))
_OVERFULL = (
    select(_COLUMNS.connection_id)
    .where(_COLUMNS.connection_id.in_(bindparam("connection_ids", expanding=True)))
    .group_by(_COLUMNS.connection_id)
    .having(
        or_(
            func.count() > KEPT_PER_CONNECTION,
            func.min(_COLUMNS.started_at) < bindparam("oldest"),
        )
    )
)


class KeptRoundTrip(NamedTuple):
    """A round trip, and whose it is."""

    round_trip: RoundTrip
    walk_id: int | None
    connection_id: int


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
            self._give_up(exc, connection_id)
            return []
        return [row.id for row in rows]

    def add_unpruned(
        self, round_trips: tuple[RoundTrip, ...], *, connection_id: int
    ) -> None:
        """Keep round trips while somebody waits; the next `add_all` or cleanup makes room.

        What cannot be stored is left out and logged, as by `add_all`.
        """
        try:
            for item in round_trips:
                self._add(item, None, connection_id)
            self._session.commit()
        except (SQLAlchemyError, ValueError) as exc:
            self._give_up(exc, connection_id)

    def add_of_many(self, kept: Sequence[KeptRoundTrip]) -> None:
        """Keep round trips of many connections in one step, as `add_all` keeps those of one.

        Only such as have no private body: what companies answer is sealed row by row.
        """
        if not kept:
            return
        try:
            self._session.execute(_ADD, [_row(*item) for item in kept])
            self._session.commit()
            now = kept[-1].round_trip.started_at
            for connection_id in self._overfull(
                {item.connection_id for item in kept}, now
            ):
                self.prune(connection_id, now=now)
        except (SQLAlchemyError, ValueError) as exc:
            self._session.rollback()
            log.warning(
                "round trips could not be stored",
                error=type(exc).__name__,
                connections=len(kept),
            )

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

    def evidence_of_walk(self, walk_id: int) -> list[tuple[int, RoundTrip]]:
        """Return what a diagnosis looks at of a walk's round trips, oldest first.

        Each has its number, by which ``with_numbers`` returns the whole of it.
        """
        return self._evidence(_EVIDENCE_OF_WALK, walk_id=walk_id)

    def evidence_of_connection(self, connection_id: int) -> list[tuple[int, RoundTrip]]:
        """Return what a diagnosis looks at of a connection's round trips, oldest first."""
        return self._evidence(_EVIDENCE_OF_CONNECTION, connection_id=connection_id)

    def token_traffic_of(self, connection_id: int) -> list[tuple[int, RoundTrip]]:
        """Return the same of what was said about its tokens, and of nothing else."""
        return self._evidence(_TOKEN_TRAFFIC, connection_id=connection_id)

    def connections_gone_wrong(self) -> list[tuple[int, int]]:
        """Return the connections of which anything on record may be a failure.

        Each with the number of the newest round trip that may be one, and the one whose is
        the newest first. Whether it is one is for a diagnosis to say; of all others nothing
        need be read.
        """
        return [
            (connection_id, newest)
            for connection_id, newest in self._session.execute(_GONE_WRONG)
        ]

    def outlines_of_walk(self, walk_id: int) -> tuple[RoundTripOutline, ...]:
        """Return what a page lists of a walk's round trips, oldest first."""
        rows = self._session.execute(_OUTLINES_OF_WALK, {"walk_id": walk_id})
        return tuple(RoundTripOutline(*row) for row in rows.all())

    def with_numbers(self, numbers: Sequence[int]) -> list[tuple[int, RoundTrip]]:
        """Return the whole of the round trips that have these numbers, oldest first."""
        if not numbers:
            return []
        rows = self._session.execute(_WITH_NUMBERS, {"numbers": numbers})
        return [
            (
                number,
                RoundTrip(
                    elapsed=timedelta(microseconds=elapsed_us),
                    private_body=self._private_body(number, sealed),
                    **dict(zip(_PLAIN, plain, strict=True)),
                ),
            )
            for number, elapsed_us, sealed, *plain in rows
        ]

    def prune(self, connection_id: int, *, now: datetime) -> int:
        """Delete what is past the last 200 or past 90 days; refusals and losses stay.

        A walk's own stay for as long as the walk, however far its clock is moved. How
        many were deleted is returned.
        """
        result = self._session.execute(
            delete(StoredRoundTrip).where(_is_past(connection_id, now))
        )
        self._session.commit()
        return cast("CursorResult[object]", result).rowcount

    def count_past(self, connection_id: int, *, now: datetime) -> int:
        """Return how many `prune` would delete."""
        query = select(func.count(StoredRoundTrip.id)).where(
            _is_past(connection_id, now)
        )
        return self._session.execute(query).scalar_one()

    def _give_up(self, error: Exception, connection_id: int | None) -> None:
        self._session.rollback()
        log.warning(
            "round trips could not be stored",
            error=type(error).__name__,
            connection=connection_id,
        )

    def _add(
        self, item: RoundTrip, walk_id: int | None, connection_id: int | None
    ) -> StoredRoundTrip:
        row = StoredRoundTrip(**_row(item, walk_id, connection_id))
        self._session.add(row)
        if item.private_body is not None:
            self._session.flush()
            body = item.private_body.reveal()[:LARGEST_BODY]
            self._sealer.seal(row, "sealed_private_body", Secret(body))
        return row

    def _overfull(self, connection_ids: set[int], now: datetime) -> list[int]:
        """Return those of which more is kept than there should be."""
        wanted = {"connection_ids": list(connection_ids), "oldest": now - KEPT_FOR}
        return list(self._session.execute(_OVERFULL, wanted).scalars())

    def _evidence(
        self, query: Select[Any], **wanted: int
    ) -> list[tuple[int, RoundTrip]]:
        return [
            (
                number,
                RoundTrip(
                    elapsed=timedelta(microseconds=elapsed_us),
                    **dict(zip(_EVIDENCE, plain, strict=True)),
                ),
            )
            for number, elapsed_us, *plain in self._session.execute(query, wanted).all()
        ]

    def _private_body(self, number: int, sealed: bytes | None) -> Secret | None:
        if sealed is None:
            return None
        return self._sealer.vault.unseal(sealed, place=_body_place(number))


def _is_past(connection_id: int, now: datetime) -> ColumnElement[bool]:
    """Whether a connection's round trip is too old to be kept, or one too many."""
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
    return and_(
        StoredRoundTrip.connection_id == connection_id,
        went_well,
        StoredRoundTrip.walk_id.is_(None),
        StoredRoundTrip.id.not_in(newest)
        | (StoredRoundTrip.started_at < now - KEPT_FOR),
    )


def _row(
    item: RoundTrip, walk_id: int | None, connection_id: int | None
) -> dict[str, Any]:
    return {
        "walk_id": walk_id,
        "connection_id": connection_id,
        "elapsed_us": round(item.elapsed.total_seconds() * 1_000_000),
        **{name: getattr(item, name) for name in _PLAIN},
    }


def _body_place(row_id: int) -> str:
    return f"{StoredRoundTrip.__tablename__}/{row_id}/sealed_private_body"
