"""Connections: one row a company, found without its number being readable."""

from typing import Any

import pytest
from sqlalchemy import event

from grantlab.protocol.environment import Environment
from grantlab.store.errors import ConnectionNotFoundError
from grantlab.store.standing import standing_of
from tests.support import invented
from tests.support.clocks import NOON
from tests.unit.store.parts import StoreParts


@pytest.mark.proves("L704")
def test_a_company_has_one_row(store: StoreParts) -> None:
    first, _ = store.connect()

    again, _ = store.connect(number=2)

    assert again.id == first.id
    assert store.connections.count() == 1
    assert store.connections.all() == [first]


def test_how_all_stand_is_read_in_one_query_with_the_names(store: StoreParts) -> None:
    named, pair = store.connect("9341450000000101")
    store.connections.note_verified(
        named, by="CompanyInfo", company_name="Invented Bakery", now=NOON
    )
    bare = store.connections.open_for(
        environment=Environment.SANDBOX,
        realm_id="9341450000000102",
        client_id=invented.CLIENT_ID,
        scopes=(),
        now=NOON,
    )
    store.session.commit()
    expected = [standing_of(named, pair), standing_of(bare, None)]
    queries: list[str] = []

    def note(*of: Any) -> None:
        queries.append(of[2])

    event.listen(store.session.get_bind(), "before_cursor_execute", note)
    found = store.connections.standings()
    event.remove(store.session.get_bind(), "before_cursor_execute", note)

    assert found == expected
    assert len(queries) == 1
    assert [store.connections.company_name(one) for one in found] == [
        "Invented Bakery",
        None,
    ]


def test_another_company_has_another_row(store: StoreParts) -> None:
    first, _ = store.connect("9341450000000101")

    second, _ = store.connect("9341450000000102")

    assert second.id != first.id


def test_the_same_number_in_another_environment_is_another_company(
    store: StoreParts,
) -> None:
    first, _ = store.connect()

    second = store.connections.open_for(
        environment=Environment.SANDBOX,
        realm_id=invented.REALM_ID,
        client_id=invented.CLIENT_ID,
        scopes=(),
        now=NOON,
    )

    assert second.id != first.id


def test_connections_without_a_company_are_not_each_other(store: StoreParts) -> None:
    first, second = store.connect(None)[0], store.connect(None)[0]

    assert first.id != second.id
    assert store.connections.realm_id(first) is None


@pytest.mark.proves("L701")
def test_a_company_id_is_readable_by_its_repository_only(store: StoreParts) -> None:
    connection, _ = store.connect()

    assert store.connections.realm_id(connection) == invented.REALM_ID
    assert invented.REALM_ID not in (connection.realm_index or "")
    assert invented.REALM_ID.encode() not in store.place.octets_on_disk()


@pytest.mark.proves("L208")
def test_a_company_is_a_claim_until_it_is_proved_and_after_each_consent(
    store: StoreParts,
) -> None:
    connection, _ = store.connect()
    assert connection.verified_at is None

    store.connections.note_verified(
        connection, by="CompanyInfo", company_name="Harbour Cafe", now=NOON
    )
    assert connection.verified_by == "CompanyInfo"
    assert store.connections.company_name(connection) == "Harbour Cafe"

    again, _ = store.connect(number=2)
    assert again.verified_at is None


def test_a_company_that_was_never_asked_has_no_name(store: StoreParts) -> None:
    connection, _ = store.connect()

    store.connections.note_verified(
        connection, by="ID token", company_name=None, now=NOON
    )

    assert store.connections.company_name(connection) is None


def test_a_connection_that_is_not_there_is_named(store: StoreParts) -> None:
    with pytest.raises(ConnectionNotFoundError, match="connection 404"):
        store.connections.get(404)


def test_the_number_of_a_forgotten_connection_is_never_given_again(
    store: StoreParts,
) -> None:
    connection, _ = store.connect()
    number = connection.id
    store.connections.remove(connection)

    again, _ = store.connect()

    assert again.id > number


@pytest.mark.proves("L309")
def test_a_company_that_two_walks_bring_at_once_loses_no_pair(
    store: StoreParts,
) -> None:
    numbers = iter(range(1, 5))

    def arrive() -> int:
        connection, _ = store.connect(number=next(numbers))
        return connection.consent

    assert sorted(store.at_once(arrive, times=4)) == [1, 2, 3, 4]
    assert store.connections.count() == 1
    (only,) = store.connections.all()
    kept = store.generations.of_connection(only.id)
    assert sorted(item.consent for item in kept) == [1, 2, 3, 4]
