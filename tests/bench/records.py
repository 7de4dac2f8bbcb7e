"""A record as long as none is kept, to see how the time of a diagnosis grows."""

from dataclasses import replace
from statistics import median
from time import process_time
from urllib.parse import unquote_plus

from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from tests.unit.diagnosis.builders import (
    api_call,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    generation,
    refresh,
)

ROUND_TRIPS = 10_000
TIMES = 11
APART = 30
"""Minutes from one request to the next."""


def measure_record(count: int = ROUND_TRIPS, *, times: int = TIMES) -> float:
    """Return the seconds of a processor from the record to the verdict; a median."""
    record = long_record(count)
    return median(_measure_once(record) for _ in range(times))


def long_record(count: int) -> Evidence:
    """Return a connection that calls and refreshes in turn, until an old value is sent."""
    round_trips = [
        authorization_request(),
        authorization_response(),
        exchange(gives="1"),
    ]
    generations = [generation(1, 0)]
    while len(round_trips) < count - 1:
        minutes, newest = len(round_trips) * APART, len(generations)
        if len(round_trips) % 2:
            round_trips.append(api_call(f"A{newest}", minutes))
            continue
        sent = refresh(f"R{newest}", minutes, gives=str(newest + 1))
        # As it is stored, marks are not encoded.
        body = unquote_plus(sent.request_body)
        round_trips.append(replace(sent, request_body=body))
        generations.append(generation(newest + 1, minutes))
    round_trips.append(refresh("R1", count * APART))
    return evidence(*round_trips, generations=tuple(generations), attempts=())


def _measure_once(record: Evidence) -> float:
    # What was read of it once must not help the next time.
    anew = replace(record)
    began = process_time()
    diagnose_evidence(anew)
    return process_time() - began
