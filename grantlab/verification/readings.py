"""What an answer says, as the checks ask for it."""

from http import HTTPStatus

from grantlab.diagnosis.readings.requests import error_of
from grantlab.protocol.round_trip import RoundTrip


def is_refused(
    round_trip: RoundTrip, error: str, *, status: int = HTTPStatus.BAD_REQUEST
) -> bool:
    """Whether the token endpoint refused a request with this error."""
    return round_trip.status == status and error_of(round_trip) == error
