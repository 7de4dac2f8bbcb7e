"""``flask connections cleanup | export | import``: what is kept, handed out, taken in."""

import json
import sys
from collections.abc import Iterable
from typing import Any

import click

from blueprints.command_line import FOUND_SOMETHING, json_option
from blueprints.connections.blueprint import connections
from blueprints.connections.commands import (
    connection_number,
    get_connection,
    meant,
)
from blueprints.connections.debts import settled_as
from blueprints.connections.export import export_record
from blueprints.connections.import_form import read_import
from blueprints.connections.importing import import_typed
from blueprints.connections.record import read_record
from blueprints.environments import KeysMissingError
from blueprints.services import services
from grantlab.errors import GrantlabError
from grantlab.flows.clean_up import Cleaned, clean_up, look_for_what_to_clean
from grantlab.flows.pay_debts import DebtOutcome, pay_debts
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING

LONGEST_LINE = 1 << 16
"""Characters; no token is as long."""

UNDER_ITS_OWNERS_FEET = (
    "Using this token rotates it under its owner's feet: after the first refresh whoever "
    "else holds it has a stale copy, and is refused within a day."
)


@connections.cli.command()
@json_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def cleanup(*, as_json: bool, dry_run: bool) -> None:
    """Wipe values of ended connections, delete old round trips, pay what is owed.

    A connection has ended when it was revoked, when its soft or hard end has passed, or
    when it has been refused for 30 days. Facts stay: fingerprints, times, the journal
    and refusals. Of other round trips the last 200 of 90 days stay. Exits with 1 if the
    service is still owed a revocation, or if a connection was busy.
    """
    parts = services()
    if dry_run:
        cleaned = tuple(look_for_what_to_clean(parts.cleaning_parts))
        paid = tuple(
            DebtOutcome(debt.id, debt.connection_id, settled_as(debt), "is tried")
            for debt in parts.debts.due()
        )
    else:
        cleaned = tuple(clean_up(parts.cleaning_parts))
        paid = pay_debts(parts.debt_parts)
    told = [item for item in cleaned if item.is_worth_telling]
    if as_json:
        click.echo(
            json.dumps(_as_members(told, paid, len(parts.debts.owed())), indent=2)
        )
    else:
        _print(told, paid)
        if not (told or paid):
            click.echo("There is nothing to clean up.", err=True)
    is_busy = any(item.is_busy for item in told)
    sys.exit(FOUND_SOMETHING if is_busy or parts.debts.owed() else 0)


@connections.cli.command()
@connection_number
@click.option("--company", is_flag=True, help="Name the company and its id, too.")
@click.option(
    "--json", is_flag=True, expose_value=False, help="Print JSON, as without it."
)
def export(connection_id: int, *, company: bool) -> None:
    """Print the facts about one connection as JSON: no secret, and no company unasked."""
    parts = services()
    get_connection(connection_id, parts)
    members = export_record(read_record(connection_id, parts), parts)
    if company:
        connection = parts.connections.get(connection_id)
        members["company"] = {
            "name": parts.connections.company_name(connection),
            "realm_id": parts.connections.realm_id(connection),
        }
    click.echo(json.dumps(members, indent=2))


@connections.cli.command("import")
@click.option(
    "--environment",
    type=click.Choice([str(item) for item in Environment]),
    required=True,
    help="Where the token was issued.",
)
@click.option("--realm-id", required=True, help="The company's id: digits.")
@click.option(
    "--scopes",
    default=ACCOUNTING,
    show_default=True,
    help="What was granted, separated by spaces.",
)
@click.option(
    "--with-access-token",
    is_flag=True,
    help="An access token comes too: on the second line, or at a second prompt.",
)
@meant
@json_option
def import_token(
    *,
    environment: str,
    realm_id: str,
    scopes: str,
    with_access_token: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Make a connection of a refresh token that was obtained elsewhere.

    The token is read from standard input, or asked for without showing it, and never
    taken from an argument: a shell keeps those. Nothing is sent. Production connections
    are made this way, because production keys do not come back to localhost.
    """
    click.echo(UNDER_ITS_OWNERS_FEET, err=True)
    is_asked = sys.stdin.isatty()
    if not yes and not is_asked:
        raise click.UsageError("Add --yes if you mean it.")
    if not yes:
        click.confirm("Import it?", abort=True, err=True)
    refresh_token, access_token = (
        _ask(with_access_token=with_access_token)
        if is_asked
        else _read_lines(with_access_token=with_access_token)
    )
    form = read_import(
        environment=environment,
        realm_id=realm_id,
        refresh_token=refresh_token,
        access_token=access_token,
        scopes=scopes,
        provided=services().environments.provided,
    )
    if form.problems.said:
        raise click.UsageError(" ".join(form.problems.said))
    try:
        connection = import_typed(form, services())
    except KeysMissingError as exc:
        raise click.UsageError(f"{exc}.") from exc
    except GrantlabError as exc:
        _say(as_json=as_json, connection=None, result=exc.slug, message=str(exc))
        sys.exit(FOUND_SOMETHING)
    _say(as_json=as_json, connection=connection.id, result="imported", message="")


def _ask(*, with_access_token: bool) -> tuple[str, str]:
    refresh_token: str = click.prompt("Refresh token", hide_input=True, err=True)
    if not with_access_token:
        return refresh_token, ""
    return refresh_token, click.prompt("Access token", hide_input=True, err=True)


def _read_lines(*, with_access_token: bool) -> tuple[str, str]:
    refresh_token = sys.stdin.readline(LONGEST_LINE)
    return refresh_token, sys.stdin.readline(LONGEST_LINE) if with_access_token else ""


def _say(*, as_json: bool, connection: int | None, result: str, message: str) -> None:
    if as_json:
        told = {"connection": connection, "result": result, "message": message}
        click.echo(json.dumps(told))
        return
    number = "" if connection is None else str(connection)
    click.echo("\t".join(filter(None, (number, result, message))))


def _print(cleaned: Iterable[Cleaned], paid: Iterable[DebtOutcome]) -> None:
    for item in cleaned:
        click.echo(f"{item.connection_id}\t{_in_words(item)}")
    for debt in paid:
        words = f"{debt.connection_id}\tdebt\t{debt.settled}\t{debt.problem}"
        click.echo(words.rstrip())


def _in_words(item: Cleaned) -> str:
    if item.is_busy:
        return f"{item.ending}\tbusy: a refresh is under way"
    return (
        f"{item.ending or 'not ended'}\tpairs wiped: {item.pairs}"
        f"\tround trips deleted: {item.round_trips}"
    )


def _as_members(
    cleaned: Iterable[Cleaned], paid: Iterable[DebtOutcome], owed: int
) -> dict[str, Any]:
    return {
        "connections": [
            {
                "connection": item.connection_id,
                "ending": item.ending,
                "pairs_wiped": item.pairs,
                "round_trips_deleted": item.round_trips,
                "busy": item.is_busy,
            }
            for item in cleaned
        ],
        "debts": [
            {
                "connection": item.connection_id,
                "settled": item.settled,
                "problem": item.problem or None,
            }
            for item in paid
        ],
        "still_owed": owed,
    }
