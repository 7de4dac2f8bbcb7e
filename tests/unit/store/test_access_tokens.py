"""The access token of a connection, as it is committed now."""

import pytest
from sqlalchemy import update

from grantlab.protocol.environment import Environment
from grantlab.store.errors import ConnectionNotFoundError, ValueWipedError
from grantlab.store.models import Connection, TokenGeneration
from grantlab.vault.errors import UnsealError
from tests.support.builders import token_set
from tests.support.clocks import HOUR, NOON
from tests.unit.store.parts import StoreParts


def refresh(store: StoreParts, number: int) -> None:
    """Bring the pair of this number, in whatever session this is."""
    connection = store.connections.get(1)
    sent = store.generations.current(connection)
    assert sent is not None
    claim = store.claims.take(connection, sent, asked_by="test", now=NOON)
    store.generations.commit_refresh(
        claim, sent, token_set(number), asked_by="test", keep_values=False
    )


def test_it_is_read_with_all_that_decides_about_it(store: StoreParts) -> None:
    connection, generation = store.connect()

    held = store.access_tokens.held(connection.id)

    assert store.access_tokens.open(held) == token_set().access_token
    assert held.connection_id == connection.id
    assert held.environment is Environment.EMBEDDED
    assert (held.generation_id, held.number) == (generation.id, 1)
    assert (held.expires_at, held.revoked_at) == (NOON + HOUR, None)


def test_an_untold_lifetime_and_an_end_are_read_as_such(store: StoreParts) -> None:
    connection, generation = store.connect()
    generation.access_expires_at = None
    store.generations.note_revoked(connection, now=NOON)

    held = store.access_tokens.held(connection.id)

    assert (held.expires_at, held.revoked_at) == (None, NOON)


@pytest.mark.proves("L509")
def test_what_another_worker_has_committed_is_read_at_once(store: StoreParts) -> None:
    store.connect()
    for number in (2, 3):
        # This session has read, and goes on with what it has read.
        before = store.connections.get(1).current_generation_id

        store.elsewhere(lambda number=number: refresh(store, number))  # type: ignore[misc]  # the number as it is now

        held = store.access_tokens.held(1)
        assert held.number == number
        assert held.generation_id != before


@pytest.mark.proves("L309")
def test_what_is_not_committed_is_not_handed_out(store: StoreParts) -> None:
    store.connect()
    store.session.execute(update(Connection).values(current_generation_id=None))

    assert store.access_tokens.held(1).number == 1
    store.session.rollback()


@pytest.mark.proves("L704")
def test_a_value_of_another_row_does_not_open(store: StoreParts) -> None:
    _, mine = store.connect("1001")
    theirs = store.connect("1002")[1]
    moved = update(TokenGeneration).where(TokenGeneration.id == mine.id)
    store.session.execute(moved.values(sealed_access_token=theirs.sealed_access_token))
    store.session.commit()

    held = store.access_tokens.held(1)

    with pytest.raises(UnsealError):
        store.access_tokens.open(held)


def test_a_connection_that_is_not_there_is_missed(store: StoreParts) -> None:
    with pytest.raises(ConnectionNotFoundError):
        store.access_tokens.held(1)


def test_a_connection_without_a_value_says_so(store: StoreParts) -> None:
    connection, _ = store.connect()
    store.generations.wipe_values(connection, now=NOON)

    held = store.access_tokens.held(connection.id)

    with pytest.raises(ValueWipedError):
        store.access_tokens.open(held)


def test_asking_for_many_takes_no_more_connections_than_one(store: StoreParts) -> None:
    store.connect()

    held = store.at_once(lambda: store.access_tokens.held(1).number, times=20)

    assert held == [1] * 20
