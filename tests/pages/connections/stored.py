"""What cannot be walked to: connections stored by hand, and a service whose answers get lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask

from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from blueprints.services import EXTENSION, Services
from grantlab.protocol.environment import Environment
from grantlab.runtime.clock import BenchClock
from grantlab.wire.answer_loss import AnswerLosingTransport
from tests.support.builders import token_set
from tests.support.clocks import NOON
from tests.support.provider import Visitor

SCOPES = ("com.intuit.quickbooks.accounting",)


def parts_of(app: Flask) -> Services:
    parts = app.extensions[EXTENSION]
    assert isinstance(parts, Services)
    return parts


def add_connection(
    app: Flask,
    environment: Environment,
    *,
    realm_id: str = "9130000000000001",
    name: str | None = None,
    ago: timedelta = timedelta(),
) -> int:
    """Store a company that consented some time ago; return its number."""
    parts = parts_of(app)
    with app.app_context():
        connection = parts.connections.open_for(
            environment=environment,
            realm_id=realm_id,
            client_id="ABinvented",
            scopes=SCOPES,
            now=NOON - ago,
        )
        parts.generations.commit_consent(
            connection,
            token_set(received_at=NOON - ago),
            walk_id=None,
            asked_by="import",
            keep_values=False,
        )
        if name is not None:
            parts.connections.note_verified(
                connection, by="CompanyInfo", company_name=name, now=NOON - ago
            )
        return connection.id


def lose_answers(app: Flask) -> None:
    """From now on, what the service answers gets lost on the way."""
    parts = parts_of(app)
    profile = parts.environments.profiles[Environment.EMBEDDED]
    losing = replace(profile, transport=AnswerLosingTransport(profile.transport))
    app.extensions[EXTENSION] = replace(
        parts,
        environments=replace(
            parts.environments, profiles={Environment.EMBEDDED: losing}
        ),
    )


def obtain_elsewhere(app: Flask) -> dict[str, Any]:
    """Let another program connect the company; return its token response."""
    provider_app = app.extensions[PROVIDER_APP]
    clock = provider_of(provider_app).clock
    assert isinstance(clock, BenchClock)
    return Visitor(provider_app, clock).connect()
