"""The registered app: its two key pairs, their redirect URIs, and its scopes."""

from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Connection, Row
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.protocol.redirect_uri import UriProblem, lint_redirect_uri
from grantlab.protocol.secret import Secret
from grantlab.provider.database import Database
from grantlab.provider.mint import Mint

_BY_KEYS = "SELECT * FROM key_pair WHERE pair = ?"
_BY_CLIENT_ID = "SELECT * FROM key_pair WHERE client_id = ?"
_NEW_SECRET = "UPDATE key_pair SET client_secret = ? WHERE pair = ?"  # noqa: S105 -- a statement
_URIS = "SELECT uri FROM redirect_uri WHERE pair = ? ORDER BY id"
_ADD_URI = "INSERT OR IGNORE INTO redirect_uri (pair, uri) VALUES (?, ?)"
_REMOVE_URI = "DELETE FROM redirect_uri WHERE pair = ? AND uri = ?"
_SCOPES = "SELECT value, enabled FROM scope ORDER BY id"
_SET_SCOPE = "UPDATE scope SET enabled = ? WHERE value = ?"


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


class UnknownScopeError(GrantlabError):
    """A scope was named that the provider does not know."""

    slug: ClassVar[str] = "unknown-scope"

    def __init__(self, value: str) -> None:
        super().__init__(f"there is no scope {value[:40]!r}")


class Registry:
    """What the developer has registered, as the keys page shows it."""

    def __init__(self, database: Database, mint: Mint) -> None:
        self._database = database
        self._mint = mint

    def key_pair(self, keys: Keys) -> KeyPair:
        # Every page of a walk asks for both pairs, so this is read at a glance.
        return _key_pair(self._database.glance(_BY_KEYS, keys))

    def find_client(self, client_id: str) -> KeyPair | None:
        """Return the key pair of a client id, or ``None`` for a stranger's."""
        row = self._database.glance(_BY_CLIENT_ID, client_id)
        return None if row is None else _key_pair(row)

    def make_secret(self, keys: Keys) -> KeyPair:
        """Give a key pair a new secret; the old one ends at once."""
        secret = self._mint.client_secret()
        with self._database.write() as connection:
            connection.execute(_NEW_SECRET, (secret.reveal(), keys))
        return self.key_pair(keys)

    def redirect_uris(self, keys: Keys) -> tuple[str, ...]:
        """Return the list of one key pair; the other's does not count (L103)."""
        with self._database.read() as connection:
            return tuple(uri for (uri,) in connection.execute(_URIS, (keys,)))

    def add_redirect_uri(self, keys: Keys, uri: str) -> tuple[UriProblem, ...]:
        """Register a redirect URI, or return the rules that it breaks."""
        problems = lint_redirect_uri(uri, for_production=keys is Keys.PRODUCTION)
        if not problems and uri not in self.redirect_uris(keys):
            with self._database.write() as connection:
                connection.execute(_ADD_URI, (keys, uri))
        return problems

    def remove_redirect_uri(self, keys: Keys, uri: str) -> bool:
        """Take a redirect URI off the list; return whether it was on it."""
        with self._database.write() as connection:
            removed = connection.execute(_REMOVE_URI, (keys, uri)).rowcount
        return removed > 0

    def scopes(self) -> tuple[ScopeSetting, ...]:
        with self._database.read() as connection:
            return tuple(
                ScopeSetting(value, bool(enabled))
                for value, enabled in connection.execute(_SCOPES)
            )

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
            known = connection.execute(_SET_SCOPE, (enabled, value)).rowcount
        if not known:
            raise UnknownScopeError(value)


def find_client(client_id: str, *, connection: Connection) -> KeyPair | None:
    """Return the key pair of a client id, as a transaction sees it."""
    row = connection.execute(_BY_CLIENT_ID, (client_id,)).fetchone()
    return None if row is None else _key_pair(row)


def _key_pair(row: Row) -> KeyPair:
    return KeyPair(Keys(row["pair"]), row["client_id"], Secret(row["client_secret"]))
