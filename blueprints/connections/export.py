"""A connection's facts for somebody else's eyes: an evidence file, without a secret."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from blueprints.connections.debts import settled_as
from blueprints.connections.record import ConnectionRecord, summarise_record
from blueprints.connections.store_facts import store_facts_of
from blueprints.evidence import gather
from blueprints.services import Services
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.evidence_file.file import EvidenceFile, write_evidence
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.store.models import RefreshAttempt, RevocationDebt, TokenGeneration

_OF_COMPANIES = frozenset({Purpose.COMPANY_INFO, Purpose.USERINFO})
"""What is exported as a diagnosis knows it: the answers are not opened."""


def export_record(record: ConnectionRecord, parts: Services) -> dict[str, Any]:
    """Return everything about a connection that is no secret and names no company.

    The first members are what the desk opens again. The others tell the same to people,
    and some more.

    Source: L705; docs/evidence-file.md.
    """
    connection = record.connection
    summary = summarise_record(record, parts)
    numbers = {item.id: item.number for item in record.generations}
    file = EvidenceFile(
        exported_at=record.now,
        connection=connection.id,
        environment=connection.environment,
        client_id=connection.client_id,
        store=store_facts_of(record, parts),
        evidence=_evidence(record, parts),
    )
    return {
        **write_evidence(file),
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
    }


def _evidence(record: ConnectionRecord, parts: Services) -> Evidence:
    """Return the evidence with the headers of answers, by which support finds a request."""
    asked = [no for no, item in record.numbered if item.purpose not in _OF_COMPANIES]
    whole: dict[int, RoundTrip] = dict(parts.round_trips.with_numbers(asked))
    return gather(
        record.connection.environment,
        round_trips=tuple(whole.get(no, item) for no, item in record.numbered),
        generations=record.generations,
        attempts=record.journal,
        now=record.now,
        parts=parts,
    )


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


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
