"""Time on a walk: what passes by a button, what ends by it, and the way back."""

from datetime import timedelta

import pytest
from flask import Flask

from blueprints.provider.context import provider_of
from grantlab.provider.provider import Provider
from tests.support.clocks import DAY, HOUR, MINUTE
from tests.support.reading import Reading
from tests.support.walking import Walker

FIVE_YEARS = 5 * 365 * DAY


@pytest.fixture
def provider(app: Flask) -> Provider:
    return provider_of(app.extensions["grantlab_provider_app"])


@pytest.fixture
def refreshing(connected: Walker) -> Walker:
    """Return somebody who has refreshed once: R1 is stale, R2 is current."""
    connected.go_to_step("Refresh")
    connected.press("Refresh now")
    return connected


@pytest.mark.proves("L307")
def test_a_code_that_waited_is_refused_and_the_user_is_asked_once_more(
    returned: Walker,
) -> None:
    returned.follow("On to exchange")
    returned.press("Wait until the code expires")
    assert "You broke it: wait until the code expires" in returned.words
    assert "400 Bad Request" in returned.words
    returned.follow("Compare it with the checklist")
    assert "The code had expired before it was exchanged" in returned.words

    returned.go_to_step("Exchange")
    returned.follow("ask the user once more")
    returned.press("Prepare a request")
    returned.consent()
    returned.follow("On to exchange")
    returned.press("Exchange the code")

    assert "The code was exchanged" in returned.words


def test_a_code_that_has_expired_already_is_not_waited_for(
    returned: Walker, provider: Provider
) -> None:
    provider.advance(HOUR)
    returned.follow("On to exchange")

    returned.press("Wait until the code expires")

    assert "You broke it" in returned.words
    assert provider.clock.offset == HOUR


def test_a_code_that_gave_no_tokens_is_not_said_to_be_exchanged_twice(
    returned: Walker,
) -> None:
    returned.follow("On to exchange")

    returned.press("Wait until the code expires")

    assert (
        "Exchange the code once, with success; then it is offered here."
        in returned.words
    )


@pytest.mark.proves("L401", "L402", "L406")
def test_after_an_hour_the_api_answers_401_and_a_refresh_mends_it(
    connected: Walker, provider: Provider
) -> None:
    connected.go_to_step("Call")
    connected.press("Let an hour pass")
    assert provider.clock.offset == HOUR
    assert "401 Unauthorized" in connected.words
    assert "3200" in connected.words
    assert "the sign to refresh" in connected.words

    connected.follow("On to refresh")
    connected.press("Refresh now")
    connected.go_to_step("Call")
    connected.press("Call CompanyInfo")

    assert "The company answered" in connected.words


@pytest.mark.proves("L502", "L504", "R1")
def test_a_stale_token_is_refused_a_day_later_and_the_newest_is_good(
    refreshing: Walker, provider: Provider
) -> None:
    refreshing.press("Wait 25 hours")
    assert provider.clock.offset == 25 * HOUR
    assert "You broke it: wait 25 hours" in refreshing.words
    assert "invalid_grant" in refreshing.words
    assert "R1, refresh token" in refreshing.words
    assert "stale, no longer honoured" in refreshing.words
    refreshing.follow("Compare it with the checklist")
    assert "The refresh token had been replaced by a newer one" in refreshing.words

    refreshing.go_to_step("Refresh")
    refreshing.press("Refresh now")

    assert "A new pair came, and is stored" in refreshing.words


def test_a_longer_grace_is_told_where_the_stale_token_is_taken(
    refreshing: Walker, provider: Provider
) -> None:
    provider.bench.set_policy(None, {"grace": "2d"})

    refreshing.press("Wait 25 hours")

    assert "was honoured all the same" in refreshing.words
    assert "preset faq, turned by hand" in refreshing.words
    assert "a replaced one is honoured for 2 days more" in refreshing.words


