"""What is sent for a connection; each is answered with 303."""

from collections.abc import Callable

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections import ending
from blueprints.connections.blueprint import connections
from blueprints.connections.debts import slug_of
from blueprints.connections.notices import NOT_TOLD
from blueprints.environments import KeysMissingError
from blueprints.services import Services, services
from grantlab.flows.call_company import call_company_refreshing_once
from grantlab.flows.live_access_token import NeedsConsentError, RetryLaterError
from grantlab.flows.pay_debts import pay_debts_of
from grantlab.flows.ports import Outside
from grantlab.flows.refresh_connection import refresh_connection
from grantlab.protocol.errors import (
    InvalidGrantError,
    MalformedResponseError,
    TokenEndpointError,
)
from grantlab.store.errors import (
    ConnectionNotFoundError,
    RefreshInProgressError,
    ValueWipedError,
)
from grantlab.store.models import Connection
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

ASKED_BY = "connection page"

TOLD = (
    ForbiddenAddressError,
    KeysMissingError,
    MalformedResponseError,
    RefreshInProgressError,
    RetryLaterError,
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
    parts = services()
    connection = parts.connections.get(connection_id)
    try:
        ending.revoke(connection, parts)
        notice = "revoked"
    except ending.COULD_NOT_BE_TOLD as exc:
        # A slug of its own: only here is wiping offered.
        notice = f"{NOT_TOLD}{exc.slug}"
    except (RefreshInProgressError, ValueWipedError) as exc:
        notice = exc.slug
    return _back_to(connection_id, notice)


@connections.post("/<int:connection_id>/wipe")
def wipe(connection_id: int) -> BaseResponse:
    """Tell the service once more; if it cannot be told, wipe here and owe it."""
    parts = services()
    connection = parts.connections.get(connection_id)
    if not request.form.get("sure"):
        again = url_for(".ask_to_wipe", connection_id=connection_id, notice="not-wiped")
        return redirect(again, code=303)
    try:
        notice: str = ending.revoke_or_owe(connection, parts)
    except (RefreshInProgressError, ValueWipedError) as exc:
        notice = exc.slug
    return _back_to(connection_id, notice)


@connections.post("/<int:connection_id>/tell")
def tell(connection_id: int) -> BaseResponse:
    """Pay now what is owed for a connection, which may have been forgotten."""
    parts = services()
    notice = slug_of(pay_debts_of(connection_id, parts.debt_parts))
    try:
        parts.connections.get(connection_id)
    except ConnectionNotFoundError:
        return redirect(url_for(".index", notice=notice), code=303)
    return _back_to(connection_id, notice)


@connections.post("/<int:connection_id>/keep-warm")
def keep_warm(connection_id: int) -> BaseResponse:
    """Let the renewal keep the access token alive, too."""
    parts = services()
    parts.connections.keep_warm(parts.connections.get(connection_id))
    return _back_to(connection_id, "kept-warm")


@connections.post("/<int:connection_id>/let-cool")
def let_cool(connection_id: int) -> BaseResponse:
    """Let the access token end where nobody uses it."""
    parts = services()
    parts.connections.let_cool(parts.connections.get(connection_id))
    return _back_to(connection_id, "let-cool")


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
    return _back_to(connection_id, notice)


def _back_to(connection_id: int, notice: str) -> BaseResponse:
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
