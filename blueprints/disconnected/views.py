"""A browser comes with a hint, and somebody has it verified."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections.actions import TOLD
from blueprints.connections.record import read_record
from blueprints.disconnected.build_page import build_page, telling
from blueprints.rendering import render_page
from blueprints.services import Services, services
from grantlab.flows.call_company import call_company_refreshing_once
from grantlab.flows.live_access_token import NeedsConsentError
from grantlab.protocol.disconnect_hint import read_hint
from grantlab.protocol.errors import InvalidGrantError
from grantlab.store.models import Connection

disconnected = Blueprint("disconnected", __name__, url_prefix="/disconnected")


@disconnected.get("")
def landing() -> BaseResponse:
    """Say what is known of the company that is named; the address itself proves nothing."""
    page = build_page(
        read_hint(request.args.getlist("realmId")),
        services(),
        since=request.args.get("since", type=int),
        notice=request.args.get("notice", ""),
    )
    return render_page(page)


@disconnected.post("/<int:connection_id>")
def verify(connection_id: int) -> BaseResponse:
    """Call CompanyInfo; only if the token is refused, refresh once and call once more."""
    parts = services()
    record = read_record(connection_id, parts)
    told = telling(record)
    notice = _call(record.connection, parts)
    page = url_for(
        ".landing",
        realmId=parts.connections.realm_id(record.connection),
        since=told[-1][0] if told else 0,
        notice=notice,
        _anchor=f"connection-{connection_id}",
    )
    return redirect(page, code=303)


def _call(connection: Connection, parts: Services) -> str | None:
    """Return the slug of what kept the call from being made, if the record cannot tell."""
    try:
        call_company_refreshing_once(
            connection, environments=parts.environments, parts=parts.live_parts
        )
    except (InvalidGrantError, NeedsConsentError):
        return None
    except TOLD as exc:
        return exc.slug
    return None
