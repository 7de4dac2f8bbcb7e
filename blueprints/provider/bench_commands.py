"""``flask provider clock``, ``policy``, ``fault``, ``ledger`` and ``reset``."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from blueprints.command_line import json_option
from blueprints.provider.bench_json import (
    Members,
    clock_json,
    faults_json,
    ledger_json,
    policy_json,
    state_json,
)
from blueprints.provider.opening import instance_option, opened
from grantlab.protocol.durations import format_duration, parse_duration
from grantlab.provider.faults.catalogue import FAULTS
from grantlab.provider.moments import Moment, parse_moment
from grantlab.provider.policy.knobs import KNOBS
from grantlab.provider.policy.presets import PRESETS
from grantlab.provider.provider import Provider

Work = Callable[[Provider], object]


def _carry_out(
    instance: Path,
    work: Work,
    *,
    as_json: bool,
    members: Callable[[Provider], Members],
    tell: Callable[[Provider], None],
) -> None:
    """Do some work, and say how things are afterwards."""
    with opened(instance) as provider:
        work(provider)
        if as_json:
            click.echo(json.dumps(members(provider), indent=2))
        else:
            tell(provider)


def _nothing(_provider: Provider) -> None:
    """Change nothing."""


@click.group()
def clock() -> None:
    """Show the provider's clock, or move it forward."""


def _tell_clock(provider: Provider) -> None:
    now = provider.clock.now()
    click.echo(f"now\t{now:%Y-%m-%d %H:%M:%S} UTC")
    click.echo(f"ahead by\t{format_duration(provider.clock.offset)}")


_clock = partial(_carry_out, members=clock_json, tell=_tell_clock)


@clock.command("show")
@instance_option
@json_option
def show_clock(instance: Path, *, as_json: bool) -> None:
    """Show the time, and how far it is ahead of the machine's."""
    _clock(instance, _nothing, as_json=as_json)


@clock.command()
@click.argument("by")
@instance_option
@json_option
def advance(by: str, instance: Path, *, as_json: bool) -> None:
    """Move the clock forward by a length such as 25h, 90m or 100d."""
    _clock(
        instance,
        lambda provider: provider.advance(parse_duration(by)),
        as_json=as_json,
    )


@clock.command(help=f"Move the clock to a moment: {', '.join(Moment)}.")
@click.argument("moment")
@instance_option
@json_option
def to(moment: str, instance: Path, *, as_json: bool) -> None:
    _clock(
        instance,
        lambda provider: provider.advance_to(parse_moment(moment)),
        as_json=as_json,
    )


@click.group()
def policy() -> None:
    """Show what decides where descriptions differ, or choose it."""


def _tell_policy(provider: Provider) -> None:
    in_force = provider.bench.in_force()
    click.echo(f"preset\t{in_force.policy.preset}")
    for knob in KNOBS:
        mark = "\tturned by hand" if knob.name in in_force.turned else ""
        click.echo(f"{knob.name}\t{knob.show(in_force.policy)}{mark}")


_policy = partial(_carry_out, members=policy_json, tell=_tell_policy)


@policy.command("show")
@instance_option
@json_option
def show_policy(instance: Path, *, as_json: bool) -> None:
    """Show the preset in force and every knob."""
    _policy(instance, _nothing, as_json=as_json)


def _add_preset(name: str) -> None:
    @policy.command(name, help=f"Take the preset {name}, and turn back every knob.")
    @instance_option
    @json_option
    def take(instance: Path, *, as_json: bool) -> None:
        _policy(
            instance,
            lambda provider: provider.bench.set_policy(name, {}),
            as_json=as_json,
        )


for _name in PRESETS:
    _add_preset(_name)


