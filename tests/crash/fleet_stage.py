"""A provider, a PostgreSQL server, and connections that are due, for a fleet of workers."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

from flask import Flask
from pydantic import SecretStr

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.token_response import parse_token_response
from grantlab.settings import Settings
from grantlab.store.database import db
from tests.support.neighbours import Process
from tests.support.postgres import Cluster
from tests.support.provider import REDIRECT_URI
from tests.support.servers import flask, provider_alone

EMBEDDED = Environment.EMBEDDED
VAULT_KEYS = "index:" + ",".join(f"{letter * 43}=" for letter in "AE")


@dataclass(frozen=True, kw_only=True)
class FleetStage:
    """Everything that the workers of a fleet share."""

    folder: Path
    cluster: Cluster
    database: str
    told: dict[str, str]
    """What a client has to be told of the provider."""

    @contextmanager
    def provider(self) -> Iterator[Process]:
        """Give a connection to the provider; one that is kept for long is closed there."""
        process = Process(self.told)
        try:
            yield process
        finally:
            process.close()

    def variables(self, machine: str) -> dict[str, str]:
        """Return the settings of one machine; only its own directory is not shared."""
        return {
            **self.told,
            "GRANTLAB_INSTANCE": str(self.folder / machine),
            "GRANTLAB_DATABASE_URL": self.cluster.url(self.database),
            "GRANTLAB_VAULT_KEYS": VAULT_KEYS,
        }

    @contextmanager
    def store(self) -> Iterator[Services]:
        """Give what is stored, on a machine of its own that sends nothing."""
        own = self.variables("store")
        app: Flask = create_app(
            Settings(
                instance=Path(own["GRANTLAB_INSTANCE"]),
                database_url=SecretStr(own["GRANTLAB_DATABASE_URL"]),
                vault_keys=SecretStr(VAULT_KEYS),
            )
        )
        with app.app_context():
            try:
                yield app.extensions[EXTENSION]
            finally:
                db.session.remove()
                db.engine.dispose()

    def connect(self, count: int) -> None:
        """Consent so many times, each for a company of its own on our side."""
        with self.store() as parts, self.provider() as provider:
            for number in range(count):
                answer = provider.exchange(provider.connect())
                connection = parts.connections.open_for(
                    environment=EMBEDDED,
                    realm_id=f"93414510{number:08d}",
                    client_id=self.told["GRANTLAB_EMBEDDED_CLIENT_ID"],
                    scopes=(ACCOUNTING,),
                    now=parts.machine_clock.now(),
                )
                parts.generations.commit_consent(
                    connection,
                    parse_token_response(
                        answer.body, received_at=parts.machine_clock.now()
                    ),
                    walk_id=None,
                    asked_by="test",
                    keep_values=True,
                )

    def refreshes(self) -> Counter[int]:
        """Return how often the provider has refreshed each of its chains, by its ledger."""
        query = (
            "SELECT chain_id, count(*) - 1 FROM token WHERE kind = 'access' GROUP BY 1"
        )
        with closing(
            sqlite3.connect(self.folder / "provider/provider.sqlite")
        ) as ledger:
            return Counter(dict(ledger.execute(query).fetchall()))

    def workers(self) -> int:
        """Return how many workers have begun."""
        return self.number("SELECT count(*) FROM fleet.procrastinate_workers")

    def first_pairs(self) -> int:
        """Return how many connections still have the pair of their consent."""
        return self.number(
            "SELECT count(*) FROM connection JOIN token_generation generation"
            " ON generation.id = current_generation_id WHERE generation.number = 1"
        )

    def ask(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database past our own code."""
        return self.cluster.ask(self.database, query, *values)

    def number(self, query: LiteralString, *values: object) -> int:
        """Return the one number that a query gives."""
        ((found,),) = self.ask(query, *values)
        return int(found)


@contextmanager
def fleet_stage(folder: Path, cluster: Cluster) -> Iterator[FleetStage]:
    """Run a provider, and make the tables as an operator does."""
    database = cluster.make_database()
    instance = folder / "provider"
    with provider_alone(instance, redirect_uri=REDIRECT_URI) as told:
        stage = FleetStage(folder=folder, cluster=cluster, database=database, told=told)
        try:
            flask("db", "upgrade", variables=stage.variables("operator"))
            flask("fleet", "prepare", variables=stage.variables("operator"))
            yield stage
        finally:
            cluster.drop(database)
