"""Companies that have consented: the list, one of them, and what can be done with it."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections import actions, commands
from blueprints.connections.blueprint import connections
from blueprints.connections.build_page import build_forget_page, build_page
from blueprints.connections.pages import ConnectionsPage
from blueprints.connections.record import read_record
from blueprints.connections.summary import summarise_all
from blueprints.rendering import render_page
from blueprints.services import services

__all__ = ["actions", "commands", "connections"]


@connections.get("")
def index() -> BaseResponse:
    """List the companies, first what ends first."""
    return render_page(ConnectionsPage(summarise_all(services())))


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
    """Delete the connection here; the service is not told."""
    parts = services()
    connection = parts.connections.get(connection_id)
    if not request.form.get("sure"):
        again = url_for(
            ".ask_to_forget", connection_id=connection_id, notice="not-sure"
        )
        return redirect(again, code=303)
    parts.connections.remove(connection)
    return redirect(url_for(".index"), code=303)
