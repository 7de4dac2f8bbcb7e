"""A store over a migrated database of either kind, with nothing else around it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from grantlab.store.database import db, engine_options, prepare_database
from tests.support.clocks import StandingClock
from tests.support.databases import POSTGRESQL, SQLITE, Place
from tests.unit.store.parts import StoreParts, make_parts


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def database(request: pytest.FixtureRequest) -> str:
    """Return which kind of database this run of a test is on."""
    kind: str = request.param
    return kind


@pytest.fixture
def store(
    instance: Path, place_for: Callable[[Path], Place], clock: StandingClock
) -> Iterator[StoreParts]:
    """Open the store of a machine after its first run, in an application context."""
    place = place_for(instance)
    place.empty()
    url = place.url.get_secret_value()
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare_database(lambda: None)
        yield make_parts(app, place, clock)
        db.session.remove()
        db.engine.dispose()
