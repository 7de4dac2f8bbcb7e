"""Keeping authorization codes."""

from datetime import datetime
from sqlite3 import Connection, Row

from grantlab.protocol.scope import format_scopes, parse_scopes
from grantlab.provider.codes import IssuedCode
from grantlab.provider.columns import keep_moment, read_moment, read_moment_if_any
from grantlab.provider.refusals import Reason

_ADD = """
INSERT INTO code (
    digest, client_id, redirect_uri, scopes, realm_id, code_challenge,
    code_challenge_method, signed_in_at, issued_at, expires_at
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FIND = "SELECT * FROM code WHERE digest = ?"
_USE = "UPDATE code SET used_at = ?, chain_id = ? WHERE id = ?"
_REVOKE_UNUSED = """
UPDATE code SET revoked_at = ?, revoked_because = ?
WHERE client_id = ? AND realm_id IS ? AND used_at IS NULL AND revoked_at IS NULL"""


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
            _ADD,
            (
                digest,
                client_id,
                redirect_uri,
                format_scopes(scopes),
                realm_id,
                code_challenge,
                code_challenge_method,
                keep_moment(signed_in_at),
                keep_moment(issued_at),
                keep_moment(expires_at),
            ),
        )

    def find(self, digest: str) -> IssuedCode | None:
        row = self._connection.execute(_FIND, (digest,)).fetchone()
        return None if row is None else _issued_code(row)

    def use(self, code_id: int, *, chain_id: int, at: datetime) -> None:
        """Note that a code was exchanged, and which chain came of it."""
        self._connection.execute(_USE, (keep_moment(at), chain_id, code_id))

    def revoke_unused(
        self, client_id: str, realm_id: str | None, *, at: datetime, because: Reason
    ) -> None:
        """End what a client holds of one company and has not exchanged yet."""
        self._connection.execute(
            _REVOKE_UNUSED, (keep_moment(at), because, client_id, realm_id)
        )


def _issued_code(row: Row) -> IssuedCode:
    because = row["revoked_because"]
    return IssuedCode(
        id=row["id"],
        digest=row["digest"],
        client_id=row["client_id"],
        redirect_uri=row["redirect_uri"],
        scopes=parse_scopes(row["scopes"]),
        realm_id=row["realm_id"],
        code_challenge=row["code_challenge"],
        code_challenge_method=row["code_challenge_method"],
        signed_in_at=read_moment(row["signed_in_at"]),
        issued_at=read_moment(row["issued_at"]),
        expires_at=read_moment(row["expires_at"]),
        used_at=read_moment_if_any(row["used_at"]),
        revoked_at=read_moment_if_any(row["revoked_at"]),
        revoked_because=None if because is None else Reason(because),
        chain_id=row["chain_id"],
    )
