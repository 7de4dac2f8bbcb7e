"""Where armed faults meet the requests of programs."""

from datetime import timedelta
from typing import cast

from flask import Flask, Response, g, request

from blueprints.provider.below_wsgi import CALLER_WAITS, cut, timed_out
from blueprints.provider.context import call, provider
from grantlab.provider.access import read_bearer
from grantlab.provider.faults.fault import ENDPOINTS, Fault, Occasion
from grantlab.provider.revocation import read_revocation_body
from grantlab.provider.server import Answer
from grantlab.runtime.patience import Patience

_OCCASIONS = {
    "oauth.token": Occasion.TOKEN,
    "oauth.revoke": Occasion.REVOCATION,
    "discovery.sandbox_userinfo": Occasion.USERINFO,
    "discovery.production_userinfo": Occasion.USERINFO,
    "company_api.sandbox_read": Occasion.COMPANY_API,
    "company_api.sandbox_write": Occasion.COMPANY_API,
    "company_api.production_read": Occasion.COMPANY_API,
    "company_api.production_write": Occasion.COMPANY_API,
}


def install_faults(app: Flask, patience: Patience) -> None:
    """Let requests meet what is armed; ``patience`` waits where an answer is kept back."""

    def finish(response: Response) -> Response:
        return _change(response, patience)

    app.before_request(_meet)
    app.after_request(finish)


def _meet() -> Response | None:
    """Answer a request in a fault's stead, or let it go on."""
    occasion = _OCCASIONS.get(request.endpoint or "")
    met = () if occasion is None else provider().faults.meet(occasion)
    if occasion is None or not met:
        return None
    g.met = met
    g.call = provider().begin_call(
        skew=sum((fault.skew() for fault in met), timedelta())
    )
    presented = _presented(occasion)
    for fault in met:
        if fault.event is not None:
            provider().befall(fault.event, presented)
    for fault in met:
        refusal = fault.refuse()
        if refusal is not None:
            provider().api.refuse(
                refusal, call=call(), endpoint=ENDPOINTS[occasion], presented=presented
            )
            return _response(fault.answer(refusal, at=call().at))
    return None


def _change(response: Response, patience: Patience) -> Response:
    met = cast("tuple[Fault, ...]", g.get("met", ()))
    if not met:
        return response
    for fault in met:
        before = Answer(response.status_code, response.get_data())
        after = fault.change(before)
        if after != before:
            response.set_data(after.body)
    held_back = sum((fault.delay() for fault in met), timedelta())
    # Over a network the caller goes when it likes; in this process it has to be sent.
    waits = request.environ.get(CALLER_WAITS, timedelta.max)
    if held_back:
        patience.pause(min(held_back, waits))
    if held_back >= waits:
        return timed_out()
    return cut() if any(fault.loses_answer for fault in met) else response


def _presented(occasion: Occasion) -> str:
    """Return the code or the token that the request is about."""
    if occasion is Occasion.TOKEN:
        return request.form.get("refresh_token") or request.form.get("code", "")
    if occasion is Occasion.REVOCATION:
        # Read as it is, for a form that is parsed leaves no body behind.
        return dict(read_revocation_body(request.get_data())).get("token", "")
    return read_bearer(request.headers.get("Authorization")) or ""


def _response(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    # An empty body has no type.
    del response.headers["Content-Type"]
    response.headers.update(answer.headers)
    return response
