"""The registered app: its two key pairs, their redirect URIs, and its scopes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from grantlab.errors import GrantlabError
from grantlab.protocol.redirect_uri import UriProblem, lint_redirect_uri
from grantlab.protocol.secret import Secret
from grantlab.provider.database import Database
from grantlab.provider.mint import Mint
from grantlab.provider.schema import key_pair, redirect_uri, scope

_BY_CLIENT_ID = select(key_pair).where(key_pair.c.client_id == bindparam("wanted"))


class Keys(StrEnum):
    """The two sets of keys of an app (L102)."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A client id, and the secret that proves it."""

    keys: Keys
    client_id: str
    client_secret: Secret


@dataclass(frozen=True, slots=True)
class ScopeSetting:
    """One known scope, and whether the app may ask for it."""

    value: str
    enabled: bool


_KEYS = "SELECT client_id, client_secret FROM key_pair WHERE pair = ?"


class UnknownScopeError(GrantlabError):
    """A scope was named that the provider does not know."""

    slug: ClassVar[str] = "unknown-scope"

    def __init__(self, value: str) -> None:
        super().__init__(f"there is no scope {value!r}")


class Registry:
    """What the developer has registered, as the keys page shows it."""

    def __init__(self, database: Database, mint: Mint) -> None:
        self._database = database
        self._mint = mint

    def key_pair(self, keys: Keys) -> KeyPair:
        # Every page of a walk asks for both pairs, so this is read at a glance.
        client_id, secret = self._database.glance(_KEYS, str(keys))
        return KeyPair(keys, client_id, Secret(secret))

    def find_client(self, client_id: str) -> KeyPair | None:
        """Return the key pair of a client id, or ``None`` for a stranger's."""
        with self._database.read() as connection:
            return find_client(client_id, connection=connection)

    def make_secret(self, keys: Keys) -> KeyPair:
        """Give a key pair a new secret; the old one ends at once."""
        secret = self._mint.client_secret()
        with self._database.write() as connection:
            row = connection.execute(
                update(key_pair)
                .where(key_pair.c.pair == keys)
                .values(client_secret=secret.reveal())
                .returning(key_pair)
            ).one()
        return _key_pair(row)

    def redirect_uris(self, keys: Keys) -> tuple[str, ...]:
        """Return the list of one key pair; the other's does not count (L103)."""
        with self._database.read() as connection:
            query = select(redirect_uri.c.uri).where(redirect_uri.c.pair == keys)
            return tuple(connection.scalars(query.order_by(redirect_uri.c.id)))

    def add_redirect_uri(self, keys: Keys, uri: str) -> tuple[UriProblem, ...]:
        """Register a redirect URI, or return the rules that it breaks."""
        problems = lint_redirect_uri(uri, for_production=keys is Keys.PRODUCTION)
        if not problems and uri not in self.redirect_uris(keys):
            with self._database.write() as connection:
                connection.execute(
                    insert(redirect_uri)
                    .prefix_with("OR IGNORE")
                    .values(pair=keys, uri=uri)
                )
        return problems

    def remove_redirect_uri(self, keys: Keys, uri: str) -> bool:
        """Take a redirect URI off the list; return whether it was on it."""
        with self._database.write() as connection:
            result = connection.execute(
                delete(redirect_uri).where(
                    redirect_uri.c.pair == keys, redirect_uri.c.uri == uri
                )
            )
        return result.rowcount > 0

    def scopes(self) -> tuple[ScopeSetting, ...]:
        with self._database.read() as connection:
            rows = connection.execute(select(scope).order_by(scope.c.id))
            return tuple(ScopeSetting(row.value, row.enabled) for row in rows)

    def enable_scope(self, value: str) -> None:
        """Let the app ask for a scope.

        Raises:
            UnknownScopeError: the provider does not know it.
        """
        self._set_scope(value, enabled=True)

    def disable_scope(self, value: str) -> None:
        """Let the app no longer ask for a scope.

        Raises:
            UnknownScopeError: the provider does not know it.
        """
        self._set_scope(value, enabled=False)

    def _set_scope(self, value: str, *, enabled: bool) -> None:
        with self._database.write() as connection:
            result = connection.execute(
                update(scope).where(scope.c.value == value).values(enabled=enabled)
            )
        if result.rowcount == 0:
            raise UnknownScopeError(value)


def find_client(client_id: str, *, connection: Connection) -> KeyPair | None:
    """Return the key pair of a client id, as a transaction sees it."""
    row = connection.execute(_BY_CLIENT_ID, {"wanted": client_id}).one_or_none()
    return None if row is None else _key_pair(row)


def _key_pair(row: Row[*tuple[Any, ...]]) -> KeyPair:
    members = row._mapping  # noqa: SLF001 -- the public way to a row's names
    return KeyPair(
        Keys(members["pair"]), members["client_id"], Secret(members["client_secret"])
    )
