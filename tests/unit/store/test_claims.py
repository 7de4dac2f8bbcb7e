"""Claims: one refresh at a time, and none that leaves no trace."""

from datetime import timedelta

import pytest

from grantlab.protocol.backoff import FIRST
from grantlab.store.claims import CLAIM_LIFETIME, Basis, Claim
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


def fail(store: StoreParts, connection: Connection, sent: TokenGeneration) -> None:
    """Refresh once, without an answer."""
    claim = take(store, connection, sent)
    store.claims.finish_without_tokens(claim, Outcome.NO_ANSWER, error="x", now=NOON)


@pytest.mark.proves("L510")
def test_each_refresh_without_an_answer_puts_off_the_next(store: StoreParts) -> None:
    connection, sent = store.connect()

    for failures in range(1, 6):
        fail(store, connection, sent)
        standing = store.connections.get(connection.id)
        assert standing.unanswered_count == failures
        assert standing.retry_at is not None
        assert NOON <= standing.retry_at < NOON + FIRST * 2 ** (failures - 1)


@pytest.mark.parametrize("brought", [True, False])
def test_any_answer_ends_the_waiting(store: StoreParts, *, brought: bool) -> None:
    connection, sent = store.connect()
    fail(store, connection, sent)
    claim = take(store, connection, sent)

    if brought:
        store.generations.commit_refresh(
            claim, sent, token_set(2), asked_by="test", keep_values=True
        )
    else:
        store.claims.finish_without_tokens(
            claim, Outcome.REFUSED, error="invalid_grant", now=LATER
        )

    standing = store.elsewhere(lambda: store.connections.get(connection.id))
    assert (standing.retry_at, standing.unanswered_count) == (None, 0)
    assert standing.unanswered_at is None


@pytest.mark.proves("L509")
def test_a_claim_is_given_only_for_what_was_read(store: StoreParts) -> None:
    connection, sent = store.connect()
    basis = Basis(sent, connection.claim)
    fail(store, connection, sent)

    with pytest.raises(RefreshInProgressError):
        store.claims.take(connection, sent, basis=basis, asked_by="late", now=NOON)

    assert len(store.claims.attempts_of(connection.id)) == 1


def die(store: StoreParts, connection: Connection, sent: TokenGeneration) -> Claim:
    """Take a claim and never come back."""
    claim = take(store, connection, sent)
    store.clock.advance(CLAIM_LIFETIME)
    return claim


@pytest.mark.proves("L513")
def test_a_pair_resolves_the_attempt_of_an_owner_that_died(store: StoreParts) -> None:
    connection, sent = store.connect()
    dead = die(store, connection, sent)
    claim = take(store, connection, sent)

    store.generations.commit_refresh(
        claim, sent, token_set(2), asked_by="test", keep_values=True
    )

    assert outcomes(store, connection) == [Outcome.RESOLVED, Outcome.ROTATED]
    assert store.claims.attempts_of(connection.id)[1].resolves_id == dead.attempt_id


@pytest.mark.proves("L513")
def test_a_refusal_tells_that_the_attempt_of_the_dead_is_lost(
    store: StoreParts,
) -> None:
    connection, sent = store.connect()
    die(store, connection, sent)
    claim = take(store, connection, sent)

    store.claims.finish_without_tokens(claim, Outcome.REFUSED, error="x", now=LATER)

    assert outcomes(store, connection) == [Outcome.LOST, Outcome.REFUSED]


def test_a_refused_older_token_tells_nothing_of_an_attempt_with_the_newest(
    store: StoreParts,
) -> None:
    connection, first = store.connect()
    claim = take(store, connection, first)
    newest = store.generations.commit_refresh(
        claim, first, token_set(2), asked_by="test", keep_values=True
    )
    die(store, connection, newest)
    claim = take(store, connection, first)

    store.claims.finish_without_tokens(claim, Outcome.REFUSED, error="x", now=LATER)

    assert outcomes(store, connection)[1:] == [Outcome.ABANDONED, Outcome.REFUSED]


def test_what_was_abandoned_before_the_last_pair_is_not_resolved_again(
    store: StoreParts,
) -> None:
    connection, sent = store.connect()
    die(store, connection, sent)
    claim = take(store, connection, sent)
    newest = store.generations.commit_refresh(
        claim, sent, token_set(2), asked_by="test", keep_values=True
    )

    take(store, connection, newest)

    assert store.claims.attempts_of(connection.id)[-1].resolves_id is None


def test_an_owner_that_comes_back_late_tells_its_own_outcome(store: StoreParts) -> None:
    connection, sent = store.connect()
    sleeper = die(store, connection, sent)
    claim = take(store, connection, sent)
    store.claims.finish_without_tokens(claim, Outcome.REFUSED, error="x", now=LATER)
    assert outcomes(store, connection)[0] is Outcome.LOST

    store.generations.commit_refresh(
        sleeper, sent, token_set(2), asked_by="late", keep_values=True
    )

    assert outcomes(store, connection) == [Outcome.ROTATED, Outcome.REFUSED]
    assert store.connections.get(connection.id).refused_at is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("no\0good", "no␀good", id="a NUL"),
        pytest.param("x" * 70, "x" * 64, id="longer than what is kept"),
    ],
)
def test_whatever_a_service_says_the_claim_is_let_go(
    store: StoreParts, sent: str, kept: str
) -> None:
    connection, generation = store.connect()
    claim = take(store, connection, generation)

    store.claims.finish_without_tokens(claim, Outcome.REFUSED, error=sent, now=LATER)

    store.session.expire_all()
    (attempt,) = store.claims.attempts_of(connection.id)
    assert attempt.error == kept
    assert store.connections.get(connection.id).claimed_until is None
