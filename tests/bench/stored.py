"""A store with many connections, written in a few statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from flask import Flask
from pydantic import SecretStr
from sqlalchemy import Table, insert, update

from blueprints.joining import join_services
from blueprints.services import Services, services
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import SystemClock
from grantlab.runtime.entropy import SystemEntropy
from grantlab.runtime.patience import SystemPatience
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.store.models import Connection, Origin, TokenGeneration
from grantlab.vault.key_ring import Key, format_key_ring, parse_key_ring
from grantlab.vault.vault import Vault
from tests.bench.answering import access_token, refresh_token
from tests.support import invented

Row = dict[str, Any]
AT_ONCE = 5000
KEYS = format_key_ring((Key(bytes([1]) * 32),), index_key=Key(bytes([2]) * 32))
VAULT = Vault(parse_key_ring(KEYS), entropy=SystemEntropy())
_CONNECTION = cast("Table", Connection.__table__)
_GENERATION = cast("Table", TokenGeneration.__table__)


@contextmanager
def joined(instance: Path, service: str) -> Iterator[Services]:
    """Join the client's parts, without its pages, to a service on this machine."""
    app = Flask("bench")
    join_services(
        app,
        Settings(
            instance=instance,
            embedded_url=service,
            vault_keys=SecretStr(KEYS),
            embedded_client_id=invented.CLIENT_ID,
            embedded_client_secret=SecretStr(invented.CLIENT_SECRET),
        ),
        provider_app=None,
        machine_clock=SystemClock(),
        entropy=SystemEntropy(),
        patience=SystemPatience(),
    )
    with app.app_context():
        yield services()
        db.session.remove()
        db.engine.dispose()


def store_connections(parts: Services, count: int, *, due: int) -> None:
    """Store so many connections, each with a pair; the first ones are due."""
    now = parts.machine_clock.now()
    for first in range(1, count + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count + 1))
        received = {
            number: now - timedelta(days=8 if number <= due else 1)
            for number in numbers
        }
        with db.engine.begin() as connection:
            connection.execute(
                insert(_CONNECTION),
                [_connection(number, received[number]) for number in numbers],
            )
            connection.execute(
                insert(_GENERATION),
                [_generation(number, received[number]) for number in numbers],
            )
    with db.engine.begin() as connection:
        connection.execute(
            update(_CONNECTION).values(current_generation_id=_CONNECTION.c.id)
        )


def _connection(number: int, received_at: datetime) -> Row:
    return {
        "id": number,
        "environment": Environment.EMBEDDED,
        "client_id": invented.CLIENT_ID,
        "realm_index": f"{number:064d}",
        "scopes": (ACCOUNTING,),
        "consented_at": received_at,
        "consent": 1,
        "renew_at": received_at + timedelta(days=7),
        "claim": 0,
    }


def _generation(number: int, received_at: datetime) -> Row:
    tokens = {
        "sealed_access_token": Secret(access_token(number, 1)),
        "sealed_refresh_token": Secret(refresh_token(number, 1)),
    }
    return {
        "id": number,
        "connection_id": number,
        "number": 1,
        "consent": 1,
        "origin": Origin.EXCHANGE,
        "asked_by": "bench",
        "received_at": received_at,
        "access_fingerprint": tokens["sealed_access_token"].fingerprint,
        "refresh_fingerprint": tokens["sealed_refresh_token"].fingerprint,
        "access_expires_at": received_at + timedelta(hours=1),
        "refresh_expires_at": received_at + timedelta(days=100),
        "hard_expires_at": received_at + timedelta(days=5 * 365),
        "oddities": (),
        **{
            column: VAULT.seal(token, place=f"token_generation/{number}/{column}")
            for column, token in tokens.items()
        },
    }
