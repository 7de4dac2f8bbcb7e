"""``flask connections``: the same from a terminal, without a secret in any line."""

import json
import sys
from collections.abc import Callable
from typing import ClassVar

import click

from blueprints.command_line import FOUND_SOMETHING, json_option
from blueprints.connections import ending
from blueprints.connections.blueprint import connections
from blueprints.connections.record import read_record
from blueprints.connections.summary import (
    ConnectionSummary,
    summarise_all,
)
from blueprints.connections.telling import as_members, as_text, tell_record
from blueprints.environments import KeysMissingError
from blueprints.services import Services, services
from grantlab.errors import GrantlabError
from grantlab.flows.refresh_connection import refresh_connection
from grantlab.flows.revoke_connection import forget_connection
from grantlab.store.errors import ConnectionNotFoundError
from grantlab.store.models import Connection
from grantlab.vault.errors import UnsealError

ASKED_BY = "command line"


class OwedError(GrantlabError):
    """A connection was ended here, and the service has yet to be told."""

    slug: ClassVar[str] = "owed"


connection_number = click.argument("connection_id", metavar="ID", type=int)
meant = click.option("--yes", is_flag=True, help="Say that you mean it.")


NONE_YET = (
    "There are no connections yet. A walk makes one, or `flask connections import`."
)


@connections.cli.command("list")
@json_option
def list_all(*, as_json: bool) -> None:
    """List the connections; what ends first comes first.

    A line each, with tabs: number, environment, health, when the connection ends or
    ended, and which of its tokens ends next. Exits with 1 if any needs a new consent.
    """
    summaries = summarise_all(services())
    if as_json:
        click.echo(json.dumps([as_members(item) for item in summaries], indent=2))
    else:
        for item in summaries:
            click.echo(as_text(item))
        if not summaries:
            click.echo(NONE_YET, err=True)
    sys.exit(FOUND_SOMETHING if any(map(_is_waiting, summaries)) else 0)


@connections.cli.command()
@connection_number
@json_option
def show(connection_id: int, *, as_json: bool) -> None:
    """Show one connection: its health, its deadlines, its pairs, its refreshes.

    Exits with 1 if something that is stored of it does not open.
    """
    parts = services()
    get_connection(connection_id, parts)
    try:
        members = tell_record(read_record(connection_id, parts), parts)
    except UnsealError as exc:
        _tell(connection_id, exc.slug, str(exc), as_json=as_json)
        sys.exit(FOUND_SOMETHING)
    if as_json:
        click.echo(json.dumps(members, indent=2))
        return
    for name, value in members.items():
        click.echo(f"{name}\t{value if isinstance(value, str) else json.dumps(value)}")


@connections.cli.command()
@connection_number
@json_option
def refresh(connection_id: int, *, as_json: bool) -> None:
    """Refresh one connection now. Exits with 1 if that brought no tokens."""

    def act(connection: Connection, parts: Services) -> str:
        refresh_connection(
            connection.id,
            asked_by=ASKED_BY,
            outside=parts.environments.open(connection.environment),
            parts=parts.refresh_parts,
        )
        return "refreshed"

    _act(connection_id, act, as_json=as_json)


@connections.cli.command()
@connection_number
@meant
@click.option(
    "--wipe-anyway",
    is_flag=True,
    help="If the service cannot be told, wipe here now; it is told later.",
)
@json_option
def revoke(connection_id: int, *, yes: bool, wipe_anyway: bool, as_json: bool) -> None:
    """Tell the service to end a connection: both tokens are void afterwards.

    Exits with 1 if it could not be told. The tokens are kept then, or with
    --wipe-anyway wiped and owed.
    """

    def act(connection: Connection, parts: Services) -> str:
        if not wipe_anyway:
            ending.revoke(connection, parts)
            return "revoked"
        return _or_owed(ending.revoke_or_owe(connection, parts))

    _insist(yes=yes, so="the company has to consent again afterwards")
    _act(connection_id, act, as_json=as_json)


@connections.cli.command()
@connection_number
@meant
@click.option(
    "--tell",
    is_flag=True,
    help="Revoke first; if the service cannot be told, it is told later.",
)
@json_option
def forget(connection_id: int, *, yes: bool, tell: bool, as_json: bool) -> None:
    """Delete a connection here; without --tell its tokens stay good at the service."""

    def act(connection: Connection, parts: Services) -> str:
        if tell:
            _or_owed(ending.tell_and_forget(connection, parts))
        else:
            forget_connection(connection.id, parts=parts.ending_parts)
        return "forgotten"

    _insist(yes=yes, so="nothing of it is kept here; --tell revokes it first")
    _act(connection_id, act, as_json=as_json)


def _act(
    connection_id: int, action: Callable[[Connection, Services], str], *, as_json: bool
) -> None:
    """Do something, say what became of it, and exit with what that means."""
    parts = services()
    connection = get_connection(connection_id, parts)
    try:
        result, message = action(connection, parts), ""
    except KeysMissingError as exc:
        raise click.UsageError(f"{exc}.") from exc
    except GrantlabError as exc:
        result, message = exc.slug, str(exc)
    _tell(connection_id, result, message, as_json=as_json)
    sys.exit(FOUND_SOMETHING if message else 0)


def _tell(connection_id: int, result: str, message: str, *, as_json: bool) -> None:
    if as_json:
        told = {"connection": connection_id, "result": result, "message": message}
        click.echo(json.dumps(told))
    else:
        click.echo("\t".join(filter(None, (str(connection_id), result, message))))


def _or_owed(told: ending.Told) -> str:
    if told is ending.Told.OWED:
        raise OwedError("the service could not be told; `cleanup` tries again")
    return told


def get_connection(connection_id: int, parts: Services) -> Connection:
    """Return a connection, or end the command with what is wrong with its number."""
    try:
        return parts.connections.get(connection_id)
    except ConnectionNotFoundError as exc:
        raise click.UsageError(f"{exc}; `flask connections list` has them.") from exc


def _insist(*, yes: bool, so: str) -> None:
    if not yes:
        raise click.UsageError(f"Add --yes if you mean it: {so}.")


def _is_waiting(summary: ConnectionSummary) -> bool:
    return summary.role == "refused"
