"""Where the stores are, and the figures that a run ends with."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.crash.worlds import World, world
from tests.support.databases import POSTGRESQL, SQLITE
from tests.support.figures import figures_of

Figure = Callable[[str], None]


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def database(request: pytest.FixtureRequest) -> str:
    """Return which kind of database this run of a test is on."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="module")
def store(database: str, request: pytest.FixtureRequest) -> Iterator[Mapping[str, str]]:
    """Give the variables that say where the client keeps its tokens."""
    if database == SQLITE:
        yield {}
        return
    cluster = request.getfixturevalue("cluster")
    name = request.getfixturevalue("migrated")
    cluster.empty(name)
    yield {"GRANTLAB_DATABASE_URL": cluster.url(name)}


@pytest.fixture(scope="module")
def a_world(
    store: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("world"), store) as running:
        yield running


@pytest.fixture
def figure(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> Figure:
    """Return what takes down a figure; all of them are shown when the run is over."""
    figures = figures_of(pytestconfig)
    kind = (
        request.getfixturevalue("database")
        if "database" in request.fixturenames
        else SQLITE
    )
    return lambda line: figures.append(f"{kind}: {line}")
