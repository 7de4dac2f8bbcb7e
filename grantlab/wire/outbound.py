"""The one way out: what address may be talked to, how long, and how much of it is read."""

import ipaddress
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from time import monotonic

import httpx2

from grantlab.wire.errors import ForbiddenAddressError

TOTAL_DEADLINE = 30.0
"""Seconds that one request may take in all; shorter than a claim lives."""

LARGEST_BODY = 1 << 20
"""Octets of an answer that are read, unless the request says otherwise."""

LARGEST_BODY_OF = "largest_body"
"""An extension of a request: how many octets of its answer are read."""

OWN_CONNECTION = "own_connection"
"""An extension of a request: it gets a connection that nobody used and nobody will use."""

RESOLVED = "outbound.resolve.complete"
"""What the library's extension ``trace`` is called with once a name is resolved."""

TIMEOUT = httpx2.Timeout(TOTAL_DEADLINE, connect=10.0)

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""Where global IPv6 addresses are given out: whatever lies elsewhere is special, old, or
carries an IPv4 address that nobody has looked at. Spec: RFC 4291 §2.5.5.1, RFC 8215."""

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
        context: ssl.SSLContext | None = None,
        resolve: Resolve | None = None,
        total_deadline: float = TOTAL_DEADLINE,
    ) -> None:
        self._given = inner
        self._given_context = context
        self._idle: deque[httpx2.BaseTransport] = deque()
        self._loopback_hosts = loopback_hosts
        self._resolve = resolve or _resolve
        self._total_deadline = total_deadline

    @cached_property
    def _context(self) -> ssl.SSLContext:
        # Made at the first request: it loads every certificate authority.
        return self._given_context or httpx2.create_ssl_context(trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = monotonic() + self._total_deadline
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        address = self._choose_address(host, port, request)
        trace = request.extensions.get("trace")
        if trace is not None:
            trace(RESOLVED, {"return_value": address})
        pinned = httpx2.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        is_own = OWN_CONNECTION in request.extensions
        inner = self._made() if is_own else self._take()
        let_go = inner.close if is_own else partial(self._give_back, inner)
        try:
            response = inner.handle_request(pinned)
        except BaseException:
            let_go()
            raise
        response.stream = _BoundedStream(
            response,
            deadline,
            largest=request.extensions.get(LARGEST_BODY_OF, LARGEST_BODY),
            at_end=let_go,
        )
        return response

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
        if self._given is not None:
            self._given.close()

    def _take(self) -> httpx2.BaseTransport:
        """Return a transport that nobody else uses now, the one that was used last first.

        The library's pool is one lock, and a walk over all its connections twice for
        each request: with 64 in flight that costs as much as everything else about one.
        """
        if self._given is not None:
            return self._given
        try:
            return self._idle.pop()
        except IndexError:
            return self._made()

    def _made(self) -> httpx2.BaseTransport:
        return httpx2.HTTPTransport(verify=self._context, trust_env=False)

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
        if isinstance(target, ipaddress.IPv6Address) and target not in GLOBAL_UNICAST:
            return False
        return target.is_global and not target.is_multicast

    def _give_back(self, inner: httpx2.BaseTransport) -> None:
        if inner is not self._given:
            self._idle.append(inner)


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

    def __init__(
        self,
        response: httpx2.Response,
        deadline: float,
        *,
        largest: int,
        at_end: Callable[[], None],
    ) -> None:
        self._inner = response.stream
        self._deadline = deadline
        self._largest = largest
        self._at_end = at_end

    def __iter__(self) -> Iterator[bytes]:
        total = 0
        if not isinstance(self._inner, httpx2.SyncByteStream):
            return
        for chunk in self._inner:
            total += len(chunk)
            if total > self._largest:
                raise httpx2.ReadError(
                    f"the answer is larger than {self._largest} octets"
                )
            if monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the answer took too long")
            yield chunk

    def close(self) -> None:
        if isinstance(self._inner, httpx2.SyncByteStream):
            self._inner.close()
        # Once: whoever closed it twice would give one transport to two requests.
        at_end, self._at_end = self._at_end, _nothing
        at_end()


def _nothing() -> None:
    """Do what is left to be done: nothing."""


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]
