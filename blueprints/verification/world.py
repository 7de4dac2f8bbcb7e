"""A stage for one run: an application of its own, which is gone afterwards.

No run touches what is stored of anybody's connections: the client under test has a
database, a vault and keys that lie in a directory of the run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from blueprints.services import EXTENSION, Services
from blueprints.verification.keeping import Keeping
from blueprints.verification.own_client import OwnClient
from grantlab.flows.hand import Service
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.runtime.clock import FixedClock
from grantlab.settings import default_settings
from grantlab.store.database import db
from grantlab.verification.stage import Stage
from grantlab.verification.user import BenchUser

SCOPES = (ACCOUNTING, OPENID)
BREATH = timedelta(milliseconds=5)


class _Brief:
    """Waits no longer than a moment of the machine's: time is moved, not waited for."""

    def __init__(self) -> None:
        from grantlab.runtime.patience import SystemPatience

        self._patience = SystemPatience()

    def pause(self, length: timedelta) -> None:
        self._patience.pause(min(length, BREATH))


@contextmanager
def open_embedded(preset: str, *, now: datetime) -> Iterator[Stage]:
    """Give a stage before a provider of its own, which follows a preset."""
    from app import create_app

    with TemporaryDirectory(prefix="grantlab-verification-") as directory:
        instance = Path(directory)
        app = create_app(
            default_settings(instance),
            clock=FixedClock(now),
            patience=_Brief(),
        )
        try:
            yield _embedded_stage(app, instance, preset)
        finally:
            _close(app)


def _embedded_stage(app: Flask, instance: Path, preset: str) -> Stage:
    parts: Services = app.extensions[EXTENSION]
    profile = parts.environments.profiles[Environment.EMBEDDED]
    with app.app_context():
        outside = parts.environments.open(Environment.EMBEDDED)
    return Stage(
        service=Service(
            environment=Environment.EMBEDDED,
            endpoints=outside.endpoints,
            transport=profile.transport,
            clock=profile.clock,
            keys=outside.keys,
        ),
        other_keys=parts.environments.other_keys_of(Environment.EMBEDDED),
        redirect_uri=parts.settings.redirect_uri,
        scopes=SCOPES,
        preset=preset,
        control=parts.bench,
        entropy=parts.entropy,
        user=BenchUser(parts.bench),
        client=OwnClient(app, Environment.EMBEDDED, scopes=SCOPES),
        keeping=Keeping(app, instance),
    )


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    provider_of(app.extensions[PROVIDER_APP]).close()
