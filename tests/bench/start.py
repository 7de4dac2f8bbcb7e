"""How long it takes from a fresh clone, and from a process, to the first page."""

import os
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from pathlib import Path
from time import perf_counter, sleep  # noqa: TID251 -- a measurement waits for a process

from tests.support.servers import ROOT, free_port

PATIENCE = 180.0
STARTS = 5


def measure_clone() -> float:
    """Return the seconds from ``git clone`` to the first page, packages downloaded before."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "grantlab"
        began = perf_counter()
        subprocess.run(("git", "clone", "--quiet", str(ROOT), str(clone)), check=True)  # noqa: S603, S607 -- git as it is there
        return _first_page(("make", "run"), clone, clone / "instance", began)


def measure_starts() -> list[float]:
    """Return the seconds from process to first page: a first run, then later ones."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        command = (str(ROOT / ".venv/bin/python"), "app.py")
        return [
            _first_page(command, ROOT, instance, perf_counter()) for _ in range(STARTS)
        ]


def _first_page(
    command: tuple[str, ...], folder: Path, instance: Path, began: float
) -> float:
    port = free_port()
    variables = {
        **os.environ,
        "GRANTLAB_PORT": str(port),
        "GRANTLAB_INSTANCE": str(instance),
    }
    process = subprocess.Popen(  # noqa: S603 -- our own command
        command,
        cwd=folder,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(f"http://localhost:{port}/", began + PATIENCE)
        return perf_counter() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait_for(url: str, until: float) -> None:
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 -- loopback
                answer.read()
                return
        except OSError:
            if perf_counter() > until:
                raise
            sleep(0.02)


def has_make() -> bool:
    """Whether a clone can be started as the README says."""
    return shutil.which("make") is not None
