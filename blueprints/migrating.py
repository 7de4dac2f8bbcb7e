"""``flask db``: Flask-Migrate's commands, of which a start knows that it is for them.

As commands of the application they would be looked for in one that has started; and over
a server whose tables are yet to be made it does not start.
"""

from typing import Any

import click

GROUP = "db"


class Migrations(click.Group):
    """Flask-Migrate's group, loaded when it is asked for: Alembic takes its time."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return _of_flask_migrate().get_params(ctx)

    def invoke(self, ctx: click.Context) -> Any:
        self.callback = _of_flask_migrate().callback
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return _of_flask_migrate().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _of_flask_migrate().get_command(ctx, cmd_name)


db = Migrations(GROUP, help="Make and change the tables of the client's store.")


def is_migrating() -> bool:
    """Whether this start is for one of these commands."""
    command = click.get_current_context(silent=True)
    return command is not None and GROUP in command.command_path.split()


def _of_flask_migrate() -> click.Group:
    from flask_migrate.cli import db as theirs

    group: click.Group = theirs
    return group
