"""What all commands have in common: their exit codes, and ``--json``."""

import click

FOUND_SOMETHING = 1
"""All was done, and something was found that somebody should look at."""

MISUSED = 2
"""Nothing was done: the command or a setting was wrong."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
