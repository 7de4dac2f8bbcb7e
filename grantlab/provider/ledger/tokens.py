"""Keeping tokens and the chains they belong to."""

from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Connection, Row

from grantlab.protocol.scope import format_scopes, parse_scopes
from grantlab.provider.columns import keep_moment, read_moment, read_moment_if_any
from grantlab.provider.refusals import Reason
from grantlab.provider.tokens import Chain, IssuedToken, NewToken, TokenKind

# The condition on the newest token is written as its index has it, or it is not used.
_TOKENS = """
SELECT token.*, chain.client_id, chain.realm_id, chain.scopes, chain.consented_at,
    chain.hard_expires_at, newest.id AS newest_id,
    newest.generation AS newest_generation
FROM token
JOIN chain ON chain.id = token.chain_id
JOIN token AS newest ON newest.chain_id = token.chain_id
    AND newest.kind = 'refresh' AND newest.replaced_at IS NULL
"""
_FIND = f"{_TOKENS} WHERE token.digest = ?"
_CONNECTED = f"""{_TOKENS}
WHERE token.id = newest.id AND token.revoked_at IS NULL AND token.expires_at > ?
ORDER BY chain.id"""
_NEWEST = f"{_TOKENS} ORDER BY token.id DESC LIMIT ?"
_OF_CHAIN = f"{_TOKENS} WHERE token.chain_id = ? ORDER BY token.id"

_BEGIN_CHAIN = """
INSERT INTO chain (client_id, realm_id, scopes, consented_at, hard_expires_at)
VALUES (?, ?, ?, ?, ?)"""
_ADD = """
INSERT INTO token (digest, kind, chain_id, generation, issued_at, expires_at)
VALUES (?, ?, ?, ?, ?, ?)"""
_SUPERSEDE = """
UPDATE token SET replaced_at = coalesce(replaced_at, :at),
    used_at = CASE id WHEN :sent THEN :at ELSE used_at END
WHERE id IN (:sent, :newest)"""
_NOTE_USE = "UPDATE token SET used_at = ? WHERE id = ?"
_REVOKE_CHAIN = """
UPDATE token SET revoked_at = ?, revoked_because = ?
WHERE chain_id = ? AND revoked_at IS NULL"""
_REVOKE_REFRESH_TOKENS = f"{_REVOKE_CHAIN} AND kind = 'refresh'"
_REVOKE_CONSENTS = """
UPDATE token SET revoked_at = ?, revoked_because = ?
WHERE revoked_at IS NULL AND chain_id IN (
    SELECT id FROM chain WHERE client_id = ? AND realm_id IS ?
)"""


class TokenLedger:
    """The tokens, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, digest: str) -> IssuedToken | None:
        row = self._connection.execute(_FIND, (digest,)).fetchone()
        return None if row is None else _issued_token(row)

    def begin_chain(
        self,
        *,
        client_id: str,
        realm_id: str | None,
        scopes: tuple[str, ...],
        consented_at: datetime,
        hard_expires_at: datetime,
    ) -> int:
        """Begin the chain of one exchanged consent; return its number."""
        cursor = self._connection.execute(
            _BEGIN_CHAIN,
            (
                client_id,
                realm_id,
                format_scopes(scopes),
                keep_moment(consented_at),
                keep_moment(hard_expires_at),
            ),
        )
        number: int | None = cursor.lastrowid
        if number is None:
            raise LookupError("a row was added and has no number")
        return number

    def supersede(self, sent: IssuedToken, *, at: datetime) -> None:
        """Make the newest refresh token of the chain an old one; note which was used."""
        self._connection.execute(
            _SUPERSEDE,
            {"sent": sent.id, "newest": sent.chain.newest_id, "at": keep_moment(at)},
        )

    def add(self, *tokens: NewToken) -> None:
        """Keep new tokens."""
        self._connection.executemany(_ADD, map(_row, tokens))

    def note_use(self, sent: IssuedToken, *, at: datetime) -> None:
        """Note that a token was used and stays the newest of its chain."""
        self._connection.execute(_NOTE_USE, (keep_moment(at), sent.id))

    def revoke_refresh_tokens(
        self, chain_id: int, *, at: datetime, because: Reason
    ) -> None:
        """End the refresh tokens of one chain; its access tokens live out their hour."""
        self._connection.execute(
            _REVOKE_REFRESH_TOKENS, (keep_moment(at), because, chain_id)
        )

    def revoke_chain(self, chain_id: int, *, at: datetime, because: Reason) -> None:
        """End every token of one chain, of both kinds."""
        self._connection.execute(_REVOKE_CHAIN, (keep_moment(at), because, chain_id))

    def revoke_consents(
        self, client_id: str, realm_id: str | None, *, at: datetime, because: Reason
    ) -> None:
        """End every token that a client holds of one company, of both kinds."""
        self._connection.execute(
            _REVOKE_CONSENTS, (keep_moment(at), because, client_id, realm_id)
        )

    def connected(self, *, at: datetime) -> tuple[IssuedToken, ...]:
        """Return the newest good refresh token of every chain that has one."""
        return _issued_tokens(self._connection.execute(_CONNECTED, (keep_moment(at),)))

    def newest(self, limit: int) -> tuple[IssuedToken, ...]:
        """Return so many tokens, the oldest of them first."""
        rows = self._connection.execute(_NEWEST, (limit,)).fetchall()
        return _issued_tokens(reversed(rows))

    def of_chain(self, chain_id: int) -> tuple[IssuedToken, ...]:
        """Return the tokens of one chain in the order they were issued."""
        return _issued_tokens(self._connection.execute(_OF_CHAIN, (chain_id,)))


def _row(token: NewToken) -> tuple[str | int, ...]:
    return (
        token.digest,
        token.kind.value,
        token.chain_id,
        token.generation,
        keep_moment(token.issued_at),
        keep_moment(token.expires_at),
    )


def _issued_tokens(rows: Iterable[Row]) -> tuple[IssuedToken, ...]:
    return tuple(_issued_token(row) for row in rows)


def _issued_token(row: Row) -> IssuedToken:
    because = row["revoked_because"]
    return IssuedToken(
        id=row["id"],
        digest=row["digest"],
        kind=TokenKind(row["kind"]),
        generation=row["generation"],
        issued_at=read_moment(row["issued_at"]),
        expires_at=read_moment(row["expires_at"]),
        replaced_at=read_moment_if_any(row["replaced_at"]),
        used_at=read_moment_if_any(row["used_at"]),
        revoked_at=read_moment_if_any(row["revoked_at"]),
        revoked_because=None if because is None else Reason(because),
        chain=Chain(
            id=row["chain_id"],
            client_id=row["client_id"],
            realm_id=row["realm_id"],
            scopes=parse_scopes(row["scopes"]),
            consented_at=read_moment(row["consented_at"]),
            hard_expires_at=read_moment(row["hard_expires_at"]),
            newest_id=row["newest_id"],
            newest_generation=row["newest_generation"],
        ),
    )
