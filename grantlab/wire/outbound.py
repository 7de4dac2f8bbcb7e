"""The one way out: what address may be talked to, how long, and how much of it is read."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from functools import cached_property
from time import monotonic

import httpx2

from grantlab.wire.errors import ForbiddenAddressError

TOTAL_DEADLINE = 30.0
"""Seconds that one request may take in all; shorter than a claim lives."""

LARGEST_BODY = 1 << 20
"""Octets of an answer that are read."""

TIMEOUT = httpx2.Timeout(TOTAL_DEADLINE, connect=10.0)

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
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
        self._given = inner
        self._loopback_hosts = loopback_hosts
        self._resolve = resolve or _resolve
        self._total_deadline = total_deadline

    @cached_property
    def _inner(self) -> httpx2.BaseTransport:
        # Made at the first request: it loads every certificate authority.
        return self._given or httpx2.HTTPTransport(trust_env=False)

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
        target = _meant(ipaddress.ip_address(address))
        if target.is_loopback:
            return host in self._loopback_hosts
        return target.is_global and not target.is_multicast


def _meant(address: IpAddress) -> IpAddress:
    """Return the IPv4 address that an IPv6 address carries, or the address itself.

    Spec: RFC 4291 §2.5.5.2 (mapped), RFC 3056 (6to4), RFC 6052 (NAT64).
    """
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


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
