"""Everything that is on record about a connection, as the diagnosis wants it."""

from collections.abc import Iterable
from datetime import datetime

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import AttemptFact, GenerationFact, KeyPairName, Outcome
from grantlab.protocol.round_trip import RoundTrip
from grantlab.store.models import RefreshAttempt, TokenGeneration


def gather_evidence(
    *,
    round_trips: tuple[RoundTrip, ...],
    generations: Iterable[TokenGeneration],
    attempts: Iterable[RefreshAttempt],
    key_pairs: tuple[KeyPairName, ...],
    registered_redirect_uris: tuple[str, ...] | None,
    record_is_whole: bool,
    now: datetime,
) -> Evidence:
    """Return the evidence of one connection or walk; what is not known is ``None``."""
    kept = tuple(generations)
    fingerprint_by_id = {item.id: item.refresh_fingerprint for item in kept}
    number_by_id = {item.id: item.number for item in kept}
    return Evidence(
        now=now,
        round_trips=round_trips,
        record_is_whole=record_is_whole,
        registered_redirect_uris=registered_redirect_uris,
        key_pairs=key_pairs,
        generations=tuple(
            _generation_fact(item, fingerprint_by_id.get(item.parent_id or 0))
            for item in kept
        ),
        attempts=tuple(
            _attempt_fact(item, number_by_id.get(item.generation_id or 0))
            for item in attempts
        ),
    )


def _generation_fact(
    row: TokenGeneration, sent_fingerprint: str | None
) -> GenerationFact:
    return GenerationFact(
        number=row.number,
        refresh_fingerprint=row.refresh_fingerprint,
        access_fingerprint=row.access_fingerprint,
        received_at=row.received_at,
        access_expires_at=row.access_expires_at,
        refresh_expires_at=row.refresh_expires_at,
        hard_expires_at=row.hard_expires_at,
        stored_at=row.received_at,
        sent_fingerprint=sent_fingerprint,
    )


def _attempt_fact(row: RefreshAttempt, generation: int | None) -> AttemptFact:
    return AttemptFact(
        claim=row.claim,
        asked_by=row.asked_by,
        started_at=row.started_at,
        sent_fingerprint=row.sent_fingerprint,
        outcome=None if row.outcome is None else Outcome(row.outcome.value),
        generation=generation,
    )
