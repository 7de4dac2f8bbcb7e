"""What is sent for a connection; each is answered with 303."""

from collections.abc import Callable

from flask import redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections.blueprint import connections
from blueprints.environments import KeysMissingError
from blueprints.services import Services, services
from grantlab.flows.call_company import call_company_refreshing_once
from grantlab.flows.live_access_token import NeedsConsentError, RetryLaterError
from grantlab.flows.ports import Outside
from grantlab.flows.refresh_connection import refresh_connection
from grantlab.flows.revoke_connection import revoke_connection
from grantlab.protocol.errors import (
    InvalidGrantError,
    MalformedResponseError,
    RevocationError,
    TokenEndpointError,
)
from grantlab.store.errors import RefreshInProgressError, ValueWipedError
from grantlab.store.models import Connection
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

ASKED_BY = "connection page"

TOLD = (
    ForbiddenAddressError,
    KeysMissingError,
    MalformedResponseError,
    RefreshInProgressError,
    RetryLaterError,
    RevocationError,
    TokenEndpointError,
    UnreachableError,
    ValueWipedError,
)
"""What leads back to the page, where a notice tells it."""

Action = Callable[[Connection, Outside, Services], str]
"""Does something for a connection, and returns the slug of the notice that tells it."""


@connections.post("/<int:connection_id>/refresh")
def refresh(connection_id: int) -> BaseResponse:
    """Refresh once; if refused, go to the checklist."""
    return _act(connection_id, _refresh)


@connections.post("/<int:connection_id>/call")
def call(connection_id: int) -> BaseResponse:
    """Call CompanyInfo; on 401 refresh once, and repeat the call once."""
    return _act(connection_id, _call)


@connections.post("/<int:connection_id>/revoke")
def revoke(connection_id: int) -> BaseResponse:
    """Tell the service to end the connection."""
    return _act(connection_id, _revoke)


def _act(connection_id: int, action: Action) -> BaseResponse:
    parts = services()
    connection = parts.connections.get(connection_id)
    try:
        outside = parts.environments.open(connection.environment)
        notice = action(connection, outside, parts)
    except (InvalidGrantError, NeedsConsentError):
        checklist = url_for("diagnosis.checklist", connection_id=connection_id)
        return redirect(checklist, code=303)
    except TOLD as exc:
        notice = exc.slug
    page = url_for(".show", connection_id=connection_id, notice=notice)
    return redirect(page, code=303)


def _refresh(connection: Connection, outside: Outside, parts: Services) -> str:
    refresh_connection(
        connection.id, asked_by=ASKED_BY, outside=outside, parts=parts.refresh_parts
    )
    return "refreshed"


def _call(connection: Connection, _outside: Outside, parts: Services) -> str:
    answer = call_company_refreshing_once(
        connection, environments=parts.environments, parts=parts.live_parts
    )
    return "answered" if answer.answered else "not-answered"


def _revoke(connection: Connection, outside: Outside, parts: Services) -> str:
    revoke_connection(
        connection.id,
        outside=outside,
        parts=parts.ending_parts,
    )
    return "revoked"
