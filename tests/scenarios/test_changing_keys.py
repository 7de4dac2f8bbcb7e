"""Stories about a new key while two processes serve: no token is lost, nobody stops."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from app import create_app
from blueprints.services import EXTENSION, Services
from blueprints.vault.commands import vault
from grantlab.flows.refresh_connection import refresh_connection
from grantlab.protocol.environment import Environment
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.vault.errors import KeyRingError
from tests.support.clocks import StandingClock
from tests.support.effort import repetitions
from tests.support.entropy import CountedEntropy
from tests.support.patience import NoPatience
from tests.support.walking import Walker


@contextmanager
def serving(instance: Path, name: str) -> Iterator[Flask]:
    """Serve as one process of several does, over the same directory."""
    app = create_app(
        Settings(instance=instance),
        clock=StandingClock(),
        entropy=CountedEntropy(name),
        patience=NoPatience(),
    )
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def servers(instance: Path) -> Iterator[tuple[Flask, Flask]]:
    """Start two, and connect a company in the first."""
    with serving(instance, "first") as first, serving(instance, "second") as second:
        Walker(first).connect()
        yield first, second


def run(instance: Path, *words: str) -> dict[str, object]:
    """Run a command in an opening of its own, and return what it says."""
    variables = {"GRANTLAB_INSTANCE": str(instance)}
    result = CliRunner().invoke(vault, [*words, "--json"], env=variables)
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.output)
    return told


def refresh(app: Flask) -> None:
    """Refresh the company's tokens: this opens one stored value and seals two."""
    with app.app_context():
        parts: Services = app.extensions[EXTENSION]
        refresh_connection(
            1,
            asked_by="test",
            outside=parts.environments.open(Environment.EMBEDDED),
            parts=parts.refresh_parts,
        )
        db.session.remove()


@pytest.mark.proves("L703")
def test_a_server_that_knew_only_the_old_key_goes_on_under_the_new_one(
    instance: Path, servers: tuple[Flask, Flask]
) -> None:
    first, second = servers
    newest = str(run(instance, "new-key")["newest"])
    run(instance, "rekey")

    refresh(second)
    refresh(first)

    told = run(instance, "check")
    assert told["by_key"] == {newest: told["opened"]}


@pytest.mark.proves("L703")
def test_no_refresh_is_lost_while_key_after_key_is_changed(
    instance: Path, servers: tuple[Flask, Flask]
) -> None:
    first, second = servers
    changes = repetitions(full=20, short=3)
    refreshes = 6 * changes

    def change_keys() -> None:
        for _ in range(changes):
            run(instance, "new-key")
            run(instance, "rekey")

    def keep_refreshing() -> None:
        for number in range(refreshes):
            refresh((first, second)[number % 2])

    with ThreadPoolExecutor(2) as threads:
        both = threads.submit(change_keys), threads.submit(keep_refreshing)
    for one in both:
        one.result()

    run(instance, "rekey")
    told = run(instance, "check")
    assert told["unopened"] == 0
    assert len(told["by_key"]) == 1  # type: ignore[arg-type]  # a mapping, read from JSON
    refresh(first)


@pytest.mark.proves("L703")
def test_the_old_key_may_be_thrown_away_afterwards(
    instance: Path, servers: tuple[Flask, Flask]
) -> None:
    first, _ = servers
    run(instance, "new-key")
    run(instance, "rekey")
    index, new, _old = (instance / "vault.key").read_text().split()
    (instance / "vault.key").write_text(f"{index}\n{new}\n")

    refresh(first)

    with serving(instance, "restarted") as restarted:
        refresh(restarted)


@pytest.mark.proves("L703")
def test_a_key_file_from_an_older_backup_stops_the_next_start(
    instance: Path, servers: tuple[Flask, Flask]
) -> None:
    refresh(servers[0])
    run(instance, "new-key")
    index, new, old = (instance / "vault.key").read_text().split()
    (instance / "vault.key").write_text(f"{index}\n{old}\n{new}\n")

    with (
        pytest.raises(KeyRingError, match="begins with key"),
        serving(instance, "restarted"),
    ):
        pytest.fail("it started")
