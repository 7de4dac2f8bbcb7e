"""A start that is refused under the `flask` command, said in one line."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from blueprints.command_line import MISUSED
from grantlab.errors import GrantlabError

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")


class StartRefused(click.ClickException):
    """Something that was set keeps the application from starting."""

    exit_code = MISUSED


def said_to_commands(make: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
    """Let a command end with words where a start is refused; elsewhere errors travel up.

    Without this `flask` prints a traceback, and the reason in its last line.
    """

    @wraps(make)
    def make_or_say(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Made:
        try:
            return make(*args, **kwargs)
        except GrantlabError as exc:
            if click.get_current_context(silent=True) is None:
                raise
            raise StartRefused(f"Grantlab cannot start: {exc}.") from None

    return make_or_say
