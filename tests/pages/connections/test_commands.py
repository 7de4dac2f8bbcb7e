"""``flask connections``, as a terminal sees it."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from tests.support.walking import Walker

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command against a store with one connection."""
    walker = Walker(app)
    walker.connect()
    walker.open("/connections/1")
    walker.press("Call CompanyInfo")
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["connections", *words])


def test_a_line_names_the_connection_by_number_and_not_by_company(run: Run) -> None:
    result = run("list")

    assert result.exit_code == 0
    assert result.output.startswith("1\tembedded\thealthy\t2026-06-17T12:00:00+00:00")
    assert "access token in 1 hour" in result.output
    assert "Sandbox Company" not in result.output


def test_where_there_is_no_connection_a_person_is_told_so(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["connections", "list"])

    assert (result.exit_code, result.stdout) == (0, "")
    assert "no connections yet" in result.stderr


def test_a_program_is_told_the_company_too(run: Run) -> None:
    [told] = json.loads(run("list", "--json").output)

    assert told["company"] == "Sandbox Company_US_1"
    assert told["health"] == "healthy"


def test_one_connection_is_told_without_its_secrets(app: Flask, run: Run) -> None:
    parts = app.extensions["grantlab"]
    with app.app_context():
        connection = parts.connections.get(1)
        realm_id = parts.connections.realm_id(connection)
        token = parts.generations.refresh_token(parts.generations.current(connection))

    result = run("show", "1", "--json")

    assert json.loads(result.output)["pairs"][0]["number"] == 1
    assert realm_id not in result.output
    assert token.reveal() not in result.output


def test_a_refresh_that_went_well_ends_with_0(run: Run) -> None:
    result = run("refresh", "1")

    assert (result.exit_code, result.output) == (0, "1\trefreshed\n")


def test_a_refused_refresh_ends_with_1_and_the_list_notices(run: Run) -> None:
    run("revoke", "1", "--yes")

    result = run("refresh", "1", "--json")

    assert result.exit_code == 1
    assert json.loads(result.output)["result"] == "invalid-grant"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("show", "7"), id="a number nobody has"),
        pytest.param(("refresh", "seven"), id="not a number"),
        pytest.param(("revoke", "1"), id="revoking without saying that one means it"),
        pytest.param(("forget", "1"), id="forgetting without saying so"),
    ],
)
def test_wrong_use_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_what_was_forgotten_is_not_listed(run: Run) -> None:
    result = run("forget", "1", "--yes")

    assert result.exit_code == 0
    assert run("list").stdout == ""
