"""One connection: what it shows, and what its buttons do."""

from datetime import timedelta

import pytest
from flask import Flask

from blueprints.connections.askers import asker_words
from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from blueprints.services import EXTENSION
from grantlab.protocol.backoff import LONGEST
from grantlab.protocol.environment import Environment
from grantlab.store.claims import CLAIM_LIFETIME
from tests.pages.connections.stored import add_connection, lose_answers, parts_of
from tests.support.clocks import StandingClock
from tests.support.reading import Reading
from tests.support.walking import Walker


def test_a_number_that_nobody_has_is_a_page_that_says_so(app: Flask) -> None:
    walker = Walker(app)

    page = walker.open("/connections/7")

    assert page.status_code == 404
    assert "There is no connection 7" in walker.words


@pytest.mark.parametrize("path", ["/connections/{}", "/diagnose/connections/{}"])
def test_a_number_that_no_database_holds_is_a_page_too(app: Flask, path: str) -> None:
    page = Walker(app).open(path.format("9" * 23))

    assert page.status_code == 404


@pytest.mark.proves("L208", "L406")
def test_the_company_names_itself(walker: Walker) -> None:
    walker.press("Call CompanyInfo")

    assert "The company answered" in walker.words
    assert "Sandbox Company_US_1" in Reading(walker.page.text).words


def test_each_button_answers_with_a_redirect(walker: Walker) -> None:
    form = Reading(walker.page.text).form_with("Refresh")

    answer = walker.client.post(
        form.action, base_url=walker.address, data=dict(form.filled("Refresh"))
    )

    assert answer.status_code == 303
    assert answer.location == "/connections/1?notice=refreshed"


def test_a_form_without_its_token_does_nothing(walker: Walker) -> None:
    answer = walker.client.post("/connections/1/refresh", base_url=walker.address)

    assert answer.status_code == 400
    assert "This form is no longer good" in answer.text


@pytest.mark.proves("L501")
def test_a_refresh_adds_a_pair_and_a_line_to_the_journal(walker: Walker) -> None:
    walker.press("Refresh")

    assert "It was refreshed" in walker.words
    assert "The current pair. R1 refresh token" in walker.words
    assert "Asked by the connection’s page" in walker.words
    assert "rotated" in walker.words


@pytest.mark.proves("L406")
def test_a_call_with_an_access_token_that_is_over_refreshes_once(
    walker: Walker, clock: StandingClock
) -> None:
    clock.advance(timedelta(hours=2))

    walker.press("Call CompanyInfo")

    assert "The company answered" in walker.words
    assert "Asked by a call that was answered 401" in walker.words


def test_a_refused_refresh_leads_to_the_checklist(walker: Walker) -> None:
    walker.go_to_step("Exchange")
    walker.press("Exchange twice")
    walker.open("/connections/1")

    walker.press("Refresh")

    assert walker.page.request.path == "/diagnose/connections/1"


def test_two_pairs_from_one_refresh_token_are_siblings(walker: Walker) -> None:
    walker.press("Refresh")
    walker.go_to_step("Refresh")
    walker.press("Send the previous refresh token")

    walker.open("/connections/1")

    assert "Sibling of 2" in walker.words
    assert "Sibling of 3" in walker.words


@pytest.mark.parametrize("fault", ["answer-cut", "answer-never"])
@pytest.mark.parametrize("button", ["Refresh", "Call CompanyInfo", "Revoke"])
def test_an_answer_that_the_service_loses_is_told_and_not_waited_for(
    app: Flask, walker: Walker, button: str, fault: str
) -> None:
    provider_of(app.extensions[PROVIDER_APP]).faults.arm(fault)

    walker.press(button)

    assert walker.page.status_code == 200
    assert "No answer came" in walker.words


@pytest.mark.proves("L513")
def test_an_answer_that_got_lost_is_told_and_the_next_refresh_mends_it(
    app: Flask, walker: Walker
) -> None:
    good_line = parts_of(app)
    lose_answers(app)
    walker.press("Refresh")
    told = walker.words
    app.extensions[EXTENSION] = good_line

    walker.press("Refresh")

    assert "No answer came" in told
    assert "retrying" in told
    assert "It was refreshed" in walker.words
    assert "retrying" not in walker.words


def test_somebody_else_who_refreshes_is_not_disturbed(
    app: Flask, walker: Walker
) -> None:
    parts = parts_of(app)
    with app.app_context():
        connection = parts.connections.get(1)
        current = parts.generations.current(connection)
        assert current is not None
        parts.claims.take(
            connection, current, asked_by="another", now=parts.machine_clock.now()
        )

    walker.press("Refresh")

    assert "Somebody else is refreshing this connection" in walker.words
    assert "under way" in walker.words


@pytest.mark.proves("L601")
def test_a_revoked_connection_has_nothing_left_to_press(walker: Walker) -> None:
    walker.press("Revoke in embedded")

    assert "It was revoked from here" in walker.words
    assert "Connect again" in walker.words
    with pytest.raises(LookupError):
        Reading(walker.page.text).form_with("Refresh")


