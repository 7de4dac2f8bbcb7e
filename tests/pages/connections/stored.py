"""Connections that are put into the store by hand, because nobody can walk to them."""

from datetime import timedelta

from flask import Flask

from blueprints.services import EXTENSION, Services
from grantlab.protocol.environment import Environment
from tests.support.builders import token_set
from tests.support.clocks import NOON

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
