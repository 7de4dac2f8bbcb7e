"""Grantlab's two servers as processes of their own, on loopback."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from types import MappingProxyType

ROOT = Path(__file__).parents[2]
FLASK = (sys.executable, "-m", "flask")
READY_WITHIN = 90.0
"""Seconds; a machine that is busy with other tests starts nothing quickly."""

LOOK_EVERY = 0.1
STOPS_WITHIN = 10.0


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def provider_alone(instance: Path, *, redirect_uri: str) -> Iterator[dict[str, str]]:
    """Run the provider on 127.0.0.1, and give what a client has to be told."""
    port = free_port()
    _flask(
        "provider", "app", "add-redirect-uri", redirect_uri,
        "--keys", "development", "--instance", str(instance),
    )  # fmt: skip
    command = (
        *FLASK,
        "provider",
        "run",
        "--port",
        str(port),
        "--instance",
        str(instance),
    )
    with _process((*command, "--print-env"), {}) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(6)]
        _wait_for(f"http://127.0.0.1:{port}/op/v1/jwks", process)
        yield dict(line.split("=", 1) for line in lines)


@contextmanager
def client(instance: Path, port: int, variables: Mapping[str, str]) -> Iterator[str]:
    """Run the client, and give the address that it prints."""
    own = {"GRANTLAB_PORT": str(port), "GRANTLAB_INSTANCE": str(instance)}
    with _process((sys.executable, "app.py"), {**own, **variables}) as process:
        _wait_for(f"http://localhost:{port}/", process)
        yield f"http://localhost:{port}"


def registered(instance: Path) -> dict[str, object]:
    """Return what ``flask provider app show --json`` says."""
    answer = _flask("provider", "app", "show", "--json", "--instance", str(instance))
    found: dict[str, object] = json.loads(answer)
    return found


@contextmanager
def worker(
    name: str, variables: Mapping[str, str], *, concurrency: int
) -> Iterator["subprocess.Popen[str]"]:
    """Run a worker of the fleet; it prints a line for each connection."""
    options = ("--name", name, "--concurrency", str(concurrency), "--json")
    with _process((*FLASK, "fleet", "worker", *options), variables) as process:
        yield process


def flask(*arguments: str, variables: Mapping[str, str]) -> str:
    """Run a command with these settings, and return what it prints."""
    return _flask(*arguments, variables=variables)


def _flask(*arguments: str, variables: Mapping[str, str] = MappingProxyType({})) -> str:
    done = subprocess.run(  # noqa: S603 -- our own command, with arguments of our own
        (*FLASK, *arguments),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
    )
    return done.stdout


@contextmanager
def _process(
    command: tuple[str, ...], variables: Mapping[str, str]
) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(  # noqa: S603 -- our own command, with arguments of our own
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _wait_for(url: str, process: "subprocess.Popen[str]") -> None:
    """Wait until a server answers; one that has ended is not waited for."""
    deadline = monotonic() + READY_WITHIN
    while True:
        try:
            with urllib.request.urlopen(url, timeout=READY_WITHIN):  # noqa: S310 -- loopback
                return
        except OSError:
            if monotonic() > deadline:
                raise
        try:
            ended = process.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"the server ended by itself, with {ended}")
