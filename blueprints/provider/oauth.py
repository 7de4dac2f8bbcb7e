"""The token endpoint and the revocation endpoint."""

import json

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from blueprints.provider.context import call, provider
from grantlab.provider.refusals import INVALID_REQUEST, Endpoint, Reason, Refusal
from grantlab.provider.revocation import read_revocation_body
from grantlab.provider.server import JSON_TYPE, NOT_KEPT, Answer, TokenRequest

bp = Blueprint("oauth", __name__)
FORM_TYPE = "application/x-www-form-urlencoded"


@bp.post("/oauth2/v1/tokens/bearer")
def token() -> Response:
    """Answer both grants; only a form body is read. Spec: RFC 6749 §4.1.3, §6."""
    is_form = request.mimetype == FORM_TYPE
    asked = TokenRequest(
        headers=dict(request.headers),
        form=request.form.items(multi=True) if is_form else (),
        call=call(),
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


# By name: a defect, which is an HTTP exception too, must not look like bad input.
@bp.errorhandler(BadRequest)
@bp.errorhandler(RequestEntityTooLarge)
def refuse_unread(_error: HTTPException) -> Response:
    """Refuse a body that is too large, or shorter than it was said to be.

    Spec: RFC 6749 §5.2: what is malformed otherwise is ``invalid_request``.
    """
    refusal = Refusal(INVALID_REQUEST, Reason.BODY_UNREADABLE)
    at_token = request.endpoint == "oauth.token"
    endpoint = Endpoint.TOKEN if at_token else Endpoint.REVOCATION
    provider().api.refuse(refusal, call=call(), endpoint=endpoint)
    if not at_token:
        return _response(Answer(refusal.status, headers=NOT_KEPT))
    body = json.dumps(refusal.body(), separators=(",", ":")).encode()
    return _response(
        Answer(refusal.status, body, {"Content-Type": JSON_TYPE, **NOT_KEPT})
    )


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    # An empty body has no type.
    del response.headers["Content-Type"]
    response.headers.update(answer.headers)
    return response
