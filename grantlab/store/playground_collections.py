"""The collections of the playground: the one that comes with Grantlab, and people's own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from grantlab.playground.collection import Collection, CollectionVariables
from grantlab.playground.keeping import read_kept, write_kept
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.store.errors import ShippedCollectionError
from grantlab.store.kept_documents import KeptDocuments
from grantlab.store.models import PlaygroundCollection
from grantlab.store.sealing import Sealer

SHIPPED: Final = "grantlab"
"""The handle of the collection that comes with Grantlab; others have hexadecimal ones."""

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


class PlaygroundCollections(KeptDocuments[PlaygroundCollection]):
    """Repository of collections; alone opens them."""

    model = PlaygroundCollection
    called = "collection"

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
        entropy: Entropy,
        shipped: Callable[[], Collection],
    ) -> None:
        super().__init__(session, sealer, machine_clock=machine_clock, entropy=entropy)
        self._shipped = shipped

    def all(self) -> list[CollectionOutline]:
        """Return every collection: Grantlab's, then people's own as they came."""
        shipped = self._shipped()
        ours = CollectionOutline(
            handle=SHIPPED,
            name=shipped.name,
            request_count=_count(shipped),
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

    def variables_of(self, handle: str) -> CollectionVariables:
        """Open the name and the variables of a collection, and make nothing of the rest.

        Raises:
            NothingKeptError: none has this handle.
            UnsealError: what is stored did not open.
        """
        if handle == SHIPPED:
            shipped = self._shipped()
            return CollectionVariables(shipped.name, shipped.variables)
        text = self._sealer.unseal(self._row(handle), "sealed_content").reveal()
        return read_kept(CollectionVariables, text)

    def add(self, collection: Collection, *, left_out: Pairs = ()) -> str:
        """Keep a collection as a new one, and return its handle."""
        collection = _named(collection)
        return self._keep_new(_values(collection), _sealed(collection), left_out)

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
        self._keep_instead(
            self._row(handle),
            _values(collection),
            _sealed(collection),
            version=version,
        )

    def remove(self, handle: str) -> None:
        """Delete a collection with all that is in it.

        Raises:
            NothingKeptError: none has this handle.
            ShippedCollectionError: it comes with Grantlab.
        """
        if handle == SHIPPED:
            raise ShippedCollectionError("this collection comes with Grantlab")
        super().remove(handle)

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


def _values(collection: Collection) -> dict[str, object]:
    return {"request_count": _count(collection)}


def _sealed(collection: Collection) -> dict[str, Secret]:
    return {
        "sealed_name": Secret(collection.name),
        "sealed_content": Secret(write_kept(collection)),
    }


def _count(collection: Collection) -> int:
    return sum(1 for _ in collection.requests())
