"""The one way out: what address may be talked to, how long, and how much of it is read."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from time import monotonic

import httpx2

from grantlab.wire.errors import ForbiddenAddressError

TOTAL_DEADLINE = 30.0
"""Seconds that one request may take in all; shorter than a claim lives."""

LARGEST_BODY = 1 << 20
"""Octets of an answer that are read."""

TIMEOUT = httpx2.Timeout(TOTAL_DEADLINE, connect=10.0)

Resolve = Callable[[str, int], list[str]]


class OutboundTransport(httpx2.BaseTransport):
    """Resolves a name once, talks to a global address only, and stops in time.

    The address that was judged is the address that is connected to: a name that
    resolves differently the second time gains nothing. Loopback is for the hosts that
    the operator names, never for a name that merely resolves to it.
    """

    def __init__(
        self,
        inner: httpx2.BaseTransport | None = None,
        *,
        loopback_hosts: frozenset[str] = frozenset(),
        resolve: Resolve | None = None,
        total_deadline: float = TOTAL_DEADLINE,
    ) -> None:
        self._inner = inner or httpx2.HTTPTransport(trust_env=False)
        self._loopback_hosts = loopback_hosts
        self._resolve = resolve or _resolve
        self._total_deadline = total_deadline

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = monotonic() + self._total_deadline
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        address = self._choose_address(host, port, request)
        pinned = httpx2.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        response = self._inner.handle_request(pinned)
        response.stream = _BoundedStream(response, deadline)
        return response

    def close(self) -> None:
        self._inner.close()

    def _choose_address(self, host: str, port: int, request: httpx2.Request) -> str:
        try:
            addresses = self._resolve(host, port)
        except OSError as exc:
            raise httpx2.ConnectError(f"{host} is not known", request=request) from exc
        for address in addresses:
            if self._is_allowed(host, address):
                return address
        raise ForbiddenAddressError(f"{host} is not an address on the public internet")

    def _is_allowed(self, host: str, address: str) -> bool:
        parsed = ipaddress.ip_address(address)
        mapped = (
            parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
        )
        target = mapped or parsed
        if target.is_loopback:
            return host in self._loopback_hosts
        return target.is_global and not target.is_multicast


class _BoundedStream(httpx2.SyncByteStream):
    """The octets of an answer, up to a size and until a moment."""

    def __init__(self, response: httpx2.Response, deadline: float) -> None:
        self._inner = response.stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        total = 0
        if not isinstance(self._inner, httpx2.SyncByteStream):
            return
        for chunk in self._inner:
            total += len(chunk)
            if total > LARGEST_BODY:
                raise httpx2.ReadError(
                    f"the answer is larger than {LARGEST_BODY} octets"
                )
            if monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the answer took too long")
            yield chunk

    def close(self) -> None:
        if isinstance(self._inner, httpx2.SyncByteStream):
            self._inner.close()


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]
