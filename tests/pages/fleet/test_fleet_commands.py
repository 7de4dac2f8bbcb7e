"""``flask fleet``: the renewal by several workers, from a terminal."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from blueprints.fleet.work import Worker
from blueprints.services import EXTENSION, Services
from grantlab.renewal.results import Renewed, Result
from grantlab.settings import Settings
from grantlab.store.database import db
from tests.support.clocks import StandingClock
from tests.support.databases import in_a_cluster
from tests.support.entropy import CountedEntropy
from tests.support.patience import NoPatience
from tests.support.postgres import Cluster
from tests.support.servers import ROOT
from tests.support.walking import Walker

LONG = timedelta(days=8)


@pytest.fixture
def on_server(
    instance: Path, clock: StandingClock, cluster: Cluster, migrated: str
) -> Iterator[Flask]:
    """Make an application over PostgreSQL, with one connection that is due."""
    place = in_a_cluster(cluster, migrated)
    place.empty()
    app = create_app(
        Settings(instance=instance, database_url=place.url),
        clock=clock,
        entropy=CountedEntropy("fleet"),
        patience=NoPatience(),
    )
    Walker(app).connect()
    pass_time(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    cluster.ask(migrated, "DROP SCHEMA IF EXISTS fleet CASCADE")


def pass_time(app: Flask) -> None:
    parts: Services = app.extensions[EXTENSION]
    parts.environments.bench_clock.advance(LONG)


def working(app: Flask) -> tuple[Worker, list[Renewed]]:
    """Return a worker, and what it will have told."""
    told: list[Renewed] = []
    return Worker(app, app.extensions[EXTENSION], "bench", told.append), told


@pytest.mark.parametrize("command", ["prepare", "worker"])
def test_on_sqlite_it_says_what_does_the_same(app: Flask, command: str) -> None:
    answer = app.test_cli_runner().invoke(args=["fleet", command])

    assert answer.exit_code == 2
    assert "flask connections renew --watch" in answer.output


def test_a_queue_without_tables_is_for_the_operator_to_prepare(
    on_server: Flask,
) -> None:
    run = on_server.test_cli_runner().invoke

    refused = run(args=["fleet", "worker", "--once"])
    made, again = run(args=["fleet", "prepare"]), run(args=["fleet", "prepare"])

    assert refused.exit_code == 2
    assert "flask fleet prepare" in refused.output
    assert (made.output, again.output) == ("made\n", "there already\n")


@pytest.mark.proves("L511")
def test_once_is_until_nothing_waits_any_more(on_server: Flask) -> None:
    run = on_server.test_cli_runner().invoke
    run(args=["fleet", "prepare"])
    words = ["fleet", "worker", "--once", "--json", "--name", "here"]

    first, second = run(args=words), run(args=words)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert json.loads(first.stdout) == {"connection": 1, "result": "renewed"}
    assert "renewed" not in second.stdout
    parts: Services = on_server.extensions[EXTENSION]
    with on_server.app_context():
        asked_by = [attempt.asked_by for attempt in parts.claims.attempts_of(1)]
    assert asked_by == ["renewal on here"]


def test_a_job_asks_again_whether_its_connection_is_due(app: Flask) -> None:
    Walker(app).connect()
    worker, told = working(app)
    pass_time(app)

    assert worker.find_due() == [1]
    worker.renew(1)
    worker.renew(1)

    assert told == [Renewed(1, Result.RENEWED), Renewed(1, Result.HELD)]
    assert worker.find_due() == []


def test_a_job_of_a_connection_that_was_forgotten_is_nothing_wrong(app: Flask) -> None:
    worker, told = working(app)

    worker.renew(7)

    assert told == [Renewed(7, Result.HELD, "connection-not-found")]


def test_one_machine_needs_neither_queue_nor_driver(instance: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from app import create_app; "
        "from grantlab.settings import Settings; "
        "create_app(Settings(instance=Path(sys.argv[1]))); "
        "print([name for name in ('psycopg', 'procrastinate') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 -- our own words
        (sys.executable, "-c", program, str(instance)),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout == "[]\n"
