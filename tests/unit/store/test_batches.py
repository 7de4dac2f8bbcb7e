"""Many refreshes in two commits: the same rows as one by one, and nothing that is not plain."""

from itertools import chain
from typing import Any

import pytest
from sqlalchemy import select, update

from grantlab.protocol.secret import Secret
from grantlab.store.batches import ClaimedRefresh, ReceivedPair, is_plain
from grantlab.store.models import (
    Base,
    Connection,
    Outcome,
    RefreshAttempt,
    TokenGeneration,
)
from tests.support import invented
from tests.support.builders import token_set
from tests.support.clocks import DAY, MINUTE, NOON
from tests.unit.store.parts import StoreParts, reveal

LATER = NOON + 8 * DAY
OTHER_REALM_ID = "9341450000000102"
OWN = frozenset({"id", "connection_id", "current_generation_id", "generation_id"}) | {
    "sent_generation_id", "sent_fingerprint", "parent_id", "realm_index",
    "sealed_realm_id", "sealed_access_token", "sealed_refresh_token",
    "access_fingerprint", "refresh_fingerprint",
}  # fmt: skip
"""Columns that differ between two connections whatever is done."""


def facts(store: StoreParts, table: type[Base], connection_id: int) -> list[Any]:
    """Return the rows of one connection, without what is its own by nature."""
    store.session.expire_all()
    key = table.id if table is Connection else table.connection_id  # type: ignore[attr-defined]  # every table has one
    rows = store.session.scalars(
        select(table).where(key == connection_id).order_by(table.id)  # type: ignore[attr-defined]  # every table has one
    )
    return [
        {
            column.name: getattr(row, column.name)
            for column in table.__table__.columns
            if column.name not in OWN
        }
        | {
            f"has {name}": getattr(row, name, None) is not None
            for name in ("sealed_access_token", "sealed_refresh_token")
        }
        for row in rows
    ]


def claim(store: StoreParts, *connection_ids: int) -> list[ClaimedRefresh]:
    claimed, unopened = store.batches.claim(
        connection_ids, asked_by="renewal", now=LATER
    )
    assert unopened == []
    return claimed


def refresh_one_by_one(store: StoreParts, connection_id: int, *, keeps: bool) -> None:
    for number in (11, 12):
        connection = store.connections.get(connection_id)
        sent = store.generations.current(connection)
        assert sent is not None
        taken = store.claims.take(connection, sent, asked_by="renewal", now=LATER)
        store.generations.commit_refresh(
            taken,
            sent,
            token_set(number, received_at=LATER),
            asked_by="renewal",
            keep_values=keeps,
        )
        store.session.execute(update(Connection).values(renew_at=NOON))
        store.session.commit()


def refresh_in_batches(store: StoreParts, connection_id: int, *, keeps: bool) -> None:
    for number in (21, 22):
        [claimed] = claim(store, connection_id)
        tokens = token_set(number, received_at=LATER)
        left = store.batches.commit(
            [ReceivedPair(claimed, tokens)], asked_by="renewal", keep_values=keeps
        )
        assert left == []
        store.session.execute(update(Connection).values(renew_at=NOON))
        store.session.commit()


@pytest.mark.parametrize("keeps", [True, False], ids=["kept", "wiped"])
def test_a_batch_leaves_the_same_rows_as_one_by_one(
    store: StoreParts, *, keeps: bool
) -> None:
    first, _ = store.connect()
    second, _ = store.connect(OTHER_REALM_ID, number=2)

    refresh_one_by_one(store, first.id, keeps=keeps)
    refresh_in_batches(store, second.id, keeps=keeps)

    for table in (Connection, TokenGeneration, RefreshAttempt):
        one_by_one = facts(store, table, first.id)
        assert facts(store, table, second.id) == one_by_one
        assert one_by_one


def test_it_is_due_again_when_its_new_pair_says(store: StoreParts) -> None:
    connection, _ = store.connect()
    [claimed] = claim(store, connection.id)

    store.batches.commit(
        [ReceivedPair(claimed, token_set(2, received_at=LATER))],
        asked_by="renewal",
        keep_values=False,
    )

    assert store.connections.get(connection.id).renew_at == LATER + 7 * DAY


