"""A full disk, a database that somebody else holds, a file that may not be written.

The error says which it is, and every token of before still opens. SQLite's own limits
bring these about: ``max_page_count`` is a disk of so many pages, ``query_only`` a file
that may not be written, and a short busy timeout lets nobody wait for ten seconds.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app import create_app
from blueprints.database_trouble import DatabaseUnusableError
from blueprints.serving import create_served_app
from blueprints.vault.commands import vault
from grantlab.protocol.environment import Environment
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.store.errors import RefreshInProgressError
from grantlab.store.generations import PATIENT_TRIES
from tests.pages.connections.stored import add_connection, parts_of
from tests.support.builders import token_set
from tests.support.clocks import NOON
from tests.support.walking import Walker

SHORT_TIMEOUT = "busy_timeout=20"
Hold = Callable[[], sqlite3.Connection]


@contextmanager
def opened_with(app: Flask, *pragmas: str) -> Iterator[None]:
    """Let an application open its database in another way for a while."""

    def set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    with app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "connect", set_pragmas)
    yield
    event.remove(engine, "connect", set_pragmas)
    engine.dispose()


@pytest.fixture
def path(instance: Path) -> Path:
    return instance / "grantlab.sqlite"


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Return someone with one connection, who sees pages also of what is a defect."""
    app.testing = False
    walker = Walker(app)
    walker.connect()
    return walker


