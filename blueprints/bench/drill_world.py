"""A world for one play of a drill: a provider, a clock and a store of its own.

Everything lies in a directory that is gone afterwards, and nothing can be reached from
outside: no socket is opened, and no key opens anything elsewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from blueprints.embedded import service_in_process
from blueprints.passing_directory import passing_directory
from blueprints.provider.context import provider_of
from grantlab.drills.acts import Keys
from grantlab.drills.drill import Stage
from grantlab.drills.world import World
from grantlab.flows.ports import Outside
from grantlab.flows.refresh_connection import RefreshParts, refresh_connection
from grantlab.protocol.environment import Environment, embedded_endpoints
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.token_response import TokenSet
from grantlab.runtime.clock import Clock, FixedClock
from grantlab.runtime.entropy import Entropy, SystemEntropy
from grantlab.runtime.patience import Patience
from grantlab.store.claims import Claims
from grantlab.store.connections import Connections
from grantlab.store.database import db, sqlite_url
from grantlab.store.generations import Generations
from grantlab.store.round_trips import RoundTrips
from grantlab.store.sealing import Sealer
from grantlab.vault.key_ring import KEY_LENGTH, Key, KeyRing
from grantlab.vault.vault import Vault

CLIENT_URL = "http://localhost:8484"
"""What the addresses on the wire begin with; nobody listens there for a drill."""

FIRST = 1
"""The number of the one connection that a drill's store holds."""


class _NoPatience:
    """Lets no time of the machine pass: a drill moves its own clock."""

    def pause(self, length: timedelta) -> None:
        del length


NO_PATIENCE = _NoPatience()


@contextmanager
def open_world(stage: Stage) -> Iterator[World]:
    """Give a world at the moment at which a stage opens."""
    from app import create_provider_app

    clock, entropy = FixedClock(stage.opens_at), SystemEntropy()
    with passing_directory("drill") as instance:
        provider_app = create_provider_app(
            instance,
            clock=clock,
            entropy=entropy,
            patience=NO_PATIENCE,
            seed_redirect_uri=stage.redirect_uri,
        )
        provider = provider_of(provider_app)
        service = service_in_process(provider_app, CLIENT_URL)
        store = _OwnStore(instance, machine_clock=clock, entropy=entropy)
        try:
            yield World(
                endpoints=embedded_endpoints(service.base_url),
                transport=service.transport,
                clock=provider.clock,
                bench=service.control,
                keys={
                    keys: KeyPair(pair.client_id, pair.client_secret)
                    for keys in Keys
                    for pair in (provider.key_pair(keys),)
                },
                entropy=entropy,
                claimed=store,
            )
        finally:
            store.close()
            provider.close()


class _OwnStore:
    """Grantlab's own store with one connection in it, made when it is first needed."""

    def __init__(
        self, instance: Path, *, machine_clock: Clock, entropy: Entropy
    ) -> None:
        self._path = instance / "client.sqlite"
        self._machine_clock = machine_clock
        self._entropy = entropy
        self._sealer = _make_sealer(entropy)
        self._app: Flask | None = None

    def keep(self, tokens: TokenSet, *, outside: Outside) -> None:
        self._app = Flask(__name__)
        self._app.config["SQLALCHEMY_DATABASE_URI"] = sqlite_url(self._path)
        db.init_app(self._app)
        with self._app.app_context():
            db.create_all()
            parts = self._parts()
            connection = parts.connections.open_for(
                environment=Environment.EMBEDDED,
                realm_id=None,
                client_id=outside.keys.client_id,
                scopes=(),
                now=outside.now(),
            )
            parts.generations.commit_consent(
                connection, tokens, walk_id=None, asked_by="drill", keep_values=True
            )

    def refresh(self, *, asked_by: str, outside: Outside, patience: Patience) -> None:
        with self._opened().app_context():
            refresh_connection(
                FIRST,
                asked_by=asked_by,
                outside=outside,
                parts=self._parts(patience),
            )

    def current(self) -> TokenSet:
        with self._opened().app_context():
            parts = self._parts()
            found = parts.generations.current(parts.connections.get(FIRST))
            if found is None:
                raise LookupError("nothing was kept")
            return TokenSet(
                access_token=parts.generations.access_token(found),
                refresh_token=parts.generations.refresh_token(found),
                id_token=None,
                access_expires_at=found.access_expires_at,
                refresh_expires_at=found.refresh_expires_at,
                hard_expires_at=found.hard_expires_at,
                received_at=found.received_at,
            )

    def close(self) -> None:
        if self._app is not None:
            with self._app.app_context():
                db.session.remove()
                db.engine.dispose()

    def _opened(self) -> Flask:
        if self._app is None:
            raise LookupError("nothing was kept")
        return self._app

    def _parts(self, patience: Patience = NO_PATIENCE) -> RefreshParts:
        session, sealer = cast("scoped_session[Session]", db.session), self._sealer
        return RefreshParts(
            connections=Connections(session, sealer),
            generations=Generations(session, sealer),
            claims=Claims(
                session, machine_clock=self._machine_clock, entropy=self._entropy
            ),
            round_trips=RoundTrips(session, sealer),
            patience=patience,
        )


def _make_sealer(entropy: Entropy) -> Sealer:
    key, index_key = (Key(entropy.octets(KEY_LENGTH)) for _ in range(2))
    return Sealer(Vault(KeyRing((key,), index_key=index_key), entropy=entropy))
