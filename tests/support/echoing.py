"""A server on loopback that keeps what arrives, and answers with nothing of interest."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote

from grantlab.playground.request import FORM, JSON
from grantlab.playground.sending import Outgoing
from grantlab.protocol.round_trip import Pairs


@dataclass(frozen=True, slots=True)
class Arrived:
    """One request, as it came off the wire."""

    method: str
    target: str
    headers: Pairs
    body: bytes


@dataclass
class Echo:
    """Where the server is, and what it was sent."""

    url: str
    arrived: list[Arrived] = field(default_factory=list)

    def last(self) -> Arrived:
        """Return what arrived last, and forget it."""
        return self.arrived.pop()


@contextmanager
def echo() -> Iterator[Echo]:
    """Listen on a free port of 127.0.0.1."""
    kept: list[Arrived] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def keep(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            headers = tuple(self.headers.items())
            kept.append(Arrived(self.command, self.path, headers, body))
            answer = b"" if self.command == "HEAD" else b'{"kept": true}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PURGE"):
        setattr(Handler, f"do_{method}", Handler.keep)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Echo(f"http://127.0.0.1:{server.server_port}", kept)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def differences(arrived: Arrived, meant: Outgoing, *, base: str) -> list[str]:
    """Return in what a request that arrived is not the one that was meant.

    An address is compared decoded, a form by its pairs, and a document by what it says:
    there are several ways to write the same. Headers that a library adds by itself are let pass.
    """
    found = []
    if arrived.method != meant.method:
        found.append(f"method {arrived.method}, not {meant.method}")
    target = meant.url.removeprefix(base).partition("#")[0] or "/"
    if not target.startswith("/"):
        target = f"/{target}"
    if unquote(arrived.target) != unquote(target):
        found.append(f"target {arrived.target}, not {target}")
    for name, value in meant.headers:
        values = ", ".join(
            got for key, got in arrived.headers if key.lower() == name.lower()
        )
        if name == "Cookie":
            values = values.replace(";", "; ").replace(";  ", "; ")
        if value not in values or (not value and name.lower() not in _names(arrived)):
            found.append(f"{name}: {values!r}, not {value!r}")
    given = {name.lower() for name, _ in meant.headers}
    if "content-type" not in given and "content-type" in _names(arrived):
        found.append("a Content-Type that was not meant")
    if _plain(arrived.body, meant) != _plain(meant.body, meant):
        found.append(f"body {arrived.body!r}, not {meant.body!r}")
    return found


def _names(arrived: Arrived) -> set[str]:
    return {name.lower() for name, _ in arrived.headers}


def _plain(body: bytes, meant: Outgoing) -> object:
    types = [value for name, value in meant.headers if name.lower() == "content-type"]
    if types and types[0].startswith(FORM) and b"=" in meant.body:
        return parse_qsl(body.decode(), keep_blank_values=True)
    if JSON in types:
        return json.loads(body)
    return body
