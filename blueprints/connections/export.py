"""A connection's facts for somebody else's eyes: fingerprints and times, no secret."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from blueprints.connections.debts import settled_as
from blueprints.connections.record import ConnectionRecord, summarise_record
from blueprints.services import Services
from grantlab.protocol.round_trip import RoundTrip
from grantlab.store.models import RefreshAttempt, RevocationDebt, TokenGeneration

FORMAT = "grantlab-connection"
VERSION = 1


def export_record(record: ConnectionRecord, parts: Services) -> dict[str, Any]:
    """Return everything about a connection that is no secret and names no company.

    Of round trips only the outlines are told: what stands in a body is nobody's to
    foresee, even redacted.

    Source: L705.
    """
    connection = record.connection
    summary = summarise_record(record, parts)
    numbers = {item.id: item.number for item in record.generations}
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": _moment(record.now),
        "connection": connection.id,
        "environment": connection.environment,
        "client_id": connection.client_id,
        "scopes": list(connection.scopes),
        "consent": connection.consent,
        "consented_at": _moment(connection.consented_at),
        "verified_at": _moment(connection.verified_at),
        "verified_by": connection.verified_by,
        "refused_at": _moment(connection.refused_at),
        "unanswered_at": _moment(connection.unanswered_at),
        "revoked_at": _moment(connection.revoked_at),
        "keep_warm": connection.keep_warm,
        "health": summary.health,
        "because": summary.because,
        "pairs": [_pair(item, numbers, record) for item in record.generations],
        "refreshes": [_attempt(item, numbers) for item in record.journal],
        "debts": [_debt(item) for item in record.debts],
        "round_trips": [_outline(item) for item in record.round_trips],
    }


def _pair(
    item: TokenGeneration, numbers: Mapping[int, int], record: ConnectionRecord
) -> dict[str, Any]:
    return {
        "number": item.number,
        "consent": item.consent,
        "origin": item.origin,
        "from": numbers.get(item.parent_id or 0),
        "asked_by": item.asked_by,
        "received_at": _moment(item.received_at),
        "issued_at": _moment(item.issued_at),
        "access_token": item.access_fingerprint or None,
        "access_expires_at": _moment(item.access_expires_at),
        "refresh_token": item.refresh_fingerprint,
        "refresh_expires_at": _moment(item.refresh_expires_at),
        "hard_expires_at": _moment(item.hard_expires_at),
        "superseded_at": _moment(item.superseded_at),
        "is_current": item is record.current,
        "is_wiped": item.is_wiped,
        "oddities": list(item.oddities),
    }


def _attempt(item: RefreshAttempt, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {
        "claim": item.claim,
        "asked_by": item.asked_by,
        "sent": item.sent_fingerprint,
        "sent_of_pair": numbers.get(item.sent_generation_id),
        "started_at": _moment(item.started_at),
        "finished_at": _moment(item.finished_at),
        "outcome": item.outcome,
        "error": item.error,
        "pair": numbers.get(item.generation_id or 0),
    }


def _debt(item: RevocationDebt) -> dict[str, Any]:
    return {
        "refresh_token": item.token_fingerprint,
        "settled": settled_as(item),
        "recorded_at": _moment(item.recorded_at),
        "tries": item.tries,
        "problem": item.last_problem,
        "paid_at": _moment(item.paid_at),
    }


def _outline(item: RoundTrip) -> dict[str, Any]:
    return {
        "purpose": item.purpose,
        "method": item.method,
        "started_at": _moment(item.started_at),
        "status": item.status,
        "failure": item.failure,
        "elapsed_ms": round(item.elapsed.total_seconds() * 1000),
        "sent_on_purpose": item.sent_on_purpose,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
