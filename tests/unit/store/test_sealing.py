"""Sealed columns: bound to their table, row and column, and holding nothing readable."""

import pytest
from sqlalchemy import text

from grantlab.protocol.secret import Secret
from grantlab.store.database import db
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Base, TokenGeneration
from grantlab.store.sealed_values import used_key_ids
from grantlab.store.sealing import place_of
from grantlab.vault.errors import UnsealError
from tests.support import invented
from tests.support.builders import token_set
from tests.unit.store.parts import KEY, StoreParts


def move(store: StoreParts, column: str, *, source: int, target: int) -> None:
    """Copy a sealed value to another generation, as someone with the file could."""
    store.session.execute(
        text(
            f"UPDATE token_generation SET {column} = "  # noqa: S608 -- a column of our own
            f"(SELECT sealed_refresh_token FROM token_generation WHERE id = {source}) "
            f"WHERE id = {target}"
        )
    )
    store.session.commit()
    store.session.expire_all()


def test_a_place_is_table_row_and_column(store: StoreParts) -> None:
    _, generation = store.connect()

    place = place_of(generation, "sealed_refresh_token")

    assert place == f"token_generation/{generation.id}/sealed_refresh_token"


@pytest.mark.proves("L704")
def test_a_token_that_was_moved_to_another_company_does_not_open(
    store: StoreParts,
) -> None:
    (_, mine), (_, theirs) = store.connect("1001"), store.connect("1002")

    move(store, "sealed_refresh_token", source=mine.id, target=theirs.id)

    with pytest.raises(UnsealError):
        store.generations.refresh_token(theirs)
    assert store.generations.refresh_token(mine) == token_set(1).refresh_token


@pytest.mark.proves("L704")
def test_a_token_that_was_moved_to_another_column_does_not_open(
    store: StoreParts,
) -> None:
    _, mine = store.connect()

    move(store, "sealed_access_token", source=mine.id, target=mine.id)

    with pytest.raises(UnsealError):
        store.generations.access_token(mine)


def test_a_wiped_value_is_told_from_one_that_does_not_open(store: StoreParts) -> None:
    _, generation = store.connect()
    store.sealer.seal(generation, "sealed_refresh_token", None)

    with pytest.raises(ValueWipedError, match="sealed_refresh_token"):
        store.generations.refresh_token(generation)


def test_the_keys_in_use_are_known_by_their_ids(store: StoreParts) -> None:
    store.connect()

    assert used_key_ids(db.engine) == {KEY.id.hex()}


def test_an_empty_store_uses_no_key(store: StoreParts) -> None:
    assert store.connections.count() == 0
    assert used_key_ids(db.engine) == frozenset()


def test_every_sealed_column_holds_octets_and_may_be_wiped() -> None:
    sealed = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.startswith("sealed_")
    ]

    assert len(sealed) >= 10
    assert all(column.nullable for column in sealed)
    assert {str(column.type) for column in sealed} == {"BLOB"}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(table, id=table.name)
        for table in Base.metadata.sorted_tables
        if any(column.name.startswith("sealed_") for column in table.columns)
    ],
)
def test_the_row_ids_of_sealed_values_are_never_given_again(table: object) -> None:
    assert getattr(table, "dialect_options", {})["sqlite"]["autoincrement"]


@pytest.mark.proves("L701")
def test_nothing_of_a_pair_can_be_read_from_the_disk(store: StoreParts) -> None:
    store.connect()

    on_disk = store.place.octets_on_disk()

    for secret in (token_set(1).access_token, token_set(1).refresh_token):
        assert secret is not None
        assert secret.reveal().encode() not in on_disk
        assert secret.fingerprint.encode() in on_disk
    assert invented.REALM_ID.encode() not in on_disk


def test_two_rows_with_one_value_do_not_look_alike(store: StoreParts) -> None:
    (_, first), (_, second) = store.connect("1001"), store.connect("1002")

    assert first.sealed_refresh_token != second.sealed_refresh_token
    assert store.session.get_one(TokenGeneration, first.id).access_fingerprint == (
        second.access_fingerprint
    )


def test_a_sealed_secret_may_be_any_text(store: StoreParts) -> None:
    _, generation = store.connect()

    store.sealer.seal(generation, "sealed_access_token", Secret("clé 鍵"))

    assert store.generations.access_token(generation).reveal() == "clé 鍵"
