"""The beginning of every story: a machine after its first run, at noon."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_provider_app
from blueprints.joining import join_services
from blueprints.provider.context import provider_of
from blueprints.services import services
from grantlab.runtime.clock import BenchClock
from grantlab.settings import Settings
from grantlab.store.database import db
from tests.scenarios.story import Story
from tests.support.clocks import StandingClock
from tests.support.entropy import CountedEntropy
from tests.support.patience import NoPatience
from tests.support.provider import Visitor


@pytest.fixture
def story(instance: Path, clock: StandingClock) -> Iterator[Story]:
    """Join the client and the provider without their pages, and find a user."""
    bench_clock, entropy = BenchClock(clock), CountedEntropy("story")
    patience = NoPatience()
    settings = Settings(instance=instance)
    provider_app = create_provider_app(instance, clock=bench_clock, entropy=entropy)
    app = Flask("story")
    join_services(
        app,
        settings,
        provider_app=provider_app,
        machine_clock=clock,
        bench_clock=bench_clock,
        entropy=entropy,
        patience=patience,
    )
    with app.app_context():
        yield Story(
            parts=services(),
            user=Visitor(provider_app, bench_clock),
            machine_clock=clock,
            patience=patience,
            app=app,
        )
        db.session.remove()
        db.engine.dispose()
    provider_of(provider_app).close()
