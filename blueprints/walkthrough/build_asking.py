"""Building steps 2 to 4: what is asked, and what comes back."""

from markupsafe import Markup

from blueprints.services import Services
from blueprints.tags import draw_tag
from blueprints.walkthrough import bodies
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.walk_state import WalkState
from blueprints.walkthrough.ways_back import keys_page_from
from grantlab.flows.begin_authorization import rebuild_request
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.errors import StateProblem
from grantlab.protocol.redirect_uri import find_difference
from grantlab.protocol.scope import CORE_SCOPES, Scope
from grantlab.protocol.secret import Secret

_EXPLAINED = {
    "client_id": "Which app asks. Not a secret.",
    "response_type": "The app wants a code, and nothing else is offered.",
    "scope": "What the user is asked to grant, separated by spaces.",
    "redirect_uri": "Where the browser is to come back to; exactly as registered.",
    "state": "Comes back unchanged, and shows that the answer belongs to this question.",
    "code_challenge": "The hash of the verifier, which stays here until the exchange.",
    "code_challenge_method": "The hash is SHA-256.",
}

_STATE_PROBLEMS = {
    StateProblem.MISSING: "It brought no state, or more than one.",
    StateProblem.UNKNOWN: "Nobody here ever asked with it.",
    StateProblem.EXPIRED: "Its request was made too long ago.",
    StateProblem.USED: "It has brought its answer before, and a state is good once.",
    StateProblem.OTHER_BROWSER: "It was another browser that asked with it.",
}


def build_scopes(
    _stage: Stage, state: WalkState, _parts: Services
) -> bodies.ScopesBody:
    """Return the middle of step 2: the FAQ's scopes, and whatever else was asked for."""
    asked = state.walk.scopes
    known = [scope.value for scope in CORE_SCOPES]
    strange = [
        Scope(value, "not a scope of the FAQ’s list")
        for value in asked
        if value not in known
    ]
    return bodies.ScopesBody(
        choices=tuple(
            bodies.ScopeChoice(
                value=scope.value, gives=scope.gives, checked=scope.value in asked
            )
            for scope in (*CORE_SCOPES, *strange)
        ),
        uses_pkce=state.walk.uses_pkce,
    )


def build_request(
    _stage: Stage, state: WalkState, parts: Services
) -> bodies.RequestBody:
    """Return the middle of step 3."""
    waiting = _waiting(state, parts)
    if state.attempt is None or waiting is None:
        return bodies.RequestBody(
            endpoint="", parameters=(), href=None, changed_href=None, expires_at=None
        )
    return bodies.RequestBody(
        endpoint=waiting.endpoint,
        parameters=_parameters(waiting, state),
        href=waiting.url,
        changed_href=_with_other_state(waiting).url,
        expires_at=state.attempt.expires_at,
    )


def build_response(
    stage: Stage, state: WalkState, parts: Services
) -> bodies.ResponseBody:
    """Return the middle of step 4."""
    attempt = state.attempt
    sent, received = _states(state, parts)
    problem = state.walk.stray_problem
    return bodies.ResponseBody(
        sent_state=sent,
        received_state=received,
        difference=find_difference(sent or "", received) if received else None,
        problem=problem,
        problem_means="" if problem is None else _STATE_PROBLEMS[StateProblem(problem)],
        is_waiting=_is_waiting(state),
        came_back=state.walk.stray_at is not None or state.has_response,
        error=None if attempt is None else attempt.error,
        asked_scopes=() if attempt is None else attempt.scopes,
        code=None if attempt is None else state.tag(attempt.code_fingerprint),
        realm_id=None if attempt is None else parts.attempts.realm_id(attempt),
        repeats=0 if attempt is None else attempt.repeats,
        request_href=stage.at(StepId.REQUEST).url(),
        scopes_href=stage.at(StepId.SCOPES).url(),
        enabling_page=keys_page_from(stage, parts, anchor="#scopes"),
    )


def _states(state: WalkState, parts: Services) -> tuple[str | None, str | None]:
    """Return the state that was sent and the one that came; of a stray, what it brought."""
    sent = None if state.attempt is None else parts.attempts.state(state.attempt)
    if state.walk.stray_at is not None:
        return _text(sent), _text(parts.walks.stray_state(state.walk))
    return _text(sent), _text(sent) if state.has_response else None


def _is_waiting(state: WalkState) -> bool:
    attempt = state.attempt
    return (
        attempt is not None
        and attempt.received_at is None
        and state.now < attempt.expires_at
    )


def _waiting(state: WalkState, parts: Services) -> AuthorizationRequest | None:
    """Return the request that still waits for its answer, if there is one."""
    attempt = state.attempt
    if attempt is None or not _is_waiting(state):
        return None
    return rebuild_request(
        attempt,
        authorization_endpoint=parts.environments.open(
            state.walk.environment
        ).endpoints.authorization,
        attempts=parts.attempts,
    )


def _parameters(
    request: AuthorizationRequest, state: WalkState
) -> tuple[bodies.Parameter, ...]:
    return tuple(
        bodies.Parameter(
            name=name, value=_value(name, value, state), explains=_EXPLAINED[name]
        )
        for name, value in request.parameters
    )


def _value(name: str, value: str, state: WalkState) -> Markup | str:
    tag = state.tag(Secret(value).fingerprint) if name == "state" else None
    if tag is not None:
        return Markup("{} {}").format(draw_tag(tag), value)
    return value


def _with_other_state(request: AuthorizationRequest) -> AuthorizationRequest:
    """Return the request with its state turned round: same length, another value."""
    return AuthorizationRequest(
        endpoint=request.endpoint,
        client_id=request.client_id,
        redirect_uri=request.redirect_uri,
        scopes=request.scopes,
        state=Secret(request.state.reveal()[::-1]),
        code_verifier=request.code_verifier,
    )


def _text(secret: Secret | None) -> str | None:
    return None if secret is None else secret.reveal()
