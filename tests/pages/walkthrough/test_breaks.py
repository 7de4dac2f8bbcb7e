"""Each *Break it* button: what the service answers, the checklist, and the way back."""

import pytest
from flask import Flask

from blueprints.provider.context import provider_of
from tests.support.reading import Reading
from tests.support.walking import Walker


@pytest.mark.proves("L204", "L205")
def test_a_changed_state_is_disregarded_and_the_right_link_still_works(
    asking: Walker,
) -> None:
    asking.follow("Change the state")
    asking.press("Sign in as")
    asking.follow("Sandbox Company_US_1")
    asking.press("Connect")
    assert "The state is unknown" in asking.words
    assert "nothing was exchanged" in asking.words

    asking.follow("Back to the request")
    asking.consent()

    assert "Equal." in asking.words


def test_a_replayed_callback_is_recognised_and_sends_nothing(returned: Walker) -> None:
    returned.press("Replay the callback")

    assert "You broke it: replay the callback" in returned.words
    assert "Nothing was sent" in returned.words
    assert "delivered 1 more time" in returned.words


@pytest.mark.proves("L305")
def test_another_redirect_uri_is_refused_and_the_code_still_works(
    returned: Walker,
) -> None:
    returned.follow("On to exchange")
    returned.press("Exchange with another redirect URI")
    assert "400 Bad Request" in returned.words
    assert "You broke it: exchange with another redirect URI" in returned.words

    returned.press("Exchange the code")

    assert "The code was exchanged" in returned.words


@pytest.mark.proves("L306", "E3")
def test_the_other_keys_are_refused_and_the_checklist_says_why(
    returned: Walker,
) -> None:
    returned.follow("On to exchange")
    returned.press("Use the other environment")
    assert "Incorrect Token type or clientID" in returned.words

    returned.follow("Compare it with the checklist")

    assert "confirmed" in returned.words
    assert "E3" in returned.words


@pytest.mark.proves("L303", "L304", "E4", "R6")
def test_a_code_exchanged_twice_ends_the_refresh_token_it_gave(
    connected: Walker,
) -> None:
    connected.press("Exchange twice")
    assert "You broke it: exchange twice" in connected.words

    connected.go_to_step("Refresh")
    connected.press("Refresh now")
    connected.follow("Compare it with the checklist")

    assert "The code had been exchanged more than once" in connected.words or (
        "R6" in connected.words and "confirmed" in connected.words
    )


@pytest.mark.proves("L601")
def test_revoking_after_a_double_exchange_ends_the_access_token_too(
    connected: Walker,
) -> None:
    connected.press("Exchange twice")
    connected.go_to_step("Revoke")
    connected.press("Revoke the connection")
    assert "The connection is ended" in connected.words

    connected.press("Call the API again")

    assert "401 Unauthorized" in connected.words


@pytest.mark.proves("L403")
def test_the_api_does_not_take_a_refresh_token(connected: Walker) -> None:
    connected.go_to_step("Call")
    connected.press("Call with the refresh token")

    assert "401 Unauthorized" in connected.words
    assert "Malformed bearer token" in connected.words


@pytest.mark.proves("L504")
def test_the_previous_refresh_token_is_still_honoured_at_once(
    connected: Walker,
) -> None:
    connected.go_to_step("Refresh")
    connected.press("Refresh now")

    connected.press("Send the previous refresh token")

    assert "You broke it: send the previous refresh token" in connected.words
    assert "200 OK" in connected.words
    assert "R3" in connected.words


@pytest.mark.proves("L513")
def test_a_lost_answer_is_recovered_by_refreshing_again(connected: Walker) -> None:
    connected.go_to_step("Refresh")
    connected.press("Lose the answer")
    assert "no answer" in connected.words
    assert "The journal knows what was sent" in connected.words

    connected.press("Refresh now")

    assert "A new pair came, and is stored" in connected.words


