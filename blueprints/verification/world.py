"""A stage for one run: an application of its own, which is gone afterwards.

No run touches what is stored of anybody's connections: the client under test has a
database, a vault and keys that lie in a directory of the run.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from blueprints.embedded import PROVIDER_APP
from blueprints.passing_directory import passing_directory
from blueprints.provider.context import provider_of
from blueprints.services import EXTENSION, Services
from blueprints.verification.keeping import Keeping
from blueprints.verification.own_client import OwnClient
from grantlab.flows.hand import Service
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.runtime.clock import Clock, FixedClock
from grantlab.runtime.patience import Patience, SystemPatience
from grantlab.settings import Settings, default_settings
from grantlab.store.database import db
from grantlab.verification.ports import User
from grantlab.verification.stage import Stage
from grantlab.verification.user import BenchUser
from grantlab.wire.bench_control import BenchControl

SCOPES = (ACCOUNTING, OPENID)
BREATH = timedelta(milliseconds=5)


class _Brief:
    """Waits no longer than a moment of the machine's: time is moved, not waited for."""

    def __init__(self) -> None:
        self._patience = SystemPatience()

    def pause(self, length: timedelta) -> None:
        self._patience.pause(min(length, BREATH))


@dataclass(frozen=True, slots=True)
class World:
    """An application that nobody else uses, and the directory in which it keeps things."""

    app: Flask
    instance: Path

    @property
    def parts(self) -> Services:
        parts: Services = self.app.extensions[EXTENSION]
        return parts

    def stage(
        self,
        environment: Environment,
        *,
        user: User,
        other_keys: KeyPair | None,
        preset: str | None = None,
        control: BenchControl | None = None,
    ) -> Stage:
        """Return a stage before the service of an environment."""
        environments = self.parts.environments
        profile = environments.profiles[environment]
        with self.app.app_context():
            outside = environments.open(environment)
        return Stage(
            service=Service(
                environment=environment,
                endpoints=outside.endpoints,
                transport=profile.transport,
                clock=profile.clock,
                keys=outside.keys,
            ),
            other_keys=other_keys,
            redirect_uri=self.parts.settings.redirect_uri,
            scopes=SCOPES,
            preset=preset,
            control=control,
            entropy=self.parts.entropy,
            user=user,
            client=OwnClient(self.app, environment, scopes=SCOPES),
            keeping=Keeping(self.app, self.instance),
        )


@contextmanager
def open_world(
    settings_in: Callable[[Path], Settings],
    *,
    clock: Clock | None = None,
    patience: Patience | None = None,
) -> Iterator[World]:
    """Give an application in a directory that is gone afterwards."""
    from app import create_app

    with passing_directory("verification") as instance:
        app = create_app(settings_in(instance), clock=clock, patience=patience)
        _write_fast(app)
        world = World(app, instance)
        try:
            yield world
        finally:
            _close(world)


@contextmanager
def open_embedded(preset: str, *, now: datetime) -> Iterator[Stage]:
    """Give a stage before a provider of its own, which follows a preset."""
    with open_world(
        default_settings, clock=FixedClock(now), patience=_Brief()
    ) as world:
        bench, embedded = world.parts.bench, Environment.EMBEDDED
        yield world.stage(
            embedded,
            user=BenchUser(bench),
            other_keys=world.parts.environments.other_keys_of(embedded),
            preset=preset,
            control=bench,
        )


def _write_fast(app: Flask) -> None:
    """Let no commit wait for the disk: no power cut outlives this database."""
    with app.app_context():
        event.listen(db.engine, "connect", _stop_syncing)
        # Those that are open already sync as they were told.
        db.engine.dispose()


def _stop_syncing(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def _close(world: World) -> None:
    with world.app.app_context():
        db.session.remove()
        db.engine.dispose()
    for profile in world.parts.environments.profiles.values():
        profile.transport.close()
    provider_of(world.app.extensions[PROVIDER_APP]).close()
