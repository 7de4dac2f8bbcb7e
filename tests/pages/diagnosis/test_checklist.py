"""From a refusal to its cause."""

import json

import pytest
from flask import Flask

from blueprints.diagnosis.refusals import LISTED
from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from blueprints.services import EXTENSION
from tests.support.builders import round_trip
from tests.support.reading import Reading
from tests.support.walking import Walker


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody who has just connected a company."""
    walker = Walker(app)
    walker.connect()
    return walker


def test_without_a_refusal_there_is_nothing_to_list(app: Flask) -> None:
    walker = Walker(app)

    walker.open("/diagnose")

    assert "Nothing was refused yet" in walker.words


def test_every_refusal_leads_to_its_own_checklist(walker: Walker) -> None:
    walker.press("Exchange twice")
    walker.open("/connections/1")
    walker.press("Refresh")
    walker.open("/diagnose")

    page = Reading(walker.page.text)
    walker.open(page.link_to("Code refused"))

    assert "A code (C1" in walker.words
    assert "Confirmed" in walker.words or "confirmed" in walker.words
    assert "The code had been exchanged before" in walker.words


def test_the_desk_lists_the_newest_refusals_of_all_and_no_more(walker: Walker) -> None:
    walker.press("Exchange twice")
    refused = round_trip(status=400, response_body='{"error": "invalid_grant"}')
    with walker.app.app_context():
        parts = walker.app.extensions[EXTENSION]
        parts.round_trips.add_all((refused,) * LISTED, connection_id=1)

    walker.open("/diagnose")

    assert walker.words.count("Refresh token refused") == LISTED
    assert "Code refused" not in walker.words
    walker.open("/diagnose/connections/1")
    assert "Code refused" in walker.words


def test_what_met_an_outage_is_listed_as_not_judged(walker: Walker) -> None:
    provider_of(walker.app.extensions[PROVIDER_APP]).faults.arm("http-503")
    walker.open("/connections/1")

    walker.press("Refresh")
    walker.open("/diagnose")

    assert "Refresh token not judged" in walker.words
    assert "Refresh token refused" not in walker.words


@pytest.mark.proves("L304")
def test_a_refresh_after_a_code_was_exchanged_twice_is_explained_by_it(
    walker: Walker,
) -> None:
    walker.press("Exchange twice")
    walker.open("/connections/1")

    walker.press("Refresh")

    assert "confirmed The code of this connection had been exchanged twice." in (
        walker.words
    )
    assert "Do Ask the user to consent again" in walker.words
    assert "400 Bad Request" in walker.words
    assert "Other refusals of this connection Code refused" in walker.words


def test_all_ten_items_are_there_in_the_order_of_the_faq(walker: Walker) -> None:
    walker.press("Exchange twice")
    walker.open("/connections/1")
    walker.press("Refresh")

    places = [
        walker.page.text.index(f'id="item-{item}"')
        for item in ("E1", "E2", "E3", "E4", "R1", "R2", "R3", "R4", "R5", "R6")
    ]

    assert places == sorted(places)


def test_a_refusal_nobody_here_can_explain_asks_one_question(walker: Walker) -> None:
    walker.open("/intuit/app/apps")
    walker.press("Disconnect")
    walker.open("/connections/1")

    walker.press("Refresh")

    assert "cannot tell" in walker.words or "suspected" in walker.words
    assert "Ask" in walker.words


def test_an_answer_refines_the_checklist_and_its_report(walker: Walker) -> None:
    walker.open("/intuit/app/apps")
    walker.press("Disconnect")
    walker.open("/connections/1")
    walker.press("Refresh")

    walker.press("It is answered 401")

    ended = "The connection was ended on Intuit's side"
    assert f"suspected {ended}" in walker.words
    assert "What you told" in walker.words
    told = json.loads(walker.follow("JSON").text)
    assert told["verdict"] == "revoked_by_user_disconnect"
    assert told["report"]["answered"][0]["answer"] == "It is answered 401"


def test_a_company_without_a_name_is_called_by_the_number_of_its_connection(
    walker: Walker,
) -> None:
    walker.open("/diagnose/connections/1")
    assert "Connection 1: nothing was refused" in walker.words

    walker.open("/connections/1/forget")
    assert "Forget connection 1?" in walker.words

    walker.open("/connections/1")
    walker.press("Call CompanyInfo")
    walker.open("/diagnose/connections/1")
    assert "Sandbox Company_US_1: nothing was refused" in walker.words


def test_a_call_that_was_not_let_in_is_explained_beyond_the_faq(
    app: Flask, walker: Walker
) -> None:
    walker.open("/connections/1")
    walker.press("Call CompanyInfo")
    provider_of(app.extensions[PROVIDER_APP]).faults.arm("admin-loses-access")
    walker.press("Call CompanyInfo")
    walker.open("/diagnose")

    page = Reading(walker.page.text)
    walker.open(page.link_to("Call with an access token refused"))

    cause = "The user who consented is no administrator of the company any more."
    assert f"suspected {cause}" in walker.words
    assert f"What the FAQ does not name {cause} suspected" in walker.words


def test_a_call_that_was_made_good_is_not_listed(walker: Walker) -> None:
    walker.go_to_step("Call")
    walker.press("Let an hour pass")
    walker.open("/connections/1")

    walker.press("Call CompanyInfo")
    walker.open("/diagnose")

    assert "Nothing was refused yet" in walker.words


def test_without_a_refusal_the_items_say_what_they_would_look_at(
    walker: Walker,
) -> None:
    walker.open("/diagnose/connections/1")

    assert "nothing was refused" in walker.words
    assert (
        "The question is whether the code of the exchange had been sent" in walker.words
    )
    assert "ruled out" not in walker.words


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/diagnose/connections/7", id="a connection nobody has"),
        pytest.param("/diagnose/connections/1?refusal=999", id="a refusal of no one"),
        pytest.param("/diagnose/connections/1?refusal=x", id="not a number"),
    ],
)
def test_what_is_not_there_is_a_404(walker: Walker, address: str) -> None:
    assert walker.open(address).status_code == 404


def test_a_code_refused_before_there_is_a_connection_leads_to_the_walk(
    app: Flask,
) -> None:
    walker = Walker(app)
    walker.open("/walk/keys")
    walker.press("Begin")
    walker.press("Prepare the request")
    walker.consent()
    walker.follow("On to exchange")
    walker.press("Exchange with another redirect URI")

    walker.open("/diagnose")

    assert "your walk" in walker.words
    assert Reading(walker.page.text).link_to("Code refused").startswith("/walk/check")
