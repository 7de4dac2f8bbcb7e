"""A token endpoint that answers after a tenth of a second, as Intuit's does.

It runs as a process of its own (``python -m tests.bench.answering``) and is as thin as it
can be, so that what is measured is the client. It honours each refresh token once: a pair
that was not stored, or a token that was sent twice, is refused and counted.
"""

import asyncio
import json
import re
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from tests.support import invented

DELAY = 0.1
"""Seconds between a request and its answer."""

TOKEN_PATH = "/oauth2/v1/tokens/bearer"
COUNTS_PATH = "/counts"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_ACCESS_HEAD, _, _ACCESS_TAIL = invented.ACCESS_TOKEN.rpartition(".")


def refresh_token(connection: int, generation: int) -> str:
    """Return the refresh token of one connection's pair."""
    return f"RT1-57-H0-{invented.EPOCH}{connection:012d}{generation:08d}"


def access_token(connection: int, generation: int) -> str:
    return f"{_ACCESS_HEAD}.{connection:012d}{generation:08d}"


@dataclass
class Ledger:
    """Which pair of each connection is honoured, and what was done."""

    newest: dict[int, int] = field(default_factory=dict)
    honoured: int = 0
    refused: int = 0

    def answer(self, form: str) -> tuple[str, dict[str, object]]:
        """Rotate the pair that a form names."""
        (token,) = parse_qs(form)["refresh_token"]
        connection, generation = int(token[-20:-8]), int(token[-8:])
        if self.newest.get(connection, 1) != generation:
            self.refused += 1
            return "400 Bad Request", {"error": "invalid_grant"}
        self.newest[connection] = generation + 1
        self.honoured += 1
        return "200 OK", {
            "x_refresh_token_expires_in": 8640000,
            "refresh_token": refresh_token(connection, generation + 1),
            "access_token": access_token(connection, generation + 1),
            "token_type": "bearer",
            "expires_in": 3600,
            "x_refresh_token_hard_expires_in": 157680000,
        }


class Conversation(asyncio.Protocol):
    """One connection; as many requests as the client sends on it, unless it is closed."""

    def __init__(self, ledger: Ledger, *, closes: bool) -> None:
        self._ledger = ledger
        self._closes = closes
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, gap, body = self._read.partition(b"\r\n\r\n")
        if not gap:
            return
        length = _LENGTH.search(head)
        if length and len(body) < int(length[1]):
            return
        self._read = b""
        if head.startswith(b"GET"):
            counts = {
                "honoured": self._ledger.honoured,
                "refused": self._ledger.refused,
            }
            self._send("200 OK", counts)
            return
        status, members = self._ledger.answer(body.decode())
        asyncio.get_running_loop().call_later(DELAY, self._send, status, members)

    def _send(self, status: str, members: Mapping[str, object]) -> None:
        body = json.dumps(members).encode()
        lines = (
            f"HTTP/1.1 {status}",
            "Date: Mon, 09 Mar 2026 12:00:00 GMT",
            "Content-Type: application/json;charset=UTF-8",
            f"Content-Length: {len(body)}",
            f"Connection: {'close' if self._closes else 'keep-alive'}",
            "Cache-Control: no-cache, no-store",
            "Pragma: no-cache",
            "Server: nginx",
            "Strict-Transport-Security: max-age=15552000",
            "intuit_tid: 1-00000000-000000000000000000000000",
            "",
            "",
        )
        self._transport.write("\r\n".join(lines).encode() + body)
        if self._closes:
            self._transport.close()


async def serve(certificate: Path | None) -> None:
    """Serve on a free port of this machine, which is printed, until standard input ends."""
    ledger = Ledger()
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Conversation(ledger, closes=context is not None),
        "127.0.0.1",
        0,
        ssl=context,
        backlog=512,
    )
    async with server:
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 -- to who started it
        await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
