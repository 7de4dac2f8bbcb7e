"""What a request that is sent by hand meets at a server that means no good.

Whatever the server does, the request ends in time, with a sentence that says how.
"""

import gzip
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from grantlab.playground.request import NoAuth
from grantlab.playground.sending import Outgoing
from grantlab.playground.wall import territory_at
from grantlab.protocol.environment import Environment
from grantlab.runtime.entropy import SystemEntropy
from grantlab.store.sendings import Sendings
from grantlab.wire.outbound import OutboundTransport, Resolve
from grantlab.wire.recording import Recorder
from grantlab.wire.sender import KEPT_OCTETS, Arrived, Sender
from tests.bench.certificate import make_certificate
from tests.support.clocks import StandingClock
from tests.support.hostile_server import Caller, Hostile, Play, hostile_server
from tests.support.servers import ROOT

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

DEADLINE = 0.5
IN_TIME = 5.0
"""Seconds: what a busy machine takes at most, where nothing is waited for."""

LATE = "it took longer than 0.5 seconds in all"
TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""To read every certificate authority takes longer than all else here."""

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PIECE = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
BOMB = gzip.compress(bytes(KEPT_OCTETS * 3))


def outgoing(url: str, method: str = "GET") -> Outgoing:
    return Outgoing(method=method, url=url, headers=(), body=b"", auth=NoAuth())


def way_out(
    *, resolve: Resolve | None = None, context: ssl.SSLContext = TRUSTS_NOBODY
) -> OutboundTransport:
    """Return the way to the environment's own service, which is on loopback."""
    return OutboundTransport(
        loopback_hosts=frozenset({"127.0.0.1"}), context=context, resolve=resolve
    )


def sender_for(
    url: str,
    *,
    own: OutboundTransport | None = None,
    resolve: Resolve | None = None,
    total_deadline: float = 30,
) -> Sender:
    """Return a sender to which an address is its environment's own."""
    return Sender(
        territory_at(Environment.EMBEDDED, f"{url}/"),
        own=own or way_out(),
        network=OutboundTransport(context=TRUSTS_NOBODY, resolve=resolve),
        recorder=Recorder(Environment.EMBEDDED, StandingClock()),
        total_deadline=total_deadline,
    )


def ask(play: Play, *, total_deadline: float = 30) -> tuple[Arrived, Hostile]:
    """Ask a server that plays a part, and check that it took no longer than it may."""
    with hostile_server(play) as server:
        began = monotonic()
        sender = sender_for(server.url, total_deadline=total_deadline)
        arrived = sender.send(outgoing(f"{server.url}/"))
        assert monotonic() - began < IN_TIME
        return arrived, server


def say(*octets: bytes) -> Play:
    """Return a play that says something and hangs up."""
    return lambda caller: caller.say(b"".join(octets))


def drip(before: bytes, octets: bytes) -> Play:
    def play(caller: Caller) -> None:
        caller.say(before)
        caller.drip_forever(octets)

    return play


def flood(before: bytes, octets: bytes) -> Play:
    def play(caller: Caller) -> None:
        caller.say(before)
        caller.say_forever(octets)

    return play


def encoded(body: bytes, encoding: str) -> bytes:
    head = f"Content-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n\r\n"
    return OK + head.encode() + body


def test_an_ordinary_answer_comes_with_its_times() -> None:
    arrived, _ = ask(say(OK, b"X-A: 1\r\nContent-Length: 2\r\n\r\nhi"))

    timing = arrived.timing
    assert (arrived.status, arrived.body, arrived.trouble) == (200, b"hi", "")
    assert ("X-A", "1") in arrived.headers
    assert timing.dns is not None
    assert timing.connect is not None
    assert timing.tls is None
    assert timing.first_byte is not None
    assert timing.receive is not None
    parts = timing.dns + timing.connect + timing.first_byte + timing.receive
    assert parts <= arrived.elapsed


