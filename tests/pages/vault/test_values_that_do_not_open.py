"""Rows that were moved or altered, and keys that are not there: what a person is told."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from grantlab.protocol.environment import Environment
from grantlab.store.database import db
from tests.pages.connections.stored import add_connection, parts_of
from tests.support.builders import KEYS
from tests.support.clocks import NOON
from tests.support.walking import Walker


@pytest.fixture
def change(app: Flask) -> Callable[[str], None]:
    """Change the database as someone with the file could, and nothing noticed."""

    def run(statement: str) -> None:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text(statement))

    return run


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Return someone who has connected a company, with another one beside it."""
    add_connection(app, Environment.SANDBOX, name="Fresh Ltd")
    walker = Walker(app)
    walker.connect()
    return walker


@pytest.mark.proves("L704")
def test_a_token_of_another_company_is_not_sent_and_the_page_says_why(
    walker: Walker, change: Callable[[str], None]
) -> None:
    change(
        "UPDATE token_generation SET sealed_refresh_token = (SELECT sealed_refresh_token "
        "FROM token_generation WHERE connection_id = 1) WHERE connection_id = 2"
    )
    walker.open("/connections/2")

    answer = walker.press("Refresh")

    assert answer.status_code == 409
    assert "A stored value does not open" in walker.words
    assert (
        "sealed_refresh_token was altered, or sealed for another place" in walker.words
    )
    assert "moved there from another row, column or company" in walker.words
    assert "It was not used" in walker.words


@pytest.mark.proves("L704")
def test_a_walk_whose_state_was_altered_says_so_and_another_can_begin(
    walker: Walker, change: Callable[[str], None]
) -> None:
    change("UPDATE authorization_attempt SET sealed_state = sealed_code_verifier")

    answer = walker.go_to_step("State")

    assert answer.status_code == 409
    walker.open("/walk/keys")
    assert walker.press("Begin").status_code == 200


@pytest.mark.proves("L704")
def test_one_company_whose_name_does_not_open_does_not_hide_the_others(
    walker: Walker, change: Callable[[str], None]
) -> None:
    change("UPDATE connection SET sealed_company_name = sealed_realm_id WHERE id = 1")

    assert walker.open("/connections").status_code == 200

    assert "Company whose name does not open" in walker.words
    assert "connection 2" in walker.words
    assert walker.open("/").status_code == 200


@pytest.mark.proves("L704")
def test_a_case_whose_title_does_not_open_hides_no_other_and_can_be_deleted(
    walker: Walker, change: Callable[[str], None]
) -> None:
    for pasted in ("401 Unauthorized", "invalid_client"):
        walker.open("/diagnose")
        walker.press("Diagnose", paste=pasted)
    change("UPDATE diagnosis_case SET sealed_title = sealed_text WHERE id = 2")

    assert walker.open("/diagnose").status_code == 200

    assert "Case whose title does not open" in walker.words
    assert "401" in walker.words
    walker.follow("Case whose title does not open")
    assert walker.page.status_code == 409
    walker.open(f"{walker.page.request.path}/delete")
    walker.press("Delete", sure="yes")
    assert "The case was deleted" in walker.words


def test_a_value_under_a_key_that_is_gone_is_told_from_one_that_was_altered(
    walker: Walker, change: Callable[[str], None]
) -> None:
    change(
        "UPDATE token_generation SET sealed_refresh_token = "
        "CAST(x'0badc0de' || substr(sealed_refresh_token, 5) AS BLOB) "
        "WHERE connection_id = 2"
    )
    walker.open("/connections/2")

    walker.press("Refresh")

    assert "sealed under key 0badc0de, which the ring lacks" in walker.words
    assert "Put it back into the key ring" in walker.words


@pytest.mark.parametrize("command", ["show", "refresh"])
def test_a_command_says_what_does_not_open_and_ends_with_1(
    app: Flask, change: Callable[[str], None], command: str
) -> None:
    number = add_connection(app, Environment.SANDBOX, name="Fresh Ltd")
    with app.app_context():
        parts_of(app).key_pairs.put(Environment.SANDBOX, KEYS, now=NOON)
    change("UPDATE key_pair SET sealed_client_secret = x'00'")

    result = app.test_cli_runner().invoke(args=["connections", command, str(number)])

    assert result.exit_code == 1
    assert result.output.startswith(f"{number}\tunseal\tthe value at key_pair/1/")


def test_production_keys_are_not_taken_while_the_vaults_key_lies_beside_the_data(
    app: Flask,
) -> None:
    walker = Walker(app)

    walker.open("/walk/keys?environment=production")

    assert "No keys are taken here" in walker.words
    assert "nothing of production is kept" in walker.words
    assert "GRANTLAB_VAULT_KEY_FILE" in walker.words
    assert "Seal these keys" not in walker.words


def test_production_keys_are_taken_when_the_key_is_elsewhere(
    guarded_app: Flask,
) -> None:
    walker = Walker(guarded_app)
    walker.open("/walk/keys?environment=production")

    walker.press("Seal these keys", client_id="ABinvented", client_secret="s" * 40)

    assert "ABinvented" in walker.words


def test_a_production_connection_is_not_worked_for_beside_its_key(
    walker: Walker, change: Callable[[str], None]
) -> None:
    change("UPDATE connection SET environment = 'production' WHERE id = 1")
    walker.open("/connections/1")

    answer = walker.press("Refresh")

    assert answer.status_code == 409
    assert "The vault’s key lies beside the data" in walker.words
