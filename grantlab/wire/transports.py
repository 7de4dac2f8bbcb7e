"""The transports that an environment can be reached by."""

from collections.abc import Callable, Iterable
from typing import Any

import httpx2

from grantlab.wire.outbound import OutboundTransport

Transport = httpx2.BaseTransport

WsgiApplication = Callable[..., Iterable[bytes]]


def in_process(application: WsgiApplication) -> Transport:
    """Return a transport that calls a WSGI application, without a socket.

    Two Flask objects: the one that answers has its own context and its own database.
    """
    wsgi: Any = application
    return httpx2.WSGITransport(wsgi)


def over_network(*, loopback_hosts: frozenset[str] = frozenset()) -> Transport:
    """Return the guarded way out; loopback only for the hosts that are named."""
    return OutboundTransport(loopback_hosts=loopback_hosts)
