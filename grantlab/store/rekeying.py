"""Sealing every value again under the newest key, while the application serves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from sqlalchemy import CursorResult, LargeBinary, bindparam, update
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


@dataclass
class Rekeying:
    """What became of the values, so far."""

    resealed: int = 0
    overtaken: int = 0
    """Changed by somebody else while they were sealed again; theirs was left alone."""

    unopened: int = 0
    places: list[str] = field(default_factory=list)
    """Where the values are that do not open: the first of them."""

    passes: int = 0


def rekey(
    engine: Engine, vault: Vault, *, tell: Callable[[int], None] = lambda _: None
) -> Rekeying:
    """Seal every value under the newest key that is not.

    Each value is put in the place of the very octets it was made from, or not at all: a
    pair that a refresh has committed meanwhile is never written over. What is done is
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
    changes: list[tuple[str, dict[str, object]]] = []
    for value in values:
        try:
            fresh = vault.reseal(value.octets, place=value.place)
        except UnsealError:
            done.unopened += 1
            if done.unopened <= NAMED:
                done.places.append(value.place)
            continue
        change = {"row": value.row_id, "old": value.octets, "new": fresh}
        changes.append((value.column, change))
    # The write lock is held for this alone; opening and sealing were before it.
    changes.sort(key=lambda pair: pair[0])
    with engine.begin() as connection:
        for name, group in groupby(changes, key=lambda pair: pair[0]):
            column = sealed.table.c[name]
            rows = [change for _, change in group]
            result = connection.execute(
                update(sealed.table)
                .where(sealed.table.c.id == bindparam("row"), column == bindparam("old", type_=LargeBinary()))
                .values({column: bindparam("new", type_=LargeBinary())}),
                rows,
            )  # fmt: skip
            changed = cast("CursorResult[object]", result).rowcount
            done.resealed += changed
            done.overtaken += len(rows) - changed
