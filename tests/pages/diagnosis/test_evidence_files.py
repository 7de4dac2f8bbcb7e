"""An evidence file, exported on one machine and opened on another."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from blueprints.services import EXTENSION
from grantlab.settings import Settings
from tests.pages.connections.stored import parts_of
from tests.support.clocks import StandingClock
from tests.support.entropy import CountedEntropy
from tests.support.invented import REALM_ID
from tests.support.reading import Reading
from tests.support.walking import COMPANY, Walker


@pytest.fixture
def exported(app: Flask) -> str:
    """Return the file of a connection whose refresh was refused."""
    walker = Walker(app)
    walker.connect()
    walker.press("Exchange twice")
    walker.open("/connections/1")
    walker.press("Refresh")
    result = app.test_cli_runner().invoke(args=["connections", "export", "1"])
    return result.stdout


@pytest.fixture
def desk(app: Flask) -> Walker:
    """Somebody with a browser who opens files."""
    walker = Walker(app)
    walker.open("/diagnose")
    return walker


def open_file(desk: Walker, text: str) -> None:
    """Choose a file and send the form."""
    form = Reading(desk.page.text).form_with("Diagnose")
    desk.page = desk.client.post(
        form.action,
        base_url=desk.address,
        data={**dict(form.fields), "file": (BytesIO(text.encode()), "evidence.json")},
    )


def test_a_file_is_opened_like_a_stored_connection(desk: Walker, exported: str) -> None:
    open_file(desk, exported)

    assert desk.page.status_code == 200
    for said in (
        "Why was connection 1 refused?",
        "Note From a file",
        "UTC by the clock of its environment",
        "confirmed The code of this connection had been exchanged twice.",
        "If it had been refreshed when the file was written a refusal Likely.",
        "Time-line",
        "For the customer",
        "The refused request",
    ):
        assert said in desk.words


def test_it_is_opened_by_somebody_who_has_nothing_of_it(
    exported: str, tmp_path: Path
) -> None:
    elsewhere = create_app(
        Settings(instance=tmp_path / "elsewhere"),
        clock=StandingClock(),
        entropy=CountedEntropy("elsewhere"),
    )
    elsewhere.testing = True
    walker = Walker(elsewhere)
    walker.open("/diagnose")

    walker.press("Diagnose", paste=exported)

    assert "had been exchanged twice" in walker.words
    with elsewhere.app_context():
        assert elsewhere.extensions[EXTENSION].connections.count() == 0


def test_its_report_is_made_of_what_is_sent_along(desk: Walker, exported: str) -> None:
    open_file(desk, exported)

    desk.press("JSON")

    told = json.loads(desk.page.text)
    assert told["verdict"] == "revoked_by_code_reuse"
    assert "from an evidence file of" in told["report"]["about"]
    assert COMPANY not in desk.page.text
    assert REALM_ID not in desk.page.text
    assert desk.page.headers["Content-Disposition"].startswith(
        'attachment; filename="evidence-1-'
    )


def test_its_question_is_answered_with_the_file_sent_along(app: Flask) -> None:
    walker = Walker(app)
    walker.connect()
    walker.open("/intuit/app/apps")
    walker.press("Disconnect")
    walker.open("/connections/1")
    walker.press("Refresh")
    exported = app.test_cli_runner().invoke(args=["connections", "export", "1"]).stdout
    walker.open("/diagnose")
    open_file(walker, exported)
    assert "The record does not tell which of 2 causes it was." in walker.words

    walker.press("It is answered 401")

    assert "suspected The connection was ended on Intuit's side" in walker.words
    assert "From a file" in walker.words
    told = json.loads(walker.press("JSON").text)
    assert told["verdict"] == "revoked_by_user_disconnect"
    assert told["report"]["answered"][0]["answer"] == "It is answered 401"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"version": 1}, "is of version 1", id="the version before"),
        pytest.param({"version": 9}, "a newer Grantlab wrote it", id="a later version"),
        pytest.param({"evidence": None}, "file.evidence is not an object", id="damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_in_words(
    desk: Walker, exported: str, change: dict[str, Any], words: str
) -> None:
    open_file(desk, json.dumps({**json.loads(exported), **change}))

    assert desk.page.status_code == 422
    assert words in desk.words


def test_a_file_becomes_no_case(app: Flask, desk: Walker, exported: str) -> None:
    open_file(desk, exported)

    with app.app_context():
        assert parts_of(app).cases.all() == []


def test_a_report_of_what_is_no_file_is_refused(desk: Walker, exported: str) -> None:
    open_file(desk, exported)

    desk.press("JSON", evidence="hello")

    assert desk.page.status_code == 400
