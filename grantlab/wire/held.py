"""Two requests that meet on the wire, always in the same way."""

from collections.abc import Callable

import httpx2


class HeldTransport(httpx2.BaseTransport):
    """Holds a request until it may go on, and tells when its answer has come.

    With two of these a race is run without luck: the first request waits for the second
    one to be under way, and the second for the first one's answer.
    """

    def __init__(
        self,
        inner: httpx2.BaseTransport,
        *,
        hold: Callable[[], object],
        answered: Callable[[], object],
    ) -> None:
        self._inner = inner
        self._hold = hold
        self._answered = answered

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._hold()
        try:
            response = self._inner.handle_request(request)
            response.read()
        finally:
            self._answered()
        return response
