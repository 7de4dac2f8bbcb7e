"""Every sealed value of every table, a batch at a time.

The columns are found by their names, so a table that comes later is walked too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Table,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.engine import Connection as DatabaseConnection
from sqlalchemy.engine import Engine

from grantlab.store.models import Base
from grantlab.vault.key_ring import KEY_ID_LENGTH

SEALED = "sealed_"
ROWS_AT_ONCE = 1000
OCTETS_AT_ONCE = 4 << 20
"""Answers of companies have up to a mebibyte each; the memory stays flat."""


class SealedValue(NamedTuple):
    """One value as it is on disk, and where. A tuple: there are hundreds of thousands."""

    table: str
    row_id: int
    column: str
    octets: bytes

    @property
    def place(self) -> str:
        return f"{self.table}/{self.row_id}/{self.column}"


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table with the columns that the vault fills."""

    table: Table
    columns: tuple[Column[bytes], ...]


def sealed_tables() -> tuple[SealedTable, ...]:
    """Return the tables that have sealed columns, in an order that stays."""
    found = (
        SealedTable(
            table, tuple(item for item in table.columns if item.name.startswith(SEALED))
        )
        for table in Base.metadata.sorted_tables
    )
    return tuple(item for item in found if item.columns)


def used_key_ids(engine: Engine) -> frozenset[str]:
    """Return the ids of the keys that stored values were sealed with, in hexadecimal."""
    with engine.connect() as connection:
        return frozenset(
            bytes(key_id).hex()
            for sealed in sealed_tables()
            for column in sealed.columns
            for key_id in connection.execute(
                select(key_id_of(column)).where(column.is_not(None)).distinct()
            ).scalars()
        )


def count_values(engine: Engine, *, but_under: bytes | None = None) -> int:
    """Return how many sealed values there are, without those of one key."""
    with engine.connect() as connection:
        return sum(
            connection.execute(
                select(func.count()).where(_is_meant(column, but_under))
            ).scalar_one()
            for sealed in sealed_tables()
            for column in sealed.columns
        )


def batches(
    engine: Engine, *, but_under: bytes | None = None
) -> Iterator[tuple[SealedTable, list[SealedValue]]]:
    """Give every sealed value, without those of one key, in batches of one table.

    No transaction is open while a batch is in use.
    """
    for sealed in sealed_tables():
        last = 0
        while True:
            with engine.connect() as connection:
                until = _end_of_batch(connection, sealed, last, but_under)
                if until is None:
                    break
                values = _read(connection, sealed, last, until, but_under)
            yield sealed, values
            last = until


def key_id_of(column: Column[bytes]) -> ColumnElement[bytes]:
    """Return the key id that a sealed value begins with, as the database sees it."""
    return func.substr(column, 1, KEY_ID_LENGTH, type_=LargeBinary())


def _end_of_batch(
    connection: DatabaseConnection,
    sealed: SealedTable,
    last: int,
    but_under: bytes | None,
) -> int | None:
    """Return the last row id of the batch after ``last``, or ``None`` at the end.

    One row is always taken, however much it holds.
    """
    ids = sealed.table.c.id
    lengths = [func.coalesce(func.length(column), 0) for column in sealed.columns]
    rows = connection.execute(
        select(ids, *lengths)
        .where(ids > last, _is_any_meant(sealed, but_under))
        .order_by(ids)
        .limit(ROWS_AT_ONCE)
    )
    until, octets = None, 0
    for row_id, *row_lengths in rows.all():
        octets += sum(row_lengths)
        if until is not None and octets > OCTETS_AT_ONCE:
            break
        until = row_id
    return until


def _read(
    connection: DatabaseConnection,
    sealed: SealedTable,
    last: int,
    until: int,
    but_under: bytes | None,
) -> list[SealedValue]:
    ids = sealed.table.c.id
    # A cast, because SQLite lets anybody put a text where octets belong.
    columns = [cast(column, LargeBinary) for column in sealed.columns]
    rows = connection.execute(
        select(ids, *columns)
        .where(ids > last, ids <= until, _is_any_meant(sealed, but_under))
        .order_by(ids)
    )
    name = sealed.table.name
    return [
        SealedValue(name, row_id, column.name, bytes(octets))
        for row_id, *row in rows
        for column, octets in zip(sealed.columns, row, strict=True)
        if octets is not None and octets[:KEY_ID_LENGTH] != but_under
    ]


def _is_any_meant(sealed: SealedTable, but_under: bytes | None) -> ColumnElement[bool]:
    return or_(*(_is_meant(column, but_under) for column in sealed.columns))


def _is_meant(column: Column[bytes], but_under: bytes | None) -> ColumnElement[bool]:
    if but_under is None:
        return column.is_not(None)
    # A value that was wiped has no key id, and the comparison is then not true.
    return key_id_of(column) != but_under
