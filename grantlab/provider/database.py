"""The provider's own database file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

BUSY_TIMEOUT = 10
"""Seconds that a writer waits for another one."""


class Database:
    """One SQLite file, read by many and written by one at a time.

    A write transaction takes the write lock before it reads (``BEGIN IMMEDIATE``): two
    processes that spend one code, or refresh one token, are put in a row, and the
    second one sees what the first has done.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._glancing: sqlite3.Connection | None = None
        self._glance_lock = Lock()
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": BUSY_TIMEOUT},
            pool_size=8,
            max_overflow=24,
            # Every transaction here ends in a commit or a roll-back of its own.
            pool_reset_on_return=None,
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self._writing: Engine = self._engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock; commit at the end."""
        with self._writing.begin() as connection:
            yield connection

    def glance(self, query: str, *parameters: str) -> tuple[Any, ...]:
        """Return the one row of a query, as it was last committed by any process.

        It has a connection of its own and no transaction, and takes a few microseconds:
        every request to the provider asks how the bench is set.
        """
        with self._glance_lock:
            if self._glancing is None:
                self._glancing = sqlite3.connect(
                    self._path, timeout=BUSY_TIMEOUT, check_same_thread=False
                )
            row: tuple[Any, ...] = self._glancing.execute(query, parameters).fetchone()
            return row

    def close(self) -> None:
        """Close every connection; the next use opens them again."""
        with self._glance_lock:
            if self._glancing is not None:
                self._glancing.close()
                self._glancing = None
        self._engine.dispose()


def _prepare(connection: Any, _record: object) -> None:
    # The driver would otherwise begin transactions by its own rules.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get("begin", "BEGIN")
    driver: Any = connection.connection.dbapi_connection
    driver.execute(begin)
