"""The provider in a process of its own, as ``flask provider run`` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def command(instance: Path, port: int) -> list[str]:
    words = ["-m", "flask", "provider", "run", "--print-env"]
    return [sys.executable, *words, "--instance", str(instance), "--port", str(port)]


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Start it, and give the variables that it printed."""
    process = subprocess.Popen(  # noqa: S603 -- our own command
        command(tmp_path, 0),
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "GRANTLAB_PROVIDER_HOSTS": "provider, other"},
    )
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(6)]
    yield dict(line.split("=", 1) for line in lines)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    process.stdout.close()


def fetch(url: str, host: str | None = None) -> requests.Response:
    """Fetch, and wait for the server to come up."""
    headers = {} if host is None else {"Host": host}
    for _ in range(100):
        try:
            return requests.get(url, headers=headers, timeout=10)
        except requests.ConnectionError:
            time.sleep(0.1)  # noqa: TID251 -- another process's start is waited for
    pytest.fail("the provider did not come up")


def test_it_prints_what_a_client_needs_and_serves_there(alone: dict[str, str]) -> None:
    base = alone["GRANTLAB_EMBEDDED_URL"]

    document = fetch(f"{base}/.well-known/openid_sandbox_configuration").json()

    assert list(alone) == [
        "GRANTLAB_EMBEDDED_URL",
        "GRANTLAB_EMBEDDED_CLIENT_ID",
        "GRANTLAB_EMBEDDED_CLIENT_SECRET",
        "GRANTLAB_EMBEDDED_OTHER_CLIENT_ID",
        "GRANTLAB_EMBEDDED_OTHER_CLIENT_SECRET",
        "GRANTLAB_BENCH_TOKEN",
    ]
    assert document["token_endpoint"] == f"{base}/oauth2/v1/tokens/bearer"
    credentials = (
        alone["GRANTLAB_EMBEDDED_CLIENT_ID"],
        alone["GRANTLAB_EMBEDDED_CLIENT_SECRET"],
    )
    answer = requests.post(
        document["token_endpoint"],
        auth=credentials,
        data={"grant_type": "refresh_token", "refresh_token": "x"},
        timeout=10,
    )
    assert answer.json()["error"] == "invalid_grant"
    assert answer.headers["Server"] == "nginx"
    assert "intuit_tid" in answer.headers


def test_its_bench_is_set_from_outside(alone: dict[str, str]) -> None:
    base = alone["GRANTLAB_EMBEDDED_URL"]
    fetch(base)
    bench = requests.Session()
    bench.headers["Authorization"] = f"Bearer {alone['GRANTLAB_BENCH_TOKEN']}"

    moved = bench.post(f"{base}/_bench/clock/advance", json={"by": "25h"}, timeout=10)

    assert moved.json()["clock"]["offset"] == "1d1h"
    assert requests.get(f"{base}/_bench/state", timeout=10).status_code == 401


def test_it_answers_to_listed_names_and_to_no_others(alone: dict[str, str]) -> None:
    base = alone["GRANTLAB_EMBEDDED_URL"]

    assert fetch(base, host="provider:8485").status_code == 200
    assert fetch(base, host="evil.example").status_code == 400


def test_a_taken_port_is_wrong_use_and_said_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = subprocess.run(  # noqa: S603 -- our own command
            command(tmp_path, port), capture_output=True, text=True, check=False
        )

    assert result.returncode == 2
    assert f"port {port} cannot be used" in result.stderr
    assert "--port" in result.stderr


def test_it_starts_without_the_clients_heavy_imports() -> None:
    # ``flask`` loads the commands of every plug-in, whichever is used.
    script = (
        "import sys; from importlib.metadata import entry_points;"
        "from app import create_provider_app; import blueprints.provider.registration;"
        "[plugin.load() for plugin in entry_points(group='flask.commands')];"
        "print([name for name in"
        " ('sqlalchemy', 'alembic', 'pydantic', 'httpx2', 'joserfc', 'structlog')"
        " if name in sys.modules])"
    )

    result = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "[]"
