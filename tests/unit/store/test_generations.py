"""Generations of tokens: committed at once, facts that stay, values that are wiped."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.store.claims import CLAIM_LIFETIME
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Connection, Origin, Outcome, TokenGeneration
from tests.support.builders import token_set
from tests.support.clocks import DAY, HOUR, MINUTE, NOON
from tests.unit.store.parts import StoreParts


def refresh(
    store: StoreParts,
    connection: Connection,
    sent: TokenGeneration,
    tokens: TokenSet,
    *,
    keep_values: bool = True,
) -> TokenGeneration:
    claim = store.claims.take(connection, sent, asked_by="test", now=NOON)
    return store.generations.commit_refresh(
        claim, sent, tokens, asked_by="test", keep_values=keep_values
    )


def late_twin(
    store: StoreParts, connection: Connection, sent: TokenGeneration, tokens: TokenSet
) -> tuple[TokenGeneration, TokenGeneration]:
    """Let one worker fall asleep with its answer, and another take over."""
    sleeping = store.claims.take(connection, sent, asked_by="sleeper", now=NOON)
    store.clock.advance(CLAIM_LIFETIME)
    taken_over = refresh(
        store, connection, sent, token_set(3, received_at=NOON + 2 * MINUTE)
    )
    late = store.generations.commit_refresh(
        sleeping, sent, tokens, asked_by="sleeper", keep_values=True
    )
    return taken_over, late


def current(store: StoreParts, connection: Connection) -> TokenGeneration:
    found = store.generations.current(connection)
    assert found is not None
    return found


@pytest.mark.proves("L309", "L704")
def test_a_consent_is_stored_with_its_company_and_its_deadlines(
    store: StoreParts,
) -> None:
    connection, generation = store.connect()

    assert current(store, connection) is generation
    assert generation.origin is Origin.EXCHANGE
    assert generation.access_expires_at == NOON + HOUR
    assert generation.refresh_expires_at == NOON + 100 * DAY
    assert generation.hard_expires_at == NOON + 5 * 365 * DAY
    assert store.generations.access_token(generation) == token_set(1).access_token
    assert store.generations.refresh_token(generation) == token_set(1).refresh_token


@pytest.mark.proves("L501")
def test_a_refresh_stores_both_tokens_as_a_new_generation(store: StoreParts) -> None:
    connection, first = store.connect()

    second = refresh(store, connection, first, token_set(2))

    assert current(store, connection) is second
    assert (second.number, second.parent_id) == (2, first.id)
    assert store.generations.access_token(second) == token_set(2).access_token
    assert store.generations.refresh_token(second) == token_set(2).refresh_token
    store.session.refresh(first)
    assert first.superseded_at == second.received_at


@pytest.mark.proves("L501")
def test_a_refresh_token_that_did_not_change_is_stored_all_the_same(
    store: StoreParts,
) -> None:
    connection, first = store.connect()

    second = refresh(
        store,
        connection,
        first,
        token_set(2, refresh_token=token_set(1).refresh_token),
    )

    assert second.refresh_fingerprint == first.refresh_fingerprint
    assert store.generations.refresh_token(second) == token_set(1).refresh_token
    (attempt,) = store.claims.attempts_of(connection.id)
    assert attempt.outcome is Outcome.UNCHANGED


def test_a_missing_refresh_token_keeps_the_one_that_was_sent(store: StoreParts) -> None:
    connection, first = store.connect()

    second = refresh(
        store,
        connection,
        first,
        token_set(2, refresh_token=None, refresh_expires_at=None),
    )

    assert store.generations.refresh_token(second) == token_set(1).refresh_token
    assert second.refresh_expires_at == first.refresh_expires_at


def test_an_unknown_deadline_is_told_by_the_value_itself(store: StoreParts) -> None:
    connection, first = store.connect()

    second = refresh(store, connection, first, token_set(2, refresh_expires_at=None))

    assert second.refresh_expires_at == NOON + 100 * DAY


def test_a_pair_that_took_over_is_current_and_the_late_one_its_sibling(
    store: StoreParts,
) -> None:
    connection, first = store.connect()

    # Issued before its twin, received long after it.
    taken_over, late = late_twin(
        store,
        connection,
        first,
        token_set(2, issued_at=NOON, received_at=NOON + 5 * MINUTE),
    )

    assert current(store, connection) is taken_over
    assert late.superseded_at == late.received_at
    assert store.generations.sibling_of(taken_over) is late
    assert store.generations.sibling_of(late) is taken_over


def test_a_late_pair_that_was_issued_last_becomes_current(store: StoreParts) -> None:
    connection, first = store.connect()

    taken_over, late = late_twin(
        store, connection, first, token_set(2, received_at=NOON + 5 * MINUTE)
    )

    assert current(store, connection) is late
    store.session.refresh(taken_over)
    assert taken_over.superseded_at == late.received_at
    assert store.generations.sibling_of(late) is taken_over


@pytest.mark.parametrize(
    ("issued_at", "late_is_current"),
    [
        pytest.param(NOON + MINUTE, True, id="the late one was made last"),
        pytest.param(NOON - MINUTE, False, id="it was long on the way"),
        pytest.param(NOON, True, id="made at one moment: the one that came last"),
        pytest.param(None, True, id="not told: the one that came last"),
    ],
)
def test_without_a_time_inside_the_values_the_date_of_the_answer_decides(
    store: StoreParts, *, issued_at: datetime | None, late_is_current: bool
) -> None:
    connection, first = store.connect()
    opaque = Secret("opaque-1")
    sleeping = store.claims.take(connection, first, asked_by="sleeper", now=NOON)
    store.clock.advance(CLAIM_LIFETIME)
    taken_over = refresh(
        store,
        connection,
        first,
        replace(token_set(3), issued_at=NOON, refresh_token=opaque),
    )

    late = store.generations.commit_refresh(
        sleeping,
        first,
        replace(token_set(2), issued_at=issued_at, refresh_token=opaque),
        asked_by="sleeper",
        keep_values=True,
    )

    assert current(store, connection) is (late if late_is_current else taken_over)


def test_without_a_time_inside_the_values_the_one_that_came_last_is_current(
    store: StoreParts,
) -> None:
    connection, first = store.connect()

    _, late = late_twin(
        store,
        connection,
        first,
        token_set(
            2,
            received_at=NOON + 5 * MINUTE,
            refresh_token=token_set(1).access_token,
            refresh_expires_at=None,
        ),
    )

    assert current(store, connection) is late


def test_a_first_pair_has_no_sibling(store: StoreParts) -> None:
    _, first = store.connect()

    assert store.generations.sibling_of(first) is None


@pytest.mark.proves("L604")
def test_older_values_are_wiped_and_their_facts_stay(store: StoreParts) -> None:
    connection, first = store.connect()

    second = refresh(store, connection, first, token_set(2), keep_values=False)

    store.session.refresh(first)
    for read in (store.generations.access_token, store.generations.refresh_token):
        with pytest.raises(ValueWipedError):
            read(first)
    assert first.refresh_fingerprint
    assert first.refresh_expires_at == NOON + 100 * DAY
    assert store.generations.refresh_token(second) == token_set(2).refresh_token


def test_an_unresolved_sibling_keeps_its_values_until_it_is_resolved(
    store: StoreParts,
) -> None:
    connection, first = store.connect()
    taken_over, late = late_twin(
        store,
        connection,
        first,
        token_set(2, issued_at=NOON, received_at=NOON + 5 * MINUTE),
    )

    refresh(store, connection, taken_over, token_set(4), keep_values=False)

    store.session.refresh(late)
    with pytest.raises(ValueWipedError):
        store.generations.refresh_token(late)


def test_a_sibling_outlives_the_refresh_that_made_it(store: StoreParts) -> None:
    connection, first = store.connect()
    sleeping = store.claims.take(connection, first, asked_by="sleeper", now=NOON)
    store.clock.advance(CLAIM_LIFETIME)
    refresh(
        store,
        connection,
        first,
        token_set(3, received_at=NOON + 2 * MINUTE),
        keep_values=False,
    )

    late = store.generations.commit_refresh(
        sleeping, first, token_set(2), asked_by="sleeper", keep_values=False
    )

    assert store.generations.refresh_token(late) == token_set(2).refresh_token
    assert current(store, connection).sealed_refresh_token is not None


@pytest.mark.proves("L604")
def test_an_ended_connection_keeps_its_facts_and_no_value(store: StoreParts) -> None:
    connection, first = store.connect()
    second = refresh(store, connection, first, token_set(2))

    store.generations.wipe_values(connection, now=NOON + DAY)

    kept = store.generations.of_connection(connection.id)
    assert [item.number for item in kept] == [1, 2]
    assert all(item.sealed_refresh_token is None for item in kept)
    assert all(item.sealed_access_token is None for item in kept)
    assert all(item.refresh_fingerprint for item in kept)
    assert connection.revoked_at == NOON + DAY
    assert current(store, connection).id == second.id


@pytest.mark.proves("L605")
def test_a_new_consent_starts_afresh_on_the_same_row(store: StoreParts) -> None:
    connection, _ = store.connect()
    store.generations.note_revoked(connection, now=NOON)

    again, generation = store.connect(number=2)

    assert again.id == connection.id
    assert (again.consent, generation.consent) == (2, 2)
    assert again.revoked_at is None
    assert current(store, connection) is generation


@pytest.mark.proves("L604", "L605")
def test_a_new_consent_leaves_no_value_of_the_old_one(store: StoreParts) -> None:
    connection, first = store.connect()

    store.generations.commit_consent(
        connection, token_set(2), walk_id=None, asked_by="test", keep_values=False
    )

    store.session.refresh(first)
    with pytest.raises(ValueWipedError):
        store.generations.refresh_token(first)


def test_a_connection_without_tokens_has_no_current_pair(store: StoreParts) -> None:
    connection = Connection(
        environment="embedded",
        client_id="x",
        scopes=(),
        consented_at=NOON,
        consent=1,
    )
    store.session.add(connection)
    store.session.commit()

    assert store.generations.current(connection) is None


@pytest.mark.parametrize(
    "received_at",
    [
        pytest.param(NOON + timedelta(microseconds=123), id="to the microsecond"),
        pytest.param(NOON.astimezone(), id="in another zone"),
    ],
)
def test_a_moment_comes_back_as_it_was(
    store: StoreParts, received_at: datetime
) -> None:
    connection, first = store.connect()

    second = refresh(store, connection, first, token_set(2, received_at=received_at))

    store.session.expire(second)
    assert second.received_at == received_at
    assert second.received_at.utcoffset() == timedelta()


@pytest.mark.proves("L513")
def test_of_several_pairs_that_arrive_at_once_none_is_lost(store: StoreParts) -> None:
    connection, sent = store.connect()
    claim = store.claims.take(connection, sent, asked_by="test", now=NOON)
    sent_id = sent.id
    numbers = iter(range(2, 8))

    def arrive() -> int:
        tokens = token_set(next(numbers))
        mine = store.session.get_one(TokenGeneration, sent_id)
        return store.generations.commit_refresh(
            claim, mine, tokens, asked_by="test", keep_values=True
        ).number

    assert sorted(store.at_once(arrive, times=6)) == [2, 3, 4, 5, 6, 7]
    not_superseded = [
        item.number
        for item in store.generations.of_connection(connection.id)
        if item.superseded_at is None
    ]
    assert len(not_superseded) == 1


def test_a_stored_value_that_does_not_open_costs_no_new_pair(store: StoreParts) -> None:
    connection, sent = store.connect()
    sleeping = store.claims.take(connection, sent, asked_by="sleeper", now=NOON)
    store.clock.advance(CLAIM_LIFETIME)
    taken_over = refresh(store, connection, sent, token_set(2))
    taken_over.sealed_refresh_token = b"tampered with, and long enough to be sealed"
    store.session.commit()

    late = store.generations.commit_refresh(
        sleeping,
        sent,
        token_set(3, received_at=NOON + MINUTE),
        asked_by="sleeper",
        keep_values=True,
    )

    assert current(store, connection) is late


@pytest.mark.proves("L604")
def test_a_walk_that_is_deleted_leaves_the_current_values_only(
    store: StoreParts,
) -> None:
    walk = store.begin_walk()
    connection, first = store.connect()
    first.walk_id = walk.id
    second = refresh(store, connection, first, token_set(2))
    third = refresh(store, connection, second, token_set(3))

    store.generations.wipe_older_of_walk(walk.id)

    kept = store.generations.of_connection(connection.id)
    assert [item.sealed_refresh_token is None for item in kept] == [True, True, False]
    assert store.generations.refresh_token(third) == token_set(3).refresh_token
    assert all(item.refresh_fingerprint for item in kept)
