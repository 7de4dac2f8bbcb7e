"""The control API of the bench: JSON in and out, and always with its token.

A test suite sets the stage with it. A GET changes nothing; what cannot be done is a 400
with one sentence.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, jsonify, request

from blueprints.provider.bench_json import (
    clock_json,
    ledger_json,
    policy_json,
    state_json,
)
from blueprints.provider.context import call, provider
from blueprints.provider.control_body import ControlBody, ControlBodyError
from blueprints.sentences import as_sentence
from grantlab.errors import GrantlabError
from grantlab.protocol.durations import parse_duration
from grantlab.protocol.redirect_uri import UriProblem
from grantlab.protocol.secret import Secret
from grantlab.provider.access import read_bearer
from grantlab.provider.direct_consent import ConsentOrder
from grantlab.provider.moments import parse_moment
from grantlab.provider.registry import Keys

PREFIX = "/_bench"
bp = Blueprint("control", __name__, url_prefix=PREFIX)


def problem(status: int, error: str, message: str) -> Response:
    """Return what went wrong, as JSON."""
    answer = jsonify({"error": error, "message": message})
    answer.status_code = status
    return answer


@bp.before_request
def admit() -> Response | None:
    """Let nobody in without the token of this bench, and no form of a browser."""
    token = read_bearer(request.headers.get("Authorization")) or ""
    if not provider().bench_token.matches(Secret(token)):
        answer = problem(401, "unauthorized", "The token of the bench is missing.")
        answer.headers["WWW-Authenticate"] = 'Bearer realm="bench"'
        return answer
    if request.method == "POST" and request.mimetype != "application/json":
        return problem(415, "not-json", "The body has to be application/json.")
    return None


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.errorhandler(GrantlabError)
def refuse(error: GrantlabError) -> Response:
    return problem(400, error.slug, as_sentence(str(error)))


@bp.get("/state")
def state() -> Response:
    return jsonify(state_json(provider()))


@bp.get("/clock")
def clock() -> Response:
    """Return the time alone: a client elsewhere asks for it often."""
    return jsonify(clock_json(provider()))


@bp.get("/policy")
def policy() -> Response:
    """Return the policy alone: a client elsewhere asks for it often, too."""
    return jsonify(policy_json(provider()))


@bp.get("/ledger")
def ledger() -> Response:
    return jsonify(ledger_json(provider()))


@bp.post("/clock/advance")
def advance() -> Response:
    """Let time pass by a length, or to a moment with a name.

    ``seen`` is the offset that the caller was told; if it has changed, nothing is done.
    """
    body = _body("by", "to", "seen")
    by, to, seen = body.text("by"), body.text("to"), body.text("seen")
    if (by is None) is (to is None):
        raise ControlBodyError("either by or to has to be there")
    if by is not None:
        known = None if seen is None else parse_duration(seen)
        provider().advance(parse_duration(by), seen=known)
    if to is not None:
        provider().advance_to(parse_moment(to))
    return state()


@bp.post("/policy")
def set_policy() -> Response:
    """Take a preset, or turn knobs of the one in force, or both."""
    body = _body("preset", "knobs")
    provider().bench.set_policy(body.text("preset"), body.text_by_name("knobs"))
    return state()


@bp.post("/faults/arm")
def arm() -> Response:
    body = _body("name", "times", "for", "amount")
    span, amount = body.text("for"), body.text("amount")
    provider().faults.arm(
        body.needed_text("name"),
        times=body.number("times"),
        span=None if span is None else parse_duration(span),
        amount=None if amount is None else parse_duration(amount),
    )
    return state()


@bp.post("/faults/disarm")
def disarm() -> Response:
    """Take one fault away by its name, or all of them."""
    provider().faults.disarm(_body("name").text("name"))
    return state()


@bp.post("/reset")
def reset() -> Response:
    _body()
    provider().reset()
    return state()


@bp.post("/connect")
def connect() -> Response:
    """Consent without a browser; return where one would have been sent."""
    body = _body(
        "keys",
        "realm_id",
        "scopes",
        "redirect_uri",
        "state",
        "code_challenge",
        "code_challenge_method",
    )
    order = ConsentOrder(
        keys=_keys(body.text("keys") or Keys.DEVELOPMENT),
        realm_id=body.text("realm_id"),
        scopes=body.texts("scopes"),
        redirect_uri=body.text("redirect_uri"),
        state=body.text("state"),
        code_challenge=body.text("code_challenge"),
        code_challenge_method=body.text("code_challenge_method"),
    )
    location = provider().connect(order, call=call())
    told: Mapping[str, str] = dict(parse_qsl(urlsplit(location).query))
    return jsonify({"redirect": location, **told})


@bp.post("/app/redirect-uris/add")
def add_redirect_uri() -> Response:
    body = _body("keys", "uri")
    keys, uri = _keys(body.needed_text("keys")), body.needed_text("uri")
    _check_registered(provider().registry.add_redirect_uri(keys, uri))
    return state()


@bp.post("/app/redirect-uris/remove")
def remove_redirect_uri() -> Response:
    body = _body("keys", "uri")
    keys, uri = _keys(body.needed_text("keys")), body.needed_text("uri")
    if not provider().registry.remove_redirect_uri(keys, uri):
        raise ControlBodyError(f"the {keys} keys have no such redirect URI")
    return state()


@bp.post("/app/disconnect-url")
def set_disconnect_url() -> Response:
    """Register where a browser goes after a disconnect; an empty address is none."""
    body = _body("keys", "url")
    keys, url = _keys(body.needed_text("keys")), body.needed_text("url")
    _check_registered(provider().disconnect_urls.register(keys, url))
    return state()


@bp.post("/app/scopes")
def set_scope() -> Response:
    body = _body("scope", "enabled")
    scope, registry = body.needed_text("scope"), provider().registry
    if body.needed_truth("enabled"):
        registry.enable_scope(scope)
    else:
        registry.disable_scope(scope)
    return state()


@bp.post("/app/new-secret")
def make_secret() -> Response:
    """Give a key pair a new secret: the one answer that holds one."""
    pair = provider().registry.make_secret(_keys(_body("keys").needed_text("keys")))
    shown = {"client_id": pair.client_id, "client_secret": pair.client_secret.reveal()}
    return jsonify(shown)


def _body(*names: str) -> ControlBody:
    return ControlBody(request.get_data(), *names)


def _keys(name: str) -> Keys:
    if name not in set(Keys):
        raise ControlBodyError("keys has to be development or production")
    return Keys(name)


def _check_registered(problems: tuple[UriProblem, ...]) -> None:
    """Refuse an address for every rule that it breaks, in one sentence."""
    if problems:
        said = (item.says.removesuffix(".") for item in problems)
        raise ControlBodyError(
            "; ".join(f"{text[:1].lower()}{text[1:]}" for text in said)
        )
