"""What one recorded round trip says, taken alone."""

import json
import re
from enum import StrEnum
from http import HTTPStatus

from grantlab.diagnosis.readings.faults import THROTTLED, read_fault
from grantlab.protocol.marks import find_mark
from grantlab.protocol.round_trip import FRONT_CHANNEL, Purpose, RoundTrip

# As redaction writes them: a long record is read in the time that parsing a part would take.
_BROUGHT = {
    name: re.compile(rf'"{name}"\s*:\s*"‹{name} ([0-9a-f]{{12}})›"')
    for name in ("refresh_token", "access_token")
}
_LIFETIME = re.compile(
    r'"(expires_in|x_refresh_token_expires_in|x_refresh_token_hard_expires_in)"'
    r"\s*:\s*(\d{1,18})\s*[,}]"
)


def _first_sent(name: str) -> re.Pattern[str]:
    """Return a pattern for the first value of a form parameter, and its mark if it has one."""
    mark = rf"(?:‹{name} |%E2%80%B9{name}(?:\+|%20))([0-9a-f]{{12}})"
    return re.compile(rf"(?:^|&){name}=(?:{mark})?")


_FIRST_REFRESH_TOKEN, _FIRST_CODE = _first_sent("refresh_token"), _first_sent("code")

TOKEN_REQUESTS = frozenset({Purpose.EXCHANGE, Purpose.REFRESH})
API_CALLS = frozenset({Purpose.COMPANY_INFO, Purpose.USERINFO})
REQUIRED = {
    Purpose.EXCHANGE: ("grant_type", "code", "redirect_uri"),
    Purpose.REFRESH: ("grant_type", "refresh_token"),
}
"""What the form of a token request has to have, once each."""


# Asked of every round trip of a long record: a member of an enum takes longer to look up.
_LEAST_GOOD, _GREATEST_GOOD = 200, 299


class RequestKind(StrEnum):
    """What a request was, as far as that says which causes its refusal can have."""

    AUTHORIZATION = "an authorization"
    """Asked of the user, and answered with an error by way of the browser."""

    STATE = "an authorization response"
    """A redirect back that was disregarded because of its ``state``."""

    EXCHANGE = "an exchange"
    REFRESH = "a refresh"
    REVOCATION = "a revocation"
    API = "an API call"


BACK_CHANNEL = {
    Purpose.EXCHANGE: RequestKind.EXCHANGE,
    Purpose.REFRESH: RequestKind.REFRESH,
    Purpose.REVOCATION: RequestKind.REVOCATION,
    Purpose.COMPANY_INFO: RequestKind.API,
    Purpose.USERINFO: RequestKind.API,
}
"""What the client itself sends with credentials or a token, and what kind each is."""


def kind_of(round_trip: RoundTrip) -> RequestKind:
    """Return what a request was that went wrong."""
    if round_trip.purpose in BACK_CHANNEL:
        return BACK_CHANNEL[round_trip.purpose]
    return RequestKind.STATE if round_trip.failure else RequestKind.AUTHORIZATION


class Answer(StrEnum):
    """What kind of no was said."""

    GRANT_REFUSED = "grant-refused"
    """The code or refresh token was looked at and not accepted."""

    CLIENT_REFUSED = "client-refused"
    """The client's credentials were not accepted; the grant was not looked at."""

    REQUEST_REFUSED = "request-refused"
    """The form of the request was not accepted."""

    SERVICE_FAILED = "service-failed"
    """The service failed, was busy, or did not answer."""

    TOKEN_REFUSED = "token-refused"  # noqa: S105 -- a kind of answer
    """An API did not accept the access token."""

    FORBIDDEN = "forbidden"
    """An API accepted the access token, and did not let it in."""