@pytest.fixture
def hold(path: Path) -> Iterator[Hold]:
    """Return what holds the database as another program does, in a long transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def begin() -> sqlite3.Connection:
            other.execute("BEGIN IMMEDIATE")
            return other

        yield begin


def refresh(walker: Walker) -> int:
    """Press the button, and return the status of what comes."""
    walker.open("/connections/1")
    return walker.press("Refresh").status_code


def kept(app: Flask) -> list[str]:
    """Open every token that is stored, and return them, the oldest first."""
    generations = parts_of(app).generations
    with app.app_context():
        return [
            token.reveal()
            for pair in generations.of_connection(1)
            for token in (
                generations.access_token(pair),
                generations.refresh_token(pair),
            )
        ]


def pages_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        count: int = database.execute("PRAGMA page_count").fetchone()[0]
        return count


@pytest.mark.proves("L501")
def test_a_full_disk_is_named_and_costs_no_token_of_before(
    app: Flask, walker: Walker, path: Path
) -> None:
    refused = 0

    # Each time the disk is full, and each time at another write: a page fills up.
    for _ in range(12):
        before = kept(app)
        with opened_with(app, f"max_page_count={pages_of(path)}"):
            status = refresh(walker)
        now = kept(app)

        assert now[: len(before)] == before
        if status == 503:
            refused += 1
            assert "The disk that the database is on is full." in walker.words
            assert now == before
            assert refresh(walker) == 200, "there is room again, and nobody waits"
        assert status in {200, 503}

    assert refused > 1


@pytest.mark.parametrize(
    ("pragma", "told"),
    [
        pytest.param(SHORT_TIMEOUT, "Another program has held", id="locked"),
        pytest.param("query_only=1", "may not be written", id="read-only"),
    ],
)
def test_a_refresh_that_cannot_be_noted_is_not_sent(
    app: Flask, walker: Walker, hold: Hold, pragma: str, told: str
) -> None:
    before = kept(app)

    with opened_with(app, pragma):
        other = hold()
        status = refresh(walker)
        other.rollback()

    assert status == 503
    assert told in walker.words
    assert kept(app) == before
    assert refresh(walker) == 200


def test_a_pair_that_has_arrived_waits_longer_than_anything_else(
    app: Flask, hold: Hold
) -> None:
    parts = parts_of(app)
    number = add_connection(app, Environment.SANDBOX)
    with opened_with(app, SHORT_TIMEOUT), app.app_context():
        connection = parts.connections.get(number)
        sent = parts.generations.current(connection)
        assert sent is not None
        claim = parts.claims.take(connection, sent, asked_by="test", now=NOON)
        other = hold()
        waits = count_failures(PATIENT_TRIES - 1, then=other.rollback)

        pair = parts.generations.commit_refresh(
            claim, sent, token_set(2), asked_by="test", keep_values=False
        )

        assert len(waits) == PATIENT_TRIES - 1
        assert parts.generations.current(connection) == pair
        assert parts.connections.get(number).claimed_until is None


def count_failures(times: int, *, then: Callable[[], None]) -> list[str]:
    """Note what the database refuses, and do something after so many times."""
    noted = list[str]()

    def note(context: Any) -> None:
        noted.append(str(context.original_exception))
        if len(noted) == times:
            then()

    event.listen(db.engine, "handle_error", note)
    return noted


def test_a_pair_that_cannot_be_kept_leaves_what_was_sent_to_be_sent_again(
    app: Flask, hold: Hold
) -> None:
    parts = parts_of(app)
    number = add_connection(app, Environment.SANDBOX)
    before = kept(app)
    with opened_with(app, SHORT_TIMEOUT), app.app_context():
        connection = parts.connections.get(number)
        sent = parts.generations.current(connection)
        assert sent is not None
        claim = parts.claims.take(connection, sent, asked_by="test", now=NOON)
        other = hold()

        with pytest.raises(OperationalError, match="locked"):
            parts.generations.commit_refresh(
                claim, sent, token_set(2), asked_by="test", keep_values=False
            )

        other.rollback()
        (attempt,) = parts.claims.attempts_of(number)
        assert attempt.outcome is None
        assert parts.generations.current(connection) == sent
    assert kept(app) == before


def test_who_comes_second_to_a_claim_needs_no_turn_at_the_database(
    app: Flask, hold: Hold
) -> None:
    parts = parts_of(app)
    number = add_connection(app, Environment.SANDBOX)
    with opened_with(app, SHORT_TIMEOUT), app.app_context():
        connection = parts.connections.get(number)
        sent = parts.generations.current(connection)
        assert sent is not None
        parts.claims.take(connection, sent, asked_by="the first", now=NOON)
        hold()

        with pytest.raises(RefreshInProgressError):
            parts.claims.take(connection, sent, asked_by="the second", now=NOON)


@pytest.mark.parametrize(
    ("pragma", "told"),
    [
        pytest.param(SHORT_TIMEOUT, "Another program has held", id="locked"),
        pytest.param("query_only=1", "may not be written", id="read-only"),
    ],
)
def test_a_command_says_it_too_and_exits_with_one(
    app: Flask, walker: Walker, hold: Hold, pragma: str, told: str
) -> None:
    assert walker.page.status_code == 200
    with opened_with(app, pragma):
        hold()
        result = app.test_cli_runner().invoke(args=["connections", "refresh", "1"])

    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_a_start_names_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "grantlab.sqlite").write_bytes(b"no database" * 500)

    with pytest.raises(DatabaseUnusableError, match="The database file is damaged"):
        create_app(Settings(instance=tmp_path))


def test_a_command_of_the_vault_names_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "grantlab.sqlite").write_bytes(b"no database" * 500)
    monkeypatch.setenv("GRANTLAB_INSTANCE", str(tmp_path))

    result = CliRunner().invoke(vault, ["check"])

    assert result.exit_code == 1
    assert "The database cannot be used: file is not a database." in result.stderr


def test_a_start_names_a_database_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/not-there/grantlab.sqlite"
    settings = Settings(instance=tmp_path / "instance", database_url=url)  # type: ignore[arg-type]  # pydantic makes a secret of it
    monkeypatch.setenv("GRANTLAB_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("GRANTLAB_DATABASE_URL", url)

    with pytest.raises(DatabaseUnusableError, match="See that its directory is there"):
        create_app(settings)
    with pytest.raises(SystemExit):
        create_served_app()

    assert (
        "Grantlab cannot start: unable to open database file. The database file"
        in capsys.readouterr().err
    )


def test_a_request_by_hand_shows_its_answer_although_nothing_can_be_noted(
    app: Flask, walker: Walker
) -> None:
    walker.open("/playground")
    company = "{{api_base}}/v3/company/{{realm_id}}/companyinfo/{{realm_id}}"

    with opened_with(app, "query_only=1"):
        walker.press(
            "Send",
            url=company,
            method="GET",
            auth="bearer",
            connection="1",
            refresh="off",
        )

    assert walker.page.status_code == 200
    assert "Sandbox Company_US_1" in walker.words
    assert "is not in the history" in walker.words
