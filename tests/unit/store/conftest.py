"""A store over a migrated SQLite file, with nothing else around it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from grantlab.store.database import db, prepare_database, sqlite_url
from tests.support.clocks import StandingClock
from tests.unit.store.parts import StoreParts, make_parts


@pytest.fixture
def store(instance: Path, clock: StandingClock) -> Iterator[StoreParts]:
    """Open the store of a machine after its first run, in an application context."""
    app = Flask(__name__)
    path = instance / "grantlab.sqlite"
    app.config["SQLALCHEMY_DATABASE_URI"] = sqlite_url(path)
    db.init_app(app)
    with app.app_context():
        prepare_database(lambda: None)
        yield make_parts(app, path, clock)
        db.session.remove()
        db.engine.dispose()