def test_the_drawn_family_says_what_became_of_the_current_pair(walker: Walker) -> None:
    walker.press("Refresh")
    before = walker.words
    walker.press("Revoke in embedded")

    assert "current · by the connection’s page" in before
    assert "current, revoked · by the connection’s page" in walker.words


def test_whatever_can_be_pressed_says_what_it_does(walker: Walker) -> None:
    assert "Call CompanyInfo Asks the company its name" in walker.words
    assert "Connect again A walk with the same scopes" in walker.words
    assert "Diagnose Why it was refused, if it was" in walker.words


def test_connecting_again_sets_the_same_stage(walker: Walker) -> None:
    href = Reading(walker.page.text).link_to("Connect again")

    assert href.startswith("/walk/keys?environment=embedded")
    assert "scopes=com.intuit.quickbooks.accounting+openid" in href


def test_a_connection_is_forgotten_only_by_someone_who_means_it(walker: Walker) -> None:
    walker.follow("Forget here")
    walker.press("Forget it")

    assert "Nothing was forgotten" in walker.words
    assert "Intuit is not told" in walker.words


def test_a_forgotten_connection_is_gone(walker: Walker) -> None:
    walker.follow("Forget here")

    walker.press("Forget it", sure="yes")

    assert "No company is connected yet" in walker.words
    assert walker.open("/connections/1").status_code == 404


def test_a_production_connection_says_so_on_every_dangerous_button(
    guarded_app: Flask,
) -> None:
    add_connection(guarded_app, Environment.PRODUCTION, name="Old & Sons")
    walker = Walker(guarded_app)

    walker.open("/connections/1")

    assert "Real companies, real tokens" in walker.words
    assert "Revoke in production" in walker.words
    assert "this app’s access to Old & Sons" in walker.words


def test_keys_that_are_missing_are_told_and_nothing_is_sent(app: Flask) -> None:
    add_connection(app, Environment.SANDBOX, name="Fresh Ltd")
    walker = Walker(app)
    walker.open("/connections/1")

    walker.press("Refresh")

    assert "The keys of this environment are not there" in walker.words
    assert "Nobody has refreshed it yet" in walker.words


@pytest.mark.proves("L705")
def test_no_token_stands_in_the_page(app: Flask, walker: Walker) -> None:
    parts = parts_of(app)
    with app.app_context():
        current = parts.generations.current(parts.connections.get(1))
        assert current is not None
        values = (
            parts.generations.access_token(current).reveal(),
            parts.generations.refresh_token(current).reveal(),
        )

    walker.open("/connections/1?all=1")

    assert not any(value in walker.page.text for value in values)


def test_a_long_history_stays_light_until_all_of_it_is_asked_for(
    walker: Walker, clock: StandingClock
) -> None:
    for _ in range(8):
        clock.advance(timedelta(minutes=50))
        walker.press("Refresh")
    light = len(walker.page.data)

    walker.follow("older pairs")

    assert light < 34_000
    assert len(walker.page.data) > light
    assert "Exchanged for a code" in walker.words


def test_an_earlier_round_trip_unfolds_by_its_address(walker: Walker) -> None:
    walker.press("Refresh")

    walker.follow("Exchange")

    assert "grant_type=authorization_code" in walker.words
    assert "grant_type=refresh_token" not in walker.words


@pytest.mark.proves("L510")
def test_an_outage_says_when_the_next_try_is(
    app: Flask, walker: Walker, clock: StandingClock
) -> None:
    good_line = parts_of(app)
    lose_answers(app)
    clock.advance(timedelta(hours=2))
    walker.press("Refresh")
    app.extensions[EXTENSION] = good_line
    assert "The next try is in " in walker.words

    walker.press("Call CompanyInfo")

    assert "It is too early to try again" in walker.words

    clock.advance(LONGEST)
    walker.press("Call CompanyInfo")
    assert "The company answered" in walker.words
    assert "The next try" not in walker.words


@pytest.mark.proves("L513")
def test_whoever_took_over_from_the_dead_says_so(
    app: Flask, walker: Walker, clock: StandingClock
) -> None:
    parts = parts_of(app)
    with app.app_context():
        connection = parts.connections.get(1)
        current = parts.generations.current(connection)
        assert current is not None
        parts.claims.take(connection, current, asked_by="the dead", now=clock.now())
    clock.advance(CLAIM_LIFETIME)

    walker.press("Refresh")

    assert "abandoned, resolved" in walker.words
    assert "It took over from 1, whose claim had run out." in walker.words


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        pytest.param("walk", "the walk", id="the walk"),
        pytest.param(
            "walk (let a day pass)", "the walk (let a day pass)", id="a break"
        ),
        pytest.param("break: a-day", "the walk (let a day pass)", id="a row of before"),
        pytest.param("break: gone", "the walk (gone)", id="a break of before"),
        pytest.param("renewal on web-1", "the renewal on web-1", id="one of a fleet"),
        pytest.param("401", "a call that was answered 401", id="a refused call"),
        pytest.param("billing worker", "billing worker", id="somebody else"),
    ],
)
def test_who_asked_is_told_in_words(kept: str, words: str) -> None:
    assert asker_words(kept) == words