@pytest.mark.proves("L505", "L508")
@pytest.mark.parametrize(
    ("preset", "said"),
    [
        pytest.param("faq", "each refresh gives a new value", id="faq"),
        pytest.param("observed", "once the value is 1 day old", id="observed"),
    ],
)
def test_a_day_costs_nothing_and_changes_the_value(
    connected: Walker, provider: Provider, preset: str, said: str
) -> None:
    provider.bench.set_policy(preset, {})
    connected.go_to_step("Refresh")

    connected.press("Let a day pass")

    assert "A day without a refresh costs nothing" in connected.words
    assert said in connected.words
    assert "R2" in connected.words


@pytest.mark.proves("L503", "L506", "R1")
def test_after_101_days_unused_only_a_new_consent_helps(
    connected: Walker, provider: Provider
) -> None:
    connected.go_to_step("Refresh")
    connected.press("Let 101 days pass")
    assert provider.clock.offset == 101 * DAY
    assert "was not used for its whole life" in connected.words
    assert "This connection has ended: begin a new walk" in connected.words
    connected.follow("Compare it with the checklist")
    assert "The refresh token had not been used for its whole life" in connected.words

    connected.go_to_step("Refresh")
    connected.press("Begin a new walk")
    connected.press("Prepare the request")
    connected.consent()
    connected.follow("On to exchange")
    connected.press("Exchange the code")

    assert "The code was exchanged" in connected.words


@pytest.mark.proves("L507", "R1")
def test_five_years_end_what_was_refreshed_every_ninety_days(
    connected: Walker, provider: Provider
) -> None:
    connected.go_to_step("Refresh")

    connected.press("Let five years pass")

    assert "It was refreshed every 90 days, and has ended all the same" in (
        connected.words
    )
    assert provider.clock.offset > FIVE_YEARS
    connected.follow("Compare it with the checklist")
    assert "Five years had passed since the consent" in connected.words
    assert "invalid_grant" in connected.words


def test_five_years_that_are_cut_short_do_not_claim_to_have_passed(
    connected: Walker, provider: Provider
) -> None:
    provider.bench.set_policy(None, {"lifetime": "30d"})
    connected.go_to_step("Refresh")
    connected.press("Refresh now")

    connected.press("Let five years pass")

    assert "You broke it" not in connected.words
    assert "invalid_grant" in connected.words
    assert provider.clock.offset == 90 * DAY


@pytest.mark.parametrize(
    ("button", "passed"),
    [
        ("+1 hour", HOUR),
        ("+1 day", DAY),
        ("+30 days", 30 * DAY),
        ("+101 days", 101 * DAY),
        ("+5 years", FIVE_YEARS),
        ("1 minute before A2 ends", HOUR - MINUTE),
        ("1 minute before R1 ends", DAY - MINUTE),
        ("1 minute before R2 ends", 100 * DAY - MINUTE),
    ],
)
def test_a_button_lets_time_pass_and_comes_back_to_the_time_line(
    refreshing: Walker, provider: Provider, button: str, passed: timedelta
) -> None:
    before = len(provider.refusals())

    refreshing.press(button)

    assert provider.clock.offset == passed
    assert refreshing.page.request.path == "/walk/refresh"
    assert "moved ahead" in refreshing.words
    assert len(provider.refusals()) == before


def test_an_end_that_is_over_is_not_offered(refreshing: Walker) -> None:
    refreshing.press("+1 hour")

    assert "1 minute before A2 ends" not in refreshing.words
    assert "1 minute before R2 ends" in refreshing.words


def test_no_end_is_awaited_of_tokens_that_were_revoked(refreshing: Walker) -> None:
    refreshing.follow("On to revoke")
    refreshing.press("Revoke the connection")

    assert "+1 hour" in refreshing.words
    assert "1 minute before" not in refreshing.words


def test_under_a_preset_without_grace_no_stale_tail_is_drawn(
    refreshing: Walker, provider: Provider
) -> None:
    assert "stale, still honoured" in refreshing.words

    provider.bench.set_policy("rfc-9700", {})
    refreshing.go_to_step("Refresh")

    assert "stale, still honoured" not in refreshing.words
    assert "stale, no longer honoured" in refreshing.words
    assert "1 minute before R1 ends" not in refreshing.words


