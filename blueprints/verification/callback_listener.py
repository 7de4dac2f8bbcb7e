"""Listening at the redirect URI for what one browser brings back; no application is needed."""

import sys
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import ClassVar, Self
from urllib.parse import parse_qsl, urlsplit

from blueprints.hosts import answered_hosts
from grantlab.errors import GrantlabError
from grantlab.protocol.authorization_response import find_single
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret

HOST = "127.0.0.1"
SHOWN_WITHIN = 2.0
"""Seconds that a browser is given to fetch the page it is sent to, before all goes on."""

LONGEST_SILENCE = 10.0
"""Seconds that a connection may say nothing: browsers open some that they never use."""

_HEADERS = (
    ("Content-Type", "text/html;charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
)
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title} · Grantlab</title>
<h1>{title}</h1>
<p>{says}</p>
</html>
"""
_ARRIVED = (
    "It has arrived",
    "You can close this tab. The run goes on in the terminal.",
)
_STRAY = (
    "This is not what is waited for",
    "Open the address that the terminal shows, in this browser.",
)


class PortTakenError(GrantlabError):
    """Somebody else listens where the browser comes back to."""

    slug: ClassVar[str] = "port-taken"


class CallbackListener:
    """Takes the one response whose ``state`` is awaited; the others are not looked at."""

    def __init__(self, redirect_uri: str) -> None:
        parts = urlsplit(redirect_uri)
        self.path = parts.path
        self._port = parts.port or 80
        self._lock = Lock()
        self._awaited: Secret | None = None
        self._brought: Pairs = ()
        self._arrived = Event()
        self.shown = Event()

    def __enter__(self) -> Self:
        """Begin to listen.

        Raises:
            PortTakenError: somebody else does.
        """
        try:
            self._server = _Server(self._port, self)
        except OSError as exc:
            raise PortTakenError(f"port {self._port} is taken") from exc
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def expect(self, state: Secret) -> None:
        """Take the next response that has this state."""
        self._arrived.clear()
        self.shown.clear()
        with self._lock:
            self._awaited = state

    def wait(self, *, within: timedelta) -> Pairs | None:
        """Return what a browser brings; ``None`` if nothing that is expected comes in time."""
        if not self._arrived.wait(within.total_seconds()):
            with self._lock:
                self._awaited = None
            return None
        self.shown.wait(SHOWN_WITHIN)
        return self._brought

    def take(self, parameters: Pairs) -> bool:
        """Take a response if it is the awaited one; a state is good once."""
        state = find_single(parameters, "state")
        with self._lock:
            if self._awaited is None or state is None or Secret(state) != self._awaited:
                return False
            self._awaited = None
            self._brought = parameters
        self._arrived.set()
        return True


class _Server(ThreadingHTTPServer):
    """Listens at the port of the redirect URI, on this machine alone."""

    # Elsewhere two programs could then listen at one port, and either be asked.
    allow_reuse_address = sys.platform != "win32"
    daemon_threads = True

    def __init__(self, port: int, listener: CallbackListener) -> None:
        self.listener = listener
        super().__init__((HOST, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers a browser, and keeps neither its request nor its address."""

    server: _Server
    timeout = LONGEST_SILENCE
    _is_answered = staticmethod(answered_hosts())

    def do_GET(self) -> None:
        """Take a response and send the browser on, so that no address keeps the code."""
        listener, parts = self.server.listener, urlsplit(self.path)
        if not self._is_answered(self.headers.get("Host", "")):
            self._show(HTTPStatus.BAD_REQUEST, *_STRAY)
        elif parts.path == listener.path and listener.take(
            tuple(parse_qsl(parts.query, keep_blank_values=True))
        ):
            self.send_response(HTTPStatus.SEE_OTHER)
            self.send_header("Location", "/")
            self.send_header("Content-Length", "0")
            self._end_headers()
        elif parts.path == "/" and not parts.query:
            self._show(HTTPStatus.OK, *_ARRIVED)
            listener.shown.set()
        else:
            self._show(HTTPStatus.NOT_FOUND, *_STRAY)

    def version_string(self) -> str:
        return "Grantlab"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Write nothing: the line of a request has the code in it."""

    def _show(self, status: HTTPStatus, title: str, says: str) -> None:
        body = _PAGE.format(title=title, says=says).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self._end_headers()
        self.wfile.write(body)

    def _end_headers(self) -> None:
        for name, value in _HEADERS:
            self.send_header(name, value)
        self.end_headers()
