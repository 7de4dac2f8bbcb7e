"""Debts of revocation: what the service has yet to be told."""

from datetime import datetime

import pytest

from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import RevocationDebt
from tests.support import invented
from tests.support.clocks import DAY, MINUTE, NOON, SECOND
from tests.unit.store.parts import StoreParts, reveal

OWED = Secret(invented.refresh_token(1, expires_at=NOON + 100 * DAY))


def owe(store: StoreParts, *, retry_at: datetime | None = None) -> RevocationDebt:
    """Wipe a connection's values while its newest token is still to be revoked."""
    connection, _ = store.connect()
    debt = store.debts.add(
        connection, OWED, problem="no answer came", retry_at=retry_at, now=NOON
    )
    store.generations.wipe_values(connection, now=NOON)
    return debt


@pytest.mark.proves("L604")
def test_a_debt_outlives_the_wipe_and_the_connection(store: StoreParts) -> None:
    debt = owe(store)
    store.connections.remove(store.connections.get(debt.connection_id))

    (owed,) = store.elsewhere(store.debts.due)

    assert reveal(store.debts.token(owed)) == OWED.reveal()
    assert owed.environment is Environment.EMBEDDED
    assert owed.client_id == invented.CLIENT_ID
    assert (owed.tries, owed.last_problem) == (1, "no answer came")


def test_an_owed_token_is_kept_sealed(store: StoreParts) -> None:
    owe(store)

    assert OWED.reveal().encode() not in store.place.octets_on_disk()


def test_a_debt_that_is_not_committed_with_a_wipe_is_none(store: StoreParts) -> None:
    connection, _ = store.connect()

    store.debts.add(connection, OWED, problem="x", retry_at=None, now=NOON)
    store.session.rollback()

    assert store.debts.due() == []


def test_a_debt_is_due_when_its_time_has_come(store: StoreParts) -> None:
    debt = owe(store, retry_at=NOON + MINUTE)

    store.clock.advance(MINUTE - SECOND)
    assert store.debts.due() == []

    store.clock.advance(SECOND)
    assert store.debts.due() == [debt]


def test_another_failed_try_is_counted_and_waits(store: StoreParts) -> None:
    debt = owe(store)

    store.debts.fail(debt, problem="HTTP 503", retry_at=NOON + MINUTE)

    assert store.debts.due() == []
    (owed,) = store.elsewhere(lambda: store.debts.of_connection(debt.connection_id))
    assert (owed.tries, owed.last_problem) == (2, "HTTP 503")


def test_a_paid_debt_stays_as_a_fact_without_its_token(store: StoreParts) -> None:
    debt = owe(store)

    store.debts.pay(debt, now=NOON + MINUTE)

    assert store.debts.due() == []
    (paid,) = store.elsewhere(lambda: store.debts.of_connection(debt.connection_id))
    assert (paid.paid_at, paid.token_fingerprint) == (NOON + MINUTE, OWED.fingerprint)
    with pytest.raises(ValueWipedError):
        store.debts.token(paid)