def test_shaking_hands_is_timed_apart_from_connecting(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path / "certificate.pem")
    speaking = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    speaking.load_cert_chain(certificate)

    def shake_hands(caller: Caller) -> None:
        with speaking.wrap_socket(caller.line, server_side=True) as line:
            line.recv(1 << 16)
            line.sendall(OK + b"Content-Length: 2\r\n\r\nhi")

    with hostile_server(shake_hands, waits=False) as server:
        url = server.url.replace("http:", "https:")
        trusting = ssl.create_default_context(cafile=str(certificate))
        sender = sender_for(url, own=way_out(context=trusting))
        arrived = sender.send(outgoing(f"{url}/"))

    timing = arrived.timing
    assert (arrived.status, arrived.body) == (200, b"hi")
    assert timing.connect is not None
    assert timing.tls is not None
    assert timing.connect + timing.tls < arrived.elapsed


@pytest.mark.parametrize(
    ("play", "status", "trouble"),
    [
        pytest.param(
            lambda caller: caller.listen(),
            None,
            LATE,
            id="says nothing",
        ),
        pytest.param(
            drip(b"", b"HTTP/1.1 200 OK\r\nA: b"),
            None,
            LATE,
            id="says its status line octet by octet",
        ),
        pytest.param(
            drip(OK, b"A: b\r\n"),
            None,
            LATE,
            id="sends headers slowly, without an end",
        ),
        pytest.param(
            flood(OK, b"A: b\r\n"),
            None,
            "what came is not HTTP: ",
            id="sends a flood of headers",
        ),
        pytest.param(
            flood(OK + b"A: ", b"x" * 65_536),
            None,
            "what came is not HTTP: ",
            id="sends a header without an end",
        ),
        pytest.param(
            flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
            None,
            LATE,
            id="asks to continue, without an end",
        ),
        pytest.param(
            flood(CHUNKED, PIECE),
            200,
            f"it is longer than {KEPT_OCTETS} octets: reading ended",
            id="sends a body without an end",
        ),
        pytest.param(
            flood(OK + b"Content-Length: 99999999999\r\n\r\n", b"x" * 65_536),
            200,
            f"it is longer than {KEPT_OCTETS} octets: reading ended",
            id="sends a huge body",
        ),
        pytest.param(
            drip(CHUNKED, b"1\r\nx\r\n"),
            200,
            LATE,
            id="sends a body octet by octet",
        ),
        pytest.param(
            say(encoded(BOMB, "gzip")),
            200,
            f"it is longer than {KEPT_OCTETS} octets: reading ended",
            id="sends a decompression bomb",
        ),
        pytest.param(
            say(encoded(gzip.compress(BOMB), "gzip, gzip")),
            200,
            f"it is longer than {KEPT_OCTETS} octets: reading ended",
            id="sends a bomb in a bomb",
        ),
        pytest.param(
            say(encoded(b"plain", "gzip")),
            200,
            "it could not be decoded as its header Content-Encoding says",
            id="sends what it calls gzip and is not",
        ),
        pytest.param(
            say(OK, b"Content-Length: 5\r\n\r\nhi"),
            200,
            "what came is not HTTP: ",
            id="promises more than it sends",
        ),
        pytest.param(
            say(OK, b"Content-Length: 2\r\n\r\nhi, and more"),
            200,
            "",
            id="sends more than it promised",
        ),
        pytest.param(
            say(OK, b"Content-Length: -5\r\n\r\nhi"),
            None,
            "what came is not HTTP: ",
            id="promises less than nothing",
        ),
        pytest.param(
            say(OK, b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi"),
            None,
            "what came is not HTTP: ",
            id="promises two lengths",
        ),
        pytest.param(
            say(CHUNKED, b"ZZ\r\nhi\r\n"),
            200,
            "what came is not HTTP: ",
            id="counts its pieces in no number",
        ),
        pytest.param(
            say(b"SSH-2.0-OpenSSH_9.9\r\n"),
            None,
            "what came is not HTTP: ",
            id="speaks another protocol",
        ),
        pytest.param(say(b""), None, "what came is not HTTP: ", id="hangs up at once"),
        pytest.param(
            say(b"HTTP/1.1 42 What\r\n\r\n"),
            None,
            "what came is not HTTP: ",
            id="has a status of its own",
        ),
    ],
)
def test_it_ends_in_time_and_says_how(
    play: Play, status: int | None, trouble: str
) -> None:
    total_deadline = DEADLINE if trouble == LATE else 30

    arrived, server = ask(play, total_deadline=total_deadline)

    assert arrived.status == status
    assert arrived.trouble.startswith(trouble)
    assert bool(arrived.trouble) is bool(trouble)
    assert len(arrived.body) <= KEPT_OCTETS
    assert arrived.is_uncertain is (status is None)
    assert len(server.heads) == 1


def test_what_had_come_of_a_body_is_kept() -> None:
    arrived, _ = ask(say(OK, b"Content-Length: 5\r\n\r\nhi"))

    assert arrived.body == b"hi"


def test_a_server_that_resets_the_connection_is_told() -> None:
    def reset(caller: Caller) -> None:
        now = (1).to_bytes(4, "little") + bytes(4)
        caller.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)

    arrived, _ = ask(reset)

    assert arrived.trouble.startswith("the connection ended before it was whole: ")


