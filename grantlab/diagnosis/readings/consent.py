"""The authorization that a refused exchange belongs to."""

from collections.abc import Iterable

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.requests import (
    parameter_of,
    sent_code,
    value_of,
    values_of,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip


def find_response(evidence: Evidence) -> RoundTrip | None:
    """Return the redirect back that brought the code of the refused exchange.

    Where none brought that very code, the latest one before the exchange is meant.
    """
    return _response_with(value_of(evidence.refusal, "code"), evidence.earlier)


def find_request(evidence: Evidence) -> RoundTrip | None:
    """Return the authorization request that the response answers, by its ``state``.

    Spec: RFC 6749 §4.1.2, ``state``.
    """
    return request_of(find_response(evidence), evidence)


def request_of(response: RoundTrip | None, evidence: Evidence) -> RoundTrip | None:
    """Return the authorization request of a redirect back; the latest without one."""
    requests = _of(evidence.earlier, Purpose.AUTHORIZATION_REQUEST)
    state = None if response is None else parameter_of(response, "state")
    for request in requests:
        if state is not None and parameter_of(request, "state") == state:
            return request
    return next(iter(requests), None)


def find_consent(evidence: Evidence, family: tuple[Received, ...]) -> RoundTrip | None:
    """Return the authorization request that a family of tokens came of."""
    exchange = find_exchange(family)
    code = None if exchange is None else value_of(exchange, "code")
    if code is None:
        return None
    response = _response_with(code, evidence.earlier)
    if response is None or code not in brought_codes(response):
        return None
    return request_of(response, evidence)


def find_exchange(family: tuple[Received, ...]) -> RoundTrip | None:
    """Return the exchange that gave the first pair of a family, if it is on record."""
    answer = family[0].answer if family else None
    return answer if answer and answer.purpose is Purpose.EXCHANGE else None


def _response_with(
    code: str | None, round_trips: tuple[RoundTrip, ...]
) -> RoundTrip | None:
    responses = _of(round_trips, Purpose.AUTHORIZATION_RESPONSE)
    for response in responses:
        if code is not None and code in brought_codes(response):
            return response
    return next(iter(responses), None)


def authorized_redirect_uri(evidence: Evidence) -> str | None:
    """Return the ``redirect_uri`` of the authorization request."""
    return _of_request(evidence, "redirect_uri")


def authorized_client_id(evidence: Evidence) -> str | None:
    """Return the ``client_id`` of the authorization request."""
    return _of_request(evidence, "client_id")


def brought_codes(response: RoundTrip) -> tuple[str, ...]:
    """Return every value that a redirect back carried as ``code``, in order."""
    return tuple(value for name, value in response.query if name == "code")


def sent_codes(evidence: Evidence) -> tuple[str, ...]:
    """Return every value that the refused exchange carried as ``code``, in order."""
    return values_of(evidence.refusal, "code")


def exchanges_of(code: str, round_trips: Iterable[RoundTrip]) -> tuple[RoundTrip, ...]:
    """Return the exchanges that carried one code, oldest first."""
    return tuple(
        round_trip
        for round_trip in round_trips
        if round_trip.purpose is Purpose.EXCHANGE and sent_code(round_trip) == code
    )


def _of(round_trips: tuple[RoundTrip, ...], purpose: Purpose) -> list[RoundTrip]:
    return [one for one in reversed(round_trips) if one.purpose is purpose]


def _of_request(evidence: Evidence, name: str) -> str | None:
    request = find_request(evidence)
    return None if request is None else parameter_of(request, name)
