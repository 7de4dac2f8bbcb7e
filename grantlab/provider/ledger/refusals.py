"""Keeping refusals, each with the reason that the wire was not told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from grantlab.protocol.secret import fingerprint_of
from grantlab.protocol.shapes import recognise
from grantlab.provider.call import Call
from grantlab.provider.refusals import Endpoint, Reason, Refusal
from grantlab.provider.schema import refusal as table

_ADD = insert(table)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRefusal:
    """One no, as the ledger keeps it."""

    id: int
    at: datetime
    intuit_tid: str
    endpoint: Endpoint
    status: int
    error: str
    reason: Reason
    client_id: str | None
    """Whose keys came with the request; ``None`` when none were recognised."""

    fingerprint: str | None
    """Of the code or token presented; ``None`` when none had a known shape."""

    chain_id: int | None


class RefusalLedger:
    """The refusals, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        refusal: Refusal,
        *,
        call: Call,
        endpoint: Endpoint,
        client_id: str | None = None,
        presented: str = "",
        chain_id: int | None = None,
    ) -> Refusal:
        """Keep one refusal and give it back; of what was presented a fingerprint stays."""
        known = recognise(presented) is not None
        self._connection.execute(
            _ADD,
            {
                "at": call.at,
                "intuit_tid": call.intuit_tid,
                "endpoint": endpoint,
                "status": refusal.status,
                "error": refusal.error,
                "reason": refusal.reason,
                "client_id": client_id,
                "fingerprint": fingerprint_of(presented) if known else None,
                "chain_id": chain_id,
            },
        )
        return refusal

    def all(self) -> tuple[RecordedRefusal, ...]:
        """Return every refusal, the oldest first."""
        rows = self._connection.execute(select(table).order_by(table.c.id)).mappings()
        return tuple(_recorded_refusal(row) for row in rows)

    def newest(self, limit: int) -> tuple[RecordedRefusal, ...]:
        """Return so many refusals, the oldest of them first."""
        query = select(table).order_by(table.c.id.desc()).limit(limit)
        rows = self._connection.execute(query).mappings().all()
        return tuple(_recorded_refusal(row) for row in reversed(rows))


def _recorded_refusal(row: RowMapping) -> RecordedRefusal:
    return RecordedRefusal(
        **{
            **row,
            "endpoint": Endpoint(row["endpoint"]),
            "reason": Reason(row["reason"]),
        }
    )
