"""Where the stores are, and the figures that a run ends with."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.crash.worlds import World, world

FIGURES = pytest.StashKey[list[str]]()
Figure = Callable[[str], None]


@pytest.fixture(scope="session")
def store() -> Mapping[str, str]:
    """Return the variables that say where the client keeps its tokens."""
    return {}


@pytest.fixture(scope="module")
def a_world(
    store: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("world"), store) as running:
        yield running


@pytest.fixture
def figure(pytestconfig: pytest.Config) -> Figure:
    """Return what takes down a figure; all of them are shown when the run is over."""
    return pytestconfig.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the figures; with several workers each has its own, and none are shown."""
    figures = config.stash.get(FIGURES, [])
    if figures:
        terminalreporter.section("measured")
    for line in figures:
        terminalreporter.write_line(line)
