"""The registered app as its developer sees it, and as its user does."""

from itertools import groupby

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.provider.back_links import back_link
from blueprints.provider.context import provider
from blueprints.provider.pages import (
    AppsPage,
    ConnectedCompany,
    KeyPairView,
    KeysPage,
    SecretPage,
)
from blueprints.provider.rendering import render
from grantlab.provider.companies import COMPANIES, OWNER
from grantlab.provider.registry import Keys
from grantlab.provider.tokens import Chain

bp = Blueprint("app_pages", __name__, url_prefix="/app")
_KEYS = "<any(development, production):keys>"


@bp.get("/keys")
def keys_page() -> Response:
    return _render_keys()


@bp.post(f"/keys/{_KEYS}/redirect-uris")
def add_redirect_uri(keys: str) -> BaseResponse:
    uri = request.form.get("uri", "")
    problems = provider().registry.add_redirect_uri(Keys(keys), uri)
    if problems:
        refused = KeyPairView(
            provider().key_pair(keys), provider().redirect_uris(keys), uri, problems
        )
        return _render_keys(refused)
    return _back_to_keys(keys)


@bp.post(f"/keys/{_KEYS}/redirect-uris/remove")
def remove_redirect_uri(keys: str) -> BaseResponse:
    provider().registry.remove_redirect_uri(Keys(keys), request.form.get("uri", ""))
    return _back_to_keys(keys)


@bp.post(f"/keys/{_KEYS}/secret")
def show_secret(keys: str) -> Response:
    """Show a client secret: a click, on a page that is kept nowhere."""
    pair = provider().key_pair(keys)
    return render(SecretPage(keys, pair.client_id, pair.client_secret.reveal()))


@bp.post(f"/keys/{_KEYS}/new-secret")
def make_secret(keys: str) -> BaseResponse:
    provider().registry.make_secret(Keys(keys))
    return _back_to_keys(keys)


@bp.post("/scopes")
def set_scopes() -> BaseResponse:
    """Enable the scopes that are ticked, and no others."""
    registry = provider().registry
    ticked = set(request.form.getlist("scope"))
    for item in registry.scopes():
        if item.value in ticked:
            registry.enable_scope(item.value)
        else:
            registry.disable_scope(item.value)
    return _back_to_keys("scopes")


@bp.get("/apps")
def apps_page() -> Response:
    ended = request.args.get("ended")
    name = "" if ended is None else _name(ended)
    return render(AppsPage(OWNER, _connected(), name, _back()))


@bp.post("/apps/disconnect")
def disconnect() -> BaseResponse:
    """End a company's connections, as Disconnect does inside QuickBooks."""
    realm_id = request.form.get("realm_id", "")
    provider().disconnect(realm_id or None)
    # A parameter that is None is left out of the address.
    address = url_for(
        ".apps_page",
        ended=realm_id,
        back=back_link(request.form.get("back", "")),
    )
    return redirect(address, code=303)


def _render_keys(refused: KeyPairView | None = None) -> Response:
    views = []
    for keys in Keys:
        view = KeyPairView(provider().key_pair(keys), provider().redirect_uris(keys))
        if refused is not None and refused.pair.keys is keys:
            view = refused
        views.append(view)
    page = KeysPage(tuple(views), provider().registry.scopes(), _back())
    return render(page, status=200 if refused is None else 400)


def _back_to_keys(anchor: str) -> BaseResponse:
    return redirect(url_for(".keys_page", _anchor=anchor), code=303)


def _back() -> str | None:
    return back_link(request.args.get("back", ""))


def _connected() -> tuple[ConnectedCompany, ...]:
    chains = [token.chain for token in provider().connected()]
    chains.sort(key=_consent)
    return tuple(_company(list(group)) for _, group in groupby(chains, key=_consent))


def _consent(chain: Chain) -> tuple[str, str]:
    return chain.realm_id or "", chain.client_id


def _company(chains: list[Chain]) -> ConnectedCompany:
    first = chains[0]
    development = provider().key_pair(Keys.DEVELOPMENT)
    keys = Keys.DEVELOPMENT
    if first.client_id != development.client_id:
        keys = Keys.PRODUCTION
    return ConnectedCompany(
        name=_name(first.realm_id or ""),
        realm_id=first.realm_id or "",
        keys=keys,
        since=min(chain.consented_at for chain in chains),
        connections=len(chains),
    )


def _name(realm_id: str) -> str:
    names = {company.realm_id: company.name for company in COMPANIES}
    return names.get(realm_id, "Sign-in without a company")
