"""Sealing every value again under the newest key, while the application serves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from sqlalchemy import CursorResult, LargeBinary, Update, bindparam, update
from sqlalchemy.engine import Engine

from grantlab.store.sealed_values import (
    SealedTable,
    SealedValue,
    batches,
)
from grantlab.vault.errors import UnsealError
from grantlab.vault.vault import Vault

NAMED = 1000
"""Places that are remembered of those that did not open; the rest is counted."""

MOST_PASSES = 10
_OLD, _NEW = "old_", "new_"


@dataclass
class Rekeying:
    """What became of the values, so far."""

    resealed: int = 0
    overtaken: int = 0
    """In rows that somebody else changed meanwhile; theirs was left, and looked at again."""

    unopened: int = 0
    places: list[str] = field(default_factory=list)
    """Where the values are that do not open: the first of them."""

    passes: int = 0


def rekey(
    engine: Engine, vault: Vault, *, tell: Callable[[int], None] = lambda _: None
) -> Rekeying:
    """Seal every value under the newest key that is not.

    A row's values are put in the place of the very octets they were made from, or not at
    all: a pair that a refresh has committed meanwhile is never written over. What is done is
    committed batch by batch, so whoever is killed here has lost nothing and begins again
    where the values under older keys begin. A value that does not open is left as it is.

    Whoever serves may have sealed a value under the old key a moment before it took up
    the new one, so a pass follows until one finds nothing more to do.
    """
    done = Rekeying()
    for _ in range(MOST_PASSES):
        before = done.resealed + done.overtaken
        done.passes += 1
        done.unopened, done.places = 0, []
        for sealed, values in batches(engine, but_under=vault.newest_key_id):
            _reseal(engine, vault, sealed, values, done)
            tell(len(values))
        if done.resealed + done.overtaken == before:
            break
    return done


def _reseal(
    engine: Engine,
    vault: Vault,
    sealed: SealedTable,
    values: list[SealedValue],
    done: Rekeying,
) -> None:
    """Seal a batch again, and put it in the place of what was read."""
    changes: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for row_id, row in groupby(values, key=lambda value: value.row_id):
        columns, change = list[str](), dict[str, object](row=row_id)
        for value in row:
            try:
                fresh = vault.reseal(value.octets, place=value.place)
            except UnsealError:
                done.unopened += 1
                if done.unopened <= NAMED:
                    done.places.append(value.place)
                continue
            columns.append(value.column)
            change[_OLD + value.column], change[_NEW + value.column] = value.octets, fresh  # fmt: skip
        changes.setdefault(tuple(columns), []).append(change)
    changes.pop((), None)
    # The write lock is held for this alone; opening and sealing were before it.
    with engine.begin() as connection:
        for names, rows in changes.items():
            result = connection.execute(_replace(sealed, names), rows)
            replaced = cast("CursorResult[object]", result).rowcount
            done.resealed += replaced * len(names)
            done.overtaken += (len(rows) - replaced) * len(names)


def _replace(sealed: SealedTable, names: tuple[str, ...]) -> Update:
    """Return the statement that changes a row only if it is as it was read."""
    columns = [sealed.table.c[name] for name in names]
    unchanged = (
        column == bindparam(_OLD + column.name, type_=LargeBinary())
        for column in columns
    )
    return (
        update(sealed.table)
        .where(sealed.table.c.id == bindparam("row"), *unchanged)
        .values(
            {
                column: bindparam(_NEW + column.name, type_=LargeBinary())
                for column in columns
            }
        )
    )
