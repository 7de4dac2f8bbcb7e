"""What all commands have in common: their exit codes, and ``--json``."""

from typing import TextIO

import click

FOUND_SOMETHING = 1
"""All was done, and something was found that somebody should look at."""

MISUSED = 2
"""Nothing was done: the command or a setting was wrong."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at a stream; there is none where a shell has closed it."""
    return stream is not None and stream.isatty()
