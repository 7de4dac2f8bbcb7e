"""What a renewal prints: a bar on a terminal, a line of JSON for each event elsewhere."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

import click
import structlog

from grantlab.flows.pay_debts import DebtOutcome
from grantlab.protocol.environment import Environment
from grantlab.renewal.results import Renewed, Result, Summary
from grantlab.renewal.stopping import Stopping
from grantlab.store.due import DueConnection

log = structlog.get_logger()

Tell = Callable[[Renewed], None]


def while_heard(tell: Tell, stopping: Stopping) -> Tell:
    """Tell as long as it can be; where nobody reads any more, begin nothing more.

    What is in flight has to be stored whatever becomes of the output.
    """

    def tell_if_it_can_be(renewed: Renewed) -> None:
        try:
            tell(renewed)
        except BrokenPipeError:
            stopping.want()
        except OSError:
            log.warning("a result cannot be printed", connection=renewed.connection_id)

    return tell_if_it_can_be


@contextmanager
def telling(environment: Environment, due: int, *, as_json: bool) -> Iterator[Tell]:
    """Give what tells of each connection while a pass over so many goes on."""
    if as_json:
        yield lambda renewed: click.echo(json.dumps(_event(environment, renewed)))
        return
    with click.progressbar(length=due, label=f"{environment}") as bar:

        def show(renewed: Renewed) -> None:
            bar.update(1)
            if renewed.result is not Result.RENEWED:
                click.echo(
                    f"\n{renewed.connection_id}\t{renewed.result}\t{renewed.problem}"
                )

        yield show


def tell_due(
    environment: Environment, due: Sequence[DueConnection], *, as_json: bool
) -> None:
    """Say what would be refreshed, and how many that are."""
    for item in due:
        if as_json:
            event = {"environment": environment, "connection": item.id, "result": "due"}
            click.echo(json.dumps(event))
        else:
            click.echo(f"{item.id}\t{environment}\tdue")
    if as_json:
        summary = {"environment": environment, "due": len(due)}
        click.echo(json.dumps({"summary": summary}))
    else:
        click.echo(f"{environment}: {len(due) or 'nothing'} due")


def tell_summary(summary: Summary, *, as_json: bool) -> None:
    """Say what a pass came to."""
    if as_json:
        click.echo(json.dumps({"summary": asdict(summary)}))
        return
    counts = (
        (summary.renewed, "renewed"),
        (summary.not_due, "not due"),
        (summary.retrying, "retrying"),
        (summary.needs_consent, "needs consent"),
        (summary.ending_soon, "consent ends soon"),
        (summary.held, "refreshed by somebody else"),
        (summary.failed, "failed"),
    )
    words = ", ".join(f"{count} {name}" for count, name in counts if count)
    click.echo(f"{summary.environment}: {words or 'no connections'}")


def tell_skipped(environment: Environment, *, as_json: bool) -> None:
    """Say that an environment has connections and no keys to refresh them with."""
    if as_json:
        event = {"environment": environment, "result": "keys missing"}
        click.echo(json.dumps(event))
    else:
        click.echo(f"{environment}: its keys are not there, so nothing was renewed")


def tell_debts(paid: Sequence[DebtOutcome], *, as_json: bool) -> None:
    """Say what came of the revocations that were owed."""
    for item in paid:
        if as_json:
            event = {
                "connection": item.connection_id,
                "debt": item.debt_id,
                "result": item.settled,
            }
            click.echo(json.dumps(event))
        else:
            click.echo(f"{item.connection_id}\trevocation\t{item.settled}")


def _event(environment: Environment, renewed: Renewed) -> dict[str, object]:
    event: dict[str, object] = {
        "environment": environment,
        "connection": renewed.connection_id,
        "result": renewed.result,
    }
    return {**event, "problem": renewed.problem} if renewed.problem else event
