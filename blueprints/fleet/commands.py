"""``flask fleet``: the renewal by several workers, with PostgreSQL."""

import json
import socket
import sys
from threading import Lock
from typing import TYPE_CHECKING

import click
from flask import Blueprint, Flask, current_app

from blueprints.command_line import FOUND_SOMETHING, json_option
from blueprints.fleet.work import Worker
from blueprints.joining import database_url
from blueprints.services import services
from grantlab.renewal.results import Renewed, Result
from grantlab.store.database import driver_address, is_postgresql

if TYPE_CHECKING:
    from grantlab.renewal.fleet import Fleet

AT_ONCE = 8
GOOD = (Result.RENEWED, Result.HELD)

fleet = Blueprint("fleet", __name__)
fleet.cli.help = "Renew with several workers, on several machines; needs PostgreSQL."


class Telling:
    """Prints a line for each connection, and remembers whether all was well."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._lock = Lock()
        self.all_well = True

    def tell(self, renewed: Renewed) -> None:
        self.all_well &= renewed.result in GOOD
        words = {"connection": renewed.connection_id, "result": renewed.result}
        if renewed.problem:
            words["problem"] = renewed.problem
        line = (
            json.dumps(words) if self._as_json else "\t".join(map(str, words.values()))
        )
        with self._lock:
            click.echo(line)


@fleet.cli.command()
@json_option
def prepare(*, as_json: bool) -> None:
    """Make the queue's tables, once; `flask db upgrade` comes before it.

    They are in the schema "fleet" of the same database.
    """
    made = _open_fleet(Telling(as_json=as_json), name="", concurrency=1).prepare()
    if as_json:
        click.echo(json.dumps({"made": made}))
    else:
        click.echo("made" if made else "there already")


@fleet.cli.command()
@click.option(
    "--concurrency",
    type=click.IntRange(1, 64),
    default=AT_ONCE,
    show_default=True,
    help="How many connections this worker refreshes at once.",
)
@click.option(
    "--name",
    default=socket.gethostname,
    show_default="the name of this machine",
    help="What the journal calls this worker.",
)
@click.option("--once", is_flag=True, help="End when nothing waits any more.")
@json_option
def worker(concurrency: int, name: str, *, once: bool, as_json: bool) -> None:
    """Refresh what is due, together with the other workers on this database.

    Any number of them may run, on any number of machines. Each looks four times a minute
    for what is due, and all share the work. A line is printed for each connection.

    SIGTERM and SIGINT end it when what is in flight has been stored. Exits with 1 if it
    ended by itself; with --once, if anything was refused or got no answer.
    """
    telling = Telling(as_json=as_json)
    fleet = _open_fleet(telling, name=name, concurrency=concurrency)
    if not fleet.is_prepared():
        raise click.UsageError(
            "The queue has no tables yet; make them with `flask fleet prepare`."
        )
    if once:
        fleet.run_once()
        sys.exit(0 if telling.all_well else FOUND_SOMETHING)
    sys.exit(0 if fleet.run() else FOUND_SOMETHING)


def _open_fleet(telling: Telling, *, name: str, concurrency: int) -> "Fleet":
    parts = services()
    url = database_url(parts.settings)
    if not is_postgresql(url):
        raise click.UsageError(
            "The fleet needs PostgreSQL: set GRANTLAB_DATABASE_URL. On one machine "
            "`flask connections renew --watch` does the same."
        )
    try:
        from grantlab.renewal.fleet import Fleet, FleetWork
    except ImportError as exc:
        raise click.UsageError(
            f"The Python module {exc.name} is not installed; it comes with the extra "
            "`fleet`."
        ) from exc
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- Flask's own way
    worker = Worker(app, parts, name, telling.tell)
    return Fleet(
        driver_address(url),
        FleetWork(find_due=worker.find_due, renew=worker.renew),
        concurrency=concurrency,
    )
