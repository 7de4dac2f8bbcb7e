"""Building the middle of a step from what is stored."""

from collections.abc import Callable

from blueprints.services import Services
from blueprints.walkthrough import bodies
from blueprints.walkthrough.build_asking import (
    build_request,
    build_response,
    build_scopes,
)
from blueprints.walkthrough.build_holding import (
    build_call,
    build_checklist_body,
    build_exchange,
    build_refresh,
    build_revoke,
    build_tokens,
)
from blueprints.walkthrough.build_keys import build_keys
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.walk_state import WalkState

_BUILDERS: dict[StepId, Callable[[Stage, WalkState, Services], bodies.Body]] = {
    StepId.SCOPES: build_scopes,
    StepId.REQUEST: build_request,
    StepId.RESPONSE: build_response,
    StepId.EXCHANGE: build_exchange,
    StepId.TOKENS: build_tokens,
    StepId.CALL: build_call,
    StepId.REFRESH: build_refresh,
    StepId.REVOKE: build_revoke,
    StepId.CHECKLIST: build_checklist_body,
}


def build_body(stage: Stage, state: WalkState | None, parts: Services) -> bodies.Body:
    """Return the middle of a step; before there is a walk, how to begin one."""
    if stage.step is StepId.KEYS:
        return build_keys(stage, parts)
    if state is None:
        return bodies.NotBegunBody()
    return _BUILDERS[stage.step](stage, state, parts)
