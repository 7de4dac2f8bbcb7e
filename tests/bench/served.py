"""A server as a process: how soon it answers, what it weighs, and its end."""

import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep  # noqa: TID251 -- a measurement waits for a process

PATIENCE = 60.0
STOPS_WITHIN = 10.0
AT_REST = 1.0
"""Seconds after which a server that nobody asks has put away what it needed to start."""


class ServerError(Exception):
    """A server did not come up."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers."""

    pid: int
    started_in: float
    """Seconds from its process to its first answer."""


@contextmanager
def served(
    command: Sequence[str],
    *,
    folder: Path,
    ready: str,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Served]:
    """Run a server until it is no longer needed, with all that it starts."""
    began = perf_counter()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            command,
            cwd=folder,
            env={**os.environ, **(variables or {})},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(ready, process)
        yield Served(process.pid, perf_counter() - began)
    finally:
        _end(process)


def memory_at_rest(pid: int) -> int:
    """Return the octets of a process and of all below it: PSS, each shared page by share.

    Raises:
        OSError: this system does not tell.
    """
    sleep(AT_REST)
    return sum(_proportional(item) for item in _tree(pid))


def processor_time(pid: int) -> float:
    """Return the seconds of a processor that a process and all below it have used."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_ticks(item) for item in _tree(pid)) / ticks


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = perf_counter() + PATIENCE
    while process.poll() is None and perf_counter() < until:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).close()  # noqa: S310 -- loopback
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            sleep(0.005)
    raise ServerError(f"{process.args!r} did not answer")


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _tree(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    found = [pid]
    for threads in Path(f"/proc/{pid}/task").iterdir():
        for child in (threads / "children").read_text().split():
            found += _tree(int(child))
    return found


def _ticks(pid: int) -> int:
    _, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    user, system = rest.split()[11:13]
    return int(user) + int(system)


def _proportional(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("Pss:"))
    return int(kilobytes) * 1024
