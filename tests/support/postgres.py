"""A PostgreSQL cluster of the tests' own, made from the server's installed programs.

It listens on a socket in a directory that only its owner may enter, and is thrown away at
the end. Nothing of a server that runs on this machine is looked at.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any, LiteralString
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support.needs import missing

NEED = "postgresql"
OWNER = "grantlab"
READY_WITHIN = 60.0
"""Seconds; a machine that is busy with other tests starts nothing quickly."""

LOOK_EVERY = 0.05
STOPS_WITHIN = 20.0

# What is lost when the machine loses its power is of no account here; a killed process
# loses nothing by it.
_QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on"}
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
_ALWAYS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server, in which every test may have a database of its own."""

    directory: Path
    """Where its data and its socket are."""

    number: "count[int]"

    def url(self, database: str) -> str:
        """Return what ``GRANTLAB_DATABASE_URL`` is for a database here."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={quote(str(self.directory))}"

    def make_database(self) -> str:
        """Make a database with nothing in it, and return its name."""
        name = f"test_{next(self.number)}"
        self._tell("CREATE DATABASE {}", name)
        return name

    def empty(self, database: str) -> None:
        """Delete all rows of Grantlab's tables; numbers begin again."""
        found = self.ask(
            database,
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
        )
        names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in found)
        statement = sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names)
        self.ask(database, statement)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._tell("DROP DATABASE {} WITH (FORCE)", database)

    def ask(self, database: str, query: Any, *values: object) -> list[tuple[Any, ...]]:
        """Ask past our own code; what the query changes is committed."""
        with self.connect(database) as connection:
            found = connection.execute(query, values)
            return found.fetchall() if found.description else []

    def connect(self, database: str) -> "psycopg.Connection[tuple[Any, ...]]":
        """Open a session that commits every statement by itself."""
        return psycopg.connect(
            host=str(self.directory), user=OWNER, dbname=database, autocommit=True
        )

    def octets_on_disk(self, database: str) -> bytes:
        """Return every octet of a database's files, with all that was committed."""
        self.ask("postgres", "CHECKPOINT")
        ((number,),) = self.ask(
            "postgres", "SELECT oid FROM pg_database WHERE datname = %s", database
        )
        files = sorted((self.directory / "data" / "base" / str(number)).iterdir())
        return b"".join(file.read_bytes() for file in files)

    def _tell(self, statement: LiteralString, name: str) -> None:
        self.ask("postgres", sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Make a cluster and run its server; where there are no programs, skip in words.

    With ``durable`` a commit is on disk before it is acknowledged, as it is in
    production; without, all is quicker.
    """
    programs = _programs()
    if programs is None:
        missing(NEED, "no PostgreSQL server is installed (Debian: postgresql)")
    user = _who_runs_it()
    directory = Path(tempfile.mkdtemp(prefix="grantlab-postgres-"))
    try:
        if user is not None:
            shutil.chown(directory, user)
        _initialise(programs, directory, user)
        with _server(programs, directory, user, durable=durable) as cluster:
            yield cluster
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def is_installed() -> bool:
    """Whether there are programs of a server."""
    return _programs() is not None


@cache
def _programs() -> Path | None:
    """Return the directory of the newest installed server's programs."""
    candidates = []
    pg_config = shutil.which("pg_config")
    if pg_config is not None:
        candidates.append(Path(_said_by(pg_config, "--bindir")))
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    candidates += sorted(debian, key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        candidates.append(Path(on_path).resolve().parent)
    return next((path for path in candidates if (path / "initdb").exists()), None)


def _said_by(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 -- a program that was looked for
        command, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _who_runs_it() -> str | None:
    """Return the user that runs the server, which refuses to be root; ``None`` is ours."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as_user(user: str | None) -> dict[str, Any]:
    return {} if user is None else {"user": user, "extra_groups": ()}


def _initialise(programs: Path, directory: Path, user: str | None) -> None:
    command = (
        str(programs / "initdb"),
        f"--pgdata={directory / 'data'}",
        f"--username={OWNER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "--no-instructions",
    )
    subprocess.run(  # noqa: S603 -- a program that was looked for
        command, check=True, capture_output=True, cwd=directory, **_as_user(user)
    )


@contextmanager
def _server(
    programs: Path, directory: Path, user: str | None, *, durable: bool
) -> Iterator[Cluster]:
    settings = _ALWAYS | (_DURABLE if durable else _QUICK)
    command = [str(programs / "postgres"), "-D", str(directory / "data")]
    command += ["-k", str(directory)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    process = subprocess.Popen(  # noqa: S603 -- a program that was looked for
        command, cwd=directory, stderr=subprocess.DEVNULL, **_as_user(user)
    )
    try:
        cluster = Cluster(directory, count(1))
        _wait_for(cluster, process)
        yield cluster
    finally:
        # SIGINT lets it end its sessions; SIGTERM would wait for them.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(cluster: Cluster, process: "subprocess.Popen[bytes]") -> None:
    deadline = monotonic() + READY_WITHIN
    while True:
        try:
            cluster.ask("postgres", "SELECT 1")
        except psycopg.OperationalError:
            if monotonic() > deadline:
                raise
        else:
            return
        try:
            ended = process.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"the PostgreSQL server ended by itself, with {ended}")
