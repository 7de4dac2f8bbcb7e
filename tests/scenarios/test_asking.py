"""Stories about asking the user: what comes back, and what of it is believed."""

import pytest

from grantlab.protocol.errors import StateMismatchError, StateProblem
from grantlab.protocol.round_trip import Pairs, Purpose
from grantlab.protocol.scope import ACCOUNTING, OPENID, PAYMENT
from grantlab.store.authorization_attempts import STATE_LIFETIME
from tests.scenarios.story import (
    BROWSER,
    OTHER_BROWSER,
    Story,
    changed,
    parameters_of,
)
from tests.support.clocks import SECOND

LONG_COMPANY = "9223372036854770003"


def problem_of(story: Story, parameters: Pairs, *, browser: str = BROWSER) -> str:
    with pytest.raises(StateMismatchError) as caught:
        story.receive(parameters, browser=browser)
    return caught.value.problem


@pytest.mark.proves("L207")
def test_a_consent_comes_back_with_code_state_and_company(story: Story) -> None:
    received = story.come_back()

    assert not received.repeated
    assert story.parts.attempts.realm_id(received.attempt) == "9341450000000101"
    assert received.attempt.code_fingerprint is not None
    assert received.attempt.error is None


@pytest.mark.proves("L207")
def test_a_response_in_another_order_is_the_same_response(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()))

    received = story.receive(parameters[::-1])

    assert story.parts.attempts.realm_id(received.attempt) == "9341450000000101"


def test_a_company_with_19_digits_keeps_every_one_of_them(story: Story) -> None:
    connection = story.connect(company=LONG_COMPANY)

    assert story.parts.connections.realm_id(connection) == LONG_COMPANY
    assert story.call(connection).answered


@pytest.mark.proves("L206")
def test_a_user_who_says_no_sends_back_the_error_and_no_code(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()), decision="cancel")

    received = story.receive(parameters)

    assert dict(parameters).keys() >= {"error", "state"}
    assert "code" not in dict(parameters)
    assert received.attempt.error == "access_denied"
    assert received.attempt.code_fingerprint is None
    assert story.reasons() == ["user_said_no"]


@pytest.mark.proves("L201")
@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        pytest.param("com.intuit.quickbooks.invented", "scope_unknown", id="unknown"),
        pytest.param(PAYMENT, "scope_not_enabled", id="not enabled for the app"),
    ],
)
def test_a_scope_that_cannot_be_had_brings_an_error_and_no_code(
    story: Story, scope: str, reason: str
) -> None:
    attempt = story.ask(story.begin(ACCOUNTING, scope))

    location = story.user.ask(story.query_of(attempt)).location

    parameters = parameters_of(location)
    received = story.receive(parameters)
    assert received.attempt.error == "invalid_scope"
    assert "code" not in dict(parameters)
    assert story.reasons() == [reason]


@pytest.mark.proves("L204", "L205")
def test_a_changed_state_stops_the_flow_before_anything_is_exchanged(
    story: Story,
) -> None:
    walk = story.begin()
    parameters = story.consent(story.ask(walk))

    problem = problem_of(story, changed(parameters, state="x" * 43))

    assert problem == StateProblem.UNKNOWN
    assert story.sent(walk, Purpose.EXCHANGE) == []
    assert story.parts.connections.count() == 0


@pytest.mark.proves("L205")
@pytest.mark.parametrize(
    "state",
    [
        pytest.param(None, id="missing"),
        pytest.param("", id="empty"),
    ],
)
def test_a_response_without_a_state_is_disregarded(
    story: Story, state: str | None
) -> None:
    parameters = story.consent(story.ask(story.begin()))

    assert problem_of(story, changed(parameters, state=state)) == StateProblem.MISSING


@pytest.mark.proves("L205")
def test_a_doubled_state_is_no_state(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()))

    doubled = (*parameters, ("state", dict(parameters)["state"]))

    assert problem_of(story, doubled) == StateProblem.MISSING


@pytest.mark.proves("L204", "L205")
def test_a_response_in_another_browser_is_disregarded(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()))

    problem = problem_of(story, parameters, browser=OTHER_BROWSER)

    assert problem == StateProblem.OTHER_BROWSER
    assert not story.receive(parameters).repeated


@pytest.mark.proves("L205")
def test_a_response_that_took_too_long_is_disregarded_every_time(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()))
    story.pass_time(STATE_LIFETIME)

    assert problem_of(story, parameters) == StateProblem.EXPIRED
    assert problem_of(story, parameters) == StateProblem.EXPIRED


@pytest.mark.proves("L205")
def test_a_response_in_the_last_second_is_still_good(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()))
    story.pass_time(STATE_LIFETIME - SECOND)

    assert story.receive(parameters).attempt.code_fingerprint is not None


