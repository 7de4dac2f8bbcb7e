"""What is on record, in the members that a paste is understood in.

A value of a record has no place and no length; both are ``null``.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.readings.faults import read_fault
from grantlab.diagnosis.readings.requests import API_CALLS, is_success, is_unanswered
from grantlab.pastes.understood import Field, Happened, Look, Where
from grantlab.protocol.round_trip import FRONT_CHANNEL, Purpose, RoundTrip

_NOTHING_HAPPENED = FRONT_CHANNEL | {Purpose.METADATA, Purpose.JWKS}


def record_members(evidence: Evidence) -> dict[str, object]:
    """Return what is on record as ``understood`` of the JSON has it."""
    round_trips = evidence.round_trips
    return {
        "length": None,
        "refusal": None,
        "libraries": [],
        "statuses": _once(str(one.status) for one in round_trips if one.status),
        "fault_codes": _once(
            read_fault(one.response_body).code
            for one in round_trips
            if one.purpose in API_CALLS and one.refused
        ),
        "intuit_tids": _once(one.intuit_tid for one in round_trips),
        "client_ids": _once(one.client_id for one in round_trips),
        "realm_ids": [],
        "hosts": _once(urlsplit(one.url).hostname for one in round_trips),
        "values": list(_values(evidence)),
        "redirect_uris": [
            {"uri": uri, "where": Where.REGISTERED, "has_query": "?" in uri}
            for uri in evidence.registered_redirect_uris or ()
        ],
        "events": [
            {
                "at": one.started_at.isoformat(),
                "has_zone": True,
                "happened": _happened(one),
                "place": None,
            }
            for one in round_trips
            if one.purpose not in _NOTHING_HAPPENED
        ],
        "unanswered": None,
        "signs": [],
    }


def _once(found: Iterator[str | None]) -> list[str]:
    return [text for text in dict.fromkeys(found) if text]


def _values(evidence: Evidence) -> Iterator[dict[str, object]]:
    """Yield the refresh tokens that were received, each once, in the order of receipt."""
    ends = {one.refresh: one.refresh_expires_at for one in evidence.received}
    for number, (fingerprint, expires_at) in enumerate(ends.items(), start=1):
        yield {
            "number": number,
            "field": Field.REFRESH_TOKEN,
            "look": Look.SHAPED,
            "length": None,
            "fingerprint": fingerprint,
            "expires_at": None if expires_at is None else expires_at.isoformat(),
            "place": None,
        }


def _happened(item: RoundTrip) -> Happened:
    if is_success(item):
        return Happened.SUCCEEDED
    if is_unanswered(item):
        return Happened.FAILED
    return Happened.UNAUTHORIZED if item.purpose in API_CALLS else Happened.REFUSED
