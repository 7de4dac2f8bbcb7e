"""The variables that people keep for the playground, apart per environment."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session, scoped_session

from grantlab.playground.keeping import read_kept, read_pairs, write_kept
from grantlab.playground.variables import VariableSet
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.store.errors import KeptOtherwiseError, NothingKeptError
from grantlab.store.handles import is_handle, make_handle
from grantlab.store.models import PlaygroundVariables
from grantlab.store.sealing import Sealer, place_of

MOST_LEFT_OUT: Final = 500
LONGEST_TITLE: Final = 120
MOST_VARIABLES: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVariables:
    """A set of variables as it is kept, and which state of it this is."""

    handle: str
    version: int
    environment: Environment
    variables: VariableSet
    changed_at: datetime
    revealed_at: datetime | None
    left_out: Pairs
    """Paths of what its import could not take, and why."""


class PlaygroundVariableSets:
    """Repository of variable sets; alone opens them.

    What is kept for production is sealed like the rest, and refused where the vault's key
    lies beside the data.
    """

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

    def all(self) -> list[KeptVariables]:
        """Return every set, as they came; of two, the first shadows the second."""
        rows = select(PlaygroundVariables).order_by(PlaygroundVariables.id)
        return [self._opened(row) for row in self._session.scalars(rows)]

    def of(self, environment: Environment) -> tuple[VariableSet, ...]:
        """Return the sets of an environment, as ``fill_in`` takes them."""
        rows = (
            select(PlaygroundVariables)
            .where(PlaygroundVariables.environment == environment)
            .order_by(PlaygroundVariables.id)
        )
        return tuple(self._opened(row).variables for row in self._session.scalars(rows))

    def get(self, handle: str) -> KeptVariables:
        """Open a set.

        Raises:
            NothingKeptError: none has this handle.
            UnsealError: what is stored did not open.
        """
        return self._opened(self._row(handle))

    def add(
        self, environment: Environment, variables: VariableSet, *, left_out: Pairs = ()
    ) -> str:
        """Keep a new set for an environment, and return its handle.

        Raises:
            KeyBesideDataError: nothing of production may be kept under these keys.
        """
        self._sealer.check_may_keep(environment)
        row = PlaygroundVariables(
            handle=make_handle(self._entropy),
            environment=environment,
            changed_at=self._machine_clock.now(),
        )
        self._session.add(row)
        self._session.flush()
        self._sealer.seal(row, "sealed_content", _text(variables))
        if left_out:
            text = Secret(write_kept(left_out[:MOST_LEFT_OUT]))
            self._sealer.seal(row, "sealed_left_out", text)
        handle = row.handle
        self._session.commit()
        return handle

    def change(self, handle: str, variables: VariableSet, *, version: int) -> None:
        """Keep a set in the place of the state that it was made from.

        Raises:
            NothingKeptError: none has this handle.
            KeptOtherwiseError: another state is there by now; nothing was done.
            KeyBesideDataError: nothing of production may be kept under these keys.
        """
        row = self._row(handle)
        self._sealer.check_may_keep(row.environment)
        place = place_of(row, "sealed_content")
        changed = self._session.execute(
            update(PlaygroundVariables)
            .where(
                PlaygroundVariables.id == row.id,
                PlaygroundVariables.version == version,
            )
            .values(
                version=version + 1,
                changed_at=self._machine_clock.now(),
                sealed_content=self._sealer.vault.seal(_text(variables), place=place),
            )
            .returning(PlaygroundVariables.id)
        ).scalar()
        self._session.commit()
        if changed is None:
            raise KeptOtherwiseError("these variables were changed meanwhile")

    def dismiss_left_out(self, handle: str) -> None:
        """Forget what the import could not take, once that was read.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._row(handle).sealed_left_out = None
        self._session.commit()

    def note_revealed(self, handle: str) -> None:
        """Note that a set leaves with its secrets.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._row(handle).revealed_at = self._machine_clock.now()
        self._session.commit()

    def remove(self, handle: str) -> None:
        """Delete a set with its values.

        Raises:
            NothingKeptError: none has this handle.
        """
        self._session.delete(self._row(handle))
        self._session.commit()

    def _row(self, handle: str) -> PlaygroundVariables:
        wanted = select(PlaygroundVariables).where(PlaygroundVariables.handle == handle)
        row = self._session.scalars(wanted).first() if is_handle(handle) else None
        if row is None:
            raise NothingKeptError("no set of variables has this handle")
        return row

    def _left_out(self, row: PlaygroundVariables) -> Pairs:
        kept = self._sealer.unseal_if_kept(row, "sealed_left_out")
        return () if kept is None else read_pairs(kept.reveal())

    def _opened(self, row: PlaygroundVariables) -> KeptVariables:
        text = self._sealer.unseal(row, "sealed_content").reveal()
        return KeptVariables(
            handle=row.handle,
            version=row.version,
            environment=row.environment,
            variables=read_kept(VariableSet, text),
            changed_at=row.changed_at,
            revealed_at=row.revealed_at,
            left_out=self._left_out(row),
        )


def _text(variables: VariableSet) -> Secret:
    title = " ".join(variables.title.split())[:LONGEST_TITLE]
    kept = replace(
        variables,
        title=title or "Variables without a name",
        variables=variables.variables[:MOST_VARIABLES],
    )
    return Secret(write_kept(kept))
