"""What the client itself did that ends a family of tokens."""

from dataclasses import dataclass

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.readings.consent import exchanges_of, find_exchange
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.requests import (
    Answer,
    client_id_of,
    is_success,
    is_unanswered,
    read_answer,
    revoked_token,
    sent_code,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip


def revocations_of(
    evidence: Evidence, family: tuple[Received, ...], sent: str | None
) -> tuple[RoundTrip, ...]:
    """Return our own revocations of a family of tokens that the service did not refuse."""
    revocations = [
        round_trip
        for round_trip in evidence.earlier
        if round_trip.purpose is Purpose.REVOCATION
        and (is_success(round_trip) or is_unanswered(round_trip))
    ]
    if not revocations:
        return ()
    tokens = {
        sent,
        *(pair.refresh for pair in family),
        *(pair.access for pair in family),
    }
    return tuple(
        round_trip
        for round_trip in revocations
        if (token := revoked_token(round_trip)) is not None and token in tokens
    )


@dataclass(frozen=True, slots=True)
class CodeUse:
    """How the code that a family of tokens came of was used."""

    code: str
    first: RoundTrip
    """The exchange that gave the first pair."""

    again: tuple[RoundTrip, ...]
    """Later exchanges of the same code that gave nothing."""


def find_code_use(
    family: tuple[Received, ...], round_trips: tuple[RoundTrip, ...]
) -> CodeUse | None:
    """Return how the code of a family's consent was used, if its exchange is on record.

    A second use is left out when a refresh worked after it: then it ended nothing.
    """
    first = find_exchange(family)
    code = None if first is None else sent_code(first)
    if first is None or code is None:
        return None
    again = tuple(
        one
        for one in exchanges_of(code, round_trips)
        if one is not first
        and one.started_at >= first.started_at
        and _counts_as_use(one, first)
        and not _outlived(family, one)
    )
    return CodeUse(code, first, again)


def _counts_as_use(second: RoundTrip, first: RoundTrip) -> bool:
    """Whether the service may have seen a second use: by the same client, and judged."""
    is_same_client = client_id_of(second) == client_id_of(first)
    is_judged = read_answer(second) in {Answer.GRANT_REFUSED, Answer.SERVICE_FAILED}
    return is_same_client and not is_success(second) and is_judged


def _outlived(family: tuple[Received, ...], second_use: RoundTrip) -> bool:
    return any(pair.received_at > second_use.started_at for pair in family[1:])
