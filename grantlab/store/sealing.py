"""Sealing a column of a row: the place is table, row and column."""

from dataclasses import dataclass
from pathlib import Path

from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Base
from grantlab.store.standing import Standing
from grantlab.vault.errors import KeyBesideDataError
from grantlab.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens columns of rows whose id is known."""

    vault: Vault
    key_beside_data: Path | None = None
    """The file of the keys, if whoever copies the data is likely to copy it, too."""

    def why_not_kept(self, environment: Environment) -> str | None:
        """Return why nothing of an environment is kept, or ``None`` if it may be."""
        if environment is not Environment.PRODUCTION or self.key_beside_data is None:
            return None
        return (
            "nothing of production is kept while the vault’s key lies beside the data, "
            f"in {self.key_beside_data}"
        )

    def check_may_keep(self, environment: Environment) -> None:
        """Check that values of an environment may be kept under these keys.

        Raises:
            KeyBesideDataError: they are of production, and the key lies beside the data.
        """
        why_not = self.why_not_kept(environment)
        if why_not is not None:
            raise KeyBesideDataError(why_not)

    def seal(self, row: Base, column: str, secret: Secret | None) -> None:
        """Put a secret into a sealed column; the row must have been flushed."""
        sealed = None
        if secret is not None:
            sealed = self.vault.seal(secret, place=place_of(row, column))
        setattr(row, column, sealed)

    def unseal(self, row: Base | Standing, column: str) -> Secret:
        """Open a sealed column.

        Raises:
            ValueWipedError: the value is no longer kept.
            UnsealError: the stored value did not open.
        """
        sealed: bytes | None = getattr(row, column)
        if sealed is None:
            raise ValueWipedError(f"{place_of(row, column)} was wiped, or never was")
        return self.vault.unseal(sealed, place=place_of(row, column))

    def unseal_if_kept(self, row: Base | Standing, column: str) -> Secret | None:
        """Open a sealed column, or return ``None`` when there is no value in it."""
        return None if getattr(row, column) is None else self.unseal(row, column)


def place_of(row: Base | Standing, column: str) -> str:
    """Return what a sealed value is bound to, such as ``connection/7/sealed_realm_id``."""
    return f"{row.__tablename__}/{row.id}/{column}"  # type: ignore[union-attr]  # every sealed table has one
