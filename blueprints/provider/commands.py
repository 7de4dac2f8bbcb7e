"""``flask provider …``: the provider alone, and its registered app."""

import json
import socket
import sys
from functools import partial
from pathlib import Path

import click

from blueprints.command_line import FOUND_SOMETHING, json_option
from blueprints.provider import bench_commands
from blueprints.provider.bench_json import app_json
from blueprints.provider.opening import (
    instance_option,
    make_served_app,
    open_provider,
)
from blueprints.serving import STOPS_WITHIN, let_workers_be_stopped
from grantlab.provider.provider import Provider
from grantlab.provider.registry import Keys, UnknownScopeError

_keys = click.option(
    "--keys",
    type=click.Choice([keys.value for keys in Keys]),
    required=True,
    help="Which of the two key pairs.",
)


@click.group()
def provider() -> None:
    """Run the stand-in for Intuit alone, set its bench, or change its registered app."""


for _command in (
    bench_commands.clock,
    bench_commands.policy,
    bench_commands.fault,
    bench_commands.ledger,
    bench_commands.reset,
):
    provider.add_command(_command)


@provider.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8485,
    show_default=True,
    help="0 takes a free one.",
)
@instance_option
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="How many requests are answered at a time; 2 answer the most, and slow faults hold one each.",
)
@click.option("--print-env", is_flag=True, help="Print what a client needs to know.")
@json_option
def run(
    host: str,
    port: int,
    instance: Path,
    *,
    threads: int,
    print_env: bool,
    as_json: bool,
) -> None:
    """Serve the provider alone, at the root of its own address.

    With --print-env the variables that point a client at it are printed first, one a
    line, or with --json as one object. GRANTLAB_PROVIDER_HOSTS lists, with commas, the names it answers to besides
    localhost, 127.0.0.1 and [::1]; a test container needs that.
    """
    port = _claim_port(host, port)
    base = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    variables = {"GRANTLAB_EMBEDDED_URL": base}
    opened = open_provider(instance)
    if print_env:
        variables |= _keys_and_token(opened)
    # The server makes its own; nothing open may be carried into its process.
    opened.close()
    if as_json:
        click.echo(json.dumps(variables))
    elif print_env:
        click.echo("\n".join(f"{name}={value}" for name, value in variables.items()))
    else:
        click.echo(f"The provider serves on {base}/ (stop it with Ctrl+C).")
    _serve(instance, host, port, threads)


@provider.group()
def app() -> None:
    """Change the registered app: keys, redirect URIs, scopes."""


@app.command()
@instance_option
@json_option
def show(instance: Path, *, as_json: bool) -> None:
    """Show client ids, redirect URIs and scopes; never a secret."""
    opened = open_provider(instance)
    if as_json:
        _print_app(opened)
        return
    for keys in Keys:
        click.echo(f"{keys}\tclient id\t{opened.key_pair(keys).client_id}")
        for uri in opened.redirect_uris(keys):
            click.echo(f"{keys}\tredirect uri\t{uri}")
        if opened.disconnect_urls.get(keys):
            click.echo(f"{keys}\tdisconnect url\t{opened.disconnect_urls.get(keys)}")
    for item in opened.registry.scopes():
        click.echo(f"scope\t{'enabled' if item.enabled else 'disabled'}\t{item.value}")


@app.command()
@click.argument("uri")
@_keys
@instance_option
@json_option
def add_redirect_uri(uri: str, keys: str, instance: Path, *, as_json: bool) -> None:
    """Register a redirect URI for one key pair."""
    opened = open_provider(instance)
    problems = opened.registry.add_redirect_uri(Keys(keys), uri)
    for problem in problems:
        click.echo(f"Not added: {problem.says}", err=True)
    if as_json:
        _print_app(opened)
    sys.exit(FOUND_SOMETHING if problems else 0)


@app.command()
@click.argument("uri")
@_keys
@instance_option
@json_option
def remove_redirect_uri(uri: str, keys: str, instance: Path, *, as_json: bool) -> None:
    """Take a redirect URI off the list of one key pair."""
    opened = open_provider(instance)
    was_listed = opened.registry.remove_redirect_uri(Keys(keys), uri)
    if not was_listed:
        click.echo(f"It is not on the list of the {keys} keys: {uri}", err=True)
    if as_json:
        _print_app(opened)
    sys.exit(0 if was_listed else FOUND_SOMETHING)


@app.command()
@click.argument("url")
@_keys
@instance_option
@json_option
def set_disconnect_url(url: str, keys: str, instance: Path, *, as_json: bool) -> None:
    """Register where a browser goes after a disconnect; an empty address is none."""
    opened = open_provider(instance)
    problems = opened.disconnect_urls.register(Keys(keys), url)
    for problem in problems:
        click.echo(f"Not registered: {problem.says}", err=True)
    if as_json:
        _print_app(opened)
    sys.exit(FOUND_SOMETHING if problems else 0)


@app.command()
@click.argument("scope")
@instance_option
@json_option
def enable_scope(scope: str, instance: Path, *, as_json: bool) -> None:
    """Let the app ask for a scope."""
    opened = open_provider(instance)
    try:
        opened.registry.enable_scope(scope)
    except UnknownScopeError as exc:
        raise click.UsageError(f"{exc}.") from exc
    if as_json:
        _print_app(opened)


@app.command()
@click.argument("scope")
@instance_option
@json_option
def disable_scope(scope: str, instance: Path, *, as_json: bool) -> None:
    """Let the app no longer ask for a scope."""
    opened = open_provider(instance)
    try:
        opened.registry.disable_scope(scope)
    except UnknownScopeError as exc:
        raise click.UsageError(f"{exc}.") from exc
    if as_json:
        _print_app(opened)


@app.command()
@_keys
@instance_option
@json_option
def new_secret(keys: str, instance: Path, *, as_json: bool) -> None:
    """Make a new secret for one key pair and print it; the old one ends at once."""
    secret = (
        open_provider(instance).registry.make_secret(Keys(keys)).client_secret.reveal()
    )
    click.echo(json.dumps({"client_secret": secret}) if as_json else secret)


def _print_app(opened: Provider) -> None:
    click.echo(json.dumps(app_json(opened), indent=2))


def _keys_and_token(opened: Provider) -> dict[str, str]:
    """Return the variables that hold what opens a provider."""
    development, production = (opened.key_pair(keys) for keys in Keys)
    return {
        "GRANTLAB_EMBEDDED_CLIENT_ID": development.client_id,
        "GRANTLAB_EMBEDDED_CLIENT_SECRET": development.client_secret.reveal(),
        "GRANTLAB_EMBEDDED_OTHER_CLIENT_ID": production.client_id,
        "GRANTLAB_EMBEDDED_OTHER_CLIENT_SECRET": production.client_secret.reveal(),
        "GRANTLAB_BENCH_TOKEN": opened.bench_token.reveal(),
    }


def _claim_port(host: str, port: int) -> int:
    """Return the port that can be listened on; for 0 one that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            return int(probe.getsockname()[1])
        except OSError as exc:
            raise click.UsageError(
                f"{host} port {port} cannot be used: {exc.strerror}."
                " Choose another with --port."
            ) from exc


def _serve(instance: Path, host: str, port: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    server = Granian(
        "the provider",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        blocking_threads=threads,
        workers_kill_timeout=STOPS_WITHIN,
        log_level=LogLevels.warning,
    )
    let_workers_be_stopped()
    server.serve(target_loader=partial(make_served_app, instance), wrap_loader=False)
