"""Authorization attempts: a state is spent once, a code is handed out once."""

import pytest

from grantlab.protocol.authorization_response import AuthorizationResponse
from grantlab.protocol.secret import Secret
from grantlab.store.authorization_attempts import STATE_LIFETIME
from grantlab.store.errors import CodeAlreadyTakenError, ValueWipedError
from grantlab.store.models import AuthorizationAttempt
from tests.support import invented
from tests.support.clocks import NOON
from tests.unit.store.parts import BROWSER, StoreParts

RESPONSE = AuthorizationResponse(Secret(invented.CODE), invented.REALM_ID)


def state_of(store: StoreParts, attempt: AuthorizationAttempt) -> Secret:
    state = store.attempts.state(attempt)
    assert state is not None
    return state


def answered(store: StoreParts) -> AuthorizationAttempt:
    attempt = store.ask(store.begin_walk())
    store.attempts.keep_response(attempt, RESPONSE, now=NOON)
    return attempt


@pytest.mark.proves("L204", "L205")
def test_a_state_is_spent_once(store: StoreParts) -> None:
    attempt = store.ask(store.begin_walk())
    state = state_of(store, attempt)

    first, second = (
        store.attempts.spend(state, browser_digest=BROWSER) for _ in range(2)
    )

    assert first is attempt
    assert second is None


@pytest.mark.proves("L204")
def test_of_two_deliveries_at_once_one_gets_the_attempt(store: StoreParts) -> None:
    state = state_of(store, store.ask(store.begin_walk()))

    got = store.at_once(
        lambda: store.attempts.spend(state, browser_digest=BROWSER) is not None, times=4
    )

    assert sorted(got) == [False, False, False, True]


@pytest.mark.proves("L204")
def test_another_browser_cannot_spend_a_state(store: StoreParts) -> None:
    state = state_of(store, store.ask(store.begin_walk()))

    assert store.attempts.spend(state, browser_digest="c" * 64) is None
    assert store.attempts.spend(state, browser_digest=BROWSER) is not None


def test_a_state_that_was_never_made_finds_nothing(store: StoreParts) -> None:
    stranger = Secret("never made")

    assert store.attempts.spend(stranger, browser_digest=BROWSER) is None
    assert store.attempts.find_by_state(stranger) is None


def test_a_spent_state_still_leads_to_its_attempt(store: StoreParts) -> None:
    attempt = store.ask(store.begin_walk())
    state = state_of(store, attempt)
    store.attempts.spend(state, browser_digest=BROWSER)

    assert store.attempts.find_by_state(state) is attempt


def test_a_request_is_waited_for_an_hour(store: StoreParts) -> None:
    attempt = store.ask(store.begin_walk())

    assert attempt.expires_at == NOON + STATE_LIFETIME


@pytest.mark.proves("L303")
def test_a_code_is_handed_out_once(store: StoreParts) -> None:
    attempt = answered(store)

    code = store.attempts.take_code(attempt, now=NOON, keep_value=False)

    assert code == RESPONSE.code
    with pytest.raises(CodeAlreadyTakenError):
        store.attempts.take_code(attempt, now=NOON, keep_value=False)


@pytest.mark.proves("L303")
def test_of_two_who_take_a_code_at_once_one_gets_it(store: StoreParts) -> None:
    attempt_id = answered(store).id

    def take() -> bool:
        attempt = store.session.get_one(AuthorizationAttempt, attempt_id)
        try:
            store.attempts.take_code(attempt, now=NOON, keep_value=True)
        except CodeAlreadyTakenError:
            return False
        return True

    assert sorted(store.at_once(take, times=4)) == [False, False, False, True]


def test_a_code_that_never_came_cannot_be_taken(store: StoreParts) -> None:
    attempt = store.ask(store.begin_walk())

    with pytest.raises(CodeAlreadyTakenError):
        store.attempts.take_code(attempt, now=NOON, keep_value=True)


def test_a_taken_code_can_be_looked_at_where_values_are_kept(store: StoreParts) -> None:
    attempt = answered(store)

    store.attempts.take_code(attempt, now=NOON, keep_value=True)

    assert store.attempts.code(attempt) == RESPONSE.code


def test_a_code_that_came_after_its_row_was_read_can_be_taken(
    store: StoreParts,
) -> None:
    attempt = store.ask(store.begin_walk())
    attempt_id = attempt.id

    def response_comes() -> None:
        mine = store.session.get_one(AuthorizationAttempt, attempt_id)
        store.attempts.keep_response(mine, RESPONSE, now=NOON)

    store.elsewhere(response_comes)

    taken = store.attempts.take_code(attempt, now=NOON, keep_value=True)
    assert taken == RESPONSE.code


def test_a_taken_code_is_gone_where_values_are_not_kept(store: StoreParts) -> None:
    attempt = answered(store)

    store.attempts.take_code(attempt, now=NOON, keep_value=False)

    with pytest.raises(ValueWipedError):
        store.attempts.code(attempt)
    assert attempt.code_fingerprint == RESPONSE.code.fingerprint


def test_a_response_says_its_company_and_a_refusal_its_error(store: StoreParts) -> None:
    walk = store.begin_walk()
    answered_one, refused_one = store.ask(walk), store.ask(walk)

    store.attempts.keep_response(answered_one, RESPONSE, now=NOON)
    store.attempts.keep_refusal(refused_one, "access_denied", now=NOON)

    assert store.attempts.realm_id(answered_one) == invented.REALM_ID
    assert store.attempts.realm_id(refused_one) is None
    assert refused_one.error == "access_denied"
    assert store.attempts.of_walk(walk) == [answered_one, refused_one]


def test_a_walk_takes_its_requests_with_it(store: StoreParts) -> None:
    walk = store.begin_walk()
    state = state_of(store, store.ask(walk))

    store.walks.remove(walk)

    assert store.attempts.find_by_state(state) is None
    assert store.attempts.spend(state, browser_digest=BROWSER) is None


def test_what_an_id_token_said_is_kept_or_why_it_was_not_believed(
    store: StoreParts,
) -> None:
    attempt, token = answered(store), Secret(invented.ID_TOKEN)

    store.attempts.keep_id_token_result(
        attempt, token, claims_json='{"sub":"x"}', problem=None
    )
    assert store.attempts.id_claims_json(attempt) == '{"sub":"x"}'
    assert attempt.id_token_fingerprint == token.fingerprint

    store.attempts.keep_id_token_result(
        attempt, token, claims_json=None, problem="exp has passed"
    )
    assert store.attempts.id_claims_json(attempt) is None
    assert attempt.id_token_problem == "exp has passed"
