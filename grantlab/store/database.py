"""The engine and the session, by Flask-SQLAlchemy; and the migrations."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, inspect, text
from sqlalchemy.engine import Engine

from grantlab.store.models import Base

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 10_000

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def sqlite_url(path: Path) -> str:
    """Return the URL of an SQLite file."""
    return f"sqlite:///{path.resolve()}"


def prepare_database(upgrade: Callable[[], None]) -> None:
    """Bring the schema up to date, inside an application context.

    SQLite is migrated at start, by ``upgrade``; with a server that is the operator's.
    """
    engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        if _current_revision(engine) != newest_revision():
            upgrade()


def newest_revision() -> str:
    """Return the id of the newest migration; its file's name begins with it."""
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return names[-1].split("_", 1)[0]


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        # A token that was acknowledged must survive a power cut.
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _current_revision(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
