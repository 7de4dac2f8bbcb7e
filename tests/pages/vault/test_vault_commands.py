"""``flask vault``: what it prints, what it leaves alone, and how it exits."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy import text

from app import create_app
from blueprints.vault.commands import vault
from grantlab.protocol.environment import Environment
from grantlab.store.database import db
from grantlab.vault.key_file import open_key_file
from tests.pages.connections.stored import add_connection
from tests.support.entropy import CountedEntropy

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, instance: Path) -> Run:
    """Run a command against the store of an application that goes on serving."""
    add_connection(app, Environment.SANDBOX, name="Fresh Ltd")

    def invoke(*words: str, **variables: str) -> Result:
        environment = {"GRANTLAB_INSTANCE": str(instance), **variables}
        return CliRunner().invoke(vault, words, env=environment)

    return invoke


def ids_of(instance: Path) -> tuple[str, ...]:
    return open_key_file(instance / "vault.key", entropy=CountedEntropy()).ids


def move_token(app: Flask) -> None:
    """Put the value of another column in the place of an access token."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(
            text("UPDATE token_generation SET sealed_access_token = sealed_refresh_token")
        )  # fmt: skip


@pytest.mark.proves("L703")
def test_a_new_key_and_everything_under_it_while_the_application_serves(
    app: Flask, run: Run, instance: Path
) -> None:
    (before,) = ids_of(instance)

    made, sealed = run("new-key", "--json"), run("rekey", "--json")

    newest = json.loads(made.output)["newest"]
    assert ids_of(instance) == (newest, before)
    assert json.loads(sealed.output)["resealed"] == 4
    told = json.loads(run("check", "--json").output)
    assert told["by_key"] == {newest: 4}
    assert told["unused_keys"] == [before]
    page = app.test_client().get("/connections")
    assert "Fresh Ltd" in page.text


@pytest.mark.proves("L701")
def test_a_check_counts_by_key_and_column_and_says_where_the_key_lies(
    run: Run, instance: Path
) -> None:
    (key,) = ids_of(instance)

    result = run("check")

    assert result.exit_code == 0
    assert f"key\t{key}\tnewest\t4 values" in result.output
    assert "column\ttoken_generation/sealed_refresh_token\t1 values" in result.output
    assert "keys lie\tbeside the data" in result.output
    assert "nothing of production is kept or used" in result.output
    assert "4 values open, 0 do not" in result.output


@pytest.mark.proves("L704")
def test_a_value_in_the_wrong_place_is_named_by_its_place(app: Flask, run: Run) -> None:
    move_token(app)

    result = run("check")

    assert result.exit_code == 1
    assert (
        "token_generation/1/sealed_access_token was altered, or sealed for another"
        in (result.output)
    )
    assert "3 values open, 1 do not" in result.output


@pytest.mark.proves("L704")
def test_rekeying_leaves_and_names_what_does_not_open(app: Flask, run: Run) -> None:
    move_token(app)
    run("new-key")

    result = run("rekey")

    assert result.exit_code == 1
    assert "3 values sealed again" in result.output
    assert "does not open\ttoken_generation/1/sealed_access_token" in result.output


@pytest.mark.parametrize("command", ["new-key", "rekey"])
def test_a_ring_without_the_keys_in_use_changes_nothing(
    run: Run, instance: Path, command: str
) -> None:
    (needed,) = ids_of(instance)
    (instance / "vault.key").unlink()

    result = run(command)

    assert result.exit_code == 1
    assert f"missing key ids: {needed}" in result.output
    assert len(ids_of(instance)) == 1


def test_a_check_works_where_a_start_is_refused(run: Run, instance: Path) -> None:
    (needed,) = ids_of(instance)
    (instance / "vault.key").unlink()

    result = run("check", "--json")

    told = json.loads(result.output)
    assert result.exit_code == 1
    assert f"missing key ids: {needed}" in told["key_ring"]
    assert told["unopened"] == 4


def test_keys_of_the_environment_are_printed_only_when_that_is_asked_for(
    run: Run, instance: Path
) -> None:
    ring = ",".join((instance / "vault.key").read_text().split())

    silent = run("new-key", GRANTLAB_VAULT_KEYS=ring)
    printed = run("new-key", "--print", GRANTLAB_VAULT_KEYS=ring)

    assert silent.exit_code == 2
    assert "--print" in silent.output
    assert printed.output.count(",") == 2
    assert printed.output.strip().endswith(ring.split(",")[1])
    assert len(ids_of(instance)) == 1


def test_rekeying_under_keys_of_the_environment_wants_a_word(
    run: Run, instance: Path
) -> None:
    ring = ",".join((instance / "vault.key").read_text().split())

    unsure = run("rekey", GRANTLAB_VAULT_KEYS=ring)

    assert unsure.exit_code == 2
    assert "every server has the new key" in unsure.output
    assert run("rekey", "--yes", GRANTLAB_VAULT_KEYS=ring).exit_code == 0


def test_a_ring_in_an_older_order_is_found(run: Run, instance: Path) -> None:
    run("new-key")
    index, new, old = (instance / "vault.key").read_text().split()
    (instance / "vault.key").write_text(f"{index}\n{old}\n{new}\n")

    result = run("check")

    assert result.exit_code == 1
    assert "key ring\tthe key ring begins with key" in result.output


def test_keys_elsewhere_are_said_to_lie_apart(run: Run, instance: Path) -> None:
    kept = (instance / "vault.key").rename(instance.with_name("elsewhere.key"))

    result = run("check", GRANTLAB_VAULT_KEY_FILE=str(kept))

    assert result.exit_code == 0
    assert "keys lie\tapart from the data, in elsewhere.key" in result.output


def test_production_that_is_stored_beside_its_key_is_found(
    app: Flask, run: Run
) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE connection SET environment = 'production'"))

    result = run("check")

    assert result.exit_code == 1
    assert "production\t1 key pairs and connections are stored and refused" in (
        result.output
    )


def test_two_places_for_one_ring_are_wrong_use(run: Run, instance: Path) -> None:
    ring = ",".join((instance / "vault.key").read_text().split())

    result = run("check", GRANTLAB_VAULT_KEYS=ring, GRANTLAB_VAULT_KEY_FILE="somewhere")

    assert result.exit_code == 2
    assert "set one of them" in result.output
    assert ring not in result.output


def test_another_command_says_in_one_line_why_a_start_is_refused(
    run: Run, instance: Path
) -> None:
    assert run("check").exit_code == 0
    (needed,) = ids_of(instance)
    (instance / "vault.key").unlink()

    result = CliRunner().invoke(
        FlaskGroup(create_app=create_app),
        ["connections", "list"],
        env={"GRANTLAB_INSTANCE": str(instance)},
    )

    assert result.exit_code == 2
    assert result.output.startswith("Error: Grantlab cannot start: the key ring lacks")
    assert needed in result.output


def test_keys_that_were_copied_to_a_variable_and_left_where_they_were_lie_beside_the_data(
    run: Run, instance: Path
) -> None:
    ring = ",".join((instance / "vault.key").read_text().split())

    result = run("check", GRANTLAB_VAULT_KEYS=ring)

    assert "keys lie\tbeside the data" in result.output
