"""Companies that have consented: the list, one of them, and what can be done with it."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections import (
    actions,
    commands,
    importing,
    keeping_commands,
    renewal_commands,
    token_commands,
)
from blueprints.connections.blueprint import connections
from blueprints.connections.build_page import (
    build_forget_page,
    build_page,
    build_wipe_page,
)
from blueprints.connections.debts import view_debts
from blueprints.connections.ending import tell_and_forget
from blueprints.connections.listing import list_page
from blueprints.connections.notices import NOTICES
from blueprints.connections.pages import ConnectionsPage
from blueprints.connections.record import read_record
from blueprints.connections.summary import summarise_all
from blueprints.rendering import render_page
from blueprints.services import services
from grantlab.flows.revoke_connection import forget_connection

__all__ = [
    "actions",
    "commands",
    "connections",
    "importing",
    "keeping_commands",
    "renewal_commands",
    "token_commands",
]


@connections.get("")
def index() -> BaseResponse:
    """List the companies, first what ends first, and what the service is yet to be told."""
    parts = services()
    page = ConnectionsPage(
        listing=list_page(
            summarise_all(parts),
            query=" ".join(request.args.get("q", "")[:200].split()),
            page=request.args.get("page", 1, type=int),
        ),
        debts=view_debts(parts.debts.owed(), parts),
        notice=NOTICES.get(request.args.get("notice", "")),
    )
    return render_page(page)


@connections.get("/<int:connection_id>")
def show(connection_id: int) -> BaseResponse:
    """Show one connection."""
    parts = services()
    page = build_page(
        read_record(connection_id, parts),
        parts,
        notice=request.args.get("notice", ""),
        whole="all" in request.args,
        chosen=request.args.get("round-trip", type=int),
    )
    return render_page(page)


@connections.get("/<int:connection_id>/forget")
def ask_to_forget(connection_id: int) -> BaseResponse:
    """Ask once more, and say what is not done."""
    parts = services()
    record = read_record(connection_id, parts)
    notice = request.args.get("notice", "")
    return render_page(build_forget_page(record, parts, notice=notice))


@connections.post("/<int:connection_id>/forget")
def forget(connection_id: int) -> BaseResponse:
    """Delete the connection here; the service is told first if that is wanted."""
    parts = services()
    connection = parts.connections.get(connection_id)
    if not request.form.get("sure"):
        again = url_for(
            ".ask_to_forget", connection_id=connection_id, notice="not-sure"
        )
        return redirect(again, code=303)
    if request.form.get("tell"):
        notice = f"forgotten-{tell_and_forget(connection, parts)}"
    else:
        forget_connection(connection_id, parts=parts.ending_parts)
        notice = "forgotten"
    return redirect(url_for(".index", notice=notice), code=303)


@connections.get("/<int:connection_id>/wipe")
def ask_to_wipe(connection_id: int) -> BaseResponse:
    """Ask once more before values go that the service does not know about."""
    parts = services()
    record = read_record(connection_id, parts)
    notice = request.args.get("notice", "")
    return render_page(build_wipe_page(record, parts, notice=notice))
