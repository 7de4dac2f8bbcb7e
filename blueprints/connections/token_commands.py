"""``flask connections which``: a token placed from a terminal, without showing it."""

import json
import sys

import click

from blueprints.command_line import FOUND_SOMETHING, json_option
from blueprints.connections.blueprint import connections
from blueprints.connections.placing import Placed, place_token
from blueprints.services import services
from grantlab.diagnosis.which_token import TypedToken, judge_typed, read_typed

LONGEST_LINE = 1 << 16
"""Characters; no token is as long."""


@connections.cli.command()
@json_option
def which(*, as_json: bool) -> None:
    """Say which token somebody has: what it is, when it ends, and where it belongs.

    A token or a fingerprint is read from standard input, or asked for without showing it,
    and never taken from an argument: a shell keeps those. Nothing is sent or stored. Exits
    with 1 if no connection here knows it.
    """
    typed = _ask() if sys.stdin.isatty() else sys.stdin.readline(LONGEST_LINE)
    problem = judge_typed(typed)
    if problem:
        raise click.UsageError(problem)
    told = read_typed(typed)
    placed = place_token(told.fingerprint, services())
    if as_json:
        click.echo(json.dumps(_members(told, placed), indent=2))
    else:
        _print(told, placed)
    sys.exit(0 if placed else FOUND_SOMETHING)


def _ask() -> str:
    typed: str = click.prompt("Token or fingerprint", hide_input=True, err=True)
    return typed


def _print(told: TypedToken, placed: tuple[Placed, ...]) -> None:
    kind = "fingerprint" if told.is_only_fingerprint else told.kind or "no known shape"
    fingerprint = told.fingerprint if told.is_printed else "-"
    ends = "-" if told.expires_at is None else told.expires_at.isoformat()
    click.echo(f"{kind}\t{fingerprint}\t{ends}\t{told.era}".rstrip())
    for one in placed:
        name = "-" if one.tag is None else one.tag.label
        click.echo(
            f"connection {one.connection}\tpair {one.pair}\t{one.what}\t{name}\t{one.word}"
        )
    if not placed:
        click.echo("not known here")


def _members(told: TypedToken, placed: tuple[Placed, ...]) -> dict[str, object]:
    ends = told.expires_at
    return {
        "kind": told.kind,
        "fingerprint": told.fingerprint if told.is_printed else None,
        "era": told.era or None,
        "ends_at": None if ends is None else ends.isoformat(),
        "known": [
            {
                "connection": one.connection,
                "environment": one.environment,
                "pair": one.pair,
                "what": one.what,
                "name": None if one.tag is None else one.tag.label,
                "standing": one.word,
            }
            for one in placed
        ],
    }
