"""``python app.py`` as a shell and a supervisor see it: when it starts, and when it cannot."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.servers import FLASK, ROOT, free_port

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.slow]
ENDS_WITHIN = 60.0
LOOK_EVERY = 0.05
SERVE = (sys.executable, "app.py")


def run(
    command: tuple[str, ...], **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Run what is going to be refused, to its end."""
    return subprocess.run(  # noqa: S603 -- our own commands
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN,
    )


@contextmanager
def serving(instance: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """Start Grantlab, and see that it is gone afterwards."""
    own = {"GRANTLAB_PORT": str(free_port()), "GRANTLAB_INSTANCE": str(instance)}
    process = subprocess.Popen(  # noqa: S603 -- our own command
        (*SERVE, *words),
        cwd=ROOT,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # The server's process and its worker are a group of their own.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(file: Path, process: "subprocess.Popen[str]") -> None:
    """Wait until a start has come as far as this file."""
    for _ in range(int(ENDS_WITHIN / LOOK_EVERY)):
        if file.exists():
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_EVERY)
    raise AssertionError(f"{file} was not made")


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        pytest.param({}, "vault.key is open to others", id="a key that others read"),
        pytest.param(
            {"GRANTLAB_RENEWAL_RATE": "0"}, "GRANTLAB_RENEWAL_RATE", id="a bad setting"
        ),
        pytest.param(
            {"GRANTLAB_SANDBOX_CLIENT_ID": "AB1"},
            "GRANTLAB_SANDBOX_CLIENT_SECRET: is missing",
            id="half a key pair",
        ),
        pytest.param({"GRANTLAB_PORT": "80 80"}, "GRANTLAB_PORT", id="no port"),
    ],
)
def test_a_start_that_is_refused_ends_with_2_and_gives_no_address(
    tmp_path: Path, variables: dict[str, str], says: str
) -> None:
    (tmp_path / "vault.key").touch(mode=0o644)
    own = {"GRANTLAB_PORT": str(free_port()), "GRANTLAB_INSTANCE": str(tmp_path)}

    result = run(SERVE, **{**own, **variables})

    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_that_is_taken_ends_it_with_2_and_no_address(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])

        result = run(SERVE, GRANTLAB_PORT=port, GRANTLAB_INSTANCE=str(tmp_path))

    assert (result.returncode, result.stdout) == (2, "")
    assert f"Port {port} is taken" in result.stderr


def test_the_provider_alone_gives_no_address_either_when_it_cannot_start(
    tmp_path: Path,
) -> None:
    (tmp_path / "provider.sqlite").write_text("nothing of a database" * 99)

    result = run(
        (*FLASK, "provider", "run", "--port", "0", "--instance", str(tmp_path))
    )

    assert (result.returncode, result.stdout) == (2, "")
    assert "The provider cannot start" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_stopped_while_it_starts_ends(
    tmp_path: Path, number: signal.Signals
) -> None:
    with closing(sqlite3.connect(tmp_path / "grantlab.sqlite")) as held:
        held.execute("BEGIN EXCLUSIVE")
        with serving(tmp_path) as process:
            wait_for(tmp_path / "app.key", process)
            process.send_signal(number)
            held.rollback()

            assert process.wait(ENDS_WITHIN) == 0
            assert process.stdout is not None
            assert process.stdout.read() == ""


@pytest.mark.parametrize("words", [(), ("--reload",)], ids=["make run", "make dev"])
def test_it_says_where_it_is_once_it_has_started(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    with serving(tmp_path, *words) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(2)]

    assert said[1].startswith("Grantlab: http://localhost:")
