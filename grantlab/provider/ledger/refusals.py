"""Keeping refusals, each with the reason that the wire was not told."""

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection, Row

from grantlab.protocol.secret import fingerprint_of
from grantlab.protocol.shapes import recognise
from grantlab.provider.call import Call
from grantlab.provider.columns import keep_moment, read_moment
from grantlab.provider.refusals import Endpoint, Reason, Refusal

_ADD = """
INSERT INTO refusal (
    at, intuit_tid, endpoint, status, error, reason, client_id, fingerprint, chain_id
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ALL = "SELECT * FROM refusal ORDER BY id"
_NEWEST = "SELECT * FROM refusal ORDER BY id DESC LIMIT ?"


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
            (
                keep_moment(call.at),
                call.intuit_tid,
                endpoint,
                refusal.status,
                refusal.error,
                refusal.reason,
                client_id,
                fingerprint_of(presented) if known else None,
                chain_id,
            ),
        )
        return refusal

    def all(self) -> tuple[RecordedRefusal, ...]:
        """Return every refusal, the oldest first."""
        rows = self._connection.execute(_ALL)
        return tuple(_recorded_refusal(row) for row in rows)

    def newest(self, limit: int) -> tuple[RecordedRefusal, ...]:
        """Return so many refusals, the oldest of them first."""
        rows = self._connection.execute(_NEWEST, (limit,)).fetchall()
        return tuple(_recorded_refusal(row) for row in reversed(rows))


def _recorded_refusal(row: Row) -> RecordedRefusal:
    return RecordedRefusal(
        id=row["id"],
        at=read_moment(row["at"]),
        intuit_tid=row["intuit_tid"],
        endpoint=Endpoint(row["endpoint"]),
        status=row["status"],
        error=row["error"],
        reason=Reason(row["reason"]),
        client_id=row["client_id"],
        fingerprint=row["fingerprint"],
        chain_id=row["chain_id"],
    )
