"""The one way out: which addresses are talked to, and how much of an answer is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

import httpx2
import pytest

from grantlab.wire.errors import ForbiddenAddressError
from grantlab.wire.outbound import LARGEST_BODY, TOTAL_DEADLINE, OutboundTransport

PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1:248:1893:25c8:1946"


@dataclass
class Names:
    """A resolver that gives these addresses, and counts how often it is asked."""

    addresses: list[str]
    asked: list[tuple[str, int]] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self.addresses


class Body(httpx2.SyncByteStream):
    """A body that arrives in pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        self.closed = True


def send(
    url: str, addresses: list[str], *, loopback_hosts: frozenset[str] = frozenset()
) -> list[httpx2.Request]:
    """Send a request past a resolver, and return what went out."""
    sent: list[httpx2.Request] = []

    def inner(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200)

    transport = OutboundTransport(
        httpx2.MockTransport(inner),
        loopback_hosts=loopback_hosts,
        resolve=Names(addresses),
    )
    transport.handle_request(httpx2.Request("GET", url))
    return sent


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6])
def test_a_public_address_is_talked_to_under_its_own_name(address: str) -> None:
    (sent,) = send("https://oauth.platform.intuit.com/x", [address])

    assert sent.url.host == address
    assert sent.headers["host"] == "oauth.platform.intuit.com"
    assert sent.extensions["sni_hostname"] == "oauth.platform.intuit.com"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("10.0.0.1", id="private"),
        pytest.param("172.16.0.1", id="private, the middle range"),
        pytest.param("192.168.1.1", id="private, at home"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.8.8.8", id="loopback, elsewhere in it"),
        pytest.param("::1", id="loopback, IPv6"),
        pytest.param("169.254.169.254", id="a cloud's metadata"),
        pytest.param("fe80::1", id="link-local, IPv6"),
        pytest.param("fd00::1", id="unique local, IPv6"),
        pytest.param("0.0.0.0", id="unspecified"),  # noqa: S104 -- refused, not bound
        pytest.param("::", id="unspecified, IPv6"),
        pytest.param("100.64.0.1", id="a carrier's own"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("ff02::1", id="multicast, IPv6"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::ffff:10.0.0.1", id="private, mapped into IPv6"),
        pytest.param("::ffff:127.0.0.1", id="loopback, mapped into IPv6"),
        pytest.param("::ffff:169.254.169.254", id="metadata, mapped into IPv6"),
        pytest.param("64:ff9b::a9fe:a9fe", id="metadata, behind NAT64"),
        pytest.param("64:ff9b::7f00:1", id="loopback, behind NAT64"),
        pytest.param("2002:a00:1::1", id="private, in 6to4"),
        pytest.param("::127.0.0.1", id="loopback, in the oldest form"),
        pytest.param("::a9fe:a9fe", id="metadata, in the oldest form"),
        pytest.param("64:ff9b:1::a00:1", id="private, behind a NAT64 of one's own"),
        pytest.param("fec0::1", id="site-local, IPv6"),
    ],
)
def test_any_other_address_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(ForbiddenAddressError, match="not an address on the public"):
        send("https://rebound.example/x", [address])


def test_a_mapped_public_address_is_as_good_as_its_own() -> None:
    assert send("https://a.example/", [f"::ffff:{PUBLIC}"])


def test_of_several_addresses_the_first_public_one_is_used() -> None:
    (sent,) = send("https://a.example/", ["10.0.0.1", PUBLIC])

    assert sent.url.host == PUBLIC


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_for_the_hosts_that_the_operator_named(address: str) -> None:
    (sent,) = send(
        "http://provider:8485/x", [address], loopback_hosts=frozenset({"provider"})
    )

    assert sent.url.port == 8485


def test_another_name_gains_nothing_by_resolving_to_loopback() -> None:
    with pytest.raises(ForbiddenAddressError):
        send(
            "http://evil.example/",
            ["127.0.0.1"],
            loopback_hosts=frozenset({"localhost"}),
        )


def test_a_named_host_gains_nothing_but_loopback() -> None:
    with pytest.raises(ForbiddenAddressError):
        send("http://localhost/", ["10.0.0.1"], loopback_hosts=frozenset({"localhost"}))


@pytest.mark.parametrize(
    ("url", "port"),
    [
        pytest.param("https://a.example/", 443, id="https"),
        pytest.param("http://a.example/", 80, id="http"),
        pytest.param("https://a.example:8443/", 8443, id="its own"),
    ],
)
def test_a_name_is_resolved_once_and_the_answer_is_used(url: str, port: int) -> None:
    names = Names([PUBLIC])
    inner = httpx2.MockTransport(lambda _request: httpx2.Response(200))

    OutboundTransport(inner, resolve=names).handle_request(httpx2.Request("GET", url))

    assert names.asked == [("a.example", port)]


def test_an_unknown_name_is_a_connection_that_could_not_be_made() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("Name or service not known")

    transport = OutboundTransport(
        httpx2.MockTransport(lambda _request: httpx2.Response(200)), resolve=unknown
    )

    with pytest.raises(httpx2.ConnectError, match=r"a\.example is not known"):
        transport.handle_request(httpx2.Request("GET", "https://a.example/"))


def receive(body: Body, *, total_deadline: float = TOTAL_DEADLINE) -> httpx2.Response:
    inner = httpx2.MockTransport(lambda _request: httpx2.Response(200, stream=body))
    transport = OutboundTransport(
        inner, resolve=Names([PUBLIC]), total_deadline=total_deadline
    )
    return transport.handle_request(httpx2.Request("GET", "https://a.example/"))


def test_a_body_of_one_mebibyte_is_read_whole() -> None:
    response = receive(Body(iter([b"x" * LARGEST_BODY])))

    assert len(response.read()) == LARGEST_BODY


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(iter([b"x" * (LARGEST_BODY + 1)]), id="one octet too many"),
        pytest.param(repeat(b"x" * 65_536), id="a body without an end"),
    ],
)
def test_a_larger_body_is_not_read_on(pieces: Iterator[bytes]) -> None:
    body = Body(pieces)
    response = receive(body)

    with pytest.raises(httpx2.ReadError, match="larger than"):
        response.read()

    response.close()
    assert body.closed


def test_a_body_that_takes_too_long_is_given_up() -> None:
    response = receive(Body(iter([b"x"])), total_deadline=-1.0)

    with pytest.raises(httpx2.ReadTimeout, match="too long"):
        response.read()
