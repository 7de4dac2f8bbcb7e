"""A database that cannot be used now, told in words to pages, commands and starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DatabaseError, OperationalError

from grantlab.errors import GrantlabError


class Trouble(NamedTuple):
    """What keeps a database from being used, and what to do about it."""

    happened: str
    remedy: str


_DAMAGED = Trouble(
    "The database file is damaged, or is no database.",
    "Put back a copy of it, with the vault’s key of its time.",
)
TROUBLES = (
    (
        "locked",
        Trouble(
            "Another program has held the database for longer than ten seconds.",
            "What was stored before is whole. Try again when that program is done.",
        ),
    ),
    (
        "full",
        Trouble(
            "The disk that the database is on is full.",
            "What was stored before is whole. Make room, then try again.",
        ),
    ),
    (
        "readonly",
        Trouble(
            "The database file may not be written.",
            "Give the user who runs Grantlab leave to write it and its directory.",
        ),
    ),
    (
        "unable to open",
        Trouble(
            "The database file cannot be opened.",
            "See that its directory is there, and that the user who runs Grantlab may "
            "write in it.",
        ),
    ),
    ("not a database", _DAMAGED),
    ("malformed", _DAMAGED),
)
"""By words that the database's own message has."""

OTHERWISE = Trouble(
    "The database did not do what it was asked.",
    "What was stored before is whole. The database’s own words say more.",
)


class DatabaseUnusableError(GrantlabError):
    """The database could not be read or written when it had to be."""

    slug: ClassVar[str] = "database-unusable"


class SaysTrouble(click.Group):
    """Commands that end with words, and 1, where the database cannot be used."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DatabaseError as exc:
            if not is_trouble(exc):
                raise
            trouble = find_trouble(exc)
            raise click.ClickException(f"{trouble.happened} {trouble.remedy}") from None


class AppCommands(SaysTrouble, AppGroup):
    """The same, each inside the application's context."""


def is_trouble(error: DatabaseError) -> bool:
    """Whether the database is in the way, and not what it was asked for.

    What is no database is told by the driver's general error itself; the others of its
    kinds are mistakes of ours.
    """
    return isinstance(error, OperationalError) or type(error) is DatabaseError


def find_trouble(error: DatabaseError) -> Trouble:
    """Return what an error of the database means to whoever runs Grantlab."""
    said = str(error.orig)
    return next((trouble for words, trouble in TROUBLES if words in said), OTHERWISE)


@contextmanager
def trouble_has_a_name() -> Iterator[None]:
    """Do something at the start; if the database is in its way, say so by a name.

    Raises:
        DatabaseUnusableError: what was raised, in words and in the database's own.
    """
    try:
        yield
    except DatabaseError as exc:
        if not is_trouble(exc):
            raise
        trouble = find_trouble(exc)
        raise DatabaseUnusableError(
            f"{exc.orig}. {trouble.happened} {trouble.remedy.removesuffix('.')}"
        ) from exc