def test_a_value_that_stays_the_same_is_not_drawn_as_stale(
    connected: Walker, provider: Provider
) -> None:
    provider.bench.set_policy("observed", {})
    connected.go_to_step("Refresh")

    connected.press("Refresh now")

    assert "the same value" in connected.words
    assert "refresh until the value has changed" in connected.words
    assert "stale" not in Reading(connected.page.text).words.split("Time-line")[1]


@pytest.mark.parametrize("button", ["+1 day", "Let a day pass", "Wait 25 hours"])
def test_a_second_click_moves_no_clock(
    refreshing: Walker, provider: Provider, button: str
) -> None:
    first = refreshing.page
    refreshing.press(button)
    moved, refused = provider.clock.offset, len(provider.refusals())

    refreshing.page = first
    refreshing.press(button)

    assert "The clock has been moved meanwhile" in refreshing.words
    assert provider.clock.offset == moved
    assert len(provider.refusals()) == refused


def test_the_clock_goes_a_hundred_years_and_no_further(
    connected: Walker, provider: Provider
) -> None:
    provider.advance(timedelta(days=36_400))
    connected.go_to_step("Refresh")

    connected.press("+101 days")

    assert "The clock was not moved" in connected.words
    assert provider.clock.offset == timedelta(days=36_400)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        pytest.param({"pass": "1000d"}, 200, id="a length that is not offered"),
        pytest.param({"pass": "-1h"}, 200, id="backwards"),
        pytest.param({"pass": ""}, 200, id="nothing"),
        pytest.param({"step": "nowhere"}, 404, id="a step that does not exist"),
        pytest.param({"seen": "lunch"}, 200, id="not a time that was seen"),
    ],
)
def test_wrong_input_moves_nothing(
    connected: Walker, provider: Provider, changes: dict[str, str], status: int
) -> None:
    connected.go_to_step("Refresh")

    answer = connected.press("+1 hour", **changes)

    assert answer.status_code == status
    assert provider.clock.offset == timedelta()


def test_with_real_keys_time_is_nobodys_to_move(
    walker: Walker, provider: Provider
) -> None:
    walker.open("/walk/keys?environment=sandbox")
    walker.press("Seal these keys", client_id="ABinvented", client_secret="invented")
    walker.press("Begin")
    form = Reading(walker.page.text).form_with("Prepare the request")
    walker.open(walker.page.request.full_path.replace("/scopes", "/exchange"))
    assert "With real keys, time passes by itself only" in walker.words

    for path, asked in (("time", {"pass": "1d"}), ("break", {"break": "an-hour"})):
        fields = {**dict(form.fields), "step": "call", "seen": "0", **asked}
        answer = walker.client.post(
            f"/walk/{path}", base_url=walker.address, data=fields
        )
        assert "problem=" in answer.location

    assert provider.clock.offset == timedelta()


def test_an_address_of_another_preset_offers_it_and_changes_nothing(
    connected: Walker, provider: Provider
) -> None:
    connected.go_to_step("Refresh")
    address = connected.page.request.url
    assert "preset=faq" in address

    connected.open(address.replace("preset=faq", "preset=observed"))
    assert "This address was made under another preset" in connected.words
    assert provider.policy.preset == "faq"
    connected.press("Take preset observed")

    assert provider.policy.preset == "observed"
    assert "preset=observed" in connected.page.request.url
    assert "made under another preset" not in connected.words
    assert "The preset observed is in force here" in connected.words


def test_another_browser_is_offered_the_preset_before_it_has_a_walk(
    walker: Walker, provider: Provider
) -> None:
    walker.open("/walk/refresh?preset=rfc-9700")

    walker.press("Take preset rfc-9700")

    assert provider.policy.preset == "rfc-9700"
    assert walker.page.request.path == "/walk/refresh"


@pytest.mark.parametrize("asked", ["moon", "", "FAQ"])
def test_a_preset_that_does_not_exist_is_passed_over(
    walker: Walker, asked: str
) -> None:
    walker.open(f"/walk/keys?preset={asked}")

    assert "made under another preset" not in walker.words


def test_a_form_that_names_no_preset_takes_none(
    walker: Walker, provider: Provider
) -> None:
    walker.open("/walk/keys?preset=observed")

    answer = walker.press("Take preset", preset="moon")

    assert answer.status_code == 404
    assert provider.policy.preset == "faq"
