"""Doing the steps: each of these changes something, and is answered with 303."""

from collections.abc import Callable

from flask import abort, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.browser import browser_digest
from blueprints.environments import KeysMissingError
from blueprints.services import Services, services
from blueprints.walkthrough.break_conditions import BreakUnavailableError
from blueprints.walkthrough.breaks import BreakId, asker_of
from blueprints.walkthrough.build_keys import why_no_walk
from blueprints.walkthrough.passing_time import ClockMovedError, TimeNotMovedError
from blueprints.walkthrough.reconnecting import connection_to_renew
from blueprints.walkthrough.stage import DEFAULT_SCOPES, Stage, read_stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.views import find_walk, stage_of, walkthrough
from blueprints.walkthrough.walk_state import WalkState
from grantlab.flows.begin_authorization import begin_authorization
from grantlab.flows.call_company import call_company
from grantlab.flows.exchange_code import exchange_code
from grantlab.flows.refresh_connection import refresh_connection
from grantlab.flows.revoke_connection import revoke_connection
from grantlab.protocol.environment import Environment
from grantlab.protocol.errors import (
    MalformedResponseError,
    RevocationError,
    TokenEndpointError,
)
from grantlab.protocol.key_pair import KeyPair, is_key_half
from grantlab.protocol.scope import parse_scopes
from grantlab.protocol.secret import Secret
from grantlab.store.errors import (
    CodeAlreadyTakenError,
    RefreshInProgressError,
    ValueWipedError,
)
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

ON_RECORD = (MalformedResponseError, TokenEndpointError, UnreachableError)
"""What the recorded round trip tells by itself."""

TOLD = (
    BreakUnavailableError,
    ClockMovedError,
    CodeAlreadyTakenError,
    ForbiddenAddressError,
    KeysMissingError,
    RefreshInProgressError,
    RevocationError,
    TimeNotMovedError,
    ValueWipedError,
)
"""What has to be told, because nothing, or too little, was sent."""


Action = Callable[[WalkState, Services], None]


@walkthrough.post("/begin")
def begin() -> BaseResponse:
    """Begin a walk on the stage that the form sets."""
    parts = services()
    stage = read_stage(StepId.SCOPES, request.form)
    keys = parts.environments.keys_of(stage.environment)
    if why_no_walk(stage.environment, keys) is not None:
        return redirect(
            Stage(step=StepId.KEYS, environment=stage.environment).url(), code=303
        )
    walk = parts.walks.add(
        browser_digest=browser_digest(parts.entropy),
        environment=stage.environment,
        scopes=stage.scopes,
        uses_pkce=True,
        now=parts.environments.clock_of(stage.environment).now(),
        reconnects_id=connection_to_renew(stage, parts),
    )
    return redirect(stage_of(walk, StepId.SCOPES, parts).url(), code=303)


@walkthrough.post("/keys")
def enter_keys() -> BaseResponse:
    """Seal the keys of a real environment, as they were entered."""
    parts = services()
    stage = read_stage(StepId.KEYS, request.form)
    profile = parts.environments.profiles[stage.environment]
    if stage.environment is Environment.EMBEDDED or profile.keys_are_set:
        raise NotFound
    client_id = request.form.get("client_id", "").strip()
    client_secret = request.form.get("client_secret", "").strip()
    address = stage.url()
    if request.form.get("forget"):
        parts.key_pairs.remove(stage.environment)
    elif is_key_half(client_id) and is_key_half(client_secret):
        parts.key_pairs.put(
            stage.environment,
            KeyPair(client_id, Secret(client_secret)),
            now=parts.machine_clock.now(),
        )
    else:
        address = f"{address}&problem=keys-not-stored"
    return redirect(address, code=303)


@walkthrough.post("/scopes")
def choose_scopes() -> BaseResponse:
    """Note what the next request asks for."""
    parts = services()
    state = _state(StepId.SCOPES, parts)
    own = parse_scopes(request.form.get("other", "")[:200])
    scopes = (*request.form.getlist("scope"), *own) or DEFAULT_SCOPES
    parts.walks.set_stage(
        state.walk,
        scopes=tuple(dict.fromkeys(scope[:100] for scope in scopes))[:20],
        uses_pkce="pkce" in request.form,
    )
    _prepare(state, parts)
    return redirect(stage_of(state.walk, StepId.REQUEST, parts).url(), code=303)


@walkthrough.post("/request")
def prepare_request() -> BaseResponse:
    """Make a fresh authorization request, with a state of its own."""
    return act_on_walk(StepId.REQUEST, _prepare)


@walkthrough.post("/exchange")
def exchange() -> BaseResponse:
    """Exchange the code of the newest response."""
    return act_on_walk(StepId.EXCHANGE, exchange_newest)


