"""The statements of `Batches`: each is one for any number of connections.

They are put together once, because a pass runs them hundreds of times.
"""

from typing import cast

from sqlalchemy import Table, bindparam, func, insert, or_, select, update

from grantlab.store.models import Connection, RefreshAttempt, TokenGeneration

CONNECTION = cast("Table", Connection.__table__)
GENERATION = cast("Table", TokenGeneration.__table__)
ATTEMPT = cast("Table", RefreshAttempt.__table__)
_CONNECTION, _GENERATION, _ATTEMPT = CONNECTION.c, GENERATION.c, ATTEMPT.c

_OF_THESE = _CONNECTION.id.in_(bindparam("connection_ids", expanding=True))
HOLD_PLAIN = (
    update(CONNECTION)
    .where(
        _OF_THESE,
        _CONNECTION.claimed_until.is_(None),
        _CONNECTION.unanswered_at.is_(None),
        _CONNECTION.refused_at.is_(None),
        _CONNECTION.revoked_at.is_(None),
        _CONNECTION.renew_at <= bindparam("now"),
    )
    .values(claim=_CONNECTION.claim + 1, claimed_until=bindparam("until"))
    .returning(
        _CONNECTION.id,
        _CONNECTION.claim,
        _CONNECTION.consent,
        _CONNECTION.current_generation_id,
    )
)
SENT = select(
    _GENERATION.id,
    _GENERATION.walk_id,
    _GENERATION.refresh_fingerprint,
    _GENERATION.sealed_refresh_token,
).where(_GENERATION.id.in_(bindparam("generation_ids", expanding=True)))
ADD_ATTEMPTS = insert(ATTEMPT).returning(_ATTEMPT.id, sort_by_parameter_order=True)
HOLD = (
    update(CONNECTION)
    .where(_OF_THESE)
    .values(claim=_CONNECTION.claim)
    .returning(
        _CONNECTION.id,
        _CONNECTION.claim,
        _CONNECTION.keep_warm,
        _CONNECTION.current_generation_id,
    )
)
NEWEST = (
    select(_GENERATION.connection_id, func.max(_GENERATION.number).label("number"))
    .where(_GENERATION.connection_id.in_(bindparam("connection_ids", expanding=True)))
    .group_by(_GENERATION.connection_id)
)
ADD_GENERATIONS = insert(GENERATION).returning(
    _GENERATION.id, sort_by_parameter_order=True
)
SEAL = (
    update(GENERATION)
    .where(_GENERATION.id == bindparam("of_id"))
    .values(
        sealed_access_token=bindparam("access"),
        sealed_refresh_token=bindparam("refresh"),
    )
)
SUPERSEDE = (
    update(GENERATION)
    .where(_GENERATION.id == bindparam("of_id"), _GENERATION.superseded_at.is_(None))
    .values(superseded_at=bindparam("at"))
)
SUPERSEDE_AND_WIPE = (
    update(GENERATION)
    .where(
        _GENERATION.connection_id == bindparam("of_connection"),
        _GENERATION.id != bindparam("new_id"),
        or_(
            _GENERATION.parent_id.is_(None), _GENERATION.parent_id != bindparam("of_id")
        ),
        or_(
            _GENERATION.sealed_access_token.is_not(None),
            _GENERATION.sealed_refresh_token.is_not(None),
        ),
    )
    .values(
        superseded_at=func.coalesce(_GENERATION.superseded_at, bindparam("at")),
        sealed_access_token=None,
        sealed_refresh_token=None,
    )
)
"""What was sent has a value, or it could not have been sent: it is among these."""

MAKE_CURRENT = (
    update(CONNECTION)
    .where(_CONNECTION.id == bindparam("of_id"))
    .values(
        current_generation_id=bindparam("new_id"),
        renew_at=bindparam("due_at"),
        claimed_until=None,
        refused_at=None,
        unanswered_at=None,
        unanswered_count=0,
        retry_at=None,
    )
)
FINISH = (
    update(ATTEMPT)
    .where(_ATTEMPT.id == bindparam("of_id"))
    .values(
        outcome=bindparam("how"),
        finished_at=bindparam("at"),
        generation_id=bindparam("new_id"),
    )
)
