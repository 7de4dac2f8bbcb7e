"""The load: clients that refresh as fast as they are answered, each its own chain.

It runs as a process of its own (``python -m tests.bench.load``, an order on its standard
input), so that it disturbs a server no more than another program would. Sockets are
spoken to directly: on two cores whatever the load costs is taken from the server.
"""

import json
import re
import selectors
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from urllib.parse import urlencode

from tests.support.servers import ROOT

CONNECTIONS = 16
ANSWERED_WITHIN = 10.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSES = re.compile(rb"^HTTP/1\.0|\r\nconnection: *close", re.IGNORECASE)
_NEW = re.compile(rb'"refresh_token": ?"([^"]+)"')
_ACCESS = re.compile(rb'"access_token": ?"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A token endpoint on this machine, and the credentials of a client of it."""

    port: int
    path: str
    basic: str
    """The base64 of the client's id and secret."""

    rotates: bool = True
    """Whether only an answer with a new refresh token counts."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What a target did in a while."""

    seconds: float
    elapsed: tuple[float, ...]
    """Seconds of each refresh that counted."""

    failed: int
    tokens: tuple[str, ...]
    """The newest refresh token of each chain: where the next burst goes on."""


class LoadError(Exception):
    """A server answered with something that the load does not speak."""


def refresh_for(seconds: float, target: Target, tokens: Sequence[str]) -> Burst:
    """Refresh each chain again and again, from a process of its own."""
    order = {"seconds": seconds, "target": asdict(target), "tokens": list(tokens)}
    done = subprocess.run(
        (sys.executable, "-m", "tests.bench.load"),
        cwd=ROOT,
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LoadError(done.stderr.strip().rpartition("\n")[2])
    answer = json.loads(done.stdout)
    return Burst(
        answer["seconds"],
        tuple(answer["elapsed"]),
        answer["failed"],
        tuple(answer["tokens"]),
    )


class _Chain:
    """One client on one connection that is kept, with one refresh token at a time."""

    def __init__(self, target: Target, token: str) -> None:
        self.token = token
        self.elapsed: list[float] = []
        self.failed = 0
        self._target = target
        self._began = 0.0
        self._read = b""
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(
            ("127.0.0.1", self._target.port), ANSWERED_WITHIN
        )
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> None:
        self._began, self._read = perf_counter(), b""
        self.socket.sendall(_request(self._target, self.token))

    def receive(self) -> bool | None:
        """Read on; return whether the connection stays, or ``None`` before the end."""
        octets = self.socket.recv(65536)
        self._read += octets
        head, gap, body = self._read.partition(b"\r\n\r\n")
        if octets and not (gap and _is_whole(head, body)):
            return None
        self._count(head, body)
        return bool(octets) and not _CLOSES.search(head)

    def _count(self, head: bytes, body: bytes) -> None:
        new = _NEW.search(body)
        token = new[1].decode() if new else self.token
        counts = token != self.token if self._target.rotates else _ACCESS.search(body)
        if head[9:12] != b"200" or not counts:
            self.failed += 1
            return
        self.token = token
        self.elapsed.append(perf_counter() - self._began)


def _is_whole(head: bytes, body: bytes) -> bool:
    length = _LENGTH.search(head)
    if length:
        return len(body) >= int(length[1])
    if _CHUNKED.search(head):
        return body.endswith(b"0\r\n\r\n")
    raise LoadError("an answer of unknown length")


def _request(target: Target, token: str) -> bytes:
    fields = {"grant_type": "refresh_token", "refresh_token": token}
    body = urlencode(fields).encode()
    lines = (
        f"POST {target.path} HTTP/1.1",
        f"Host: 127.0.0.1:{target.port}",
        "Accept: application/json",
        f"Authorization: Basic {target.basic}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "",
        "",
    )
    return "\r\n".join(lines).encode() + body


def _run(seconds: float, target: Target, tokens: Sequence[str]) -> Burst:
    chains = [_Chain(target, token) for token in tokens]
    waiting = selectors.DefaultSelector()
    began = perf_counter()
    for chain in chains:
        waiting.register(chain.socket, selectors.EVENT_READ, chain)
        chain.send()
    while waiting.get_map():
        ready = waiting.select(ANSWERED_WITHIN)
        if not ready:
            raise LoadError(f"no answer for {ANSWERED_WITHIN:.0f} seconds")
        for key, _ in ready:
            _go_on(key.data, waiting, ends=perf_counter() - began > seconds)
    return Burst(
        perf_counter() - began,
        tuple(moment for chain in chains for moment in chain.elapsed),
        sum(chain.failed for chain in chains),
        tuple(chain.token for chain in chains),
    )


def _go_on(chain: _Chain, waiting: selectors.BaseSelector, *, ends: bool) -> None:
    """Take what has come; after a whole answer ask again, or end."""
    stays = chain.receive()
    if stays is None:
        return
    if ends or not stays:
        waiting.unregister(chain.socket)
        chain.socket.close()
    if not ends:
        if not stays:
            chain.connect()
            waiting.register(chain.socket, selectors.EVENT_READ, chain)
        chain.send()


def main() -> None:
    """Carry out the order on the standard input."""
    order = json.load(sys.stdin)
    burst = _run(order["seconds"], Target(**order["target"]), order["tokens"])
    json.dump(asdict(burst), sys.stdout)


if __name__ == "__main__":
    main()
