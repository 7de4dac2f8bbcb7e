"""The provider's own database file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection, Row
from threading import Lock
from typing import Any, ClassVar

from grantlab.errors import GrantlabError

BUSY_TIMEOUT = 10
"""Seconds that a writer waits for another one."""


class FilesUnusableError(GrantlabError):
    """The provider could not make, open or read its file when it had to start."""

    slug: ClassVar[str] = "files-unusable"

    def __init__(self, path: Path, error: OSError | sqlite3.Error) -> None:
        said = (isinstance(error, OSError) and error.strerror) or error
        super().__init__(
            f"{path.name} cannot be used in {path.parent}: {said}; GRANTLAB_INSTANCE or"
            " --instance names a directory that can be written, such as ./instance"
        )


class Database:
    """One SQLite file, read by many and written by one at a time.

    A write transaction takes the write lock before it reads (``BEGIN IMMEDIATE``): two
    processes that spend one code, or refresh one token, are put in a row, and the
    second one sees what the first has done. The threads of one process wait for a lock
    of their own first, because SQLite lets those who wait sleep and look again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[Connection] = []
        self._turn = Lock()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock; commit at the end."""
        if not self._turn.acquire(timeout=BUSY_TIMEOUT):
            raise sqlite3.OperationalError("database is locked")
        try:
            with self._transaction("BEGIN IMMEDIATE") as connection:
                yield connection
        finally:
            self._turn.release()

    def glance(self, query: str, *parameters: str) -> Any:
        """Return the one row of a query, or ``None``, as any process last committed it.

        It takes no transaction and a few microseconds: every request to the provider
        asks how the bench is set.
        """
        with self._lent() as connection:
            return connection.execute(query, parameters).fetchone()

    def close(self) -> None:
        """Close every connection; the next use opens them again."""
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with self._lent() as connection:
            connection.execute(begin)
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        """Give a connection to one thread, an idle one if there is one."""
        idle = self._idle
        try:
            connection = idle.pop()
        except IndexError:
            connection = self._open()
        try:
            yield connection
        finally:
            idle.append(connection)

    def _open(self) -> Connection:
        self._make()
        connection = sqlite3.connect(
            self._path,
            timeout=BUSY_TIMEOUT,
            # The driver would otherwise begin transactions by its own rules.
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _make(self) -> None:
        """Make the file for its owner alone: client secrets and own keys are in it.

        SQLite gives the files that it puts beside it the same mode.
        """
        if self._path.exists():
            return
        with suppress(OSError):
            # Where it cannot be made, SQLite says so, and that is what has a name.
            self._path.touch(mode=0o600)
