"""A walk that was begun to let a company consent again, and whether the same one did."""

from typing import NamedTuple

from flask import url_for

from blueprints.services import Services
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.walk_state import WalkState
from grantlab.store.errors import ConnectionNotFoundError


class OtherCompany(NamedTuple):
    """Another company was chosen than the one that was to consent again."""

    connection: int
    """The connection that the walk was begun for; nothing of it has changed."""

    href: str
    is_exchanged: bool
    """Whether the other company has a row of its own by now."""


def connection_to_renew(stage: Stage, parts: Services) -> int | None:
    """Return the connection that a walk on this stage is begun for, if there is one."""
    if stage.reconnects is None:
        return None
    try:
        connection = parts.connections.get(stage.reconnects)
    except ConnectionNotFoundError:
        return None
    return connection.id if connection.environment is stage.environment else None


def find_other_company(state: WalkState | None, parts: Services) -> OtherCompany | None:
    """Return what to warn of, or ``None`` if the right company came, or none yet."""
    if state is None or state.walk.reconnects_id is None or not state.has_response:
        return None
    try:
        wanted = parts.connections.get(state.walk.reconnects_id)
    except ConnectionNotFoundError:
        return None
    chosen = None if state.attempt is None else parts.attempts.realm_id(state.attempt)
    if chosen is None or chosen == parts.connections.realm_id(wanted):
        return None
    return OtherCompany(
        connection=wanted.id,
        href=url_for("connections.show", connection_id=wanted.id),
        is_exchanged=state.connection is not None,
    )
