"""Which of the requests that went wrong is to be explained."""

from collections.abc import Sequence

from grantlab.diagnosis.readings.requests import (
    API_CALLS,
    TOKEN_REQUESTS,
    has_gone_wrong,
    is_success,
)
from grantlab.protocol.round_trip import RoundTrip


def find_latest(round_trips: Sequence[RoundTrip]) -> int | None:
    """Return the place of the request to explain, or ``None`` if nothing was refused.

    That is the latest refused token request, because what goes wrong after it mostly
    comes of it. Another failure counts if no token request was refused since the last
    tokens came, and if it was not made good: a 401 after which a refresh worked is how
    an access token ends.
    """
    stands = None
    is_over = False
    for position in range(len(round_trips) - 1, -1, -1):
        round_trip = round_trips[position]
        if round_trip.purpose in TOKEN_REQUESTS:
            if round_trip.refused:
                return position
            if is_success(round_trip):
                if stands is not None:
                    return stands
                is_over = True
        elif round_trip.purpose in API_CALLS and is_success(round_trip):
            is_over = True
        elif stands is None and not is_over and has_gone_wrong(round_trip):
            stands = position
    return stands
