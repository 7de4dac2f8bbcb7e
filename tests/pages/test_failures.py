"""What a visitor is told when something went wrong outside a step."""

import sqlite3

import pytest
from flask import Flask
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from structlog.testing import capture_logs

from grantlab.store.database import db


def raising(app: Flask, error: Exception) -> Flask:
    """Let one address of an application break in a certain way."""

    def fail() -> str:
        raise error

    app.testing = False
    app.add_url_rule("/breaks", view_func=fail)
    return app


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param("database is locked", "Another program has held", id="locked"),
        pytest.param("database or disk is full", "disk", id="full"),
        pytest.param(
            "attempt to write a readonly database", "may not be written", id="read-only"
        ),
        pytest.param("disk I/O error", "did not do what it was asked", id="other"),
    ],
)
def test_a_database_that_cannot_be_used_says_how_and_what_to_do(
    app: Flask, said: str, told: str
) -> None:
    error = OperationalError("UPDATE x", {"secret": 1}, sqlite3.OperationalError(said))

    answer = raising(app, error).test_client().get("/breaks")

    assert answer.status_code == 503
    assert told in answer.text
    assert "UPDATE" not in answer.text


@pytest.mark.parametrize(
    "said", ["file is not a database", "database disk image is malformed"]
)
def test_a_damaged_database_is_told_as_such(app: Flask, said: str) -> None:
    error = DatabaseError("SELECT x", {}, sqlite3.DatabaseError(said))

    answer = raising(app, error).test_client().get("/breaks")

    assert answer.status_code == 503
    assert "The database file is damaged" in answer.text
    assert "What was stored before is whole" not in answer.text


def test_a_broken_rule_of_the_tables_is_a_defect_and_no_trouble_of_the_database(
    app: Flask,
) -> None:
    error = IntegrityError("INSERT x", {}, sqlite3.IntegrityError("UNIQUE"))

    answer = raising(app, error).test_client().get("/breaks")

    assert answer.status_code == 500
    assert "UNIQUE" not in answer.text


def test_a_defect_shows_a_reference_and_nothing_else(app: Flask) -> None:
    visitor = raising(app, KeyError("what nobody may see")).test_client()

    with capture_logs() as logged:
        answer = visitor.get("/breaks", headers={"Accept": "application/json"})

    assert answer.status_code == 500
    reference = answer.get_json()["error"]
    assert len(reference) == 8
    assert "what nobody may see" not in answer.text
    assert [line["reference"] for line in logged] == [reference]


@pytest.mark.parametrize("accepted", ["text/html", "application/json"])
def test_an_address_that_is_not_opened_this_way_says_which_ways_there_are(
    app: Flask, accepted: str
) -> None:
    answer = app.test_client().get("/playground/send", headers={"Accept": accepted})

    assert answer.status_code == 405
    assert answer.allow.as_set() == {"options", "post"}
    assert answer.mimetype == accepted


def test_a_database_error_is_told_without_the_values(app: Flask) -> None:
    with app.app_context():
        assert db.engine.hide_parameters
