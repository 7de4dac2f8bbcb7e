"""Letting time pass, plainly or to break something with it; the embedded clock only."""

from datetime import timedelta
from typing import Final

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.services import Services
from blueprints.walkthrough.actions import (
    Action,
    act_on_walk,
    call_api,
    exchange_newest,
    refresh_newest,
)
from blueprints.walkthrough.break_conditions import why_time_stands
from blueprints.walkthrough.breaks import BreakId, asker_of
from blueprints.walkthrough.passing_time import (
    MARGIN,
    TimeNotMovedError,
    let_code_expire,
    let_pass,
    time_moves,
)
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.views import walkthrough
from blueprints.walkthrough.walk_state import WalkState
from grantlab.flows.refresh_connection import refresh_connection, send_refresh_token
from grantlab.store.errors import ValueWipedError

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
USED_EVERY: Final = 90 * DAY
FIVE_YEARS: Final = 5 * 365 * DAY


@walkthrough.post("/time")
def pass_time() -> BaseResponse:
    """Let time pass and nothing else happen, and come back to the same step."""
    step = request.form.get("step", "")
    if step not in set(StepId):
        raise NotFound
    return act_on_walk(StepId(step), _pass_time, anchor="#time-line")


def _pass_time(state: WalkState, parts: Services) -> None:
    environment = state.walk.environment
    reason = why_time_stands(parts.environments.profiles[environment])
    if reason is not None:
        raise TimeNotMovedError(reason)
    moves = time_moves(state, parts.environments.policy_of(environment))
    wanted = request.form.get("pass", "")
    chosen = next((item for item in moves if item.name == wanted), None)
    if chosen is None:
        raise TimeNotMovedError("the clock cannot be moved there, or not any more")
    let_pass(chosen.by, parts, seen=_seen())


def _seen() -> str:
    """Return how far ahead the page of the form has shown the clock."""
    return request.form.get("seen", "")


def _exchange_expired(state: WalkState, parts: Services) -> None:
    let_code_expire(parts)
    exchange_newest(state, parts, BreakId.EXPIRED_CODE)


def _call_after_an_hour(state: WalkState, parts: Services) -> None:
    let_pass(HOUR, parts, seen=_seen())
    call_api(state, parts, BreakId.AN_HOUR)


def _send_stale(state: WalkState, parts: Services) -> None:
    if state.previous is None:
        raise ValueWipedError("there is no previous refresh token")
    let_pass(DAY + HOUR, parts, seen=_seen())
    send_refresh_token(
        state.previous,
        asked_by=asker_of(BreakId.STALE_REFRESH_TOKEN),
        outside=parts.environments.open(
            state.walk.environment, sent_on_purpose=BreakId.STALE_REFRESH_TOKEN
        ),
        parts=parts.refresh_parts,
    )


def _refresh_after_a_day(state: WalkState, parts: Services) -> None:
    let_pass(DAY, parts, seen=_seen())
    refresh_newest(state, parts, BreakId.A_DAY)


def _refresh_unused(state: WalkState, parts: Services) -> None:
    let_pass(101 * DAY, parts, seen=_seen())
    refresh_newest(state, parts, BreakId.UNUSED)


def _refresh_for_five_years(state: WalkState, parts: Services) -> None:
    """Use the connection as it should be used, until the limit that use does not move.

    Only the last refresh is noted as sent on purpose: those before it are as good as any,
    and one that is refused tells something else than this break is about.
    """
    if state.connection is None or state.current is None:
        raise ValueWipedError("this walk has no tokens yet")
    clock = parts.environments.clock_of(state.walk.environment)
    outside = parts.environments.open(state.walk.environment)
    limit = (state.current.hard_expires_at or state.now + FIVE_YEARS) + MARGIN
    seen: str | None = _seen()
    while (left := limit - clock.now()) > timedelta():
        let_pass(min(left, USED_EVERY), parts, seen=seen)
        seen = None
        if left > USED_EVERY:
            refresh_connection(
                state.connection.id,
                asked_by=asker_of(BreakId.FIVE_YEARS),
                outside=outside,
                parts=parts.refresh_parts,
            )
    refresh_newest(state, parts, BreakId.FIVE_YEARS)


TIME_ACTIONS: dict[BreakId, Action] = {
    BreakId.EXPIRED_CODE: _exchange_expired,
    BreakId.AN_HOUR: _call_after_an_hour,
    BreakId.STALE_REFRESH_TOKEN: _send_stale,
    BreakId.A_DAY: _refresh_after_a_day,
    BreakId.UNUSED: _refresh_unused,
    BreakId.FIVE_YEARS: _refresh_for_five_years,
}
