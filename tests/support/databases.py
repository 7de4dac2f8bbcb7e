"""The two kinds of database that the client's store may be in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from grantlab.store.database import sqlite_url
from tests.support.postgres import Cluster

SQLITE, POSTGRESQL = "sqlite", "postgresql"

on_sqlite = pytest.mark.parametrize(
    "database", [SQLITE], indirect=True, scope="session"
)
"""For what is so on SQLite alone."""

on_postgresql = pytest.mark.parametrize(
    "database", [POSTGRESQL], indirect=True, scope="session"
)
"""For what is so on PostgreSQL alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the client of a test keeps what it has."""

    url: SecretStr
    octets_on_disk: Callable[[], bytes]
    """Every octet of the database's files."""

    empty: Callable[[], None]
    """Deletes what tests before have left there."""


def in_a_file(path: Path) -> Place:
    """Return a store in an SQLite file, which belongs to one test and is new."""
    return Place(
        SecretStr(sqlite_url(path)),
        lambda: b"".join(
            file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*"))
        ),
        lambda: None,
    )


def in_a_cluster(cluster: Cluster, database: str) -> Place:
    """Return a store in a database with tables, which tests have one after the other."""
    return Place(
        SecretStr(cluster.url(database)),
        lambda: cluster.octets_on_disk(database),
        lambda: cluster.empty(database),
    )
