"""Asking a person at the terminal of ``flask verify``, and saying so beforehand."""

import sys
from collections.abc import Iterator
from textwrap import wrap

import click

from blueprints.command_line import is_terminal
from blueprints.verification.callback_listener import CallbackListener
from blueprints.verification.terminal import Terminal
from grantlab.verification.announcing import (
    ONE_FOR_THIS,
    Announcement,
    if_an_error_is_shown,
)
from grantlab.verification.person import NoWay, Person

WIDTH = 88
NOT_WANTED = "Nobody was to be asked (--without-person)."
NO_TERMINAL = "There is no terminal at which somebody could be asked to consent."


def find_person(*, may_ask: bool) -> Person:
    """Return whoever sits at the terminal; nobody, if there is none."""
    if not may_ask:
        return Person(NoWay(NOT_WANTED))
    if not is_at_terminal():
        return Person(NoWay(NO_TERMINAL))
    return Person(Terminal(say=say, read=_read, listen=CallbackListener))


def is_at_terminal() -> bool:
    """Whether somebody can read what is said, and answer."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def say(words: str) -> None:
    """Say something that is no part of the report."""
    click.echo(words, err=True)


def announcement_lines(announced: Announcement, *, redirect_uri: str) -> Iterator[str]:
    """Yield what a person is going to be asked for, and what may keep them from it."""
    if not announced.consents:
        yield "Nobody is asked to consent."
        return
    count = len(announced.consents)
    times = "once" if count == 1 else f"up to {count} times"
    yield from _wrapped(
        f"You are asked to go to the service {times}, with a sandbox company, for:"
    )
    for consent in announced.consents:
        line = f"- {consent.asked_for} ({', '.join(consent.statements)})"
        yield from _wrapped(line, indent="  ")
    if announced.endings:
        yield from _wrapped(
            f"The checks of {', '.join(announced.endings)} end a connection and come last;"
            " --without-endings leaves them out."
        )
    yield from _wrapped(ONE_FOR_THIS)
    yield from _wrapped(if_an_error_is_shown(redirect_uri))


def _wrapped(words: str, *, indent: str = "") -> list[str]:
    return wrap(words, WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def _read(prompt: str) -> str:
    typed: str = click.prompt(
        prompt, default="", show_default=False, hide_input=True, err=True
    )
    return typed
