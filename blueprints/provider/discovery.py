"""Published metadata, the signing key, and UserInfo."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, request

from blueprints.provider.context import call, provider
from grantlab.provider.companies import OWNER
from grantlab.provider.metadata import metadata_document, userinfo_document
from grantlab.provider.refusals import Refusal
from grantlab.provider.registry import Keys
from grantlab.provider.server import JSON_TYPE, NOT_KEPT

bp = Blueprint("discovery", __name__)
INVALID_TOKEN = {"WWW-Authenticate": 'Bearer realm="Intuit", error="invalid_token"'}


# With and without the slash, because clients send both and follow no redirect.
@bp.get("/.well-known/openid_sandbox_configuration")
@bp.get("/.well-known/openid_sandbox_configuration/")
@bp.get("/.well-known/openid-sandbox-configuration")
@bp.get("/.well-known/openid-sandbox-configuration/")
def sandbox_metadata() -> Response:
    return _metadata(Keys.DEVELOPMENT)


@bp.get("/.well-known/openid_configuration")
@bp.get("/.well-known/openid_configuration/")
@bp.get("/.well-known/openid-configuration")
@bp.get("/.well-known/openid-configuration/")
def production_metadata() -> Response:
    return _metadata(Keys.PRODUCTION)


@bp.get("/op/v1/jwks")
def jwks() -> Response:
    return json_response(provider().published_keys())


@bp.get("/sandbox-accounts/v1/openid_connect/userinfo")
def sandbox_userinfo() -> Response:
    return _userinfo(Keys.DEVELOPMENT)


@bp.get("/accounts/v1/openid_connect/userinfo")
def production_userinfo() -> Response:
    return _userinfo(Keys.PRODUCTION)


def json_response(
    body: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    content_type: str = JSON_TYPE,
) -> Response:
    """Return a body in compact JSON, its members in the order given."""
    text = json.dumps(body, separators=(",", ":"))
    return Response(text, status, headers=headers, content_type=content_type)


def _metadata(keys: Keys) -> Response:
    return json_response(metadata_document(request.root_url.rstrip("/"), keys))


def _userinfo(keys: Keys) -> Response:
    found = provider().api.open_userinfo(
        request.headers.get("Authorization"), keys=keys, call=call()
    )
    if isinstance(found, Refusal):
        headers = {**NOT_KEPT, **INVALID_TOKEN}
        return json_response(found.body(), status=found.status, headers=headers)
    document = userinfo_document(OWNER, found.chain.scopes)
    return json_response(document, headers=NOT_KEPT)