@policy.command("set")
@click.argument("settings", metavar="KNOB=VALUE...", nargs=-1, required=True)
@instance_option
@json_option
def turn(settings: tuple[str, ...], instance: Path, *, as_json: bool) -> None:
    """Turn single knobs of the preset in force."""
    pairs = [setting.partition("=") for setting in settings]
    for name, sign, _ in pairs:
        if not sign:
            raise click.UsageError(f"{name!r} is not of the form KNOB=VALUE.")
    knobs = {name: value for name, _, value in pairs}
    _policy(
        instance,
        lambda provider: provider.bench.set_policy(None, knobs),
        as_json=as_json,
    )


@click.group()
def fault() -> None:
    """List, arm and disarm what the provider does wrong on purpose."""


def _tell_faults(provider: Provider) -> None:
    for item in provider.faults.armed():
        left = "" if item.remaining is None else f"\t{item.remaining} left"
        until = "" if item.ends_at is None else f"\tuntil {item.ends_at:%Y-%m-%d %H:%M}"
        click.echo(f"armed\t{item.fault.name}{left}{until}")


def _tell_all_faults(provider: Provider) -> None:
    _tell_faults(provider)
    for name, kind in FAULTS.items():
        click.echo(f"known\t{name}\t{kind.says}")


_fault = partial(_carry_out, members=faults_json, tell=_tell_faults)


@fault.command("list")
@instance_option
@json_option
def list_faults(instance: Path, *, as_json: bool) -> None:
    """List the armed faults, and all that there are."""
    _carry_out(
        instance,
        _nothing,
        as_json=as_json,
        members=faults_json,
        tell=_tell_all_faults,
    )


@fault.command()
@click.argument("name")
@click.option(
    "--times", type=int, help="For so many requests; one, if nothing is said."
)
@click.option("--for", "span", metavar="LENGTH", help="For so long, such as 10m.")
@click.option("--amount", metavar="LENGTH", help="How slow, or how wrong, such as 30s.")
@instance_option
@json_option
def arm(
    name: str,
    times: int | None,
    span: str | None,
    amount: str | None,
    instance: Path,
    *,
    as_json: bool,
) -> None:
    """Let the next requests meet a fault."""

    def work(provider: Provider) -> None:
        provider.faults.arm(
            name,
            times=times,
            span=None if span is None else parse_duration(span),
            amount=None if amount is None else parse_duration(amount),
        )

    _fault(instance, work, as_json=as_json)


@fault.command()
@click.argument("name", required=False)
@instance_option
@json_option
def disarm(name: str | None, instance: Path, *, as_json: bool) -> None:
    """Take one fault away by its name, or all of them."""
    _fault(instance, lambda provider: provider.faults.disarm(name), as_json=as_json)


def _tell_ledger(provider: Provider) -> None:
    for token in provider.newest_tokens():
        end = token.revoked_because or f"ends {token.expires_at:%Y-%m-%d %H:%M:%S}"
        click.echo(
            f"token\t{token.chain.id}\t{token.generation}\t{token.kind}"
            f"\t{token.fingerprint}\t{end}"
        )
    for refusal in provider.newest_refusals():
        click.echo(
            f"refusal\t{refusal.at:%Y-%m-%d %H:%M:%S}\t{refusal.endpoint}"
            f"\t{refusal.status}\t{refusal.error}\t{refusal.reason}"
        )
    if not (provider.newest_tokens() or provider.newest_refusals()):
        click.echo("Nothing has been issued or refused yet.", err=True)


@click.command()
@instance_option
@json_option
def ledger(instance: Path, *, as_json: bool) -> None:
    """List the newest tokens by fingerprint, and refusals with their reasons."""
    _carry_out(
        instance, _nothing, as_json=as_json, members=ledger_json, tell=_tell_ledger
    )


def _tell_reset(_provider: Provider) -> None:
    click.echo("A new world: no tokens, codes, refusals or faults. The app stays.")


@click.command()
@instance_option
@json_option
def reset(instance: Path, *, as_json: bool) -> None:
    """Begin a new world; the app, the clock and the policy stay."""
    _carry_out(
        instance, Provider.reset, as_json=as_json, members=state_json, tell=_tell_reset
    )
