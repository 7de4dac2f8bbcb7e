"""A recorded request, taken apart as a person would write it down."""

from dataclasses import dataclass
from typing import Final

from grantlab.protocol.round_trip import Pairs, RoundTrip

_LEFT_TO_THE_LIBRARY: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    }
)
"""Headers that every HTTP library sends by itself, or that follow from the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestParts:
    """What has to be written down so that the request is sent again."""

    method: str
    url: str
    headers: Pairs
    basic: bool
    """Whether the client's credentials went as HTTP Basic."""

    content_type: str
    """Empty when there was no body."""

    form: Pairs
    body: str
    """The body, unless it was a form."""


def take_apart(round_trip: RoundTrip) -> RequestParts:
    """Return the parts of a request, without what a library adds by itself."""
    authorization = round_trip.request_header("authorization") or ""
    basic = authorization.lower().startswith("basic ")
    unwritten = _LEFT_TO_THE_LIBRARY | ({"authorization"} if basic else set())
    return RequestParts(
        method=round_trip.method,
        url=round_trip.url,
        headers=tuple(
            (name, value)
            for name, value in round_trip.request_headers
            if name.lower() not in unwritten
        ),
        basic=basic,
        content_type=round_trip.request_header("content-type") or "",
        form=round_trip.form,
        body="" if round_trip.form else round_trip.request_body,
    )
