"""*Point your integration here*: the lines for each client library, filled in."""

from urllib.parse import urlencode

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.bench.blueprint import bench
from blueprints.bench.pointing_page import Address, LibraryView, PointingPage
from blueprints.framing import frame_of
from blueprints.rendering import render_page
from blueprints.services import Services, services
from grantlab.formats.pointing.catalogue import LIBRARIES
from grantlab.formats.pointing.target import SECRET_VARIABLE, Target
from grantlab.protocol.environment import (
    INTUIT_SANDBOX,
    SANDBOX_METADATA_URL,
    Environment,
)
from grantlab.wire.bench_control import BenchRefusedError

EXAMPLE = "http://localhost:8000/callback"
"""What stands in the lines until a redirect URI of the reader's own is registered."""

UNKNOWN = "‹client id›"
KEYS = "development"
_PLAYGROUND = "https://developer.intuit.com/"


@bench.get("/clients")
def clients() -> BaseResponse:
    """Show the lines, with the redirect URI that was asked for if it is registered."""
    return render_page(_page(services(), request.args.get("redirect_uri", "")))


@bench.post("/clients")
def register_redirect_uri() -> BaseResponse:
    """Register a redirect URI, and show the lines with it."""
    uri = request.form.get("redirect_uri", "").strip()
    parts = services()
    try:
        parts.bench.add_redirect_uri(KEYS, uri)
    except BenchRefusedError as exc:
        page = _page(parts, "", typed=uri, problem=f"Not registered: {exc}.")
        return render_page(page, status=422)
    return redirect(url_for(".clients", redirect_uri=uri, _anchor="lines"), code=303)


def _page(
    parts: Services, wanted: str, *, typed: str = "", problem: str = ""
) -> PointingPage:
    client_id, registered = _registered(parts)
    source = parts.environments.profiles[Environment.EMBEDDED].finder.source
    target = Target(
        endpoints=source.fallback,
        metadata=source.url,
        client_id=client_id,
        redirect_uri=_choose(wanted, registered or (), parts.settings.redirect_uri),
    )
    return PointingPage(
        frame=frame_of(Environment.EMBEDDED, parts),
        client_id=client_id,
        secret_variable=SECRET_VARIABLE,
        keys_page=f"{parts.bench.base_url}/app/keys?{_way_back()}",
        redirect_uri=target.redirect_uri,
        redirect_uris=registered,
        typed=typed,
        problem=problem,
        addresses=_addresses(target),
        libraries=tuple(
            LibraryView(item, "" if item.lines is None else item.lines(target))
            for item in LIBRARIES
        ),
        runs_alone=parts.settings.embedded_url is not None,
    )


def _way_back() -> str:
    return urlencode({"back": url_for(".clients", _external=True)})


def _registered(parts: Services) -> tuple[str, tuple[str, ...] | None]:
    """Return the client id, and the redirect URIs where the bench can be asked."""
    if parts.bench.is_open:
        registered = parts.bench.fetch_state().app.keys[KEYS]
        return registered.client_id, registered.redirect_uris
    keys = parts.environments.keys_of(Environment.EMBEDDED)
    return UNKNOWN if keys is None else keys.client_id, None


def _choose(wanted: str, registered: tuple[str, ...], own: str) -> str:
    """Return the redirect URI for the lines: the reader's, not one of Grantlab's."""
    theirs = [
        uri for uri in registered if uri != own and not uri.startswith(_PLAYGROUND)
    ]
    if wanted in theirs:
        return wanted
    return theirs[-1] if theirs else EXAMPLE


def _addresses(target: Target) -> tuple[Address, ...]:
    theirs, ours = INTUIT_SANDBOX, target.endpoints
    return (
        Address("Discovery", SANDBOX_METADATA_URL, target.metadata),
        Address("Authorization", theirs.authorization, ours.authorization),
        Address("Token", theirs.token, ours.token),
        Address("Revocation", theirs.revocation, ours.revocation),
        Address("UserInfo", theirs.userinfo, ours.userinfo),
        Address("Keys (JWKS)", theirs.jwks, ours.jwks),
        Address("API", theirs.api, ours.api),
    )
