"""The bench where the provider is mounted: one clock on both sides of the wire."""

from datetime import timedelta
from pathlib import Path

from flask import Flask

from app import create_app
from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from blueprints.services import services
from grantlab.protocol.environment import Environment
from grantlab.provider.provider import Provider
from grantlab.settings import Settings
from grantlab.store.database import db
from tests.support.clocks import NOON, StandingClock

AHEAD = timedelta(hours=25)


def start(instance: Path) -> tuple[Flask, Provider]:
    app = create_app(Settings(instance=instance), clock=StandingClock())
    return app, provider_of(app.extensions[PROVIDER_APP])


def stop(app: Flask, provider: Provider) -> None:
    with app.app_context():
        db.engine.dispose()
    provider.close()


def test_client_and_provider_share_a_clock_that_a_restart_keeps(tmp_path: Path) -> None:
    first = start(tmp_path)
    first[1].advance(AHEAD)
    stop(*first)

    app, provider = start(tmp_path)

    with app.app_context():
        environments = services().environments
        assert environments.clock_of(Environment.EMBEDDED).now() == NOON + AHEAD
        assert environments.clock_of(Environment.SANDBOX).now() == NOON
        assert environments.clock_offset == provider.clock.offset == AHEAD
    stop(app, provider)


def test_the_control_api_is_below_the_mounted_provider(tmp_path: Path) -> None:
    app, provider = start(tmp_path)
    token = provider.bench_token.reveal()

    moved = app.test_client().post(
        "/intuit/_bench/clock/advance",
        json={"by": "25h"},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert moved.status_code == 200
    assert provider.clock.offset == AHEAD
    assert app.test_client().get("/intuit/_bench/state").status_code == 401
    stop(app, provider)
