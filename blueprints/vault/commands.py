"""``flask vault``: a new key, everything sealed under it, and whether everything opens.

What takes time to load is loaded when a command runs: every use of ``flask`` loads this.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from blueprints.command_line import FOUND_SOMETHING, is_terminal, json_option


@click.group()
def vault() -> None:
    """Make a new key, seal everything under it, or see whether everything opens."""


@vault.command()
@click.option(
    "--print", "printed", is_flag=True,
    help="Change nothing; print the new ring, keys and all, for whoever keeps it.",
)  # fmt: skip
@json_option
def new_key(*, printed: bool, as_json: bool) -> None:
    """Put a new key first in the key ring; the index key is not touched.

    Whoever serves takes it up from the file without a restart. Keys that are in
    GRANTLAB_VAULT_KEYS cannot be changed by a command: --print writes the value to be set
    there to standard output, and nothing else does.
    """
    from blueprints.vault.opening import opened_vault

    with opened_vault() as opened:
        source = opened.source
        if not printed and not source.can_be_put:
            raise click.UsageError(
                f"{source.name} is set where Grantlab is started, and no command can change "
                "it there. Add --print: the new value, keys and all, is then written to "
                "standard output, to be set in its place."
            )
        opened.check_ring()
        written = source.with_new_key()
        if printed:
            click.echo(written.rstrip("\n"))
            return
        source.put(written)
        opened.vault.look_again()
        opened.note_first_key()
        newest, *older = opened.vault.key_ids
        if as_json:
            click.echo(json.dumps({"newest": newest, "older": older}))
        else:
            click.echo(
                f"Key {newest} is the first of {source.name} and seals from now on. "
                f"Older: {', '.join(older)}. Next: flask vault rekey."
            )


@vault.command()
@click.option(
    "--yes", is_flag=True,
    help="Say that every server has the new key in its ring.",
)  # fmt: skip
@json_option
def rekey(*, yes: bool, as_json: bool) -> None:
    """Seal every value under the newest key, while Grantlab serves.

    It can be stopped at any time; the next run goes on where values under older keys are.
    Exits with 1 if a value does not open; such a value is left as it is, and named.
    """
    from blueprints.vault.opening import opened_vault
    from grantlab.store.rekeying import rekey as seal_everything_again
    from grantlab.store.sealed_values import count_values

    with opened_vault() as opened:
        if opened.is_shared and not yes:
            raise click.UsageError(
                "Add --yes if every server has the new key in its ring: a server that has "
                "not could not open what is sealed under it. Keys in a variable are read at "
                "a start; a key file is read again, but each machine has its own."
            )
        opened.check_ring()
        opened.note_first_key()
        waiting = count_values(opened.engine, but_under=opened.vault.newest_key_id)
        with _progress(waiting, "Sealing again") as tell:
            done = seal_everything_again(opened.engine, opened.vault, tell=tell)
        if as_json:
            members = {
                "newest": opened.vault.key_ids[0],
                "resealed": done.resealed,
                "overtaken": done.overtaken,
                "unopened": done.unopened,
                "places": done.places,
            }
            click.echo(json.dumps(members))
        else:
            click.echo(
                f"{done.resealed} values sealed again under key {opened.vault.key_ids[0]}."
            )
            for place in done.places:
                click.echo(f"does not open\t{place}")
        sys.exit(FOUND_SOMETHING if done.unopened else 0)


@vault.command()
@json_option
def check(*, as_json: bool) -> None:
    """Open every sealed value, and say under which keys they are and where keys lie.

    Exits with 1 if a value does not open, if the ring is not in order, or if something of
    production is stored and the key lies beside it.
    """
    from blueprints.vault.opening import opened_vault
    from blueprints.vault.report import as_lines, as_members, report
    from grantlab.store.checking import count_production, open_everything
    from grantlab.store.sealed_values import count_values

    with opened_vault() as opened:
        with _progress(count_values(opened.engine), "Opening") as tell:
            found = open_everything(opened.engine, opened.vault, tell=tell)
        told = report(opened, found, production=count_production(opened.engine))
        if as_json:
            click.echo(json.dumps(as_members(told), indent=2))
        else:
            for line in as_lines(told):
                click.echo(line)
        sys.exit(FOUND_SOMETHING if told.found_something else 0)


@contextmanager
def _progress(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how far it is; elsewhere nothing is printed."""
    if not is_terminal(sys.stderr):
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update
