"""What every test may ask for."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings

from app import create_app
from grantlab.settings import PREFIX, Settings
from grantlab.store.database import MIGRATIONS, db
from tests.support.clocks import StandingClock
from tests.support.databases import SQLITE, Place, in_a_cluster, in_a_file
from tests.support.entropy import CountedEntropy
from tests.support.figures import show_figures
from tests.support.patience import NoPatience
from tests.support.postgres import Cluster, running_cluster

# Real clients meet the provider through the fixture that we give to other people.
pytest_plugins = ["pytest_grantlab"]

# The same examples in every run: what fails here fails there.
hypothesis_settings.register_profile(
    "house", deadline=None, derandomize=True, max_examples=60, database=None
)
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        for name in tuple(os.environ):
            if name.startswith(PREFIX):
                environment.delenv(name)
        yield


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make what a first run leaves behind, once: its keys and tables take time."""
    instance = tmp_path_factory.mktemp("first-run") / "instance"
    app = create_app(
        Settings(instance=instance),
        clock=StandingClock(),
        entropy=CountedEntropy("first run"),
    )
    _let_go(app)
    return instance


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Run a PostgreSQL server for the tests of this process, or skip in words."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated(cluster: Cluster) -> str:
    """Make the tables once, as an operator does."""
    database = cluster.make_database()
    app = Flask("migrations")
    app.config["SQLALCHEMY_DATABASE_URI"] = cluster.url(database)
    db.init_app(app)
    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return database


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> str:
    """Return which kind of database the store is in, as a test's mark may say."""
    kind: str = getattr(request, "param", SQLITE)
    return kind


@pytest.fixture(scope="session")
def place_for(database: str, request: pytest.FixtureRequest) -> Callable[[Path], Place]:
    """Return what tells where the machine of a directory keeps its store."""
    if database == SQLITE:
        return lambda instance: in_a_file(instance / "grantlab.sqlite")
    cluster: Cluster = request.getfixturevalue("cluster")
    name: str = request.getfixturevalue("migrated")
    return lambda _instance: in_a_cluster(cluster, name)


@pytest.fixture
def instance(first_run: Path, tmp_path: Path) -> Path:
    """Return a machine's directory after a first run, for this test alone."""
    return shutil.copytree(first_run, tmp_path / "instance")


@pytest.fixture
def clock() -> StandingClock:
    """Return the machine's clock, at noon."""
    return StandingClock()


@pytest.fixture
def app(instance: Path, clock: StandingClock) -> Iterator[Flask]:
    """Make the whole application, with the provider under ``/intuit``."""
    app = _make_app(Settings(instance=instance), clock)
    yield app
    _let_go(app)


@pytest.fixture
def guarded_app(
    instance: Path, clock: StandingClock, tmp_path: Path
) -> Iterator[Flask]:
    """Make the same with its vault's key apart from its data, as production asks for."""
    key_file = (instance / "vault.key").rename(tmp_path / "vault.key")
    app = _make_app(Settings(instance=instance, vault_key_file=key_file), clock)
    yield app
    _let_go(app)


def _make_app(settings: Settings, clock: StandingClock) -> Flask:
    app = create_app(
        settings,
        clock=clock,
        entropy=CountedEntropy("this run"),
        patience=NoPatience(),
    )
    app.testing = True
    return app


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    show_figures(terminalreporter, config)
