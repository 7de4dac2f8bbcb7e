"""What every answer of the client says to the browser, and whom it answers."""

from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
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


def keep_to_itself(response: Response) -> Response:
    """Forbid everything that our pages do not need."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
