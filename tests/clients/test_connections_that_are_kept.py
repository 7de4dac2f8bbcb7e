"""How many connections the way out makes: as few as there are requests at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Thread

import httpx2
import pytest

from grantlab.wire.outbound import OutboundTransport

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
HOST = "127.0.0.1"
AT_ONCE = 4


class CountingServer(ThreadingHTTPServer):
    """Counts connections; requests to ``/together`` wait for one another."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Handler)
        self.connections = 0
        self.together = Barrier(AT_ONCE)


class _Handler(BaseHTTPRequestHandler):
    """Answers over connections that it keeps, and counts them."""

    protocol_version = "HTTP/1.1"
    server: CountingServer

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_GET(self) -> None:
        if self.path == "/together":
            self.server.together.wait(timeout=30)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Write nothing."""


@pytest.fixture
def server() -> Iterator[CountingServer]:
    with CountingServer() as serving:
        thread = Thread(target=serving.serve_forever)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


@pytest.fixture
def transport() -> Iterator[OutboundTransport]:
    outbound = OutboundTransport(loopback_hosts=frozenset({HOST}))
    yield outbound
    outbound.close()


def ask(transport: OutboundTransport, server: CountingServer, path: str) -> bytes:
    address = f"http://{HOST}:{server.server_port}{path}"
    response = transport.handle_request(httpx2.Request("GET", address))
    try:
        return response.read()
    finally:
        response.close()


def test_one_request_after_the_other_keeps_one_connection(
    server: CountingServer, transport: OutboundTransport
) -> None:
    answers = [ask(transport, server, "/") for _ in range(5)]

    assert answers == [b"ok"] * 5
    assert server.connections == 1


def test_requests_at_one_time_have_a_connection_each_and_keep_it(
    server: CountingServer, transport: OutboundTransport
) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for _ in range(3):
            asked = [
                threads.submit(ask, transport, server, "/together")
                for _ in range(AT_ONCE)
            ]
            assert [item.result() for item in asked] == [b"ok"] * AT_ONCE

    assert server.connections == AT_ONCE
