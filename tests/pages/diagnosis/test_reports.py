"""What can be taken along from a checklist: reports, words, facts."""

import json

import pytest
from flask import Flask

from grantlab.diagnosis.findings import Verdict
from grantlab.store.cases import Outcome
from tests.pages.connections.stored import parts_of
from tests.support.invented import EVERY_SECRET, REALM_ID
from tests.support.reading import Reading
from tests.support.walking import COMPANY, Walker

ADDRESS = "/diagnose/connections/1/report"


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody whose company was refused, and who has called it before."""
    walker = Walker(app)
    walker.connect()
    walker.open("/connections/1")
    walker.press("Call CompanyInfo")
    walker.go_to_step("Exchange")
    walker.press("Exchange twice")
    walker.open("/connections/1")
    walker.press("Refresh")
    return walker


def test_a_checklist_offers_words_facts_and_reports(walker: Walker) -> None:
    words = walker.words

    assert "For the customer When the connection was made, its last step ran twice" in (
        words
    )
    assert "For Intuit’s support intuit_tid: 1-" in words
    assert "Status: 400 Bad Request" in words
    page = Reading(walker.page.text)
    for label in ("HTML page", "Markdown", "JSON"):
        assert page.link_to(label).startswith(ADDRESS)


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    ("form", "media_type", "ending"),
    [
        ("html", "text/html", "html"),
        ("markdown", "text/markdown", "md"),
        ("json", "application/json", "json"),
    ],
)
def test_a_report_is_a_file_without_a_secret_and_without_the_company(
    app: Flask, walker: Walker, form: str, media_type: str, ending: str
) -> None:
    answer = walker.open(f"{ADDRESS}?as={form}")

    assert answer.mimetype == media_type
    assert answer.headers["Content-Disposition"].endswith(
        f'-revoked_by_code_reuse.{ending}"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert "The code of this connection had been exchanged twice" in answer.text
    assert COMPANY not in answer.text
    assert REALM_ID not in answer.text
    with app.app_context():
        parts = parts_of(app)
        for generation in parts.generations.of_connection(1):
            assert parts.generations.access_token(generation).reveal() not in answer.text  # fmt: skip
            assert parts.generations.refresh_token(generation).reveal() not in answer.text  # fmt: skip


def test_the_company_is_named_where_that_is_meant(walker: Walker) -> None:
    named = walker.open(f"{ADDRESS}?as=json&company=1")

    assert json.loads(named.text)["report"]["company"] == f"{COMPANY}, {REALM_ID}"


def test_a_chosen_refusal_has_a_report_of_its_own(walker: Walker) -> None:
    walker.follow("Code refused")
    walker.follow("JSON")

    assert json.loads(walker.page.text)["verdict"] == "code_reused"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/diagnose/connections/7/report", id="a connection nobody has"),
        pytest.param(f"{ADDRESS}?refusal=999", id="a refusal of no one"),
        pytest.param(f"{ADDRESS}?as=pdf", id="a form that there is not"),
    ],
)
def test_what_is_not_there_has_no_report(walker: Walker, address: str) -> None:
    assert walker.open(address).status_code == 404


def test_a_checklist_says_what_a_refresh_would_come_to(app: Flask) -> None:
    walker = Walker(app)
    walker.connect()

    walker.open("/diagnose/connections/1")

    assert "If it were refreshed now a new pair Likely. The newest pair came" in (
        walker.words
    )
    assert "Pair 1 would be sent: R1" in walker.words
    assert "Nothing was sent for it." in walker.words
    with app.app_context():
        assert parts_of(app).claims.attempts_of(1) == []


@pytest.mark.usefixtures("walker")
def test_the_foresight_comes_true(app: Flask) -> None:
    walker = Walker(app)
    walker.open("/diagnose/connections/1")
    foreseen = walker.words

    walker.open("/connections/1")
    walker.press("Refresh")

    assert "If it were refreshed now a refusal Likely." in foreseen
    assert "400 Bad Request" in walker.words


@pytest.fixture
def case(app: Flask) -> Walker:
    """Somebody who has pasted what a customer sent."""
    walker = Walker(app)
    walker.open("/diagnose")
    token = EVERY_SECRET["refresh_token"]
    walker.press(
        "Diagnose",
        paste=f'realmId={REALM_ID}&refresh_token={token}\n400 {{"error":"invalid_grant"}}',
    )
    return walker


def test_a_case_offers_the_same(case: Walker) -> None:
    assert "For the customer The connection to QuickBooks failed." in case.words
    assert "Missing: the intuit_tid" in case.words

    case.follow("Markdown")

    assert case.page.text.startswith("# Cannot tell yet")
    assert 'filename="case-' in case.page.headers["Content-Disposition"]
    assert REALM_ID not in case.page.text
    assert EVERY_SECRET["refresh_token"] not in case.page.text


def test_the_report_on_a_case_tells_what_was_answered(case: Walker) -> None:
    address = Reading(case.page.text).link_to("JSON")
    with case.app.app_context():
        parts = parts_of(case.app)
        [kept] = parts.cases.all()
        question, choice = "last-two-refreshes", "two-at-once"
        parts.cases.note(
            kept,
            answers=((question, choice),),
            zone="",
            outcome=Outcome(verdict=Verdict.CANNOT_TELL, cause_id=None),
        )

    told = json.loads(case.open(f"{address}&company=1").text)

    assert told["verdict"] == "concurrent_refresh_race"
    assert told["report"]["answered"][0]["answer"].startswith("Two refreshes")
    assert told["report"]["company"] == REALM_ID


def test_a_case_that_is_not_there_has_no_report(case: Walker) -> None:
    assert case.open("/diagnose/cases/0000/report").status_code == 404
