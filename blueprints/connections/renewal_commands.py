"""``flask connections renew``, ``keep-warm`` and ``schedule``."""

import json
import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import click
from flask import Flask, current_app

from blueprints.command_line import FOUND_SOMETHING, is_terminal, json_option
from blueprints.connections.blueprint import connections
from blueprints.connections.renewal_telling import (
    tell_debts,
    tell_due,
    tell_skipped,
    tell_summary,
    telling,
    while_heard,
)
from blueprints.connections.renewing import line_to
from blueprints.environments import KeysMissingError
from blueprints.services import Services, services
from grantlab.flows.pay_debts import pay_debts
from grantlab.protocol.durations import DurationError, parse_duration
from grantlab.protocol.environment import Environment
from grantlab.renewal.heartbeat import FILE_NAME, Heartbeat
from grantlab.renewal.renewal_pass import Line, renew_due
from grantlab.renewal.results import Result, Summary, Tally
from grantlab.renewal.schedules import (
    Installation,
    IntervalError,
    Scheduler,
    write_schedule,
)
from grantlab.renewal.stopping import Stopping
from grantlab.renewal.watch import watch
from grantlab.store.due import DueConnection
from grantlab.store.errors import ConnectionNotFoundError

IN_FLIGHT = 64
ROOT = Path(__file__).parents[2]


