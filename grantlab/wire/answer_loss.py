"""An answer that is lost on the way back, on purpose."""

import httpx2


class AnswerLosingTransport(httpx2.BaseTransport):
    """Sends the request, waits for the answer, and lets it fall.

    The service has done what it was asked; only we do not know. This is what a
    connection looks like that is cut between the service's commit and our read.
    """

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._inner.handle_request(request)
        response.read()
        response.close()
        raise httpx2.ReadError("the answer was lost on purpose", request=request)
