"""The redirect URI: where the browser comes back to."""

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.browser import browser_digest
from blueprints.services import Services, services
from blueprints.walkthrough.breaks import BreakId
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.views import CURRENT_WALK, stage_of, walkthrough
from grantlab.flows.receive_authorization import (
    describe_response,
    receive_authorization,
)
from grantlab.protocol.authorization_response import find_single
from grantlab.protocol.errors import StateMismatchError, StateProblem
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.store.errors import WalkNotFoundError
from grantlab.store.models import VerificationRun, Walk


@walkthrough.get("/callback")
def callback() -> BaseResponse:
    """Take the response, and leave its address at once."""
    parts = services()
    parameters: Pairs = tuple(request.args.items(multi=True))
    digest = browser_digest(parts.entropy)
    try:
        received = receive_authorization(
            parameters,
            browser_digest=digest,
            attempts=parts.attempts,
            walks=parts.walks,
            round_trips=parts.round_trips,
            time_in=lambda environment: parts.environments.clock_of(environment).now(),
        )
    except StateMismatchError as exc:
        if exc.problem is StateProblem.UNKNOWN:
            run = _run_that_waits(parameters, digest, parts)
            if run is not None:
                where = url_for("verification.show", handle=run.handle)
                return redirect(where, code=303)
        return _disregard(exc.problem, parameters, digest, parts)
    # The right response is here again: what strayed in since is no longer shown for it.
    parts.walks.clear_stray(received.walk)
    broken = BreakId.REPLAYED_CALLBACK if received.repeated else None
    return _to_response(received.walk, broken, parts)


def _run_that_waits(
    parameters: Pairs, digest: str, parts: Services
) -> VerificationRun | None:
    """Give the response to the run of the verification that waits for its state."""
    state = find_single(parameters, "state")
    if state is None:
        return None
    runs = parts.verification_runs
    return runs.bring(Secret(state), parameters, browser_digest=digest)


def _disregard(
    problem: StateProblem, parameters: Pairs, digest: str, parts: Services
) -> BaseResponse:
    """Show a stray response beside what this browser is waiting for, if anything."""
    walk = _walk_at_hand(digest, parts)
    if walk is None:
        nobody = Stage(step=StepId.RESPONSE).url()
        return redirect(f"{nobody}&problem=no-walk-for-response", code=303)
    text = find_single(parameters, "state")
    now = parts.environments.clock_of(walk.environment).now()
    state = None if text is None else Secret(text)
    parts.walks.note_stray(walk, problem=problem, state=state, now=now)
    arrived = describe_response(
        parameters,
        request.base_url,
        walk.environment,
        now=now,
        disregarded=f"disregarded whole: its state is {problem}",
    )
    parts.round_trips.add_all(
        (arrived,), walk_id=walk.id, connection_id=walk.connection_id
    )
    broken = BreakId.CHANGED_STATE if problem is StateProblem.UNKNOWN else None
    return _to_response(walk, broken, parts)


def _walk_at_hand(digest: str, parts: Services) -> Walk | None:
    try:
        return parts.walks.get(session.get(CURRENT_WALK, ""), browser_digest=digest)
    except WalkNotFoundError:
        return parts.walks.newest_of_browser(digest)


def _to_response(walk: Walk, broken: BreakId | None, parts: Services) -> BaseResponse:
    stage = stage_of(walk, StepId.RESPONSE, parts)
    return redirect(stage.at(stage.step, broken=broken).url(), code=303)