def test_a_server_that_speaks_no_tls_is_sent_nothing() -> None:
    with hostile_server(say(OK, b"\r\n"), waits=False) as server:
        url = server.url.replace("http:", "https:")
        sender = sender_for(url)
        arrived = sender.send(outgoing(f"{url}/"))

    assert arrived.trouble.startswith(
        "no connection could be made, and nothing was sent: "
    )
    assert not arrived.was_sent


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_shown_and_not_followed(status: int) -> None:
    where = b"Location: http://169.254.169.254/latest/meta-data/\r\n"
    head = f"HTTP/1.1 {status} Elsewhere\r\nContent-Length: 0\r\n".encode()

    arrived, server = ask(say(head, where, b"\r\n"))

    assert arrived.status == status
    assert ("Location", "http://169.254.169.254/latest/meta-data/") in arrived.headers
    assert len(server.heads) == 1


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://169.254.169.254/latest/", id="a cloud's metadata"),
        pytest.param("https://127.0.0.1:1/", id="loopback, at another port"),
        pytest.param("https://[::1]/", id="loopback, IPv6"),
        pytest.param("https://[::ffff:169.254.169.254]/", id="mapped into IPv6"),
        pytest.param("https://10.0.0.1/", id="private"),
        pytest.param("https://0x7f000001/", id="loopback, in hexadecimal"),
        pytest.param("https://2130706433/", id="loopback, as one number"),
        pytest.param("https://127.1/", id="loopback, abbreviated"),
    ],
)
def test_an_address_that_is_nobodys_is_not_asked(url: str) -> None:
    with hostile_server(say(OK, b"\r\n")) as server:
        sender = sender_for(server.url)
        arrived = sender.send(outgoing(url))

    assert not arrived.was_sent
    assert arrived.trouble.endswith(
        ("is not an address on the public internet", "is not known")
    )


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1"]
)
def test_a_name_that_resolves_to_a_private_address_is_not_asked(address: str) -> None:
    with hostile_server(say(OK, b"\r\n")) as server:
        sender = sender_for(server.url, resolve=lambda _host, _port: [address])
        port = server.url.rpartition(":")[2]
        arrived = sender.send(outgoing(f"http://rebound.example:{port}/"))

    assert arrived.trouble == (
        "rebound.example is not an address on the public internet"
    )
    assert server.heads == []


