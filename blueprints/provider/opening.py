"""Opening the provider of a directory from the command line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from blueprints.command_line import MISUSED
from blueprints.provider.context import provider_of
from blueprints.refusing import StartRefused
from grantlab.errors import GrantlabError
from grantlab.provider.bench import TooFarError
from grantlab.provider.moments import MomentPassedError, NothingEndsError
from grantlab.provider.provider import Provider
from grantlab.runtime.clock import SystemClock
from grantlab.runtime.entropy import SystemEntropy

HOSTS_VARIABLE = "GRANTLAB_PROVIDER_HOSTS"
IMPOSSIBLE_NOW = (MomentPassedError, NothingEndsError, TooFarError)
"""Well asked for, and not to be had as things are: not wrong use."""

instance_option = click.option(
    "--instance",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("instance"),
    envvar="GRANTLAB_INSTANCE",
    show_default=True,
    help="The directory of provider.sqlite; made if need be.",
)


def make_app(instance: Path) -> Flask:
    """Make the provider alone, as the environment says."""
    from app import create_provider_app

    listed = os.environ.get(HOSTS_VARIABLE, "").split(",")
    return create_provider_app(
        instance,
        clock=SystemClock(),
        entropy=SystemEntropy(),
        hosts=tuple(name.strip() for name in listed if name.strip()),
    )


def make_served_app(instance: Path) -> Flask:
    """Make the same in a server's process; what keeps it from starting is one line."""
    try:
        return make_app(instance)
    except GrantlabError as exc:
        click.echo(f"\nThe provider cannot start: {exc}.\n", err=True)
        raise SystemExit(MISUSED) from None


def open_provider(instance: Path) -> Provider:
    """Open the provider of a directory for a command.

    Raises:
        StartRefused: the directory cannot be used; the command ends with that.
    """
    try:
        return provider_of(make_app(instance))
    except GrantlabError as exc:
        raise StartRefused(f"The provider cannot start: {exc}.") from None


@contextmanager
def opened(instance: Path) -> Iterator[Provider]:
    """Give a provider, and turn what cannot be done into words and an exit code."""
    provider = open_provider(instance)
    try:
        yield provider
    except IMPOSSIBLE_NOW as exc:
        click.echo(f"Not done: {exc}.", err=True)
        sys.exit(1)
    except GrantlabError as exc:
        raise click.UsageError(f"{exc}.") from exc
    finally:
        provider.close()
