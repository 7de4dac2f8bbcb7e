"""A browser comes with a company's number: a hint, until a call has shown it."""

from datetime import timedelta

import pytest
from flask import Flask

from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from grantlab.protocol.environment import Environment
from grantlab.provider.provider import Provider
from grantlab.provider.registry import Keys
from grantlab.store.models import Connection, Outcome
from tests.pages.connections.stored import add_connection, parts_of
from tests.support.clocks import StandingClock
from tests.support.walking import Walker

COMPANY = "9341450000000101"
HERE = f"/disconnected?realmId={COMPANY}"


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody who has just connected a company."""
    walker = Walker(app)
    walker.connect()
    return walker


@pytest.fixture
def provider(app: Flask) -> Provider:
    return provider_of(app.extensions[PROVIDER_APP])


def stored(app: Flask) -> Connection:
    with app.app_context():
        return parts_of(app).connections.get(1)


def recorded(app: Flask) -> int:
    with app.app_context():
        return len(parts_of(app).round_trips.evidence_of_connection(1))


@pytest.mark.proves("L603")
def test_who_disconnects_in_quickbooks_lands_here_and_a_call_shows_that_it_is_so(
    app: Flask, walker: Walker, provider: Provider
) -> None:
    provider.disconnect_urls.register(
        Keys.DEVELOPMENT, f"{walker.address}/disconnected"
    )
    walker.open("/intuit/app/apps")
    walker.press("Disconnect")
    assert walker.page.request.full_path == HERE
    assert "So it is a hint" in walker.words
    assert "healthy" in walker.words

    walker.press("Verify by a call")

    assert "It is over" in walker.words
    assert "401 Unauthorized" in walker.words
    assert "invalid_grant" in walker.words
    assert "needs consent" in walker.words
    assert stored(app).refused_at is not None
    walker.follow("Compare it with the checklist")
    assert "The connection was ended on Intuit" in walker.words
    with app.app_context():
        journal = parts_of(app).claims.attempts_of(1)
    assert [(line.asked_by, line.outcome) for line in journal] == [
        ("401", Outcome.REFUSED)
    ]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        pytest.param("", "it names no company", id="nothing"),
        pytest.param("?realmId=", "it names no company", id="empty"),
        pytest.param("?realmId=null", "it names no company", id="the text null"),
        pytest.param("?realmId=1;drop", "is no company’s number", id="no number"),
        pytest.param(
            f"?realmId={COMPANY}&realmId=1", "more than one company", id="two companies"
        ),
        pytest.param(
            "?realmId=4620816365",
            "No connection of company 4620816365",
            id="a stranger",
        ),
        pytest.param("?realmid=1", "it names no company", id="in other letters"),
    ],
)
def test_an_address_that_leads_to_no_connection_says_so_in_its_own_words(
    walker: Walker, query: str, says: str
) -> None:
    page = walker.open(f"/disconnected{query}")

    assert page.status_code == 200
    assert says in walker.words
    assert "Verify by a call" not in walker.words


def test_what_is_no_number_is_not_shown_again(walker: Walker) -> None:
    walker.open("/disconnected?realmId=Call+0800+now")

    assert "0800" not in walker.page.text


def test_opening_the_address_sends_nothing_and_changes_nothing(
    app: Flask, walker: Walker
) -> None:
    before = recorded(app), stored(app).refused_at, stored(app).verified_at

    walker.open(f"{HERE}&since=0&notice=unreachable")

    assert (recorded(app), stored(app).refused_at, stored(app).verified_at) == before


@pytest.mark.proves("L208")
def test_a_company_that_answers_is_still_connected(walker: Walker) -> None:
    walker.open(HERE)

    walker.press("Verify by a call")

    assert "It is still connected" in walker.words
    assert "Sandbox Company_US_1" in walker.words
    assert "the refresh token had to be sent" not in walker.words


@pytest.mark.proves("L402")
def test_an_access_token_that_is_over_is_refreshed_first_and_that_is_said(
    walker: Walker, clock: StandingClock
) -> None:
    clock.advance(timedelta(hours=2))
    walker.open(HERE)

    walker.press("Verify by a call")

    assert "It is still connected" in walker.words
    assert "the refresh token had to be sent as well" in walker.words


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        pytest.param("answer-cut", "The service cannot be reached", id="no answer"),
        pytest.param("http-503", "The answer decides nothing", id="an outage"),
        pytest.param(
            "admin-loses-access", "The answer decides nothing", id="another refusal"
        ),
    ],
)
def test_what_does_not_decide_ends_nothing(
    app: Flask, walker: Walker, provider: Provider, fault: str, says: str
) -> None:
    walker.open(HERE)
    provider.faults.arm(fault)

    walker.press("Verify by a call")

    assert says in walker.words
    assert stored(app).refused_at is None
    assert "healthy" in walker.words


def test_a_reload_shows_the_same_and_sends_nothing(app: Flask, walker: Walker) -> None:
    walker.open(HERE)
    walker.press("Verify by a call")
    before, address = recorded(app), walker.page.request.full_path

    walker.open(address)

    assert "It is still connected" in walker.words
    assert recorded(app) == before


def test_an_old_answer_is_not_told_as_that_of_a_call(walker: Walker) -> None:
    walker.open(HERE)
    for _ in range(5):
        walker.press("Verify by a call")
        walker.open(HERE)

    walker.open(f"{HERE}&since=0")

    assert "It is still connected" not in walker.words
    assert "Verify by a call" in walker.words


def test_what_was_ended_from_here_needs_no_call(walker: Walker) -> None:
    walker.open("/connections/1")
    walker.press("Revoke")

    walker.open(HERE)

    assert "There is no token left to call with" in walker.words
    assert "Verify by a call" not in walker.words


def test_a_stale_form_for_what_was_ended_meanwhile_says_so(walker: Walker) -> None:
    walker.open(HERE)
    stale = walker.page
    walker.open("/connections/1")
    walker.press("Revoke")
    walker.page = stale

    walker.press("Verify by a call")

    assert walker.page.status_code == 200
    assert "There is no token left to call with" in walker.words


def test_a_form_from_elsewhere_is_refused(app: Flask, walker: Walker) -> None:
    before = recorded(app)

    answer = walker.client.post("/disconnected/1", base_url=walker.address)

    assert answer.status_code == 400
    assert recorded(app) == before


def test_a_production_connection_is_unmistakable(guarded_app: Flask) -> None:
    add_connection(guarded_app, Environment.PRODUCTION, realm_id="9130000000000001")
    walker = Walker(guarded_app)

    walker.open("/disconnected?realmId=9130000000000001")

    assert "Real companies, real tokens" in walker.words
    assert "none on record" in walker.words


def test_a_company_that_is_connected_in_two_environments_is_told_of_in_both(
    guarded_app: Flask,
) -> None:
    add_connection(guarded_app, Environment.SANDBOX, realm_id="9130000000000001")
    add_connection(guarded_app, Environment.EMBEDDED, realm_id="9130000000000001")
    walker = Walker(guarded_app)

    walker.open("/disconnected?realmId=9130000000000001")

    assert "connection 1" in walker.words
    assert "connection 2" in walker.words
