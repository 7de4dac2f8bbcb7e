"""What a provider has at its first run."""

import json
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from grantlab.protocol.scope import CORE_SCOPES, PAYMENT
from grantlab.protocol.secret import Secret
from grantlab.provider.database import Database
from grantlab.provider.id_tokens import KID_LENGTH, make_signing_key, public_half
from grantlab.provider.mint import Mint
from grantlab.provider.policy.presets import FAQ
from grantlab.provider.registry import Keys
from grantlab.provider.schema import STATEMENTS

PLAYGROUND_REDIRECT_URI = "https://developer.intuit.com/v2/OAuth2Playground/RedirectUrl"
"""Registered on new apps from the start. Source: the wire facts on redirect URIs."""

PRODUCTION_REDIRECT_URI = "https://app.example.com/quickbooks/callback"

_SESSION_KEY = "session_key"
_SIGNING_KEY = "signing_key"
_FORMER_KEYS = "former_signing_keys"
_BENCH_TOKEN = "bench_token"  # noqa: S105 -- a setting's name
BENCH_TOKEN_LENGTH = 43

_SETTINGS = "SELECT name, value FROM setting"
_READ = "SELECT value FROM setting WHERE name = ?"
_CHANGE = "UPDATE setting SET value = ? WHERE name = ?"
_KEEP = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
_ADD_SETTING = "INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)"
_ADD_PAIR = "INSERT INTO key_pair (pair, client_id, client_secret) VALUES (?, ?, ?)"
_ADD_URI = "INSERT INTO redirect_uri (pair, uri) VALUES (?, ?)"
_ADD_SCOPE = "INSERT INTO scope (value, enabled) VALUES (?, ?)"
_ADD_BENCH = """
INSERT OR IGNORE INTO bench (id, revision, clock_offset, preset, knobs)
VALUES (1, 0, 0, ?, '{}')"""


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The keys that a provider made for itself."""

    session: Secret
    bench_token: Secret
    """What the control API of the bench asks for."""


def plant(database: Database, mint: Mint, *, seed_redirect_uri: str) -> OwnKeys:
    """Make the tables and what is in them, unless they are there; return the own keys.

    The whole of it is one write transaction, so that two processes that start together
    do not both seed.
    """
    with database.write() as connection:
        for statement in STATEMENTS:
            connection.execute(statement)
        if connection.execute(_SETTINGS).fetchone() is None:
            _plant_app(connection, mint, seed_redirect_uri)
            _plant_keys(connection, mint)
        _plant_bench(connection, mint)
        rows = connection.execute(_SETTINGS)
        kept = {name: Secret(value) for name, value in rows}
    return OwnKeys(
        session=kept[_SESSION_KEY],
        bench_token=kept[_BENCH_TOKEN],
    )


def read_signing_key(connection: Connection) -> Secret:
    """Return the private JSON Web Key that signs ID tokens now."""
    (value,) = connection.execute(_READ, (_SIGNING_KEY,)).fetchone()
    return Secret(value)


def change_signing_key(connection: Connection, mint: Mint) -> None:
    """Let a new key sign ID tokens; of the old one the public half is kept."""
    old = public_half(read_signing_key(connection).reveal())
    former = [old, *read_former_keys(connection)]
    key = make_signing_key(mint.text(KID_LENGTH))
    connection.execute(_CHANGE, (key, _SIGNING_KEY))
    connection.execute(_KEEP, (_FORMER_KEYS, json.dumps(former)))


def read_former_keys(connection: Connection) -> list[dict[str, Any]]:
    """Return the public halves of the keys that signed before, the newest first."""
    row = connection.execute(_READ, (_FORMER_KEYS,)).fetchone()
    return [] if row is None else list(json.loads(row["value"]))


def _plant_app(connection: Connection, mint: Mint, seed_redirect_uri: str) -> None:
    for keys in Keys:
        secret = mint.client_secret()
        connection.execute(_ADD_PAIR, (keys, mint.client_id(), secret.reveal()))
    registered = (
        (Keys.DEVELOPMENT, seed_redirect_uri),
        (Keys.DEVELOPMENT, PLAYGROUND_REDIRECT_URI),
        (Keys.PRODUCTION, PRODUCTION_REDIRECT_URI),
    )
    connection.executemany(_ADD_URI, registered)
    # One known scope stays off, so that invalid_scope can be seen.
    scopes = ((item.value, item.value != PAYMENT) for item in CORE_SCOPES)
    connection.executemany(_ADD_SCOPE, scopes)


def _plant_keys(connection: Connection, mint: Mint) -> None:
    own = {
        _SESSION_KEY: mint.text(43),
        _SIGNING_KEY: make_signing_key(mint.text(KID_LENGTH)),
    }
    connection.executemany(_ADD_SETTING, own.items())


def _plant_bench(connection: Connection, mint: Mint) -> None:
    # Apart from the rest, because older databases have no bench yet.
    token = mint.text(BENCH_TOKEN_LENGTH)
    connection.execute(_ADD_SETTING, (_BENCH_TOKEN, token))
    connection.execute(_ADD_BENCH, (FAQ.preset,))