@pytest.mark.proves("L603", "R5")
def test_who_disconnects_in_quickbooks_is_sent_back_and_the_next_refresh_is_refused(
    connected: Walker,
) -> None:
    connected.go_to_step("Refresh")
    connected.follow("Disconnect inside QuickBooks")
    connected.press("Disconnect")
    connected.follow("Back to where you came from")
    assert "Nobody told this app" in connected.words

    connected.press("Refresh now")

    assert "invalid_grant" in connected.words


@pytest.mark.parametrize(
    ("step", "said"),
    [
        pytest.param("State", "There is no code yet.", id="before a response"),
        pytest.param("Exchange", "There is no code yet.", id="before a code"),
        pytest.param("Call", "There are no tokens yet.", id="before tokens"),
        pytest.param(
            "Refresh", "There are no tokens yet.", id="before a refresh token"
        ),
    ],
)
def test_a_break_that_cannot_be_done_says_why(
    asking: Walker, step: str, said: str
) -> None:
    asking.go_to_step(step)

    assert said in asking.words


def test_a_stale_tab_cannot_send_a_spent_code_by_mistake(
    returned: Walker, app: Flask
) -> None:
    returned.follow("On to exchange")
    stale = returned.page
    returned.press("Exchange the code")
    before = len(_refusals(app))

    returned.page = stale
    returned.press("Exchange with another redirect URI")

    assert "That cannot be broken now" in returned.words
    assert len(_refusals(app)) == before


def test_a_second_press_of_exchange_sends_nothing(returned: Walker, app: Flask) -> None:
    returned.follow("On to exchange")
    stale = returned.page
    returned.press("Exchange the code")

    returned.page = stale
    returned.press("Exchange the code")

    assert "The code was taken out before" in returned.words
    assert _refusals(app) == ()


@pytest.mark.parametrize(
    ("step", "broken"),
    [
        pytest.param("exchange", "exchanged-twice", id="something never sent"),
        pytest.param("refresh", "lost-answer", id="an answer that was never lost"),
    ],
)
def test_an_address_alone_does_not_claim_that_something_was_broken(
    connected: Walker, step: str, broken: str
) -> None:
    connected.open(
        connected.page.request.url.replace("/exchange", f"/{step}") + f"&break={broken}"
    )

    assert "You broke it" not in connected.words


def test_an_address_with_a_break_claims_nothing_in_another_browser(
    app: Flask, connected: Walker
) -> None:
    connected.press("Exchange twice")
    stranger = Walker(app)

    stranger.open(connected.page.request.url)

    assert "That walk is not one of this browser’s" in stranger.words
    assert "You broke it" not in stranger.words


def test_a_refused_previous_token_is_not_said_to_have_brought_a_pair(
    connected: Walker,
) -> None:
    connected.go_to_step("Refresh")
    connected.press("Refresh now")
    connected.follow("Disconnect inside QuickBooks")
    connected.press("Disconnect")
    connected.go_to_step("Refresh")

    connected.press("Send the previous refresh token")

    assert "is not honoured" in connected.words
    assert "The pair that came was stored" not in connected.words


def test_who_opens_the_page_of_apps_and_does_nothing_is_not_said_to_have(
    connected: Walker,
) -> None:
    connected.go_to_step("Refresh")
    connected.follow("Disconnect inside QuickBooks")

    connected.follow("Back to where you came from")

    assert "If Disconnect was pressed there" in connected.words


def test_a_break_that_does_not_exist_is_not_found(connected: Walker) -> None:
    connected.go_to_step("Refresh")
    form = Reading(connected.page.text).form_with("Lose the answer")
    answer = connected.client.post(
        "/walk/break",
        base_url=connected.address,
        data={**dict(form.fields), "break": "everything"},
    )

    assert answer.status_code == 404


def _refusals(app: Flask) -> tuple[object, ...]:
    return provider_of(app.extensions["grantlab_provider_app"]).refusals()
