"""The collections of the playground: the one that comes with Grantlab, and people's own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session, scoped_session

from grantlab.playground.collection import Collection
from grantlab.playground.keeping import read_kept, read_pairs, write_kept
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.store.errors import (
    KeptOtherwiseError,
    NothingKeptError,
    ShippedCollectionError,
)
from grantlab.store.handles import is_handle, make_handle
from grantlab.store.models import PlaygroundCollection
from grantlab.store.sealing import Sealer, place_of

SHIPPED: Final = "grantlab"
"""The handle of the collection that comes with Grantlab; others have hexadecimal ones."""

MOST_LEFT_OUT: Final = 500
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionOutline:
    """A collection, as a list tells of it."""

    handle: str
    name: str
    request_count: int
    changed_at: datetime | None
    """``None`` for the one that comes with Grantlab."""

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with Grantlab, and is not changed."""
        return self.handle == SHIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCollection:
    """A collection as it is kept, and which state of it this is."""

    handle: str
    version: int
    collection: Collection
    changed_at: datetime | None = None
    revealed_at: datetime | None = None
    left_out: Pairs = ()
    """Paths of what its import could not take, and why."""

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with Grantlab, and is not changed."""
        return self.handle == SHIPPED


class PlaygroundCollections:
    """Repository of collections; alone opens them."""

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
        entropy: Entropy,
        shipped: Callable[[], Collection],
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._machine_clock = machine_clock
        self._entropy = entropy
        self._shipped = shipped

    def all(self) -> list[CollectionOutline]:
        """Return every collection: Grantlab's, then people's own as they came."""
        shipped = self._shipped()
        ours = CollectionOutline(
            handle=SHIPPED,
            name=shipped.name,
            request_count=sum(1 for _ in shipped.requests()),
            changed_at=None,
        )
        rows = self._session.scalars(
            select(PlaygroundCollection).order_by(PlaygroundCollection.id)
        )
        return [ours, *(self._outline(row) for row in rows)]

    def get(self, handle: str) -> KeptCollection:
        """Open a collection.

        Raises:
            NothingKeptError: none has this handle.
            UnsealError: what is stored did not open.
        """
        if handle == SHIPPED:
            return KeptCollection(handle=SHIPPED, version=0, collection=self._shipped())
        row = self._row(handle)
        text = self._sealer.unseal(row, "sealed_content").reveal()
        return KeptCollection(
            handle=handle,
            version=row.version,
            collection=read_kept(Collection, text),
            changed_at=row.changed_at,
            revealed_at=row.revealed_at,
            left_out=self._left_out(row),
        )

    def add(self, collection: Collection, *, left_out: Pairs = ()) -> str:
        """Keep a collection as a new one, and return its handle."""
        collection = _named(collection)
        row = PlaygroundCollection(
            handle=make_handle(self._entropy),
            request_count=_count(collection),
            changed_at=self._machine_clock.now(),
        )
        self._session.add(row)
        self._session.flush()
        self._sealer.seal(row, "sealed_name", Secret(collection.name))
        self._sealer.seal(row, "sealed_content", Secret(write_kept(collection)))
        if left_out:
            text = Secret(write_kept(left_out[:MOST_LEFT_OUT]))
            self._sealer.seal(row, "sealed_left_out", text)
        handle = row.handle
        self._session.commit()
        return handle

    def duplicate(self, handle: str) -> str:
        """Keep a copy of a collection, and return the handle of the copy.

        Raises:
            NothingKeptError: none has this handle.
        """
        collection = self.get(handle).collection
        return self.add(replace(collection, name=f"{collection.name} (copy)"))

    def change(self, handle: str, collection: Collection, *, version: int) -> None:
        """Keep a collection in the place of the state that it was made from.

        Raises:
            NothingKeptError: none has this handle.
            ShippedCollectionError: it comes with Grantlab.
            KeptOtherwiseError: another state is there by now; nothing was done.
        """
        if handle == SHIPPED:
            raise ShippedCollectionError("this collection comes with Grantlab")
        collection = _named(collection)
        row = self._row(handle)
        seal = self._sealer.vault.seal
        changed = self._session.execute(
            update(PlaygroundCollection)
            .where(
                PlaygroundCollection.id == row.id,
                PlaygroundCollection.version == version,
            )
            .values(
                version=version + 1,
                request_count=_count(collection),
                changed_at=self._machine_clock.now(),
                sealed_name=seal(
                    Secret(collection.name), place=place_of(row, "sealed_name")
                ),
                sealed_content=seal(
                    Secret(write_kept(collection)),
                    place=place_of(row, "sealed_content"),
                ),
            )
            .returning(PlaygroundCollection.id)
        ).scalar()
        self._session.commit()
        if changed is None:
            raise KeptOtherwiseError("this collection was changed meanwhile")

    def dismiss_left_out(self, handle: str) -> None:
        """Forget what the import could not take, once that was read.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._row(handle).sealed_left_out = None
        self._session.commit()

    def note_revealed(self, handle: str) -> None:
        """Note that a collection leaves with its secrets.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._row(handle).revealed_at = self._machine_clock.now()
        self._session.commit()

    def remove(self, handle: str) -> None:
        """Delete a collection with all that is in it.

        Raises:
            NothingKeptError: none has this handle.
            ShippedCollectionError: it comes with Grantlab.
        """
        if handle == SHIPPED:
            raise ShippedCollectionError("this collection comes with Grantlab")
        self._session.delete(self._row(handle))
        self._session.commit()

    def _row(self, handle: str) -> PlaygroundCollection:
        wanted = select(PlaygroundCollection).where(
            PlaygroundCollection.handle == handle
        )
        row = self._session.scalars(wanted).first() if is_handle(handle) else None
        if row is None:
            raise NothingKeptError("no collection has this handle")
        return row

    def _left_out(self, row: PlaygroundCollection) -> Pairs:
        kept = self._sealer.unseal_if_kept(row, "sealed_left_out")
        return () if kept is None else read_pairs(kept.reveal())

    def _outline(self, row: PlaygroundCollection) -> CollectionOutline:
        return CollectionOutline(
            handle=row.handle,
            name=self._sealer.unseal(row, "sealed_name").reveal(),
            request_count=row.request_count,
            changed_at=row.changed_at,
        )


def _named(collection: Collection) -> Collection:
    name = " ".join(collection.name.split())[:LONGEST_NAME]
    return replace(collection, name=name or "Collection without a name")


def _count(collection: Collection) -> int:
    return sum(1 for _ in collection.requests())
