"""Claims: one refresh at a time, and none that leaves no trace."""

from datetime import timedelta

import pytest

from grantlab.store.claims import CLAIM_LIFETIME, Claim
from grantlab.store.errors import RefreshInProgressError
from grantlab.store.models import Connection, Outcome, TokenGeneration
from tests.support.builders import token_set
from tests.support.clocks import MINUTE, NOON, SECOND
from tests.unit.store.parts import StoreParts

LATER = NOON + MINUTE


def take(store: StoreParts, connection: Connection, sent: TokenGeneration) -> Claim:
    return store.claims.take(connection, sent, asked_by="test", now=NOON)


def outcomes(store: StoreParts, connection: Connection) -> list[Outcome | None]:
    return [attempt.outcome for attempt in store.claims.attempts_of(connection.id)]


@pytest.mark.proves("L509")
def test_a_second_taker_is_told_to_wait(store: StoreParts) -> None:
    connection, sent = store.connect()
    take(store, connection, sent)

    with pytest.raises(RefreshInProgressError):
        take(store, connection, sent)


@pytest.mark.proves("L509")
def test_of_several_takers_at_once_one_gets_the_claim(store: StoreParts) -> None:
    connection, sent = store.connect()
    connection_id, sent_id = connection.id, sent.id

    def try_to_take() -> bool:
        mine = store.session.get_one(Connection, connection_id)
        try:
            take(store, mine, store.session.get_one(TokenGeneration, sent_id))
        except RefreshInProgressError:
            return False
        return True

    assert sorted(store.at_once(try_to_take, times=4)) == [False, False, False, True]
    assert len(store.claims.attempts_of(connection_id)) == 1


def test_two_connections_do_not_wait_for_each_other(store: StoreParts) -> None:
    first, second = store.connect("1001"), store.connect("1002")

    take(store, *first)

    assert take(store, *second).connection_id == second[0].id


def test_a_claim_is_in_the_journal_before_anything_is_sent(store: StoreParts) -> None:
    connection, sent = store.connect()

    claim = take(store, connection, sent)

    (attempt,) = store.claims.attempts_of(connection.id)
    assert attempt.claim == claim.number
    assert attempt.sent_fingerprint == sent.refresh_fingerprint
    assert attempt.outcome is None


def test_a_claim_that_was_let_go_can_be_taken_again(store: StoreParts) -> None:
    connection, sent = store.connect()
    first = take(store, connection, sent)

    store.claims.finish_without_tokens(
        first, Outcome.REFUSED, error="invalid_grant", now=LATER
    )

    assert take(store, connection, sent).number == first.number + 1


def test_a_claim_whose_owner_died_runs_out(store: StoreParts) -> None:
    connection, sent = store.connect()
    first = take(store, connection, sent)

    store.clock.advance(CLAIM_LIFETIME - SECOND)
    with pytest.raises(RefreshInProgressError):
        take(store, connection, sent)

    store.clock.advance(SECOND)
    second = take(store, connection, sent)

    assert second.number == first.number + 1
    assert outcomes(store, connection) == [Outcome.ABANDONED, None]


def test_a_claim_lives_three_times_as_long_as_a_request() -> None:
    assert timedelta(seconds=90) == CLAIM_LIFETIME


def test_whoever_lost_a_claim_cannot_let_go_of_the_next_one(store: StoreParts) -> None:
    connection, sent = store.connect()
    old = take(store, connection, sent)
    store.clock.advance(CLAIM_LIFETIME)
    take(store, connection, sent)

    store.claims.finish_without_tokens(old, Outcome.NO_ANSWER, error="x", now=LATER)

    with pytest.raises(RefreshInProgressError):
        take(store, connection, sent)
    assert store.connections.get(connection.id).unanswered_at is None
    assert outcomes(store, connection) == [Outcome.NO_ANSWER, None]


@pytest.mark.proves("L513")
def test_a_late_pair_is_kept_and_does_not_free_the_next_claim(
    store: StoreParts,
) -> None:
    connection, sent = store.connect()
    old = take(store, connection, sent)
    store.clock.advance(CLAIM_LIFETIME)
    take(store, connection, sent)

    store.generations.commit_refresh(
        old, sent, token_set(2), asked_by="late", keep_values=True
    )

    with pytest.raises(RefreshInProgressError):
        take(store, connection, sent)
    assert outcomes(store, connection) == [Outcome.ROTATED, None]


@pytest.mark.parametrize(
    ("outcome", "refused", "unanswered"),
    [
        pytest.param(Outcome.REFUSED, LATER, None, id="refused"),
        pytest.param(Outcome.NO_ANSWER, None, LATER, id="no answer"),
        pytest.param(Outcome.MALFORMED, None, LATER, id="no usable answer"),
    ],
)
def test_a_refresh_without_tokens_shows_in_the_standing(
    store: StoreParts, outcome: Outcome, refused: object, unanswered: object
) -> None:
    connection, sent = store.connect()
    claim = take(store, connection, sent)

    store.claims.finish_without_tokens(claim, outcome, error="said so", now=LATER)

    standing = store.connections.get(connection.id)
    assert standing.refused_at == refused
    assert standing.unanswered_at == unanswered
    (attempt,) = store.claims.attempts_of(connection.id)
    assert (attempt.outcome, attempt.error) == (outcome, "said so")
    assert attempt.finished_at == LATER
