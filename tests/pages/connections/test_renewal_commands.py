"""``flask connections renew``, ``keep-warm`` and ``schedule``, as a terminal sees them."""

import json
import plistlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from blueprints.connections.renewal_telling import tell_due
from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from blueprints.services import Services
from grantlab.protocol.environment import Environment
from grantlab.store.database import db
from grantlab.store.models import Connection
from tests.support.clocks import DAY, MINUTE, StandingClock
from tests.support.walking import Walker

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command against a store with one connection, which is not due."""
    Walker(app).connect()
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["connections", *words])


def lines(result: Result) -> list[dict[str, Any]]:
    """Return what was printed, a line of JSON each; the log goes elsewhere."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_what_is_not_due_is_left_alone(run: Run) -> None:
    result = run("renew", "--environment", "embedded")

    assert result.exit_code == 0
    [line] = lines(result)
    assert line["summary"]["renewed"] == 0
    assert line["summary"]["not_due"] == 1


def test_what_is_due_is_renewed_with_a_line_for_a_program(
    run: Run, clock: StandingClock
) -> None:
    clock.advance(8 * DAY)

    result = run("renew", "--environment", "embedded")

    assert result.exit_code == 0
    connection, last = lines(result)
    assert connection == {
        "environment": "embedded",
        "connection": 1,
        "result": "renewed",
    }
    assert last["summary"]["renewed"] == 1
    assert last["summary"]["not_due"] == 0


def test_a_dry_run_sends_nothing(app: Flask, run: Run, clock: StandingClock) -> None:
    clock.advance(8 * DAY)

    result = run("renew", "--dry-run", "--environment", "embedded")

    assert lines(result) == [
        {"environment": "embedded", "connection": 1, "result": "due"},
        {"summary": {"environment": "embedded", "due": 1}},
    ]
    parts: Services = app.extensions["grantlab"]
    with app.app_context():
        assert parts.claims.attempts_of(1) == []


def test_a_dry_run_says_that_nothing_is_due(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    told = lines(run("renew", "--dry-run"))
    tell_due(Environment.SANDBOX, (), as_json=False)

    assert [line["summary"]["due"] for line in told] == [0, 0, 0]
    assert capsys.readouterr().out == "sandbox: nothing due\n"


def test_a_refusal_ends_with_1_so_that_whatever_ran_it_notices(
    app: Flask, run: Run, clock: StandingClock
) -> None:
    provider_of(app.extensions[PROVIDER_APP]).disconnect("9341450000000101")
    clock.advance(8 * DAY)

    result = run("renew", "--environment", "embedded")

    assert result.exit_code == 1
    told, last = lines(result)
    assert (told["result"], told["problem"]) == ("needs consent", "invalid-grant")
    assert last["summary"]["needs_consent"] == 1


def test_what_was_revoked_here_is_not_asked_for(run: Run, clock: StandingClock) -> None:
    run("revoke", "1", "--yes")
    clock.advance(8 * DAY)

    result = run("renew", "--environment", "embedded")

    assert result.exit_code == 0
    assert [line["summary"]["renewed"] for line in lines(result)] == [0]


def test_a_connection_that_is_kept_warm_is_due_after_fifty_minutes(
    run: Run, clock: StandingClock
) -> None:
    assert run("keep-warm", "1").output == "1\tkept warm\n"
    clock.advance(50 * MINUTE)

    assert lines(run("renew", "--environment", "embedded"))[0]["result"] == "renewed"


def test_it_is_no_longer_kept_warm(run: Run, clock: StandingClock) -> None:
    run("keep-warm", "1")

    assert json.loads(run("keep-warm", "1", "--off", "--json").output) == {
        "connection": 1,
        "keep_warm": False,
    }

    clock.advance(50 * MINUTE)
    [line] = lines(run("renew", "--environment", "embedded"))
    assert line["summary"]["not_due"] == 1


def test_an_environment_without_keys_says_so_if_something_is_due(
    app: Flask, run: Run, clock: StandingClock
) -> None:
    with app.app_context():
        db.session.execute(update(Connection).values(environment="sandbox"))
        db.session.commit()
    clock.advance(8 * DAY)

    result = run("renew", "--environment", "sandbox")

    told, last = lines(result)
    assert told == {"environment": "sandbox", "result": "keys missing"}
    assert last["summary"]["failed"] == 1
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("renew", "--environment", "moon"), id="no such environment"),
        pytest.param(("renew", "--concurrency", "0"), id="nothing in flight"),
        pytest.param(("renew", "--watch", "--every", "soon"), id="no length of time"),
        pytest.param(("renew", "--watch", "--every", "0s"), id="no time at all"),
        pytest.param(
            ("renew", "--watch", "--heartbeat", "nowhere/beat.json"), id="no directory"
        ),
        pytest.param(("keep-warm", "7"), id="a number nobody has"),
        pytest.param(("schedule", "sundial"), id="no such scheduler"),
        pytest.param(("schedule", "cron", "--every", "90s"), id="not whole minutes"),
        pytest.param(("schedule", "cron", "--every", "90m"), id="not for cron"),
        pytest.param(("schedule", "systemd", "--every", "36h"), id="too seldom"),
    ],
)
def test_wrong_use_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("scheduler", ["cron", "systemd", "launchd", "task-scheduler"])
def test_a_schedule_names_this_installation(
    app: Flask, run: Run, scheduler: str
) -> None:
    result = run("schedule", scheduler)

    assert result.exit_code == 0
    assert sys.executable in result.output
    settings = app.extensions["grantlab"].settings
    assert str(settings.instance.resolve()) in result.output
    assert str(Path(__file__).parents[3]) in result.output


def test_a_property_list_can_be_piped_where_it_belongs(run: Run) -> None:
    properties = plistlib.loads(run("schedule", "launchd").stdout.encode())

    assert Path(properties["ProgramArguments"][0]) == Path(sys.executable)
