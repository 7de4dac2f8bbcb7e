"""Building the page of a step from its walk, or from nobody's walk yet."""

from flask import url_for

from blueprints.framing import frame_of
from blueprints.history import newest_of, tell_history
from blueprints.services import Services
from blueprints.stored_rows import (
    StoredRow,
    show_attempt,
    show_connection,
    show_generation,
)
from blueprints.tags import NO_TAGS
from blueprints.timeline_panel import TimelineView, view_timeline
from blueprints.walkthrough.break_conditions import why_not, why_time_stands
from blueprints.walkthrough.breaks import BreakId, breaks_of
from blueprints.walkthrough.build_bodies import build_body
from blueprints.walkthrough.outcomes import tell_outcome
from blueprints.walkthrough.pages import BreakView, Onward, RailStep, StepPage
from blueprints.walkthrough.passing_time import time_moves
from blueprints.walkthrough.policy_words import under_policy
from blueprints.walkthrough.problems import PROBLEMS
from blueprints.walkthrough.reconnecting import find_other_company
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import (
    STEP_BY_ID,
    STEPS,
    Step,
    StepId,
    number_of,
    step_after,
)
from blueprints.walkthrough.walk_state import WalkState, steps_done
from blueprints.walkthrough.ways_back import with_way_back
from blueprints.wire_panel import view_round_trip
from grantlab.protocol.durations import format_duration
from grantlab.protocol.round_trip import Purpose, RoundTrip, RoundTripOutline
from grantlab.wire.policy_outline import PolicyOutline

SHOWN_ROUND_TRIPS = 2
"""How many round trips stand beside a step; the others are on the connection's page."""

MOST_DRAWN = 1_500
"""Characters of answers that are drawn beside a step: each becomes ten times as heavy."""

DRAWN = 3
"""Pairs on the time-line; the page stays light however often it was refreshed."""

AFTER_EFFECTS = frozenset({Purpose.COMPANY_INFO, Purpose.REFRESH})
"""What is sent once more after a revocation, to see it refused."""


def build_page(
    stage: Stage,
    state: WalkState | None,
    parts: Services,
    *,
    policy: PolicyOutline | None,
    asked_preset: str | None,
    problem: str | None,
) -> StepPage:
    """Return the page of a step, for a walk or for nobody's walk yet."""
    step = STEP_BY_ID[stage.step]
    profile = parts.environments.profiles[stage.environment]
    tags = NO_TAGS if state is None else state.tags
    fitting = [] if state is None else _fitting(step, state)
    shown = _light(
        parts.round_trips.with_numbers(
            [item.id for item in fitting[-SHOWN_ROUND_TRIPS:]]
        )
    )
    return StepPage(
        frame=frame_of(stage.environment, parts),
        step=step,
        details=under_policy(step, policy),
        number=number_of(step),
        rail=_rail(stage, state),
        stage=stage,
        asked_preset=asked_preset
        if policy is not None and asked_preset != policy.preset
        else None,
        body=build_body(stage, state, parts),
        problem=PROBLEMS.get(problem or ""),
        outcome=None
        if state is None
        else tell_outcome(step, stage.broken, shown[-1][1] if shown else None, policy),
        breaks=_breaks(step, stage, state, parts),
        wire=tuple(
            view_round_trip(item, tags=tags, anchor=f"round-trip-{number}")
            for number, item in reversed(shown)
        ),
        earlier=len(fitting) - len(shown),
        rows=_rows(step, state),
        timeline=_timeline(state, policy),
        time_moves=()
        if state is None or why_time_stands(profile) is not None
        else time_moves(state, policy),
        clock_seen=format_duration(parts.environments.clock_offset),
        onward=_onward(stage, state),
        checklist_href=stage.at(StepId.CHECKLIST).url(),
        connection_href=_connection_href(state),
        has_walk=state is not None,
        other_company=find_other_company(state, parts),
        was_replaced=state is not None and state.was_replaced,
        tags=tags,
    )


