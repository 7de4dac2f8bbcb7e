"""Keeping authorization codes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from grantlab.protocol.scope import format_scopes, parse_scopes
from grantlab.provider.codes import IssuedCode
from grantlab.provider.refusals import Reason
from grantlab.provider.schema import code

_FIND = select(code).where(code.c.digest == bindparam("wanted"))


class CodeLedger:
    """The codes, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        digest: str,
        *,
        client_id: str,
        redirect_uri: str,
        scopes: tuple[str, ...],
        realm_id: str | None,
        code_challenge: str | None,
        code_challenge_method: str | None,
        signed_in_at: datetime,
        issued_at: datetime,
        expires_at: datetime,
    ) -> None:
        self._connection.execute(
            code.insert().values(
                digest=digest,
                client_id=client_id,
                redirect_uri=redirect_uri,
                scopes=format_scopes(scopes),
                realm_id=realm_id,
                code_challenge=code_challenge,
                code_challenge_method=code_challenge_method,
                signed_in_at=signed_in_at,
                issued_at=issued_at,
                expires_at=expires_at,
            )
        )

    def find(self, digest: str) -> IssuedCode | None:
        row = self._connection.execute(_FIND, {"wanted": digest}).one_or_none()
        return None if row is None else _issued_code(row)

    def use(self, code_id: int, *, chain_id: int, at: datetime) -> None:
        """Note that a code was exchanged, and which chain came of it."""
        self._connection.execute(
            update(code)
            .where(code.c.id == code_id)
            .values(used_at=at, chain_id=chain_id)
        )

    def revoke_unused(
        self, client_id: str, realm_id: str | None, *, at: datetime, because: Reason
    ) -> None:
        """End what a client holds of one company and has not exchanged yet."""
        self._connection.execute(
            update(code)
            .where(
                code.c.client_id == client_id,
                code.c.realm_id.is_not_distinct_from(realm_id),
                code.c.used_at.is_(None),
                code.c.revoked_at.is_(None),
            )
            .values(revoked_at=at, revoked_because=because)
        )


def _issued_code(row: Row[*tuple[Any, ...]]) -> IssuedCode:
    members = dict(row._mapping)  # noqa: SLF001 -- the public way to a row's names
    members["scopes"] = parse_scopes(members["scopes"])
    members["revoked_because"] = _reason(members["revoked_because"])
    return IssuedCode(**members)


def _reason(value: str | None) -> Reason | None:
    return None if value is None else Reason(value)
