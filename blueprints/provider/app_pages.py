"""The registered app as its developer sees it, and as its user does."""

from dataclasses import replace
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
        return _render_keys(replace(_view(keys), typed=uri, problems=problems))
    return _back_to_keys(keys)


@bp.post(f"/keys/{_KEYS}/redirect-uris/remove")
def remove_redirect_uri(keys: str) -> BaseResponse:
    provider().registry.remove_redirect_uri(Keys(keys), request.form.get("uri", ""))
    return _back_to_keys(keys)


@bp.post(f"/keys/{_KEYS}/disconnect-url")
def set_disconnect_url(keys: str) -> BaseResponse:
    url = request.form.get("url", "")
    problems = provider().disconnect_urls.register(Keys(keys), url)
    if problems:
        refused = replace(_view(keys), disconnect_url=url, disconnect_problems=problems)
        return _render_keys(refused)
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
    connected = _connected()
    urls = tuple(company.disconnect_url for company in connected)
    return render(AppsPage(OWNER, connected, name, _back()), leads_to=urls)


@bp.post("/apps/disconnect")
def disconnect() -> BaseResponse:
    """End a company's connections, as Disconnect does inside QuickBooks."""
    realm_id = request.form.get("realm_id", "")
    provider().disconnect(realm_id or None)
    # A parameter that is None is left out of the address.
    address = provider().disconnect_urls.after(realm_id) or url_for(
        ".apps_page",
        ended=realm_id,
        back=back_link(request.form.get("back", "")),
    )
    return redirect(address, code=303)


def _render_keys(refused: KeyPairView | None = None) -> Response:
    views = tuple(
        refused if refused is not None and refused.pair.keys is keys else _view(keys)
        for keys in Keys
    )
    page = KeysPage(views, provider().registry.scopes(), _back())
    return render(page, status=200 if refused is None else 400)


def _view(keys: str) -> KeyPairView:
    return KeyPairView(
        provider().key_pair(keys),
        provider().redirect_uris(keys),
        provider().disconnect_urls.get(Keys(keys)),
    )


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
        disconnect_url=provider().disconnect_urls.after(first.realm_id or ""),
    )


def _name(realm_id: str) -> str:
    names = {company.realm_id: company.name for company in COMPANIES}
    return names.get(realm_id, "Sign-in without a company")
