"""A request without one of its headers, to see what the service then says."""

import httpx2


class HeaderLeavingOutTransport(httpx2.BaseTransport):
    """Sends every request without the header of a name."""

    def __init__(self, inner: httpx2.BaseTransport, name: str) -> None:
        self._inner = inner
        self._name = name

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers.pop(self._name, None)
        return self._inner.handle_request(request)
