"""A server on loopback that answers as no server should."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

BLINK = 0.02
"""Seconds between two octets of a server that is slow on purpose."""


@dataclass
class Caller:
    """Whoever has called, as the server meets them."""

    line: socket.socket = field(repr=False)
    leaves: Event = field(repr=False)
    """Set when the test is over."""

    def say(self, octets: bytes) -> None:
        self.line.sendall(octets)

    def say_forever(self, octets: bytes) -> None:
        """Say the same again and again, as fast as it is taken."""
        while not self.leaves.is_set():
            self.say(octets)

    def drip_forever(self, octets: bytes) -> None:
        """Say one octet after the other, slowly, again and again."""
        while True:
            for octet in octets:
                if self.leaves.wait(BLINK):
                    return
                self.say(bytes((octet,)))

    def listen(self) -> None:
        """Wait until they hang up."""
        while self.line.recv(1 << 16):
            pass


Play = Callable[[Caller], None]


@dataclass
class Hostile:
    """Where the server is, and what came of it."""

    url: str
    heads: list[str] = field(default_factory=list)
    """The head of every request that arrived."""

    called: Event = field(default_factory=Event)
    left: Event = field(default_factory=Event)
    left_at: float = 0.0
    """When somebody hung up, by the monotonic clock."""


@contextmanager
def hostile_server(play: Play, *, waits: bool = True) -> Iterator[Hostile]:
    """Listen on a free port of 127.0.0.1, and answer every caller by the play.

    One that does not wait speaks before it was asked.
    """
    leaves = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        server = Hostile(f"http://127.0.0.1:{listener.getsockname()[1]}")

        def serve() -> None:
            while not leaves.is_set():
                with suppress(TimeoutError):
                    line, _ = listener.accept()
                    with line:
                        _meet(Caller(line, leaves), play, server, waits=waits)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            leaves.set()
            thread.join()


def _meet(caller: Caller, play: Play, server: Hostile, *, waits: bool) -> None:
    caller.line.settimeout(10)
    with suppress(OSError):
        if waits:
            server.heads.append(_head(caller.line))
        server.called.set()
        play(caller)
        return
    server.left_at = monotonic()
    server.left.set()


def _head(line: socket.socket) -> str:
    """Read the head of a request, and of its body what comes along."""
    read = b""
    while b"\r\n\r\n" not in read:
        more = line.recv(1 << 16)
        if not more:
            raise ConnectionError
        read += more
    return read.partition(b"\r\n\r\n")[0].decode("latin-1")
