"""Stories about a start over PostgreSQL: what the operator has to have done before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.protocol.environment import Environment
from grantlab.settings import Settings, SettingsError
from grantlab.store.database import db, newest_revision
from grantlab.store.errors import DatabaseNotReadyError
from grantlab.vault.errors import KeyRingError
from tests.support.builders import KEYS
from tests.support.clocks import NOON, StandingClock
from tests.support.databases import POSTGRESQL, Place
from tests.support.entropy import CountedEntropy
from tests.support.postgres import Cluster


@pytest.fixture(scope="session")
def database() -> str:
    """Return the kind of database that these stories are about."""
    return POSTGRESQL


@contextmanager
def started(instance: Path, url: str) -> Iterator[Services]:
    """Start over a database, as a machine does, and give the parts."""
    app: Flask = create_app(
        Settings(instance=instance, database_url=SecretStr(url)),
        clock=StandingClock(),
        entropy=CountedEntropy("a server"),
    )
    with app.app_context():
        try:
            yield app.extensions[EXTENSION]
        finally:
            db.session.remove()
            db.engine.dispose()


def test_a_start_finds_what_the_one_before_it_stored(
    instance: Path, place_for: Callable[[Path], Place]
) -> None:
    place = place_for(instance)
    place.empty()
    url = place.url.get_secret_value()

    with started(instance, url) as parts:
        parts.key_pairs.put(Environment.SANDBOX, KEYS, now=NOON)

    with started(instance, url) as parts:
        assert parts.key_pairs.get(Environment.SANDBOX) == KEYS
    assert KEYS.client_secret.reveal().encode() not in place.octets_on_disk()


def test_another_machine_needs_the_same_vault_keys(
    instance: Path, tmp_path: Path, place_for: Callable[[Path], Place]
) -> None:
    place = place_for(instance)
    place.empty()
    url = place.url.get_secret_value()
    with started(instance, url) as parts:
        parts.key_pairs.put(Environment.SANDBOX, KEYS, now=NOON)

    with (
        pytest.raises(KeyRingError, match="missing key ids"),
        started(tmp_path / "another machine", url),
    ):
        pytest.fail("it started")


def test_a_database_without_tables_is_for_the_operator_to_fill(
    instance: Path, cluster: Cluster
) -> None:
    name = cluster.make_database()

    with (
        pytest.raises(DatabaseNotReadyError, match="flask db upgrade"),
        started(instance, cluster.url(name)),
    ):
        pytest.fail("it started")

    cluster.drop(name)


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        pytest.param("0001", "flask db upgrade", id="older than the code"),
        pytest.param("9999", "a newer one has to serve", id="newer than the code"),
    ],
)
def test_tables_of_another_version_stop_the_start(
    instance: Path, cluster: Cluster, revision: str, words: str
) -> None:
    name = cluster.make_database()
    cluster.ask(name, "CREATE TABLE alembic_version (version_num varchar(32))")
    cluster.ask(name, "INSERT INTO alembic_version VALUES (%s)", revision)

    with (
        pytest.raises(DatabaseNotReadyError, match=words) as caught,
        started(instance, cluster.url(name)),
    ):
        pytest.fail("it started")

    assert newest_revision() in str(caught.value)
    cluster.drop(name)


def test_a_server_that_is_not_there_stops_the_start_in_words(
    instance: Path, tmp_path: Path
) -> None:
    url = f"postgresql://grantlab:s3cret@/grantlab?host={tmp_path}"

    with (
        pytest.raises(DatabaseNotReadyError, match="cannot be reached") as caught,
        started(instance, url),
    ):
        pytest.fail("it started")

    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgres://grantlab:s3cret@localhost/x", id="no such dialect"),
        pytest.param("postgresql+psycopg2://grantlab:s3cret@/x", id="another driver"),
    ],
)
def test_an_address_that_nothing_installed_can_open_stops_the_start(
    instance: Path, url: str
) -> None:
    with (
        pytest.raises(SettingsError, match="GRANTLAB_DATABASE_URL") as caught,
        started(instance, url),
    ):
        pytest.fail("it started")

    assert "s3cret" not in str(caught.value)


def test_a_session_that_the_server_ended_is_replaced(
    instance: Path, place_for: Callable[[Path], Place], cluster: Cluster, migrated: str
) -> None:
    place_for(instance).empty()
    with started(instance, cluster.url(migrated)) as parts:
        assert parts.connections.count() == 0
        parts.connections.all()
        db.session.remove()

        cluster.ask(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            migrated,
        )

        assert parts.connections.count() == 0