def test_the_new_pair_opens_and_the_old_one_is_gone(store: StoreParts) -> None:
    connection, sent = store.connect()
    [claimed] = claim(store, connection.id)
    tokens = token_set(2, received_at=LATER)

    store.batches.commit(
        [ReceivedPair(claimed, tokens)], asked_by="renewal", keep_values=False
    )

    current = store.generations.current(store.connections.get(connection.id))
    assert current is not None
    assert reveal(store.generations.refresh_token(current)) == reveal(
        tokens.refresh_token
    )
    assert reveal(store.generations.access_token(current)) == reveal(
        tokens.access_token
    )
    assert store.generations.by_id(sent.id).sealed_refresh_token is None


def test_the_claim_stands_and_the_journal_knows_before_anything_is_sent(
    store: StoreParts,
) -> None:
    connection, sent = store.connect()

    [claimed] = claim(store, connection.id)

    assert reveal(claimed.refresh_token) == reveal(
        store.generations.refresh_token(sent)
    )
    held = store.elsewhere(lambda: store.connections.get(connection.id))
    assert held.claimed_until is not None
    [attempt] = store.claims.attempts_of(connection.id)
    assert (attempt.outcome, attempt.claim) == (None, claimed.claim.number)
    assert attempt.sent_fingerprint == sent.refresh_fingerprint


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"claimed_until": NOON + MINUTE}, id="held by somebody else"),
        pytest.param({"claimed_until": NOON - MINUTE}, id="left behind by a dead one"),
        pytest.param({"unanswered_at": NOON}, id="not answered the last time"),
        pytest.param({"refused_at": NOON}, id="refused"),
        pytest.param({"revoked_at": NOON}, id="revoked"),
        pytest.param({"renew_at": LATER + MINUTE}, id="refreshed meanwhile"),
    ],
)
def test_what_is_not_plain_is_not_claimed(
    store: StoreParts, change: dict[str, object]
) -> None:
    connection, _ = store.connect()
    store.session.execute(update(Connection).values(**change))
    store.session.commit()

    assert claim(store, connection.id) == []
    assert store.claims.attempts_of(connection.id) == []


def test_a_value_that_does_not_open_is_let_go_again(store: StoreParts) -> None:
    connection, _ = store.connect()
    store.session.execute(
        update(TokenGeneration).values(sealed_refresh_token=b"tampered" * 8)
    )
    store.session.commit()

    claimed, unopened = store.batches.claim(
        [connection.id], asked_by="renewal", now=LATER
    )

    assert (claimed, unopened) == ([], [connection.id])
    assert store.connections.get(connection.id).claimed_until is None


def test_of_two_who_claim_the_same_each_is_given_others(store: StoreParts) -> None:
    numbers = [
        store.connect(f"934145000000010{number}", number=number + 1)[0].id
        for number in range(8)
    ]

    given = store.at_once(
        lambda: [
            item.claim.connection_id
            for item in store.batches.claim(numbers, asked_by="renewal", now=LATER)[0]
        ],
        times=4,
    )

    assert sorted(chain.from_iterable(given)) == numbers


def test_a_pair_that_is_overtaken_is_given_back(store: StoreParts) -> None:
    connection, sent = store.connect()
    other, _ = store.connect(OTHER_REALM_ID, number=2)
    overtaken, plain = claim(store, connection.id, other.id)
    store.clock.advance(10 * MINUTE)
    winner = store.claims.take(
        store.connections.get(connection.id), sent, asked_by="other", now=LATER
    )
    store.generations.commit_refresh(
        winner,
        sent,
        token_set(3, received_at=LATER),
        asked_by="other",
        keep_values=True,
    )
    late = ReceivedPair(overtaken, token_set(4, received_at=LATER))

    left = store.batches.commit(
        [late, ReceivedPair(plain, token_set(5, received_at=LATER))],
        asked_by="renewal",
        keep_values=True,
    )

    assert left == [late]
    assert [row.number for row in store.generations.of_connection(connection.id)] == [
        1,
        2,
    ]
    assert [row.number for row in store.generations.of_connection(other.id)] == [1, 2]


def test_a_value_that_came_back_unchanged_is_said_to_be(store: StoreParts) -> None:
    connection, _ = store.connect()
    [claimed] = claim(store, connection.id)
    same = Secret(claimed.refresh_token.reveal())

    store.batches.commit(
        [ReceivedPair(claimed, token_set(2, received_at=LATER, refresh_token=same))],
        asked_by="renewal",
        keep_values=False,
    )

    [attempt] = store.claims.attempts_of(connection.id)
    assert attempt.outcome is Outcome.UNCHANGED


def test_a_pair_without_a_refresh_token_is_not_plain() -> None:
    assert not is_plain(token_set(2, refresh_token=None))
    assert is_plain(token_set(2, refresh_token=Secret(invented.REFRESH_TOKEN)))
