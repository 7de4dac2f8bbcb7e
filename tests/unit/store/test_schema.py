"""The tables as the models say, and as the migrations make them."""

from datetime import datetime

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from grantlab.store.database import MIGRATIONS, db, newest_revision
from grantlab.store.models import Base, Walk
from tests.support.clocks import NOON
from tests.support.databases import on_postgresql, on_sqlite
from tests.support.postgres import Cluster
from tests.unit.store.parts import StoreParts


def test_the_migrations_make_what_the_models_say(store: StoreParts) -> None:
    with store.session.connection() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_a_first_run_ends_at_the_newest_migration(store: StoreParts) -> None:
    revision = store.session.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar()

    assert revision == newest_revision()


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        pytest.param("journal_mode", "wal", id="readers do not wait for a writer"),
        pytest.param("synchronous", 2, id="a token survives a power cut"),
        pytest.param("foreign_keys", 1, id="nothing points to what is gone"),
        pytest.param("busy_timeout", 10_000, id="a writer waits for another"),
    ],
)
def test_the_database_is_opened_carefully(
    store: StoreParts, pragma: str, value: object
) -> None:
    found = store.session.execute(text(f"PRAGMA {pragma}")).scalar()

    assert found == value


@on_postgresql
@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        pytest.param("synchronous_commit", "on", id="a token survives a power cut"),
        pytest.param("lock_timeout", "10s", id="a writer waits for another"),
        pytest.param(
            "idle_in_transaction_session_timeout",
            "1min",
            id="a machine that is gone holds no row",
        ),
        pytest.param(
            "transaction_isolation", "read committed", id="who waited asks anew"
        ),
    ],
)
def test_a_session_of_a_server_is_opened_carefully(
    store: StoreParts, parameter: str, value: str
) -> None:
    found = store.session.execute(
        select(func.current_setting(parameter)),
    ).scalar()

    assert found == value


@on_postgresql
def test_a_server_that_forgets_what_it_acknowledged_is_overruled(
    store: StoreParts, cluster: Cluster, migrated: str
) -> None:
    cluster.ask(migrated, f"ALTER DATABASE {migrated} SET synchronous_commit = off")
    db.engine.dispose()

    found = store.session.execute(select(func.current_setting("synchronous_commit")))

    assert found.scalar() == "on"
    cluster.ask(migrated, f"ALTER DATABASE {migrated} RESET synchronous_commit")


def test_a_moment_without_a_zone_is_refused(store: StoreParts) -> None:
    walk = store.begin_walk()
    walk.stray_at = datetime(2026, 3, 9, 12)  # noqa: DTZ001 -- what is tried

    with pytest.raises(StatementError, match="without a zone"):
        store.session.commit()

    store.session.rollback()


def test_a_handle_belongs_to_one_walk(store: StoreParts) -> None:
    taken = store.begin_walk()
    store.session.add(
        Walk(
            handle=taken.handle,
            browser_digest="c" * 64,
            environment=taken.environment,
            scopes=(),
            uses_pkce=False,
            started_at=NOON,
        )
    )

    with pytest.raises(IntegrityError):
        store.session.commit()

    store.session.rollback()


def test_a_migration_keeps_what_was_stored_before_it(store: StoreParts) -> None:
    connection, _ = store.connect()

    flask_migrate.Migrate(store.app, db, directory=str(MIGRATIONS))
    flask_migrate.downgrade(revision="0001")
    flask_migrate.upgrade()

    kept = store.elsewhere(lambda: store.connections.get(connection.id))
    assert store.elsewhere(lambda: store.connections.realm_id(kept)) is not None
    assert (kept.keep_warm, kept.unanswered_count, kept.retry_at) == (False, 0, None)
