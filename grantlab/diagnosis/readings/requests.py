"""What one recorded round trip says, taken alone."""

import json
from enum import StrEnum
from http import HTTPStatus

from grantlab.protocol.marks import find_marks
from grantlab.protocol.round_trip import Purpose, RoundTrip

TOKEN_REQUESTS = frozenset({Purpose.EXCHANGE, Purpose.REFRESH})
API_CALLS = frozenset({Purpose.COMPANY_INFO, Purpose.USERINFO})


class Answer(StrEnum):
    """What kind of no the token endpoint said."""

    GRANT_REFUSED = "grant-refused"
    """The code or refresh token was looked at and not accepted."""

    CLIENT_REFUSED = "client-refused"
    """The client's credentials were not accepted; the grant was not looked at."""

    REQUEST_REFUSED = "request-refused"
    """The form of the request was not accepted."""

    SERVICE_FAILED = "service-failed"
    """The service failed, was busy, or did not answer."""


def read_answer(round_trip: RoundTrip) -> Answer:
    """Return what kind of no a refused token request met.

    A refusal whose body cannot be read counts as one of the grant, because that is
    what must then still be explained.

    Spec: RFC 6749 §5.2. Source: the wire facts on errors of the token endpoint.
    """
    status, error = round_trip.status, error_of(round_trip)
    if status is None or is_busy(round_trip) or has_failed(round_trip):
        return Answer.SERVICE_FAILED
    if error == "invalid_client" or (
        error is None and status == HTTPStatus.UNAUTHORIZED
    ):
        return Answer.CLIENT_REFUSED
    if error not in {None, "invalid_grant"}:
        return Answer.REQUEST_REFUSED
    return Answer.GRANT_REFUSED


def is_busy(round_trip: RoundTrip) -> bool:
    """Whether the service answered that too much was asked of it."""
    return round_trip.status == HTTPStatus.TOO_MANY_REQUESTS


def has_failed(round_trip: RoundTrip) -> bool:
    """Whether the service answered that it had failed itself."""
    status = round_trip.status
    return status is not None and status >= HTTPStatus.INTERNAL_SERVER_ERROR


def is_unanswered(round_trip: RoundTrip) -> bool:
    """Whether the service may have acted without our learning how."""
    return round_trip.status is None or has_failed(round_trip)


def is_success(round_trip: RoundTrip) -> bool:
    """Whether an answer came and was a good one."""
    status = round_trip.status
    return status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def error_of(round_trip: RoundTrip) -> str | None:
    """Return the error code of an error response."""
    return _text(round_trip, "error")


def description_of(round_trip: RoundTrip) -> str | None:
    """Return the description of an error response."""
    return _text(round_trip, "error_description")


def values_of(round_trip: RoundTrip, name: str) -> tuple[str, ...]:
    """Return every value that a form parameter was sent with, in order."""
    return tuple(value for key, value in round_trip.form if key == name)


def value_of(round_trip: RoundTrip, name: str) -> str | None:
    """Return the value of a form parameter, or ``None`` if it was not sent."""
    return next(iter(values_of(round_trip, name)), None)


def client_id_of(round_trip: RoundTrip) -> str | None:
    """Return whose credentials a request carried, in its header or in its form."""
    return round_trip.client_id or value_of(round_trip, "client_id")


def fingerprint_in(text: str | None) -> str | None:
    """Return the fingerprint of the first mark in a text."""
    marks = find_marks(text or "")
    return marks[0].fingerprint if marks else None


def sent_refresh_token(round_trip: RoundTrip) -> str | None:
    """Return the fingerprint of the refresh token that a refresh carried."""
    return fingerprint_in(value_of(round_trip, "refresh_token"))


def sent_code(round_trip: RoundTrip) -> str | None:
    """Return the fingerprint of the code that an exchange carried."""
    return fingerprint_in(value_of(round_trip, "code"))


def bearer_of(round_trip: RoundTrip) -> str | None:
    """Return the fingerprint of what an API call carried as its access token."""
    return fingerprint_in(round_trip.request_header("authorization"))


def revoked_token(round_trip: RoundTrip) -> str | None:
    """Return the fingerprint of the token that a revocation named.

    Source: the wire facts on revocation: a JSON body, or the form of RFC 7009 §2.1.
    """
    named = value_of(round_trip, "token") or members_of(round_trip.request_body).get(
        "token"
    )
    return fingerprint_in(named) if isinstance(named, str) else None


def members_of(body: str) -> dict[str, object]:
    """Return the members of a JSON object; none if the body is anything else."""
    try:
        members = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) else {}


def _text(round_trip: RoundTrip, member: str) -> str | None:
    value = members_of(round_trip.response_body).get(member)
    return value if isinstance(value, str) else None
