"""What a provider has at its first run."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, insert, select, update

from grantlab.protocol.scope import CORE_SCOPES, PAYMENT
from grantlab.protocol.secret import Secret
from grantlab.provider.database import Database
from grantlab.provider.id_tokens import KID_LENGTH, make_signing_key
from grantlab.provider.mint import Mint
from grantlab.provider.policy.presets import FAQ
from grantlab.provider.registry import Keys
from grantlab.provider.schema import (
    bench,
    key_pair,
    metadata,
    redirect_uri,
    scope,
    setting,
)

PLAYGROUND_REDIRECT_URI = "https://developer.intuit.com/v2/OAuth2Playground/RedirectUrl"
"""Registered on new apps from the start. Source: the wire facts on redirect URIs."""

PRODUCTION_REDIRECT_URI = "https://app.example.com/quickbooks/callback"

_SESSION_KEY = "session_key"
_SIGNING_KEY = "signing_key"
_BENCH_TOKEN = "bench_token"  # noqa: S105 -- a setting's name
BENCH_TOKEN_LENGTH = 43


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
        metadata.create_all(connection)
        if connection.execute(select(setting.c.name)).first() is None:
            _plant_app(connection, mint, seed_redirect_uri)
            _plant_keys(connection, mint)
        _plant_bench(connection, mint)
        rows = connection.execute(select(setting.c.name, setting.c.value))
        kept = {name: Secret(value) for name, value in rows}
    return OwnKeys(
        session=kept[_SESSION_KEY],
        bench_token=kept[_BENCH_TOKEN],
    )


def read_signing_key(connection: Connection) -> Secret:
    """Return the private JSON Web Key that signs ID tokens now."""
    query = select(setting.c.value).where(setting.c.name == _SIGNING_KEY)
    return Secret(connection.execute(query).scalar_one())


def change_signing_key(connection: Connection, mint: Mint) -> None:
    """Let a new key sign ID tokens; the old one is forgotten."""
    key = make_signing_key(mint.text(KID_LENGTH))
    connection.execute(
        update(setting).where(setting.c.name == _SIGNING_KEY).values(value=key)
    )


def _plant_app(connection: Connection, mint: Mint, seed_redirect_uri: str) -> None:
    for keys in Keys:
        connection.execute(
            insert(key_pair).values(
                pair=keys,
                client_id=mint.client_id(),
                client_secret=mint.client_secret().reveal(),
            )
        )
    registered = (
        (Keys.DEVELOPMENT, seed_redirect_uri),
        (Keys.DEVELOPMENT, PLAYGROUND_REDIRECT_URI),
        (Keys.PRODUCTION, PRODUCTION_REDIRECT_URI),
    )
    for keys, uri in registered:
        connection.execute(insert(redirect_uri).values(pair=keys, uri=uri))
    for item in CORE_SCOPES:
        # One known scope stays off, so that invalid_scope can be seen.
        connection.execute(
            insert(scope).values(value=item.value, enabled=item.value != PAYMENT)
        )


def _plant_keys(connection: Connection, mint: Mint) -> None:
    own = {
        _SESSION_KEY: mint.text(43),
        _SIGNING_KEY: make_signing_key(mint.text(KID_LENGTH)),
    }
    for name, value in own.items():
        connection.execute(insert(setting).values(name=name, value=value))


def _plant_bench(connection: Connection, mint: Mint) -> None:
    # Apart from the rest, because older databases have no bench yet.
    token = {"name": _BENCH_TOKEN, "value": mint.text(BENCH_TOKEN_LENGTH)}
    untouched = {
        "id": 1,
        "revision": 0,
        "clock_offset": timedelta(),
        "preset": FAQ.preset,
        "knobs": "{}",
    }
    connection.execute(insert(setting).prefix_with("OR IGNORE").values(token))
    connection.execute(insert(bench).prefix_with("OR IGNORE").values(untouched))
