"""A check's record as plain text: what was done, seen and expected, and what passed."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from grantlab.diagnosis.readings.requests import error_of
from grantlab.diagnosis.wording import moment
from grantlab.protocol.round_trip import TELLING_HEADERS, Pairs, RoundTrip
from grantlab.verification.reports.wording import MANNERS
from grantlab.verification.results import Entry

LONGEST_BODY = 4_000
"""Characters of a body; the file of the run has all of it."""


def record_lines(record: tuple[Entry, ...]) -> Iterator[str]:
    """Yield a line for each entry; round trips are numbered, and in brief."""
    number = 0
    for entry in record:
        if isinstance(entry, RoundTrip):
            number += 1
            yield f"  [{number}] {brief_words(entry)}"
        else:
            yield f"{MANNERS[entry.manner]}: {entry.words}"


def wire_lines(record: tuple[Entry, ...]) -> Iterator[str]:
    """Yield every round trip as it was on the wire, under the number that it has above."""
    trips = [entry for entry in record if isinstance(entry, RoundTrip)]
    for number, trip in enumerate(trips, start=1):
        if number > 1:
            yield ""
        yield f"[{number}] {moment(trip.started_at)}, {milliseconds(trip.elapsed)}"
        yield from exchange_lines(trip)


def exchange_lines(trip: RoundTrip) -> Iterator[str]:
    """Yield one request and its answer, with the headers that tell something."""
    yield f"{trip.method} {trip.url}"
    yield from _message(trip.request_headers, trip.request_body)
    yield ""
    if trip.status is None:
        yield f"No answer: {trip.failure or 'the reason was not recorded'}."
    else:
        yield f"{trip.status} {trip.reason}".rstrip()
        yield from _message(trip.response_headers, trip.response_body)


def brief_words(trip: RoundTrip) -> str:
    """Return a round trip in one line: what was asked, and what came of it."""
    return f"{trip.method} {urlsplit(trip.url).path} → {_came(trip)}"


def milliseconds(elapsed: timedelta) -> str:
    """Return how long the machine took for something."""
    return f"{elapsed / timedelta(milliseconds=1):.1f} ms"


def _came(trip: RoundTrip) -> str:
    if trip.status is None:
        return f"no answer: {trip.failure or 'the reason was not recorded'}"
    words = f"{trip.status} {trip.reason}".rstrip()
    error = error_of(trip)
    return words if error is None else f"{words}, {error}"


def _message(headers: Pairs, body: str) -> Iterator[str]:
    for name, value in headers:
        if name.lower() in TELLING_HEADERS:
            yield f"{name}: {value}"
    if body:
        yield ""
        yield body[:LONGEST_BODY]
    if len(body) > LONGEST_BODY:
        yield f"… {len(body) - LONGEST_BODY:,} more characters"
