"""What lies below WSGI: the connection that a request came over, and its end.

WSGI keeps it from the application. Granian, which serves the provider, lets through what
is said of it here.
"""

import errno
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from flask import Response

Environ = dict[str, Any]
WsgiApplication = Callable[..., Iterable[bytes]]

CALLER_WAITS = "grantlab.caller_waits"
"""Where a WSGI environment says how long a caller in this process waits for an answer."""

_BODY = b"lost"
_UNSENDABLE = (("Content-Length", str(len(_BODY))), ("Transfer-Encoding", "chunked"))
"""Two lengths in one message, which no server may send. Spec: RFC 9112 §6.2."""


def connection_headers(environ: Environ) -> dict[str, str]:
    """Return what is said of the connection, as nginx says it on every answer.

    Spec: RFC 9112 §9.3; PEP 3333 leaves it to the server, and other servers say it.
    """
    if not _is_granians(environ):
        return {}
    options = environ.get("HTTP_CONNECTION", "").lower()
    # Granian calls the protocol before this one HTTP/1.
    is_usual = environ.get("SERVER_PROTOCOL") == "HTTP/1.1"
    persists = "close" not in options and (is_usual or "keep-alive" in options)
    return {"Connection": "keep-alive" if persists else "close"}


class LostAnswer(Response):
    """Ends the connection where an answer is due; not one byte is sent.

    An error of the connection is what other servers take for that, and what a caller in
    this process meets in place of a socket's. Granian would answer it with status 500;
    but an answer that it cannot send makes it close the connection.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def __call__(
        self, environ: Environ, start_response: Callable[..., object]
    ) -> list[bytes]:
        if not _is_granians(environ):
            raise self._error
        start_response("502 Bad Gateway", list(_UNSENDABLE))
        return [_BODY]


def cut() -> LostAnswer:
    """Return what ends the connection at once."""
    return LostAnswer(ConnectionResetError(errno.ECONNRESET, "cut on purpose"))


def timed_out() -> LostAnswer:
    """Return what a caller meets that has waited as long as it waits."""
    return LostAnswer(TimeoutError(errno.ETIMEDOUT, "kept waiting on purpose"))


def waiting(application: WsgiApplication, length: timedelta) -> WsgiApplication:
    """Return the application for a caller in this process that waits so long."""

    def called(
        environ: Environ, start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        return application({**environ, CALLER_WAITS: length}, start_response)

    return called


def _is_granians(environ: Environ) -> bool:
    return environ.get("SERVER_SOFTWARE") == "Granian"
