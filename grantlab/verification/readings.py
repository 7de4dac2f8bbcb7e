"""What an answer says, as the checks ask for it."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from grantlab.diagnosis.readings.requests import error_of
from grantlab.errors import GrantlabError
from grantlab.protocol.durations import parse_duration
from grantlab.protocol.round_trip import RoundTrip
from grantlab.wire.bench_state import PolicyReading


def is_refused(
    round_trip: RoundTrip, error: str, *, status: int = HTTPStatus.BAD_REQUEST
) -> bool:
    """Whether the token endpoint refused a request with this error."""
    return round_trip.status == status and error_of(round_trip) == error


def ends_in(error: type[GrantlabError], act: Callable[[], object]) -> bool:
    """Whether an act of our own client ends in this error; any other breaks the check off."""
    try:
        act()
    except error:
        return True
    return False


def knob(policy: PolicyReading, name: str) -> str:
    """Return how a policy sets a knob."""
    return next(one.value for one in policy.knobs if one.name == name)


def length(policy: PolicyReading, name: str) -> timedelta:
    """Return how long a policy says that something lasts."""
    return parse_duration(knob(policy, name))
