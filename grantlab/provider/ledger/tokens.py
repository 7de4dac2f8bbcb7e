"""Keeping tokens and the chains they belong to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    select,
    update,
)

from grantlab.protocol.scope import format_scopes, parse_scopes
from grantlab.provider.refusals import Reason
from grantlab.provider.schema import chain, token
from grantlab.provider.tokens import Chain, IssuedToken, TokenKind

_COLUMNS = (
    token.c.id,
    token.c.digest,
    token.c.kind,
    token.c.generation,
    token.c.issued_at,
    token.c.expires_at,
    token.c.replaced_at,
    token.c.used_at,
    token.c.revoked_at,
    token.c.revoked_because,
    token.c.chain_id,
    chain.c.client_id,
    chain.c.realm_id,
    chain.c.scopes,
    chain.c.consented_at,
    chain.c.hard_expires_at,
)
# Written out, and not bound, so that SQLite sees that its index of newest tokens fits.
_REFRESH: ColumnElement[str] = literal_column(f"'{TokenKind.REFRESH}'")
_newest = token.alias("newest")
_TOKENS = (
    select(
        *_COLUMNS,
        _newest.c.id.label("newest_id"),
        _newest.c.generation.label("newest_generation"),
    )
    .join_from(token, chain)
    .join(
        _newest,
        (_newest.c.chain_id == token.c.chain_id)
        & (_newest.c.kind == _REFRESH)
        & _newest.c.replaced_at.is_(None),
    )
)
_FIND = _TOKENS.where(token.c.digest == bindparam("wanted"))
_ADD = insert(token)
_at = bindparam("at", type_=token.c.used_at.type)
_SUPERSEDE = (
    update(token)
    .where(token.c.id.in_((bindparam("sent"), bindparam("newest"))))
    .values(
        replaced_at=func.coalesce(token.c.replaced_at, _at),
        used_at=case((token.c.id == bindparam("sent"), _at), else_=token.c.used_at),
    )
)


class TokenLedger:
    """The tokens, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, digest: str) -> IssuedToken | None:
        row = self._connection.execute(_FIND, {"wanted": digest}).one_or_none()
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
        result = self._connection.execute(
            insert(chain)
            .values(
                client_id=client_id,
                realm_id=realm_id,
                scopes=format_scopes(scopes),
                consented_at=consented_at,
                hard_expires_at=hard_expires_at,
            )
            .returning(chain.c.id)
        )
        return int(result.scalar_one())

    def supersede(self, sent: IssuedToken, *, at: datetime) -> None:
        """Make the newest refresh token of the chain an old one; note which was used."""
        self._connection.execute(
            _SUPERSEDE, {"sent": sent.id, "newest": sent.chain.newest_id, "at": at}
        )

    def add(self, rows: Sequence[dict[str, object]]) -> None:
        """Keep new tokens; each row has the columns of ``token`` by name."""
        self._connection.execute(_ADD, rows)

    def note_use(self, sent: IssuedToken, *, at: datetime) -> None:
        """Note that a token was used and stays the newest of its chain."""
        self._connection.execute(
            update(token).where(token.c.id == sent.id).values(used_at=at)
        )

    def revoke_refresh_tokens(
        self, chain_id: int, *, at: datetime, because: Reason
    ) -> None:
        """End the refresh tokens of one chain; its access tokens live out their hour."""
        self._connection.execute(
            update(token)
            .where(
                token.c.chain_id == chain_id,
                token.c.kind == TokenKind.REFRESH,
                token.c.revoked_at.is_(None),
            )
            .values(revoked_at=at, revoked_because=because)
        )

    def revoke_chain(self, chain_id: int, *, at: datetime, because: Reason) -> None:
        """End every token of one chain, of both kinds."""
        self._connection.execute(
            update(token)
            .where(token.c.chain_id == chain_id, token.c.revoked_at.is_(None))
            .values(revoked_at=at, revoked_because=because)
        )

    def revoke_consents(
        self, client_id: str, realm_id: str | None, *, at: datetime, because: Reason
    ) -> None:
        """End every token that a client holds of one company, of both kinds."""
        chains = select(chain.c.id).where(
            chain.c.client_id == client_id,
            chain.c.realm_id.is_not_distinct_from(realm_id),
        )
        self._connection.execute(
            update(token)
            .where(token.c.chain_id.in_(chains), token.c.revoked_at.is_(None))
            .values(revoked_at=at, revoked_because=because)
        )

    def connected(self, *, at: datetime) -> tuple[IssuedToken, ...]:
        """Return the newest good refresh token of every chain that has one."""
        rows = self._connection.execute(
            _TOKENS.where(
                token.c.id == _newest.c.id,
                token.c.revoked_at.is_(None),
                token.c.expires_at > at,
            ).order_by(chain.c.id)
        )
        return tuple(_issued_token(row) for row in rows)

    def newest(self, limit: int) -> tuple[IssuedToken, ...]:
        """Return so many tokens, the oldest of them first."""
        rows = self._connection.execute(
            _TOKENS.order_by(token.c.id.desc()).limit(limit)
        ).all()
        return tuple(_issued_token(row) for row in reversed(rows))

    def of_chain(self, chain_id: int) -> tuple[IssuedToken, ...]:
        """Return the tokens of one chain in the order they were issued."""
        rows = self._connection.execute(
            _TOKENS.where(token.c.chain_id == chain_id).order_by(token.c.id)
        )
        return tuple(_issued_token(row) for row in rows)


def _issued_token(row: Row[*tuple[Any, ...]]) -> IssuedToken:
    members = row._mapping  # noqa: SLF001 -- the public way to a row's names
    because = members["revoked_because"]
    return IssuedToken(
        id=members["id"],
        digest=members["digest"],
        kind=TokenKind(members["kind"]),
        generation=members["generation"],
        issued_at=members["issued_at"],
        expires_at=members["expires_at"],
        replaced_at=members["replaced_at"],
        used_at=members["used_at"],
        revoked_at=members["revoked_at"],
        revoked_because=None if because is None else Reason(because),
        chain=Chain(
            id=members["chain_id"],
            client_id=members["client_id"],
            realm_id=members["realm_id"],
            scopes=parse_scopes(members["scopes"]),
            consented_at=members["consented_at"],
            hard_expires_at=members["hard_expires_at"],
            newest_id=members["newest_id"],
            newest_generation=members["newest_generation"],
        ),
    )
