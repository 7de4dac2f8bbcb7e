"""A line to a service that is a function, and what was sent on it."""

from collections.abc import Callable

import httpx2

from grantlab.protocol.environment import Environment, embedded_endpoints
from grantlab.runtime.clock import Clock
from grantlab.wire.line import Line
from grantlab.wire.recording import Recorder
from tests.support.clocks import StandingClock

BASE = "https://intuit.example"
Service = Callable[[httpx2.Request], httpx2.Response]


def line_to(service: Service, *, clock: Clock | None = None) -> Line:
    """Return a line whose other end is a function."""
    return Line(
        transport=httpx2.MockTransport(service),
        endpoints=embedded_endpoints(BASE),
        recorder=Recorder(Environment.EMBEDDED, clock or StandingClock()),
    )


def answering(*responses: httpx2.Response) -> tuple[Service, list[httpx2.Request]]:
    """Return a service that gives these answers in turn, and the list of what it is asked."""
    left, asked = list(responses), list[httpx2.Request]()

    def service(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return left.pop(0)

    return service, asked


def failing(error: httpx2.RequestError) -> Service:
    """Return a service that never answers."""

    def service(request: httpx2.Request) -> httpx2.Response:
        error.request = request
        raise error

    return service
