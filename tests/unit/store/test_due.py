"""What is due: found by index, page by page, each once."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from grantlab.protocol.environment import Environment
from grantlab.store.due import DueConnection
from grantlab.store.models import Connection, Outcome
from tests.support.builders import token_set
from tests.support.clocks import DAY, MINUTE, NOON
from tests.unit.store.parts import StoreParts

EMBEDDED = Environment.EMBEDDED
WEEK = 7 * DAY


def found(store: StoreParts, after: timedelta) -> list[int]:
    """Return the numbers of what is due at a moment after noon."""
    return [item.id for item in store.due.page(EMBEDDED, now=NOON + after)]


def test_a_connection_is_due_when_its_token_was_not_used_for_a_week(
    store: StoreParts,
) -> None:
    connection, _ = store.connect()

    assert found(store, WEEK - MINUTE) == []
    assert found(store, WEEK) == [connection.id]


def test_one_that_is_kept_warm_is_due_before_its_access_token_ends(
    store: StoreParts,
) -> None:
    connection, _ = store.connect()
    store.connections.keep_warm(connection)

    assert found(store, 49 * MINUTE) == []
    assert found(store, 50 * MINUTE) == [connection.id]


def test_one_that_is_no_longer_kept_warm_waits_a_week_again(store: StoreParts) -> None:
    connection, _ = store.connect()
    store.connections.keep_warm(connection)

    store.connections.let_cool(connection)

    assert found(store, 50 * MINUTE) == []


def test_a_pair_that_comes_keeps_it_warm_for_another_hour(store: StoreParts) -> None:
    connection, sent = store.connect()
    store.connections.keep_warm(connection)
    later = NOON + 50 * MINUTE
    claim = store.claims.take(connection, sent, asked_by="test", now=later)

    store.generations.commit_refresh(
        claim,
        sent,
        token_set(2, received_at=later),
        asked_by="test",
        keep_values=True,
    )

    assert found(store, 99 * MINUTE) == []
    assert found(store, 100 * MINUTE) == [connection.id]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"refused_at": NOON}, id="refused"),
        pytest.param({"revoked_at": NOON}, id="revoked"),
        pytest.param({"renew_at": None}, id="ending before it would be due"),
        pytest.param({"environment": Environment.SANDBOX}, id="another environment's"),
        pytest.param({"retry_at": NOON + MINUTE}, id="too early for another try"),
        pytest.param({"claimed_until": NOON + MINUTE}, id="somebody is at it"),
    ],
)
def test_some_are_left_alone(store: StoreParts, change: dict[str, object]) -> None:
    store.connect()
    store.session.execute(update(Connection).values(**change))
    store.session.commit()

    assert found(store, WEEK) == []
    assert store.due.count(EMBEDDED, now=NOON + WEEK) == 0


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            {"retry_at": NOON, "unanswered_at": NOON}, id="time for another try"
        ),
        pytest.param({"claimed_until": NOON}, id="whoever held it has died"),
    ],
)
def test_what_was_left_unfinished_is_due_and_not_plain(
    store: StoreParts, change: dict[str, object]
) -> None:
    store.connect()
    store.session.execute(update(Connection).values(**change))
    store.session.commit()

    [item] = store.due.page(EMBEDDED, now=NOON + WEEK)

    assert not item.is_plain


def test_each_is_met_once_whatever_becomes_of_it(store: StoreParts) -> None:
    for number in range(5):
        store.connect(f"934145000000010{number}", number=number + 1)
    seen: list[DueConnection] = []

    while page := store.due.page(
        EMBEDDED, now=NOON + WEEK, after=seen[-1] if seen else None, limit=2
    ):
        seen += page

    assert [item.id for item in seen] == [1, 2, 3, 4, 5]
    assert store.due.count(EMBEDDED, now=NOON + WEEK) == 5


def test_it_counts_how_everything_stands(store: StoreParts) -> None:
    store.connect("9341450000000101", number=1)
    _, sent = store.connect("9341450000000102", number=2)
    waiting, _ = store.connect("9341450000000103", number=3)
    refused = store.connections.get(sent.connection_id)
    for connection, outcome in (
        (refused, Outcome.REFUSED),
        (waiting, Outcome.NO_ANSWER),
    ):
        current = store.generations.current(connection)
        assert current is not None
        claim = store.claims.take(connection, current, asked_by="test", now=NOON)
        store.claims.finish_without_tokens(claim, outcome, error=None, now=NOON)

    standings = store.due.standings(EMBEDDED, now=NOON)

    assert (standings.alive, standings.retrying, standings.needs_consent) == (2, 1, 1)
    assert standings.ending_soon == 0
    ending = store.due.standings(EMBEDDED, now=NOON + (5 * 365 - 30) * DAY)
    assert ending.ending_soon == 2
