"""Building steps 5 to 10: what the tokens are, do, and come to."""

import json
from datetime import UTC, datetime

from flask import url_for
from markupsafe import Markup, escape

from blueprints.answering import answering_by_address, ids_of
from blueprints.evidence import gather
from blueprints.moments import moment
from blueprints.services import Services
from blueprints.walkthrough import bodies
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.walk_state import WalkState
from grantlab.diagnosis.checklist import build_checklist
from grantlab.protocol.scope import OPENID
from grantlab.store.models import TokenGeneration

_CLAIMS = {
    "sub": "Who consented: a number of the user, not of the company.",
    "aud": "For whom it was made: our client id must be among them.",
    "realmid": "The company: equal to the one that the response named, so that one is proved.",
    "auth_time": "When the user had signed in, in seconds since 1970:",
    "iss": "Who made it: Intuit’s issuer, to the character.",
    "iat": "When it was made, in seconds since 1970:",
    "exp": "When it ends, in seconds since 1970, which must not have passed:",
}
_MOMENTS = frozenset({"auth_time", "iat", "exp"})


def build_exchange(
    stage: Stage, state: WalkState, _parts: Services
) -> bodies.ExchangeBody:
    """Return the middle of step 5."""
    attempt = state.attempt
    first = _first_of_consent(state)
    taken_at = None if attempt is None else attempt.code_taken_at
    return bodies.ExchangeBody(
        code=None if attempt is None else state.tag(attempt.code_fingerprint),
        can_exchange=attempt is not None
        and attempt.code_fingerprint is not None
        and taken_at is None,
        taken_at=taken_at,
        access=None if first is None else state.tag(first.access_fingerprint),
        refresh=None if first is None else state.tag(first.refresh_fingerprint),
        oddities=() if first is None else first.oddities,
        request_href=stage.at(StepId.REQUEST).url(),
    )


def build_tokens(_stage: Stage, state: WalkState, parts: Services) -> bodies.TokensBody:
    """Return the middle of step 6."""
    attempt, newest = state.attempt, state.current
    claims = None if attempt is None else parts.attempts.id_claims_json(attempt)
    return bodies.TokensBody(
        access=None if newest is None else state.tag(newest.access_fingerprint),
        refresh=None if newest is None else state.tag(newest.refresh_fingerprint),
        claims=() if claims is None else _claims(claims),
        problem=None if attempt is None else attempt.id_token_problem,
        asked_openid=attempt is not None and OPENID in attempt.scopes,
    )


def build_call(_stage: Stage, state: WalkState, parts: Services) -> bodies.CallBody:
    """Return the middle of step 7."""
    connection, newest = state.connection, state.current
    if connection is None or newest is None:
        return bodies.CallBody(
            access=None,
            can_call=False,
            can_ask_user=False,
            company_name=None,
            verified_by=None,
        )
    return bodies.CallBody(
        access=state.tag(newest.access_fingerprint),
        can_call=True,
        can_ask_user=OPENID in connection.scopes,
        company_name=parts.connections.company_name(connection),
        verified_by=connection.verified_by,
    )


def build_refresh(
    _stage: Stage, state: WalkState, _parts: Services
) -> bodies.RefreshBody:
    """Return the middle of step 8."""
    newest = state.current
    parent = _parent(state, newest)
    return bodies.RefreshBody(
        refresh=None if newest is None else state.tag(newest.refresh_fingerprint),
        can_refresh=newest is not None,
        has_ended=newest is not None and not state.is_alive,
        lines=()
        if newest is None or parent is None
        else _pair_lines(state, parent, newest),
        hard_expires_at=None if newest is None else newest.hard_expires_at,
        now=state.now,
    )


def build_revoke(
    _stage: Stage, state: WalkState, _parts: Services
) -> bodies.RevokeBody:
    """Return the middle of step 9."""
    return bodies.RevokeBody(
        can_revoke=state.current is not None,
        revoked_at=None if state.connection is None else state.connection.revoked_at,
        now=state.now,
    )


def build_checklist_body(
    stage: Stage, state: WalkState, parts: Services
) -> bodies.ChecklistBody:
    """Return the middle of step 10."""
    attempts = (
        ()
        if state.connection is None
        else parts.claims.attempts_of(state.connection.id)
    )
    numbered = parts.round_trips.evidence_of_walk(state.walk.id)
    evidence = gather(
        state.walk.environment,
        round_trips=tuple(item for _, item in numbered),
        generations=state.generations,
        attempts=attempts,
        now=state.now,
        parts=parts,
    )
    return bodies.ChecklistBody(
        checklist=build_checklist(evidence, answers=ids_of(stage.told)),
        answering=answering_by_address(
            url_for("walkthrough.show", step=stage.step, _anchor="checklist"),
            stage.told,
            fields=stage.parameters.items(),
        ),
    )


def _first_of_consent(state: WalkState) -> TokenGeneration | None:
    if not state.generations:
        return None
    consent = state.generations[-1].consent
    return next(item for item in state.generations if item.consent == consent)


def _claims(text: str) -> tuple[bodies.Claim, ...]:
    return tuple(
        bodies.Claim(
            name=name, value=json.dumps(value), explains=_explain_claim(name, value)
        )
        for name, value in json.loads(text).items()
        if value is not None
    )


def _explain_claim(name: str, value: object) -> Markup:
    explains = escape(_CLAIMS[name])
    if name in _MOMENTS and isinstance(value, int):
        at = moment(datetime.fromtimestamp(value, tz=UTC))
        return Markup("{} {}").format(explains, at)
    return explains


def _pair_lines(
    state: WalkState, before: TokenGeneration, after: TokenGeneration
) -> tuple[bodies.PairLine, ...]:
    return (
        bodies.PairLine(
            kind="Access token",
            before=state.tag(before.access_fingerprint),
            after=state.tag(after.access_fingerprint),
            after_ends=after.access_expires_at,
        ),
        bodies.PairLine(
            kind="Refresh token",
            before=state.tag(before.refresh_fingerprint),
            after=state.tag(after.refresh_fingerprint),
            after_ends=after.refresh_expires_at,
        ),
    )


def _parent(state: WalkState, newest: TokenGeneration | None) -> TokenGeneration | None:
    if newest is None:
        return None
    return next(
        (item for item in state.generations if item.id == newest.parent_id), None
    )