@walkthrough.post("/call")
def call() -> BaseResponse:
    """Call CompanyInfo."""
    return act_on_walk(StepId.CALL, call_api)


@walkthrough.post("/userinfo")
def userinfo() -> BaseResponse:
    """Ask UserInfo who consented."""
    return act_on_walk(StepId.CALL, _ask_user)


@walkthrough.post("/refresh")
def refresh() -> BaseResponse:
    """Refresh once."""
    return act_on_walk(StepId.REFRESH, refresh_newest)


@walkthrough.post("/revoke")
def revoke() -> BaseResponse:
    """Tell the service to end the connection."""
    return act_on_walk(StepId.REVOKE, _revoke)


@walkthrough.post("/revoke/call")
def call_after_revoking() -> BaseResponse:
    """Call the API once more, to see the refusal."""
    return act_on_walk(StepId.REVOKE, call_api)


@walkthrough.post("/revoke/refresh")
def refresh_after_revoking() -> BaseResponse:
    """Refresh once more, to see the refusal."""
    return act_on_walk(StepId.REVOKE, refresh_newest)


@walkthrough.post("/forget")
def forget() -> BaseResponse:
    """Delete the walk, with every value that only it kept."""
    parts = services()
    state = _state(StepId.KEYS, parts)
    parts.generations.wipe_older_of_walk(state.walk.id)
    parts.walks.remove(state.walk)
    return redirect(
        Stage(step=StepId.KEYS, environment=state.walk.environment).url(), code=303
    )


def act_on_walk(
    step: StepId,
    action: Action,
    *,
    broken: BreakId | None = None,
    anchor: str = "",
) -> BaseResponse:
    """Do something for the walk of the form, and go to the step that shows what came."""
    parts = services()
    state = _state(step, parts)
    stage = stage_of(state.walk, step, parts)
    address = f"{stage.at(step, broken=broken).url()}{anchor}"
    try:
        action(state, parts)
    except ON_RECORD:
        pass
    except TOLD as exc:
        address = f"{stage.url()}&problem={exc.slug}"
    return redirect(address, code=303)


def _state(step: StepId, parts: Services) -> WalkState:
    """Return the walk of the form, or lead to the step, which says that it is gone."""
    stage = read_stage(step, request.form)
    state = find_walk(stage, parts)
    if state is None:
        abort(redirect(stage.url(), code=303))
    return state


def _prepare(state: WalkState, parts: Services) -> None:
    begin_authorization(
        state.walk,
        outside=parts.environments.open(state.walk.environment),
        redirect_uri=parts.settings.redirect_uri,
        attempts=parts.attempts,
        round_trips=parts.round_trips,
        entropy=parts.entropy,
    )
    parts.walks.clear_stray(state.walk)


def exchange_newest(
    state: WalkState, parts: Services, broken: BreakId | None = None
) -> None:
    """Exchange the code of the newest response, if need be for a *Break it*."""
    if state.attempt is None:
        raise CodeAlreadyTakenError("there is no code yet")
    exchange_code(
        state.walk,
        state.attempt,
        outside=parts.environments.open(state.walk.environment, sent_on_purpose=broken),
        parts=parts.exchange_parts,
    )


def call_api(state: WalkState, parts: Services, broken: BreakId | None = None) -> None:
    """Call CompanyInfo with the newest access token, if need be for a *Break it*."""
    if state.connection is None:
        raise ValueWipedError("this walk has no tokens yet")
    call_company(
        state.connection,
        outside=parts.environments.open(state.walk.environment, sent_on_purpose=broken),
        connections=parts.connections,
        generations=parts.generations,
        round_trips=parts.round_trips,
        walk_id=state.walk.id,
    )


def _ask_user(state: WalkState, parts: Services) -> None:
    if state.connection is None or state.current is None:
        raise ValueWipedError("this walk has no tokens yet")
    outside = parts.environments.open(state.walk.environment)
    outside.note_connection(state.connection.id)
    try:
        outside.company.fetch_userinfo(parts.generations.access_token(state.current))
    finally:
        parts.round_trips.add_all(
            outside.recorded(), walk_id=state.walk.id, connection_id=state.connection.id
        )


def refresh_newest(
    state: WalkState, parts: Services, broken: BreakId | None = None
) -> None:
    """Refresh once, if need be for a *Break it*."""
    if state.connection is None:
        raise ValueWipedError("this walk has no tokens yet")
    refresh_connection(
        state.connection.id,
        asked_by=asker_of(broken),
        outside=parts.environments.open(state.walk.environment, sent_on_purpose=broken),
        parts=parts.refresh_parts,
    )


def _revoke(state: WalkState, parts: Services) -> None:
    if state.connection is None:
        raise ValueWipedError("this walk has no tokens yet")
    revoke_connection(
        state.connection.id,
        outside=parts.environments.open(state.walk.environment),
        parts=parts.ending_parts,
    )
