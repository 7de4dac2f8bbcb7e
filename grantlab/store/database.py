"""The engine and the session, by Flask-SQLAlchemy; and the migrations."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, inspect, make_url, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from grantlab.store.errors import DatabaseAddressError, DatabaseNotReadyError
from grantlab.store.models import Base

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another one, on either kind of database."""

IDLE_TIMEOUT_MS = 60_000
"""When a server ends the transaction of somebody it has not heard of since."""

EXAMPLE_URL = "postgresql+psycopg://grantlab@localhost/grantlab"

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def sqlite_url(path: Path) -> str:
    """Return the URL of an SQLite file."""
    return f"sqlite:///{path.resolve()}"


def check_database_url(url: str) -> str:
    """Return the address of a database for which everything is installed.

    Raises:
        DatabaseAddressError: it is none, or its driver is not installed. Nothing of it is
            repeated: there is a password in it.
    """
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError):
        raise DatabaseAddressError(
            f"is not the address of a database; an example: {EXAMPLE_URL}"
        ) from None
    except ImportError as exc:
        raise DatabaseAddressError(
            f"needs the Python module {exc.name}, which is not installed; PostgreSQL's "
            "comes with the extra `fleet`"
        ) from None
    return url


def engine_options(url: str) -> dict[str, Any]:
    """Return how the engine is made for the database at this address."""
    # An error of the database is logged without the values that were to be written.
    options: dict[str, Any] = {"hide_parameters": True}
    if is_postgresql(url):
        # Claims are `UPDATE … WHERE free`: who waited for the row asks anew whether it
        # is free. A stricter level would fail there instead, and call that an error.
        options["isolation_level"] = "READ COMMITTED"
        # A server may be started again; the sessions that it ended are replaced.
        options["pool_pre_ping"] = True
        # A session for each thread that asks; there are as many as a worker is told.
        options["max_overflow"] = -1
    return options


def is_postgresql(url: str) -> bool:
    """Whether there may be more than one machine at this database."""
    return make_url(url).get_backend_name() == "postgresql"


def driver_address(url: str) -> str:
    """Return the same database's address as PostgreSQL's own programs write it."""
    plain = make_url(url).set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)


def prepare_database(upgrade: Callable[[], None]) -> None:
    """Bring the schema up to date, inside an application context.

    SQLite is migrated at start, by ``upgrade``; with a server that is the operator's,
    because other machines may still serve with the code before this one.

    Raises:
        DatabaseNotReadyError: the server cannot be reached, or its tables are not those
            that this code works with.
    """
    engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        if _current_revision(engine) != newest_revision():
            upgrade()
        return
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _set_parameters)
    try:
        found = _current_revision(engine)
    except OperationalError as exc:
        raise DatabaseNotReadyError(
            f"the database cannot be reached: {' '.join(str(exc.orig).split())}"
        ) from None
    _check_revision(found)


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


def _set_parameters(connection: Any, _record: ConnectionPoolEntry) -> None:
    """Set what a session keeps to, whatever the server's own defaults are."""
    with connection.cursor() as cursor:
        cursor.execute(
            # A machine that is gone must not hold its rows until TCP has noticed.
            "SELECT set_config('lock_timeout', %s, false),"
            " set_config('idle_in_transaction_session_timeout', %s, false)",
            (f"{BUSY_TIMEOUT_MS}ms", f"{IDLE_TIMEOUT_MS}ms"),
        )
        cursor.execute(
            # A token that was acknowledged must survive a power cut; `remote_apply` and
            # the other stronger promises are left as they are.
            "SELECT set_config('synchronous_commit', 'on', false)"
            " WHERE current_setting('synchronous_commit') = 'off'"
        )
    connection.commit()


def _check_revision(found: str | None) -> None:
    wanted = newest_revision()
    if found is None:
        raise DatabaseNotReadyError(
            "the database has no tables of Grantlab yet; make them with "
            "`flask db upgrade`"
        )
    if found < wanted:
        raise DatabaseNotReadyError(
            f"the tables are those of migration {found}, and this version of Grantlab "
            f"works with {wanted}; run `flask db upgrade`"
        )
    if found > wanted:
        raise DatabaseNotReadyError(
            f"the tables are those of migration {found}, and this version of Grantlab "
            f"knows no further than {wanted}; a newer one has to serve here"
        )


def _current_revision(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
