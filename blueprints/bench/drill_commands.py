"""``flask drill list`` and ``flask drill run``.

What takes time to load is loaded when a command runs: every use of ``flask`` loads this.
"""

import json
import sys
from typing import TYPE_CHECKING

import click

from blueprints.command_line import FOUND_SOMETHING, json_option

if TYPE_CHECKING:
    from grantlab.drills.drill import Drill


@click.group()
def drill() -> None:
    """Named incidents: played, asked about, revealed."""


@drill.command("list")
@json_option
def list_all(*, as_json: bool) -> None:
    """List the drills: name, a tab, title."""
    from blueprints.bench.drill_telling import outline_members
    from grantlab.drills.catalogue import all_drills

    if as_json:
        click.echo(
            json.dumps([outline_members(item) for item in all_drills()], indent=2)
        )
        return
    for item in all_drills():
        click.echo(f"{item.name}\t{item.title}")


@drill.command()
@click.argument("name")
@click.option(
    "--answer", metavar="CAUSE", help="Say what it was; the rest is revealed."
)
@click.option("--reveal", is_flag=True, help="Reveal it without being answered.")
@json_option
def run(name: str, answer: str | None, *, reveal: bool, as_json: bool) -> None:
    """Play a drill, and ask.

    Exits with 1 if the answer is wrong, or if the play went another way than its file
    says.
    """
    from blueprints.bench.drill_telling import recording_lines, recording_members
    from blueprints.bench.drill_world import open_world
    from blueprints.logs import quiet_logs
    from grantlab.drills.inquiry import find_deviations
    from grantlab.drills.player import play

    chosen = _find(name)
    if answer is not None and chosen.choice(answer) is None:
        known = ", ".join(choice.id for choice in chosen.choices_shown)
        raise click.UsageError(f"{answer!r} is none of the answers: {known}.")
    with quiet_logs():
        recording = play(chosen, open_world=open_world)
    is_revealed = reveal or answer is not None
    if as_json:
        members = recording_members(recording, answer, is_revealed=is_revealed)
        click.echo(json.dumps(members, indent=2))
    else:
        for line in recording_lines(recording, answer, is_revealed=is_revealed):
            click.echo(line)
    deviations = find_deviations(recording)
    for deviation in deviations:
        click.echo(f"Not as its file says: {deviation}.", err=True)
    is_wrong = answer is not None and not chosen.is_right(answer)
    sys.exit(FOUND_SOMETHING if deviations or is_wrong else 0)


def _find(name: str) -> "Drill":
    from grantlab.drills.catalogue import find_drill
    from grantlab.drills.errors import UnknownDrillError

    try:
        return find_drill(name)
    except UnknownDrillError as exc:
        raise click.UsageError(f"{exc}; see flask drill list.") from exc
