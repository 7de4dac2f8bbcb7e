"""A connection as a command prints it: names, moments and fingerprints, never a value."""

from datetime import datetime
from typing import Any

from blueprints.connections.record import ConnectionRecord, summarise_record
from blueprints.connections.summary import ConnectionSummary
from blueprints.moments import relative
from blueprints.services import Services


def as_text(summary: ConnectionSummary) -> str:
    """Return the line of a list; it names the connection by number, not by company."""
    deadline = summary.next_deadline
    coming = "-"
    if deadline is not None and deadline.at is not None:
        coming = f"{deadline.name} {relative(deadline.at, summary.now)}"
    ends = _moment(summary.ends_at) or "-"
    return "\t".join(
        (str(summary.number), summary.environment, summary.health, ends, coming)
    )


def as_members(summary: ConnectionSummary) -> dict[str, Any]:
    """Return what a list tells of one connection, for its owner's own programs."""
    return {
        "connection": summary.number,
        "company": summary.company,
        "environment": summary.environment,
        "health": summary.health,
        "because": summary.because,
        "ends_at": _moment(summary.ends_at),
        "deadlines": {item.name: _moment(item.at) for item in summary.deadlines},
    }


def tell_record(record: ConnectionRecord, parts: Services) -> dict[str, Any]:
    """Return everything about one connection that is no secret."""
    numbers = {item.id: item.number for item in record.generations}
    claims = {item.id: item.claim for item in record.journal}
    return {
        **as_members(summarise_record(record, parts)),
        "scopes": list(record.connection.scopes),
        "consented_at": _moment(record.connection.consented_at),
        "verified_by": record.connection.verified_by,
        "keep_warm": record.connection.keep_warm,
        "unanswered_refreshes": record.connection.unanswered_count,
        "retry_at": _moment(record.connection.retry_at),
        "pairs": [
            {
                "number": item.number,
                "access_token": item.access_fingerprint,
                "refresh_token": item.refresh_fingerprint,
                "from": numbers.get(item.parent_id or 0),
                "asked_by": item.asked_by,
                "received_at": _moment(item.received_at),
                "is_current": item is record.current,
            }
            for item in record.generations
        ],
        "refreshes": [
            {
                "claim": item.claim,
                "asked_by": item.asked_by,
                "sent": item.sent_fingerprint,
                "started_at": _moment(item.started_at),
                "outcome": item.outcome,
                "pair": numbers.get(item.generation_id or 0),
                "resolves": claims.get(item.resolves_id or 0),
            }
            for item in record.journal
        ],
        "round_trips": len(record.numbered),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
