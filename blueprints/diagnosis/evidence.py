"""The checklist of one stored connection, from everything that is on record about it."""

from dataclasses import replace

from blueprints.connections.record import ConnectionRecord
from blueprints.evidence import gather
from blueprints.services import Services
from grantlab.diagnosis.checklist import Checklist, build_checklist


def examine(
    record: ConnectionRecord, parts: Services, *, number: int | None
) -> Checklist:
    """Return the checklist for the refusal with this number, or for the latest one."""
    evidence = gather(
        record.connection.environment,
        round_trips=record.round_trips,
        generations=record.generations,
        attempts=record.journal,
        now=record.now,
        parts=parts,
    )
    if number is not None:
        numbers = [own for own, _ in record.numbered]
        evidence = replace(evidence, refused_at=numbers.index(number))
    return build_checklist(evidence)
