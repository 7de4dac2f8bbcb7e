"""Key files beside the data: made once, private, and never written over."""

import multiprocessing
import os
import stat
import threading
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from grantlab.runtime.entropy import SystemEntropy
from grantlab.vault.errors import KeyRingError
from grantlab.vault.key_file import open_app_key, open_key_file
from tests.support.entropy import CountedEntropy

STARTERS = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a key file is to be made, in a directory that is not there yet."""
    return tmp_path / "instance" / "vault.key"


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_private_key_file(path: Path) -> None:
    open_key_file(path, entropy=CountedEntropy())

    assert mode_of(path) == 0o600


def test_a_later_start_reads_the_same_keys(path: Path) -> None:
    first = open_key_file(path, entropy=CountedEntropy("first"))

    second = open_key_file(path, entropy=CountedEntropy("second"))

    assert second.ids == first.ids
    assert second.index("x") == first.index("x")


def test_nothing_but_the_key_file_is_left(path: Path) -> None:
    open_key_file(path, entropy=CountedEntropy())

    assert list(path.parent.iterdir()) == [path]


def test_the_apps_own_key_is_made_once_and_private(path: Path) -> None:
    first = open_app_key(path, entropy=CountedEntropy("first"))

    second = open_app_key(path, entropy=CountedEntropy("second"))

    assert first == second
    assert len(first) == 32
    assert mode_of(path) == 0o600


def test_threads_that_start_at_once_get_the_same_keys(path: Path) -> None:
    barrier, found = threading.Barrier(STARTERS), []

    def start() -> None:
        barrier.wait()
        found.append(open_key_file(path, entropy=SystemEntropy()).ids)

    threads = [threading.Thread(target=start) for _ in range(STARTERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == STARTERS
    assert len(set(found)) == 1
    assert list(path.parent.iterdir()) == [path]


def _open_and_tell(path: Path, barrier: Barrier) -> None:
    barrier.wait()
    ids = open_key_file(path, entropy=SystemEntropy()).ids
    path.with_name(f"ids.{os.getpid()}").write_text(ids[0])


def test_processes_that_start_at_once_get_the_same_keys(path: Path) -> None:
    path.parent.mkdir()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(STARTERS)
    processes = [
        context.Process(target=_open_and_tell, args=(path, barrier))
        for _ in range(STARTERS)
    ]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    told = [file.read_text() for file in path.parent.glob("ids.*")]
    assert len(told) == STARTERS
    assert len(set(told)) == 1


def test_a_draft_left_by_a_crash_does_not_stop_the_next_start(path: Path) -> None:
    path.parent.mkdir()
    path.with_name(f"{path.name}.{os.getpid()}").write_text("half a ke")

    assert open_key_file(path, entropy=CountedEntropy()).ids


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"not a key ring\n", id="words"),
        pytest.param("clé\n".encode(), id="letters outside ASCII"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
    ],
)
def test_a_file_that_holds_no_keys_is_refused_and_left_alone(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(KeyRingError):
        open_key_file(path, entropy=CountedEntropy())

    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("deadbeef", id="too short"),
        pytest.param("not hexadecimal", id="words"),
        pytest.param("clé", id="letters outside ASCII"),
    ],
)
def test_an_app_key_of_another_form_is_refused_and_left_alone(
    path: Path, content: str
) -> None:
    path.parent.mkdir()
    path.write_text(content)

    with pytest.raises(KeyRingError, match="32 octets"):
        open_app_key(path, entropy=CountedEntropy())

    assert path.read_text() == content


def test_a_directory_in_its_place_is_refused_by_name(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(KeyRingError, match=path.name):
        open_key_file(path, entropy=CountedEntropy())


def test_a_file_in_the_directorys_place_is_refused_by_name(path: Path) -> None:
    path.parent.write_text("in the way")

    with pytest.raises(KeyRingError, match=path.name):
        open_key_file(path, entropy=CountedEntropy())


def test_a_link_to_nowhere_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to("gone")

    with pytest.raises(KeyRingError, match=path.name):
        open_key_file(path, entropy=CountedEntropy())

    assert list(path.parent.iterdir()) == [path]
