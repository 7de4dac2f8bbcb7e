"""The variables that people keep for the playground, apart per environment."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from grantlab.playground.keeping import read_kept, write_kept
from grantlab.playground.variables import VariableSet
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.store.kept_documents import KeptDocuments
from grantlab.store.models import PlaygroundVariables

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


class PlaygroundVariableSets(KeptDocuments[PlaygroundVariables]):
    """Repository of variable sets; alone opens them.

    What is kept for production is sealed like the rest, and refused where the vault's key
    lies beside the data.
    """

    model = PlaygroundVariables
    called = "set of variables"

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
        return self._keep_new(
            {"environment": environment},
            {"sealed_content": _text(variables)},
            left_out,
        )

    def change(self, handle: str, variables: VariableSet, *, version: int) -> None:
        """Keep a set in the place of the state that it was made from.

        Raises:
            NothingKeptError: none has this handle.
            KeptOtherwiseError: another state is there by now; nothing was done.
            KeyBesideDataError: nothing of production may be kept under these keys.
        """
        row = self._row(handle)
        self._sealer.check_may_keep(row.environment)
        self._keep_instead(
            row, {}, {"sealed_content": _text(variables)}, version=version
        )

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
