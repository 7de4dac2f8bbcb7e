"""What is on record about one stored connection, for its checklist and its report."""

from dataclasses import replace

from blueprints.connections.record import ConnectionRecord
from blueprints.diagnosis.refusals import Refusal
from blueprints.evidence import gather
from blueprints.services import Services
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.reports.support import MOST_REQUESTS, is_for_support


def evidence_of(
    record: ConnectionRecord, parts: Services, *, refusal: Refusal | None
) -> Evidence:
    """Return the evidence for a refusal; ``None`` when nothing was refused."""
    evidence = gather(
        record.connection.environment,
        round_trips=record.round_trips,
        generations=record.generations,
        attempts=record.journal,
        now=record.now,
        parts=parts,
    )
    if refusal is None:
        return evidence
    numbers = [own for own, _ in record.numbered]
    return replace(evidence, refused_at=numbers.index(refusal.number))


def with_headers(
    evidence: Evidence, record: ConnectionRecord, parts: Services
) -> Evidence:
    """Return the evidence with the answers' headers of the last requests that failed.

    A diagnosis looks at none; Intuit's support asks for one of them.
    """
    failed = [own for own, item in record.numbered if is_for_support(item)]
    wanted = failed[-MOST_REQUESTS:]
    if evidence.position is not None:
        wanted.append(record.numbered[evidence.position][0])
    whole = dict(parts.round_trips.with_numbers(wanted))
    return replace(
        evidence,
        round_trips=tuple(whole.get(own, item) for own, item in record.numbered),
    )