def _light(shown: list[tuple[int, RoundTrip]]) -> list[tuple[int, RoundTrip]]:
    """Leave the older ones out where they would make the page heavy; the newest stays."""
    drawn = sum(
        len(item.private_body.reveal() if item.private_body else item.response_body)
        for _, item in shown
    )
    return shown if drawn <= MOST_DRAWN else shown[-1:]


def _rail(stage: Stage, state: WalkState | None) -> tuple[RailStep, ...]:
    done = steps_done(state)
    hrefs = stage.urls_at(step.id for step in STEPS)
    return tuple(
        RailStep(
            number_of(step),
            step.label,
            href,
            "here" if step.id is stage.step else ("done" if done[step.id] else "later"),
        )
        for step, href in zip(STEPS, hrefs, strict=True)
    )


def _fitting(step: Step, state: WalkState) -> list[RoundTripOutline]:
    """Return the round trips that stand beside a step, oldest first."""
    purposes = step.purposes
    if step.id is StepId.REVOKE and state.latest(Purpose.REVOCATION) is not None:
        purposes |= AFTER_EFFECTS
    fitting = [item for item in state.outlines if item.purpose in purposes]
    if step.id is StepId.CHECKLIST:
        return [item for item in fitting if item.refused]
    return fitting


def _rows(step: Step, state: WalkState | None) -> tuple[StoredRow, ...]:
    if state is None or state.attempt is None:
        return ()
    if step.id in {StepId.REQUEST, StepId.RESPONSE}:
        return (show_attempt(state.attempt, state.tags),)
    rows: list[StoredRow] = []
    if step.id is StepId.EXCHANGE and not state.generations:
        return (show_attempt(state.attempt, state.tags),)
    newest = state.current
    if newest is not None and step.id not in {
        StepId.KEYS,
        StepId.SCOPES,
        StepId.CHECKLIST,
    }:
        rows.append(show_generation(newest, state.tags, state.now))
    if state.connection is not None and step.id in {
        StepId.TOKENS,
        StepId.CALL,
        StepId.REVOKE,
    }:
        rows.append(show_connection(state.connection))
    return tuple(rows)


def _timeline(
    state: WalkState | None, policy: PolicyOutline | None
) -> TimelineView | None:
    if state is None or state.connection is None or not state.generations:
        return None
    newest = newest_of(state.generations, state.outlines, DRAWN)
    whole = url_for("connections.show", connection_id=state.connection.id, all=1)
    return view_timeline(
        tell_history(
            generations=newest.generations,
            round_trips=newest.round_trips,
            tags=state.tags,
            revoked_at=state.connection.revoked_at,
            policy=policy,
            now=state.now,
        ),
        older=newest.older,
        older_href=f"{whole}#time-line",
    )


def _breaks(
    step: Step, stage: Stage, state: WalkState | None, parts: Services
) -> tuple[BreakView, ...]:
    profile = parts.environments.profiles[stage.environment]
    views = []
    for item in breaks_of(step.id):
        if item.id is BreakId.CHANGED_STATE:
            continue  # A way for the browser, beside the right one in the step itself.
        views.append(
            BreakView(
                id=item.id,
                title=item.title,
                does=item.does,
                unavailable=why_not(item.id, state, profile),
                href=_disconnect_href(
                    stage, profile.disconnect_page, parts.settings.base_url
                )
                if item.id is BreakId.DISCONNECTED
                else None,
                moves_time=item.moves_time,
            )
        )
    return tuple(views)


def _disconnect_href(stage: Stage, page: str | None, base_url: str) -> str | None:
    if page is None:
        return None
    back = stage.at(StepId.REFRESH, broken=BreakId.DISCONNECTED).url()
    return with_way_back(page, f"{base_url}{back}")


def _onward(stage: Stage, state: WalkState | None) -> Onward | None:
    following = step_after(stage.step)
    if following is None:
        return None
    done = steps_done(state)[stage.step]
    return Onward(
        f"On to {following.label.lower()}", stage.at(following.id).url(), ready=done
    )


def _connection_href(state: WalkState | None) -> str | None:
    if state is None or state.connection is None:
        return None
    return url_for("connections.show", connection_id=state.connection.id)