def read_answer(round_trip: RoundTrip) -> Answer:
    """Return what kind of no a request met.

    A refusal of a token request whose body cannot be read counts as one of the grant,
    because that is what must then still be explained.

    Spec: RFC 6749 §5.2. Source: the wire facts on errors of the token endpoint.
    """
    if round_trip.purpose in FRONT_CHANNEL:
        return Answer.REQUEST_REFUSED
    status, error = round_trip.status, error_of(round_trip)
    if status is None or is_busy(round_trip) or has_failed(round_trip):
        return Answer.SERVICE_FAILED
    if round_trip.purpose in API_CALLS:
        return _API_ANSWERS.get(status, Answer.REQUEST_REFUSED)
    if error == "invalid_client" or (
        error is None and status == HTTPStatus.UNAUTHORIZED
    ):
        return Answer.CLIENT_REFUSED
    if error not in {None, "invalid_grant"}:
        return Answer.REQUEST_REFUSED
    return Answer.GRANT_REFUSED


_API_ANSWERS: dict[int, Answer] = {
    HTTPStatus.UNAUTHORIZED: Answer.TOKEN_REFUSED,
    HTTPStatus.FORBIDDEN: Answer.FORBIDDEN,
}


def has_gone_wrong(round_trip: RoundTrip) -> bool:
    """Whether an error came, or the browser brought back what could not be used."""
    if round_trip.purpose is Purpose.AUTHORIZATION_RESPONSE:
        return round_trip.failure is not None or response_error(round_trip) is not None
    return round_trip.refused and round_trip.purpose in BACK_CHANNEL


def response_error(round_trip: RoundTrip) -> str | None:
    """Return the error code that a redirect back carries."""
    return parameter_of(round_trip, "error")


def parameter_of(round_trip: RoundTrip, name: str) -> str | None:
    """Return the value of a parameter of the URL, or ``None`` if it was not sent."""
    return next((value for key, value in round_trip.query if key == name), None)


def is_busy(round_trip: RoundTrip) -> bool:
    """Whether the service answered that too much was asked of it."""
    return round_trip.status == HTTPStatus.TOO_MANY_REQUESTS or (
        round_trip.status == HTTPStatus.FORBIDDEN
        and read_fault(round_trip.response_body).code == THROTTLED
    )


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
    return status is not None and _LEAST_GOOD <= status <= _GREATEST_GOOD


def error_of(round_trip: RoundTrip) -> str | None:
    """Return the error code of an error response."""
    return _text(round_trip, "error")


def description_of(round_trip: RoundTrip) -> str | None:
    """Return the description of an error response."""
    return _text(round_trip, "error_description")


def answer_words(round_trip: RoundTrip) -> str:
    """Return what came: status and error code, or why there is neither."""
    if round_trip.status is None:
        return response_error(round_trip) or round_trip.failure or "no answer"
    return f"{round_trip.status} {error_of(round_trip) or round_trip.reason}".strip()


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
    found = find_mark(text or "")
    return None if found is None else found.fingerprint


def sent_refresh_token(round_trip: RoundTrip) -> str | None:
    """Return the fingerprint of the refresh token that a refresh carried."""
    return _sent(round_trip, _FIRST_REFRESH_TOKEN)


def sent_code(round_trip: RoundTrip) -> str | None:
    """Return the fingerprint of the code that an exchange carried."""
    return _sent(round_trip, _FIRST_CODE)


def _sent(round_trip: RoundTrip, first: re.Pattern[str]) -> str | None:
    found = first.search(round_trip.request_body)
    return found and found[1]


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


def brought_by(round_trip: RoundTrip) -> tuple[str, str | None] | None:
    """Return the refresh and access token that a token request was answered with.

    ``None`` when it brought no refresh token.
    """
    if round_trip.purpose not in TOKEN_REQUESTS or not is_success(round_trip):
        return None
    refresh = _BROUGHT["refresh_token"].search(round_trip.response_body)
    access = _BROUGHT["access_token"].search(round_trip.response_body)
    return None if refresh is None else (refresh[1], access[1] if access else None)


def brings_access(round_trip: RoundTrip) -> bool:
    """Whether the answer to a token request has an access token in it."""
    return "access_token" in members_of(round_trip.response_body)


def lifetimes_in(body: str) -> dict[str, int]:
    """Return the lifetimes that a token response tells, in seconds."""
    return {name: int(seconds) for name, seconds in _LIFETIME.findall(body)}


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
