"""Showing the steps; nothing is sent here, and nothing changes."""

from dataclasses import replace

from flask import Blueprint, redirect, request, session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.browser import browser_digest
from blueprints.redirect_uri_lint import LintBody, LintPage, lint
from blueprints.rendering import render_page
from blueprints.services import Services, services
from blueprints.walkthrough.build_page import build_page
from blueprints.walkthrough.stage import Stage, read_stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.walk_state import WalkState, next_step, read_walk
from grantlab.store.errors import WalkNotFoundError
from grantlab.store.models import Walk

walkthrough = Blueprint("walkthrough", __name__, url_prefix="/walk")

CURRENT_WALK = "walk"
"""Where the session notes the walk that a stray response belongs to."""


@walkthrough.get("")
def index() -> BaseResponse:
    """Lead to where this browser's walk stands, or to its beginning."""
    parts = services()
    walk = parts.walks.newest_of_browser(browser_digest(parts.entropy))
    if walk is None:
        return redirect(Stage(step=StepId.KEYS).url())
    state = read_walk(walk, parts)
    return redirect(stage_of(walk, next_step(state), parts).url())


@walkthrough.get("/<step>")
def show(step: str) -> BaseResponse:
    """Show one step."""
    if step not in set(StepId):
        raise NotFound
    parts = services()
    stage = read_stage(StepId(step), request.args)
    state = find_walk(stage, parts)
    problem = request.args.get("problem")
    if state is not None:
        session[CURRENT_WALK] = state.walk.handle
        # The walk says where it is; an address that says otherwise would dress it up.
        stage = replace(
            stage, environment=state.walk.environment, scopes=state.walk.scopes
        )
    elif stage.walk is not None:
        problem = "no-such-walk"
        stage = replace(stage, walk=None)
    policy = parts.environments.policy_of(stage.environment)
    page = build_page(
        replace(stage, preset=None if policy is None else policy.preset),
        state,
        parts,
        policy=policy,
        asked_preset=stage.preset,
        problem=problem,
    )
    return render_page(page)


@walkthrough.get("/lint")
def lint_uri() -> BaseResponse:
    """Look at a redirect URI while it is typed."""
    uri = request.args.get("uri", "")
    return render_page(LintPage(LintBody(lint=lint(uri))))


def find_walk(stage: Stage, parts: Services) -> WalkState | None:
    """Return the walk of an address, if this browser has one of that name."""
    if stage.walk is None:
        return None
    try:
        walk = parts.walks.get(stage.walk, browser_digest=browser_digest(parts.entropy))
    except WalkNotFoundError:
        return None
    return read_walk(walk, parts)


def stage_of(walk: Walk, step: StepId, parts: Services) -> Stage:
    """Return the stage of a walk at a step, under the preset in force."""
    policy = parts.environments.policy_of(walk.environment)
    return Stage(
        step=step,
        environment=walk.environment,
        preset=None if policy is None else policy.preset,
        scopes=walk.scopes,
        walk=walk.handle,
    )
