"""When a *Break it* button can be pressed, and what is said when it cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from blueprints.environments import Profile
from blueprints.walkthrough.breaks import BREAKS, BreakId
from blueprints.walkthrough.walk_state import WalkState
from grantlab.errors import GrantlabError
from grantlab.protocol.environment import Environment


class BreakUnavailableError(GrantlabError):
    """A break was asked for that cannot be done now; nothing was sent."""

    slug: ClassVar[str] = "break-unavailable"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that some breaks need."""

    needed_by: frozenset[BreakId]
    holds: Callable[[WalkState, Profile], bool]
    otherwise: str
    """What is said when it does not hold."""


NEED_KEPT_VALUES = frozenset(
    {
        BreakId.REPLAYED_CALLBACK,
        BreakId.EXCHANGED_TWICE,
        BreakId.PREVIOUS_REFRESH_TOKEN,
    }
)
NEED_MOVING_CLOCK = frozenset(item.id for item in BREAKS if item.moves_time)
NEED_PREVIOUS = frozenset({BreakId.PREVIOUS_REFRESH_TOKEN, BreakId.STALE_REFRESH_TOKEN})
NEED_UNSPENT_CODE = frozenset(
    {BreakId.OTHER_REDIRECT_URI, BreakId.OTHER_KEYS, BreakId.EXPIRED_CODE}
)
NEED_LIVE_REFRESH_TOKEN = frozenset({BreakId.A_DAY, BreakId.UNUSED, BreakId.FIVE_YEARS})
NEED_CODE = frozenset(
    {
        BreakId.REPLAYED_CALLBACK,
        BreakId.OTHER_REDIRECT_URI,
        BreakId.OTHER_KEYS,
        BreakId.EXPIRED_CODE,
        BreakId.EXCHANGED_TWICE,
    }
)
NEED_TOKENS = frozenset(
    {
        BreakId.REFRESH_TOKEN_AT_API,
        BreakId.AN_HOUR,
        BreakId.LOST_ANSWER,
        BreakId.DISCONNECTED,
        *NEED_PREVIOUS,
        *NEED_LIVE_REFRESH_TOKEN,
    }
)

CONDITIONS = (
    Condition(
        NEED_KEPT_VALUES,
        lambda _, profile: profile.keeps_values,
        "With real keys, spent and older values are wiped at once: there is nothing to send.",
    ),
    Condition(
        NEED_CODE,
        lambda state, _: (
            state.attempt is not None and state.attempt.code_fingerprint is not None
        ),
        "There is no code yet.",
    ),
    Condition(
        frozenset({BreakId.EXCHANGED_TWICE}),
        lambda state, _: state.gave_tokens,
        "Exchange the code once, with success; then it is offered here.",
    ),
    Condition(
        NEED_UNSPENT_CODE,
        lambda state, _: (
            state.attempt is not None and state.attempt.code_taken_at is None
        ),
        "The code is spent. This belongs before the exchange: begin a new walk to try it.",
    ),
    Condition(
        frozenset({BreakId.OTHER_KEYS}),
        lambda _, profile: profile.read_other_keys() is not None,
        "The app’s other keys are not known here.",
    ),
    Condition(
        NEED_CODE,
        lambda state, _: (
            state.attempt is not None and state.attempt.sealed_code is not None
        ),
        "The code is spent, and its value was wiped.",
    ),
    Condition(
        NEED_TOKENS,
        lambda state, _: not state.was_replaced,
        "A newer consent for the same company has taken this walk’s place.",
    ),
    Condition(
        NEED_TOKENS,
        lambda state, _: state.current is not None,
        "There are no tokens yet.",
    ),
    Condition(
        NEED_PREVIOUS,
        lambda state, _: state.previous is not None,
        "There is no previous value yet: refresh until the value has changed.",
    ),
    Condition(
        NEED_LIVE_REFRESH_TOKEN,
        lambda state, _: state.is_alive,
        "This connection has ended: begin a new walk to try it.",
    ),
    Condition(
        frozenset({BreakId.DISCONNECTED}),
        lambda _, profile: profile.disconnect_page is not None,
        "In QuickBooks, open Apps, then My Apps, and press Disconnect; then come back and refresh.",
    ),
)
"""In the order in which they are looked at: the first that fails is told."""


def why_time_stands(profile: Profile) -> str | None:
    """Return why no time can be let pass, or ``None`` when it can."""
    if profile.environment is not Environment.EMBEDDED:
        return "With real keys, time passes by itself only: try it in the embedded environment."
    if not profile.can_move_time:
        return "The provider runs elsewhere, and its clock is moved with GRANTLAB_BENCH_TOKEN."
    return None


def why_not(item: BreakId, state: WalkState | None, profile: Profile) -> str | None:
    """Return why a break cannot be done now, or ``None`` when it can."""
    if state is None:
        return "Begin a walk first."
    if item in NEED_MOVING_CLOCK and (reason := why_time_stands(profile)):
        return reason
    return next(
        (
            condition.otherwise
            for condition in CONDITIONS
            if item in condition.needed_by and not condition.holds(state, profile)
        ),
        None,
    )
