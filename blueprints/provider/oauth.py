"""The token endpoint and the revocation endpoint."""

from flask import Blueprint, Response, request

from blueprints.provider.context import call, provider
from grantlab.provider.revocation import read_revocation_body
from grantlab.provider.server import Answer, TokenRequest

bp = Blueprint("oauth", __name__)


@bp.post("/oauth2/v1/tokens/bearer")
def token() -> Response:
    """Answer both grants; only a form body is read."""
    asked = TokenRequest(
        headers=dict(request.headers), form=request.form.items(multi=True), call=call()
    )
    return _response(provider().answer_token_request(asked))


@bp.post("/v2/oauth2/tokens/revoke")
def revoke() -> Response:
    """Revoke, and say no more than a status."""
    asked = TokenRequest(
        headers=dict(request.headers),
        form=read_revocation_body(request.get_data()),
        call=call(),
    )
    return _response(provider().answer_revocation(asked))


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    # An empty body has no type.
    del response.headers["Content-Type"]
    response.headers.update(answer.headers)
    return response
