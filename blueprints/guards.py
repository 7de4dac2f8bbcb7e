"""What every answer of the client says to the browser, and whom it answers."""

from http import HTTPMethod, HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as BaseResponse

from blueprints.hosts import refuse_foreign_hosts

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_NUMERIC = frozenset({"127.0.0.1", "::1"})


def install_guards(app: Flask) -> None:
    """Set the headers that keep a page to itself, and send browsers to localhost."""
    app.before_request(refuse_foreign_hosts())
    app.before_request(to_localhost)
    app.before_request(to_address_without_slash)
    app.after_request(keep_to_itself)


def to_localhost() -> BaseResponse | None:
    """Send a visit to 127.0.0.1 to localhost, where the redirect URI comes back to.

    A cookie belongs to a host name: a walk that begins on one and comes back on the
    other has lost its browser.
    """
    parts = urlsplit(request.url)
    if request.method != "GET" or parts.hostname not in _NUMERIC:
        return None
    port = f":{parts.port}" if parts.port else ""
    return redirect(parts._replace(netloc=f"localhost{port}").geturl(), code=307)


def to_address_without_slash() -> BaseResponse | None:
    """Send a visit to ``/connections/`` to ``/connections``, with its query, for good.

    No address of ours ends with a slash. Only what is mounted is led to, and by its path
    alone, so that no address can name another host.
    """
    asked = urlsplit(request.url)
    path = asked.path.rstrip("/")
    if (
        request.method not in {HTTPMethod.GET, HTTPMethod.HEAD}
        or not isinstance(request.routing_exception, NotFound)
        or path in {"", asked.path}
        or path.startswith("//")
        or not _is_mounted(request.path.rstrip("/"))
    ):
        return None
    address = f"{path}?{asked.query}" if asked.query else path
    return redirect(address, code=HTTPStatus.PERMANENT_REDIRECT)


def keep_to_itself(response: Response) -> Response:
    """Forbid everything that our pages do not need."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _is_mounted(path: str) -> bool:
    """Whether a page answers at exactly this path."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        adapter.match(path, method=HTTPMethod.GET)
    except (RequestRedirect, HTTPException):
        return False
    return True
