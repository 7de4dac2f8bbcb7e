"""Where a browser sent its last request to: what a request that names no place begins with."""

from dataclasses import replace
from typing import Final

from flask import session

from blueprints.playground.builder_form import BuilderForm
from blueprints.services import Services
from grantlab.protocol.environment import Environment

_KEY: Final = "playground"


def note_choice(form: BuilderForm) -> None:
    """Remember environment and connection for this browser."""
    session[_KEY] = [form.environment.value, form.connection_id]


def with_last_choice(form: BuilderForm, parts: Services) -> BuilderForm:
    """Return a form with the last environment and connection, or with the first there is.

    One whose token was refused is taken only where there is no other.
    """
    environment, connection_id = session.get(_KEY, [Environment.EMBEDDED, None])
    chosen = replace(form, environment=Environment(environment))
    listed = {
        one.id: one.refused_at is not None
        for one in parts.connections.all()
        if one.environment is chosen.environment and one.revoked_at is None
    }
    if connection_id not in listed:
        connection_id = min(listed, key=listed.__getitem__, default=None)
    return replace(chosen, connection_id=connection_id)
