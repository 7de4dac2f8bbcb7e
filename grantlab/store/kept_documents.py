"""What people keep in the playground as documents: sealed whole, and changed by versions."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Generic, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session, scoped_session

from grantlab.playground.keeping import read_pairs, write_kept
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.store.errors import KeptOtherwiseError, NothingKeptError
from grantlab.store.handles import is_handle, make_handle
from grantlab.store.models import PlaygroundCollection, PlaygroundVariables
from grantlab.store.sealing import Sealer, place_of

MOST_LEFT_OUT: Final = 500
Row = TypeVar("Row", PlaygroundCollection, PlaygroundVariables)


class KeptDocuments(Generic[Row]):
    """What the repositories of such documents have in common."""

    model: ClassVar[type[Any]]
    called: ClassVar[str]
    """What one of them is, in the words of an error."""

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
        entropy: Entropy,
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._machine_clock = machine_clock
        self._entropy = entropy

    def dismiss_left_out(self, handle: str) -> None:
        """Forget what the import could not take, once that was read.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._row(handle).sealed_left_out = None
        self._session.commit()

    def note_revealed(self, handle: str) -> None:
        """Note that a document leaves with its secrets.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._row(handle).revealed_at = self._machine_clock.now()
        self._session.commit()

    def remove(self, handle: str) -> None:
        """Delete a document with all that is in it.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._session.delete(self._row(handle))
        self._session.commit()

    def _row(self, handle: str) -> Row:
        wanted = select(self.model).where(self.model.handle == handle)
        row = self._session.scalars(wanted).first() if is_handle(handle) else None
        if row is None:
            raise NothingKeptError(f"no {self.called} has this handle")
        found: Row = row
        return found

    def _keep_new(
        self,
        values: Mapping[str, object],
        sealed: Mapping[str, Secret],
        left_out: Pairs,
    ) -> str:
        """Keep a new document, and return its handle."""
        row = self.model(
            handle=make_handle(self._entropy),
            changed_at=self._machine_clock.now(),
            **values,
        )
        self._session.add(row)
        self._session.flush()
        if left_out:
            text = Secret(write_kept(left_out[:MOST_LEFT_OUT]))
            sealed = {**sealed, "sealed_left_out": text}
        for column, secret in sealed.items():
            self._sealer.seal(row, column, secret)
        handle: str = row.handle
        self._session.commit()
        return handle

    def _keep_instead(
        self,
        row: Row,
        values: Mapping[str, object],
        sealed: Mapping[str, Secret],
        *,
        version: int,
    ) -> None:
        """Keep a document in the place of the state that it was made from.

        Raises:
            KeptOtherwiseError: another state is there by now; nothing was done.
        """
        model, seal = self.model, self._sealer.vault.seal
        changed = self._session.execute(
            update(model)
            .where(model.id == row.id, model.version == version)
            .values(
                version=version + 1,
                changed_at=self._machine_clock.now(),
                **values,
                **{
                    column: seal(secret, place=place_of(row, column))
                    for column, secret in sealed.items()
                },
            )
            .returning(model.id)
        ).scalar()
        self._session.commit()
        if changed is None:
            raise KeptOtherwiseError(f"this {self.called} was changed meanwhile")

    def _left_out(self, row: Row) -> Pairs:
        kept = self._sealer.unseal_if_kept(row, "sealed_left_out")
        return () if kept is None else read_pairs(kept.reveal())
