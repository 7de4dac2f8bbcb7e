"""The transports that an environment can be reached by."""

from collections.abc import Callable, Iterable
from typing import Any

import httpx2

from grantlab.wire.outbound import OutboundTransport

Transport = httpx2.BaseTransport

HANDED_OVER = "in_process.call.started"
"""What the library's extension ``trace`` is called with before an application is."""

WsgiApplication = Callable[..., Iterable[bytes]]


def in_process(application: WsgiApplication) -> Transport:
    """Return a transport that calls a WSGI application, without a socket.

    Two Flask objects: the one that answers has its own context and its own database.
    """
    return _InProcessTransport(application)


def over_network(*, loopback_hosts: frozenset[str] = frozenset()) -> Transport:
    """Return the guarded way out; loopback only for the hosts that are named."""
    return OutboundTransport(loopback_hosts=loopback_hosts)


class _InProcessTransport(httpx2.BaseTransport):
    """Calls an application, and fails as a socket does where that loses its answer."""

    def __init__(self, application: WsgiApplication) -> None:
        wsgi: Any = application
        self._inner = httpx2.WSGITransport(wsgi)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        trace = request.extensions.get("trace")
        if trace is not None:
            trace(HANDED_OVER, {})
        try:
            return self._inner.handle_request(request)
        except TimeoutError as exc:
            raise httpx2.ReadTimeout(str(exc), request=request) from exc
        except ConnectionError as exc:
            raise httpx2.ReadError(str(exc), request=request) from exc
