"""What all commands of ours have in common."""

from collections.abc import Iterator
from importlib.metadata import entry_points

import click
import pytest
from flask import Flask

FLASKS_OWN = {"db"}
"""Made by Flask-Migrate, whose commands print what Alembic prints."""


def leaves(command: click.Command, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Give every command below a group, with its words."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    for name, inner in command.commands.items():
        yield from leaves(inner, *path, name)


@pytest.fixture
def commands(app: Flask) -> dict[str, click.Command]:
    """Return the commands of the application, and those that stand beside it."""
    own = [
        leaves(one.load(), one.name)
        for one in entry_points(group="flask.commands")
        if one.value.startswith("blueprints.") and one.name not in FLASKS_OWN
    ]
    joined = (
        leaves(group, name)
        for name, group in app.cli.commands.items()
        if name not in FLASKS_OWN
    )
    return dict(pair for found in (*own, *joined) for pair in found)


def test_every_command_prints_json_when_it_is_asked(
    commands: dict[str, click.Command],
) -> None:
    mute = [
        words
        for words, command in commands.items()
        if "--json" not in {name for one in command.params for name in one.opts}
    ]

    assert len(commands) > 30
    assert mute == []
