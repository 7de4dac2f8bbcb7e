"""``flask connections cleanup | export | import``, and ending from a terminal."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask

from blueprints.services import EXTENSION
from tests.pages.connections.stored import lose_answers, obtain_elsewhere, parts_of
from tests.support.clocks import MINUTE, StandingClock
from tests.support.walking import Walker

Run = Callable[..., Result]
COMPANY = "9341450000000101"
IMPORT = ("import", "--environment", "embedded", "--realm-id", COMPANY)


@pytest.fixture
def run(app: Flask) -> Run:
    runner = app.test_cli_runner()

    def run(*words: str, typed: str | None = None) -> Result:
        return runner.invoke(args=["connections", *words], input=typed)

    return run


@pytest.mark.proves("L604")
@pytest.mark.usefixtures("walker")
def test_cleanup_wipes_what_has_ended_and_says_so(
    run: Run, clock: StandingClock
) -> None:
    untouched = run("cleanup")
    clock.advance(timedelta(days=100))

    looked = run("cleanup", "--dry-run")
    cleaned = run("cleanup")

    assert (untouched.exit_code, untouched.stdout) == (0, "")
    assert "nothing to clean up" in untouched.stderr
    assert cleaned.output == looked.output
    assert cleaned.output.startswith("1\texpired, soft\tpairs wiped: 1")
    assert cleaned.exit_code == 0
    again = run("cleanup")
    assert (again.exit_code, again.stdout) == (0, "")


def test_cleanup_pays_and_exits_with_1_while_anything_is_owed(
    app: Flask, run: Run, walker: Walker, clock: StandingClock
) -> None:
    del walker
    good_line = parts_of(app)
    lose_answers(app)
    revoked = run("revoke", "1", "--yes", "--wipe-anyway")
    still = run("cleanup", "--json")
    app.extensions[EXTENSION] = good_line
    clock.advance(MINUTE)

    paid = run("cleanup", "--json")

    assert (revoked.exit_code, revoked.output[:6]) == (1, "1\towed")
    assert (still.exit_code, json.loads(still.output)["still_owed"]) == (1, 1)
    assert paid.exit_code == 0
    assert json.loads(paid.output)["debts"] == [
        {"connection": 1, "settled": "paid", "problem": None}
    ]


@pytest.mark.usefixtures("walker")
def test_a_revocation_that_cannot_be_told_keeps_the_tokens(
    app: Flask, run: Run
) -> None:
    lose_answers(app)

    result = run("revoke", "1", "--yes")

    assert (result.exit_code, result.output[:13]) == (1, "1\tunreachable")
    with app.app_context():
        parts = parts_of(app)
        assert parts.generations.count_kept(parts.connections.get(1)) == 1


@pytest.mark.usefixtures("walker")
def test_forgetting_can_tell_the_service(app: Flask, run: Run) -> None:
    result = run("forget", "1", "--yes", "--tell")

    assert (result.exit_code, result.output) == (0, "1\tforgotten\n")
    with app.app_context():
        assert parts_of(app).connections.count() == 0


@pytest.mark.proves("L705")
def test_an_export_has_the_facts_and_neither_a_secret_nor_the_company(
    app: Flask, run: Run, walker: Walker
) -> None:
    walker.open("/connections/1")
    walker.press("Call CompanyInfo")
    walker.press("Refresh")

    result = run("export", "1")

    told = json.loads(result.output)
    assert (told["format"], told["version"]) == ("grantlab-connection", 2)
    assert [pair["origin"] for pair in told["pairs"]] == ["exchange", "refresh"]
    assert told["pairs"][1]["from"] == 1
    assert told["refreshes"][0]["outcome"] == "rotated"
    assert {one["purpose"] for one in told["evidence"]["round_trips"]} >= {
        "exchange",
        "company-info",
        "refresh",
    }
    assert "Sandbox Company" not in result.output
    assert COMPANY not in result.output
    with app.app_context():
        parts = parts_of(app)
        for generation in parts.generations.of_connection(1):
            assert (
                parts.generations.access_token(generation).reveal() not in result.output
            )
            assert (
                parts.generations.refresh_token(generation).reveal()
                not in result.output
            )


def test_an_export_names_the_company_when_asked(run: Run, walker: Walker) -> None:
    walker.open("/connections/1")
    walker.press("Call CompanyInfo")

    told = json.loads(run("export", "1", "--company").output)

    assert told["company"] == {"name": "Sandbox Company_US_1", "realm_id": COMPANY}


@pytest.mark.proves("L705")
def test_a_token_is_read_from_standard_input_and_never_printed(
    app: Flask, run: Run
) -> None:
    token = obtain_elsewhere(app)["refresh_token"]

    result = run(*IMPORT, "--yes", typed=f"{token}\n")

    assert result.exit_code == 0
    assert result.stdout == "1\timported\n"
    assert "rotates it under its owner's feet" in result.stderr
    assert token not in result.output
    assert run("refresh", "1").output == "1\trefreshed\n"


def test_an_access_token_may_come_on_the_second_line(app: Flask, run: Run) -> None:
    tokens = obtain_elsewhere(app)
    typed = f"{tokens['refresh_token']}\n{tokens['access_token']}\n"

    result = run(*IMPORT, "--with-access-token", "--yes", "--json", typed=typed)

    assert json.loads(result.stdout)["result"] == "imported"
    with app.app_context():
        parts = parts_of(app)
        current = parts.generations.current(parts.connections.get(1))
        assert current is not None
        kept = parts.generations.access_token(current).reveal()
    assert kept == tokens["access_token"]


@pytest.mark.usefixtures("walker")
def test_importing_a_company_that_is_connected_ends_with_1(
    app: Flask, run: Run
) -> None:
    token = obtain_elsewhere(app)["refresh_token"]

    result = run(*IMPORT, "--yes", typed=f"{token}\n")

    assert result.exit_code == 1
    assert result.stdout.startswith(
        "already-connected\tconnection 1 holds this company"
    )


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        pytest.param(IMPORT, "x\n", id="without saying that one means it"),
        pytest.param((*IMPORT, "--yes"), "", id="nothing on standard input"),
        pytest.param((*IMPORT, "--yes"), "two words\n", id="no token"),
        pytest.param((*IMPORT, "--yes", "RT1-0-H0-1"), "", id="as an argument"),
        pytest.param(("export", "7"), "", id="a number nobody has"),
    ],
)
def test_wrong_use_ends_with_2(run: Run, words: tuple[str, ...], typed: str) -> None:
    assert run(*words, typed=typed).exit_code == 2
