"""A directory for one piece of work, and what becomes of those that were left behind."""

import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from blueprints.passing_directory import (
    FORGOTTEN_AFTER,
    passing_directory,
    remove_forgotten,
)
from grantlab.runtime.clock import SystemClock
from tests.support.clocks import SECOND

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="nothing is removed there"
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary directories be made in a place of the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def gone() -> int:
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def leave(place: Path, name: str) -> Path:
    """Leave a directory behind, with something in it."""
    directory = place / name
    directory.mkdir()
    (directory / "vault.key").write_text("invented")
    return directory


def test_a_directory_is_gone_when_its_work_is_over(place: Path) -> None:
    with passing_directory("verification") as directory:
        (directory / "vault.key").write_text("invented")
        assert directory.parent == place

    assert list(place.iterdir()) == []


def test_what_a_killed_process_has_left_is_removed_a_day_later(
    place: Path, gone: int
) -> None:
    directory = leave(place, f"grantlab-verification-{gone}-x1y2z3a_")
    now = SystemClock().now()

    remove_forgotten(now=now + FORGOTTEN_AFTER - SECOND)
    assert directory.exists()
    remove_forgotten(now=now + FORGOTTEN_AFTER + SECOND)
    assert not directory.exists()


def test_whoever_needs_a_directory_removes_what_was_forgotten(
    place: Path, gone: int
) -> None:
    directory = leave(place, f"grantlab-drill-{gone}-x1y2z3a_")
    days_ago = (SystemClock().now() - timedelta(days=3)).timestamp()
    os.utime(directory, (days_ago, days_ago))

    with passing_directory("verification"):
        assert not directory.exists()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(f"grantlab-verification-{os.getpid()}-x1", id="its process lives"),
        pytest.param("grantlab-verification-x1y2", id="no process is named"),
        pytest.param("grantlab-backups", id="somebody's own"),
        pytest.param(f"grantlab-verification-{'9' * 30}-x1", id="no process can be it"),
    ],
)
def test_what_may_be_somebodys_is_left_alone(place: Path, name: str) -> None:
    directory = leave(place, name)

    remove_forgotten(now=SystemClock().now() + 2 * FORGOTTEN_AFTER)

    assert directory.exists()


def test_a_link_is_not_followed(place: Path, gone: int) -> None:
    own = leave(place, "own")
    (place / f"grantlab-verification-{gone}-x1").symlink_to(own)

    remove_forgotten(now=SystemClock().now() + 2 * FORGOTTEN_AFTER)

    assert (own / "vault.key").exists()