class Duration(click.ParamType[timedelta]):
    """A length of time as people type it."""

    name = "duration"

    def convert(
        self,
        value: str | timedelta,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> timedelta:
        if isinstance(value, timedelta):
            return value
        try:
            length = parse_duration(value)
        except DurationError as exc:
            self.fail(str(exc), param, ctx)
        if length < timedelta(seconds=1):
            self.fail("it has to be a second at least", param, ctx)
        return length


@connections.cli.command()
@click.option("--dry-run", is_flag=True, help="List what is due and send nothing.")
@click.option(
    "--environment",
    "only",
    type=click.Choice([item.value for item in Environment]),
    help="Look at one environment alone.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 256),
    default=IN_FLIGHT,
    show_default=True,
    help="How many requests are in flight at most.",
)
@click.option("--watch", "again", is_flag=True, help="Go on until told to stop.")
@click.option(
    "--every",
    type=Duration(),
    default="5m",
    show_default=True,
    help="With --watch: how long from one pass to the next.",
)
@click.option(
    "--heartbeat",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"With --watch: the file that says it is at work; {FILE_NAME} in the instance.",
)
@json_option
def renew(
    only: str | None,
    concurrency: int,
    every: timedelta,
    heartbeat: Path | None,
    *,
    dry_run: bool,
    again: bool,
    as_json: bool,
) -> None:
    """Refresh every connection that is due.

    Due is a refresh token that was not used for a week, and the access token of a
    connection that is kept warm in the last ten minutes of its hour. On a terminal a bar
    is shown; elsewhere, and with --json, a line of JSON for each connection, and one for
    each environment.

    Exits with 1 if anything was refused, got no answer or failed in the last pass.
    SIGTERM and SIGINT end it when what is in flight has been stored.
    """
    parts = services()
    as_json = as_json or not is_terminal(sys.stdout)
    chosen = tuple(Environment) if only is None else (Environment(only),)
    if dry_run:
        for environment in chosen:
            tell_due(environment, _all_due(environment, parts), as_json=as_json)
        return
    stopping = Stopping()
    stopping.listen()
    run = partial(
        _run_pass,
        chosen,
        concurrency=concurrency,
        stopping=stopping,
        parts=parts,
        as_json=as_json,
    )
    if not again:
        sys.exit(_exit_code(run()))
    if heartbeat is not None and not heartbeat.parent.is_dir():
        raise click.UsageError(
            f"there is no directory {heartbeat.parent} for the heartbeat."
        )
    beating = Heartbeat(
        heartbeat or parts.settings.instance / FILE_NAME,
        parts.machine_clock,
        os.getpid(),
    )
    summaries = watch(
        run,
        every=every,
        heartbeat=beating,
        stopping=stopping,
        clock=parts.machine_clock,
        patience=parts.patience,
    )
    sys.exit(_exit_code(summaries))


@connections.cli.command("keep-warm")
@click.argument("connection_id", metavar="ID", type=int)
@click.option("--off", is_flag=True, help="No longer.")
@json_option
def keep_warm(connection_id: int, *, off: bool, as_json: bool) -> None:
    """Let the renewal keep a connection's access token alive, too."""
    stored = services().connections
    try:
        connection = stored.get(connection_id)
    except ConnectionNotFoundError as exc:
        raise click.UsageError(f"{exc}; `flask connections list` has them.") from exc
    if off:
        stored.let_cool(connection)
    else:
        stored.keep_warm(connection)
    if as_json:
        click.echo(json.dumps({"connection": connection_id, "keep_warm": not off}))
    else:
        click.echo(f"{connection_id}\t{'not kept warm' if off else 'kept warm'}")


@connections.cli.command()
@click.argument("scheduler", type=click.Choice([item.value for item in Scheduler]))
@click.option(
    "--every",
    type=Duration(),
    default="5m",
    show_default=True,
    help="How long from one pass to the next, in whole minutes.",
)
@json_option
def schedule(scheduler: str, every: timedelta, *, as_json: bool) -> None:
    """Print what makes this machine's scheduler run the renewal.

    Nothing is installed: read it, then put it where its first lines say.
    """
    if every % timedelta(minutes=1) or every > timedelta(days=1):
        raise click.UsageError("--every has to be whole minutes, and a day at most.")
    installation = Installation(
        python=Path(sys.executable),
        folder=ROOT,
        instance=services().settings.instance.resolve(),
    )
    try:
        text = write_schedule(Scheduler(scheduler), installation, every=every)
    except IntervalError as exc:
        raise click.UsageError(f"{exc}. The other schedulers take any.") from exc
    click.echo(json.dumps({"schedule": text}) if as_json else text, nl=as_json)


def _run_pass(
    environments: Sequence[Environment],
    *,
    concurrency: int,
    stopping: Stopping,
    parts: Services,
    as_json: bool,
) -> list[Summary]:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- Flask's own way
    summaries = []
    for environment in environments:
        if stopping.is_wanted():
            break
        try:
            line = line_to(environment, concurrency=concurrency, parts=parts, app=app)
        except KeysMissingError:
            summary = _skip(environment, parts, as_json=as_json)
        else:
            summary = _renew_with(line, parts, stopping, as_json=as_json)
        tell_summary(summary, as_json=as_json)
        summaries.append(summary)
    if not stopping.is_wanted():
        # What is owed to a service that could not be reached is tried again here, too.
        tell_debts(pay_debts(parts.debt_parts), as_json=as_json)
    return summaries


def _renew_with(
    line: Line, parts: Services, stopping: Stopping, *, as_json: bool
) -> Summary:
    due = _count_due(line.environment, parts)
    with telling(line.environment, due, as_json=as_json) as tell:
        return renew_due(
            line,
            parts=parts.renewal_parts,
            stopping=stopping,
            tell=while_heard(tell, stopping),
        )


def _skip(environment: Environment, parts: Services, *, as_json: bool) -> Summary:
    """Say of what is due that nothing can be done for it without keys."""
    tally = Tally()
    tally.counts[Result.FAILED] = _count_due(environment, parts)
    if tally.counts[Result.FAILED]:
        tell_skipped(environment, as_json=as_json)
    now = parts.environments.clock_of(environment).now()
    standings = parts.due.standings(environment, now=now)
    return tally.summarise(environment, standings, stopped=False)


def _count_due(environment: Environment, parts: Services) -> int:
    now = parts.environments.clock_of(environment).now()
    return parts.due.count(environment, now=now)


def _all_due(environment: Environment, parts: Services) -> list[DueConnection]:
    now = parts.environments.clock_of(environment).now()
    due: list[DueConnection] = []
    while True:
        page = parts.due.page(environment, now=now, after=due[-1] if due else None)
        if not page:
            return due
        due += page


def _exit_code(summaries: Sequence[Summary]) -> int:
    return FOUND_SOMETHING if any(item.found_something for item in summaries) else 0
