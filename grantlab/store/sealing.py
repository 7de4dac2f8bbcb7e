"""Sealing a column of a row: the place is table, row and column."""

from dataclasses import dataclass

from grantlab.protocol.secret import Secret
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Base
from grantlab.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens columns of rows whose id is known."""

    vault: Vault

    def seal(self, row: Base, column: str, secret: Secret | None) -> None:
        """Put a secret into a sealed column; the row must have been flushed."""
        sealed = None
        if secret is not None:
            sealed = self.vault.seal(secret, place=place_of(row, column))
        setattr(row, column, sealed)

    def unseal(self, row: Base, column: str) -> Secret:
        """Open a sealed column.

        Raises:
            ValueWipedError: the value is no longer kept.
            UnsealError: the stored value did not open.
        """
        sealed: bytes | None = getattr(row, column)
        if sealed is None:
            raise ValueWipedError(f"{place_of(row, column)} was wiped, or never was")
        return self.vault.unseal(sealed, place=place_of(row, column))

    def unseal_if_kept(self, row: Base, column: str) -> Secret | None:
        """Open a sealed column, or return ``None`` when there is no value in it."""
        return None if getattr(row, column) is None else self.unseal(row, column)


def place_of(row: Base, column: str) -> str:
    """Return what a sealed value is bound to, such as ``connection/7/sealed_realm_id``."""
    return f"{row.__tablename__}/{row.id}/{column}"  # type: ignore[attr-defined]  # every sealed table has one
