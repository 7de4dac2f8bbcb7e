"""Figures that tests take down, shown when the run is over."""

import pytest

FIGURES = pytest.StashKey[list[str]]()


def figures_of(config: pytest.Config) -> list[str]:
    """Return the list that a figure is added to."""
    return config.stash.setdefault(FIGURES, [])


def show_figures(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the figures; with several workers each has its own, and none are shown."""
    figures = config.stash.get(FIGURES, [])
    if figures:
        terminalreporter.section("measured")
    for line in figures:
        terminalreporter.write_line(line)