def test_a_name_that_nobody_resolves_is_given_up_in_time() -> None:
    over = Event()

    def never(_host: str, _port: int) -> list[str]:
        over.wait()
        return ["127.0.0.1"]

    sender = sender_for("http://127.0.0.1:1", resolve=never, total_deadline=DEADLINE)

    arrived = sender.send(outgoing("https://slow.example/"))
    over.set()

    assert arrived.trouble == LATE
    assert not arrived.was_sent
    assert not arrived.is_uncertain


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile_server(say(OK, b"\r\n")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        ask(say(OK, b"\r\n"))

    assert proxy.heads == []


# --- cancelling


def cancelled(
    play: Play, cancel: Callable[[], object], is_cancelled: Callable[[], bool]
) -> tuple[Arrived, Hostile, float]:
    """Cancel a request once it has arrived; return when that was."""
    results: list[Arrived] = []
    with hostile_server(play) as server:
        sender = sender_for(server.url)
        thread = Thread(
            target=lambda: results.append(
                sender.send(outgoing(server.url, "POST"), is_cancelled=is_cancelled)
            )
        )
        thread.start()
        assert server.called.wait(10)
        cancel()
        at = monotonic()
        thread.join()
        assert server.left.wait(10)
    return results[0], server, at


def hear_out(caller: Caller) -> None:
    """Say nothing, and fail as soon as they hang up."""
    caller.listen()
    raise ConnectionError


def begin_and_wait(caller: Caller) -> None:
    caller.say(CHUNKED + PIECE)
    hear_out(caller)


@pytest.mark.parametrize(
    ("play", "status"),
    [
        pytest.param(hear_out, None, id="before it was answered"),
        pytest.param(begin_and_wait, 200, id="while the answer comes"),
        pytest.param(drip(OK, b"A: b\r\n"), None, id="while headers drip"),
    ],
)
def test_cancelling_closes_the_socket_within_a_second(
    play: Play, status: int | None
) -> None:
    pressed = Event()

    arrived, server, at = cancelled(play, pressed.set, pressed.is_set)

    assert server.left_at - at < 1
    assert arrived.status == status
    assert arrived.was_cancelled
    assert arrived.is_uncertain
    assert arrived.trouble == "it was cancelled"


def test_another_process_can_cancel(tmp_path: Path) -> None:
    sendings = Sendings(tmp_path, entropy=SystemEntropy())
    handle = sendings.new_handle()
    sendings.begin(handle)
    program = (
        "import sys; from pathlib import Path;"
        "from grantlab.runtime.entropy import SystemEntropy;"
        "from grantlab.store.sendings import Sendings;"
        "sendings = Sendings(Path(sys.argv[1]), entropy=SystemEntropy());"
        "sys.exit(not sendings.cancel(sys.argv[2]))"
    )

    def cancel() -> None:
        command = (sys.executable, "-c", program, str(tmp_path), handle)
        subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 -- our own words

    arrived, server, at = cancelled(
        hear_out, cancel, lambda: sendings.is_cancelled(handle)
    )

    assert arrived.was_cancelled
    assert server.left_at - at < 1


def test_what_was_cancelled_before_is_not_sent() -> None:
    with hostile_server(say(OK, b"\r\n")) as server:
        arrived = sender_for(server.url).send(
            outgoing(server.url), is_cancelled=lambda: True
        )

    assert arrived.was_cancelled
    assert not arrived.is_uncertain
    assert server.heads == []


def test_what_is_cancelled_while_its_name_is_looked_up_is_never_sent() -> None:
    looked_up, pressed, resolved = Event(), Event(), Event()

    def slow(_host: str, _port: int) -> list[str]:
        looked_up.set()
        resolved.wait(10)
        return ["127.0.0.1"]

    def press() -> None:
        looked_up.wait(10)
        pressed.set()

    with hostile_server(say(OK, b"\r\n")) as server:
        sender = sender_for(server.url, own=way_out(resolve=slow))
        Thread(target=press).start()
        arrived = sender.send(outgoing(server.url), is_cancelled=pressed.is_set)
        resolved.set()

    assert arrived.was_cancelled
    assert not arrived.was_sent
    assert server.heads == []


def test_tls_can_be_cancelled_while_hands_are_shaken() -> None:
    pressed = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        sender = sender_for(url)
        results: list[Arrived] = []
        thread = Thread(
            target=lambda: results.append(
                sender.send(outgoing(url), is_cancelled=pressed.is_set)
            )
        )
        thread.start()
        line, _ = listener.accept()
        with line:
            line.settimeout(10)
            line.recv(1 << 16)
            pressed.set()
            at = monotonic()
            while line.recv(1 << 16):
                pass
            assert monotonic() - at < 1
        thread.join()

    assert results[0].was_cancelled
    assert not results[0].was_sent
