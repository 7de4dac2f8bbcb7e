"""Opening the store and the vault for a command, also where a start would be refused.

These commands have to work when something is wrong with the keys. So they join the
database and the key ring themselves, and nothing else.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, cast

import click
from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, scoped_session

from blueprints.command_line import FOUND_SOMETHING
from blueprints.database_trouble import is_trouble
from blueprints.joining import configure_database, make_directory, open_database
from blueprints.keys import key_beside_data, key_source
from grantlab.errors import GrantlabError
from grantlab.runtime.clock import SystemClock
from grantlab.runtime.entropy import SystemEntropy
from grantlab.settings import SettingsError, read_settings
from grantlab.store.connections import Connections
from grantlab.store.database import db
from grantlab.store.sealed_values import used_key_ids
from grantlab.store.sealing import Sealer
from grantlab.store.vault_keys import VaultKeys
from grantlab.vault.key_source import KeySource
from grantlab.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedVault:
    """The vault with its keys, and the store that it seals."""

    source: KeySource
    vault: Vault
    engine: Engine
    key_beside_data: Path | None
    keys: VaultKeys
    connections: Connections

    @property
    def is_shared(self) -> bool:
        """Whether servers may run that do not see this ring when it changes."""
        return not self.source.can_be_put or self.engine.dialect.name != "sqlite"

    def check_ring(self) -> None:
        """Check that the ring has all keys that stored values need, in order, and the index.

        Raises:
            KeyRingError: it has not; the message names the ids.
        """
        self.vault.check_key_ids(used_key_ids(self.engine))
        self.keys.check_order(self.vault.key_ids)
        self.connections.check_index()

    def note_first_key(self) -> None:
        """Note which key seals from now on."""
        self.keys.put_first(
            self.vault.key_ids,
            used=used_key_ids(self.engine),
            now=SystemClock().now(),
        )


@contextmanager
def opened_vault() -> Iterator[OpenedVault]:
    """Give the vault as the environment says; what is wrong is said in one line."""
    app = Flask("grantlab")
    entropy = SystemEntropy()
    try:
        settings = read_settings()
        configure_database(app, settings)
        make_directory(settings)
        source = key_source(settings, entropy)
        session = cast("scoped_session[Session]", db.session)
        vault = Vault(source.read(), entropy=entropy, source=source)
        with app.app_context():
            open_database(app)
            try:
                yield OpenedVault(
                    source=source,
                    vault=vault,
                    engine=db.engine,
                    key_beside_data=key_beside_data(settings, vault.key_ids),
                    keys=VaultKeys(session),
                    connections=Connections(session, Sealer(vault)),
                )
            finally:
                db.session.remove()
                db.engine.dispose()
    except SettingsError as exc:
        raise click.UsageError(f"{exc}.") from exc
    except GrantlabError as exc:
        stop(f"{exc}.")
    except DatabaseError as exc:
        if not is_trouble(exc):
            raise
        stop(f"The database cannot be used: {exc.orig}.")


def stop(message: str) -> NoReturn:
    """Say what was found to be wrong, and exit with 1."""
    click.echo(message, err=True)
    sys.exit(FOUND_SOMETHING)
