"""Doing it wrong on purpose: one action per *Break it* button."""

from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.environments import KeysMissingError
from blueprints.services import Services, services
from blueprints.walkthrough.actions import Action, act_on_walk
from blueprints.walkthrough.break_conditions import BreakUnavailableError, why_not
from blueprints.walkthrough.breaks import BREAK_BY_ID, BreakId, asker_of
from blueprints.walkthrough.stage import read_stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.time_actions import TIME_ACTIONS
from blueprints.walkthrough.views import find_walk, walkthrough
from blueprints.walkthrough.walk_state import WalkState
from grantlab.flows.call_company import call_with_token
from grantlab.flows.exchange_code import exchange_differently
from grantlab.flows.ports import Outside
from grantlab.flows.refresh_connection import refresh_connection, send_refresh_token
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import AuthorizationAttempt


@walkthrough.post("/break")
def break_it() -> BaseResponse:
    """Do one thing wrong, and show what came of it."""
    name = request.form.get("break", "")
    if name not in set(BreakId):
        raise NotFound
    broken = BreakId(name)
    if broken is BreakId.REPLAYED_CALLBACK:
        return _replay_callback()
    if broken not in _ACTIONS:
        raise NotFound
    return act_on_walk(
        BREAK_BY_ID[broken].step, _if_possible(broken, _ACTIONS[broken]), broken=broken
    )


def _if_possible(broken: BreakId, action: Action) -> Action:
    """Return the action with its conditions looked at again: a tab may be stale."""

    def act(state: WalkState, parts: Services) -> None:
        profile = parts.environments.profiles[state.walk.environment]
        reason = why_not(broken, state, profile)
        if reason is not None:
            raise BreakUnavailableError(reason)
        action(state, parts)

    return act


def _replay_callback() -> BaseResponse:
    """Send the browser to the callback with the response it has already brought."""
    parts = services()
    state = find_walk(read_stage(StepId.RESPONSE, request.form), parts)
    if state is None or state.attempt is None:
        raise NotFound
    sent = parts.attempts.state(state.attempt)
    if sent is None or state.attempt.sealed_code is None:
        raise NotFound
    response = {
        "code": parts.attempts.code(state.attempt).reveal(),
        "state": sent.reveal(),
        "realmId": parts.attempts.realm_id(state.attempt) or "",
    }
    return redirect(f"{state.attempt.redirect_uri}?{urlencode(response)}", code=303)


def _exchange_elsewhere(state: WalkState, parts: Services) -> None:
    attempt = _attempt(state)
    exchange_differently(
        state.walk,
        attempt,
        redirect_uri=f"{attempt.redirect_uri}/",
        outside=_open(state, parts, BreakId.OTHER_REDIRECT_URI),
        parts=parts.exchange_parts,
    )


def _exchange_with_other_keys(state: WalkState, parts: Services) -> None:
    keys = parts.environments.other_keys_of(state.walk.environment)
    if keys is None:
        raise KeysMissingError("the app's other keys are not known here")
    exchange_differently(
        state.walk,
        _attempt(state),
        keys=keys,
        outside=_open(state, parts, BreakId.OTHER_KEYS),
        parts=parts.exchange_parts,
    )


def _exchange_again(state: WalkState, parts: Services) -> None:
    exchange_differently(
        state.walk,
        _attempt(state),
        outside=_open(state, parts, BreakId.EXCHANGED_TWICE),
        parts=parts.exchange_parts,
    )


def _call_with_refresh_token(state: WalkState, parts: Services) -> None:
    if state.connection is None or state.current is None:
        raise ValueWipedError("this walk has no tokens yet")
    call_with_token(
        state.connection,
        parts.generations.refresh_token(state.current),
        outside=_open(state, parts, BreakId.REFRESH_TOKEN_AT_API),
        connections=parts.connections,
        round_trips=parts.round_trips,
        walk_id=state.walk.id,
    )


def _send_previous(state: WalkState, parts: Services) -> None:
    if state.previous is None:
        raise ValueWipedError("there is no previous refresh token")
    send_refresh_token(
        state.previous,
        asked_by=asker_of(BreakId.PREVIOUS_REFRESH_TOKEN),
        outside=_open(state, parts, BreakId.PREVIOUS_REFRESH_TOKEN),
        parts=parts.refresh_parts,
    )


def _lose_answer(state: WalkState, parts: Services) -> None:
    if state.connection is None:
        raise ValueWipedError("this walk has no tokens yet")
    outside = parts.environments.open(
        state.walk.environment, sent_on_purpose=BreakId.LOST_ANSWER, losing_answers=True
    )
    refresh_connection(
        state.connection.id,
        asked_by=asker_of(BreakId.LOST_ANSWER),
        outside=outside,
        parts=parts.refresh_parts,
    )


_ACTIONS: dict[BreakId, Action] = {
    BreakId.OTHER_REDIRECT_URI: _exchange_elsewhere,
    BreakId.OTHER_KEYS: _exchange_with_other_keys,
    BreakId.EXCHANGED_TWICE: _exchange_again,
    BreakId.REFRESH_TOKEN_AT_API: _call_with_refresh_token,
    BreakId.PREVIOUS_REFRESH_TOKEN: _send_previous,
    BreakId.LOST_ANSWER: _lose_answer,
    **TIME_ACTIONS,
}


def _open(state: WalkState, parts: Services, broken: BreakId) -> Outside:
    return parts.environments.open(state.walk.environment, sent_on_purpose=broken)


def _attempt(state: WalkState) -> AuthorizationAttempt:
    if state.attempt is None:
        raise ValueWipedError("this walk has no code yet")
    return state.attempt