@pytest.mark.proves("L205")
def test_a_response_that_comes_twice_is_shown_the_first_result(story: Story) -> None:
    walk = story.begin()
    parameters = story.consent(story.ask(walk))
    first = story.receive(parameters)

    second = story.receive(parameters)

    assert second.repeated
    assert second.attempt is first.attempt
    assert second.attempt.repeats == 1
    assert story.sent(walk, Purpose.EXCHANGE) == []
    assert len(story.sent(walk, Purpose.AUTHORIZATION_RESPONSE)) == 1


@pytest.mark.proves("L205")
def test_a_replay_after_the_exchange_sends_nothing(story: Story) -> None:
    walk = story.begin()
    parameters = story.consent(story.ask(walk))
    connection = story.exchange(story.receive(parameters))

    assert story.receive(parameters).repeated

    assert len(story.sent(walk, Purpose.EXCHANGE)) == 1
    assert story.call(connection).answered


@pytest.mark.proves("L205")
@pytest.mark.parametrize("code", ["XAB1somebodyelses", None])
def test_a_used_state_with_another_code_is_disregarded(
    story: Story, code: str | None
) -> None:
    parameters = story.consent(story.ask(story.begin()))
    story.receive(parameters)

    assert problem_of(story, changed(parameters, code=code)) == StateProblem.USED


def test_a_code_behind_a_refusal_is_disregarded(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()), decision="cancel")
    story.receive(parameters)

    smuggled = (*changed(parameters, error=None), ("code", "XAB1somebodyelses"))

    assert problem_of(story, smuggled) == StateProblem.USED


def test_a_refusal_that_comes_twice_is_shown_the_first_result(story: Story) -> None:
    parameters = story.consent(story.ask(story.begin()), decision="cancel")
    story.receive(parameters)

    assert story.receive(parameters).repeated


def test_an_app_with_a_code_of_its_own_gets_none(story: Story) -> None:
    walk = story.begin()
    parameters = story.consent(story.ask(walk))

    received = story.receive((*parameters, ("code", "voucher-42")))

    assert received.attempt.error == "missing-code"
    assert received.attempt.code_fingerprint is None


def test_two_tabs_do_not_get_into_each_others_way(story: Story) -> None:
    first, second = (story.ask(story.begin()) for _ in range(2))
    answers = {attempt.id: story.consent(attempt) for attempt in (first, second)}

    received = [story.receive(answers[attempt.id]) for attempt in (second, first)]

    assert [item.attempt for item in received] == [second, first]


@pytest.mark.proves("L203")
def test_another_scope_is_asked_for_later_and_gives_new_tokens(story: Story) -> None:
    before = story.connect(ACCOUNTING)
    access_token = story.access_token(before)
    assert story.parts.connections.get(before.id).verified_at is None

    after = story.connect(ACCOUNTING, OPENID)

    assert after.id == before.id
    assert after.scopes == (ACCOUNTING, OPENID)
    assert story.access_token(after) != access_token
    assert after.verified_by == "ID token"


@pytest.mark.proves("L203")
def test_a_refresh_does_not_widen_the_scopes(story: Story) -> None:
    story.provider.registry.enable_scope(PAYMENT)
    connection = story.connect(PAYMENT)

    story.refresh(connection)

    assert story.call(connection).status == 403
    assert story.reasons() == ["scope_not_granted"]


@pytest.mark.proves("L101")
def test_an_unknown_client_is_shown_a_page_and_sent_nowhere(story: Story) -> None:
    attempt = story.ask(story.begin())
    query = story.query_of(attempt).replace(attempt.client_id, "ABunknown")

    answer = story.user.ask(query)

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert story.reasons() == ["client_unknown"]


@pytest.mark.proves("L103", "L106")
def test_a_redirect_uri_that_is_not_registered_is_never_gone_to(story: Story) -> None:
    attempt = story.ask(
        story.begin(), redirect_uri="https://oauth.pstmn.io/v1/callback"
    )

    answer = story.user.ask(story.query_of(attempt))

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert story.reasons() == ["redirect_uri_mismatch"]


def test_the_walk_records_what_the_browser_brought_without_its_values(
    story: Story,
) -> None:
    walk = story.begin()
    parameters = story.consent(story.ask(walk))

    story.receive(parameters)

    (request,) = story.sent(walk, Purpose.AUTHORIZATION_REQUEST)
    (response,) = story.sent(walk, Purpose.AUTHORIZATION_RESPONSE)
    assert dict(request.query)["scope"] == ACCOUNTING
    for value in (dict(parameters)["code"], dict(parameters)["state"]):
        assert value not in request.url + response.url
    assert "realmId={realmId}" in response.url
