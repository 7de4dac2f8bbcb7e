"""A renewal that is told to stop, or is no longer read, while requests are on the wire."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from grantlab.store.database import db
from grantlab.store.models import Connection, Outcome, RefreshAttempt, TokenGeneration
from tests.bench.answering import COUNTS_PATH
from tests.bench.renewal import answering
from tests.bench.stored import KEYS, joined, store_connections
from tests.support import invented
from tests.support.servers import FLASK, ROOT

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.slow]
DUE = 400
IN_FLIGHT = 8
ENDS_WITHIN = 60.0


@contextmanager
def renewing(
    instance: Path, service: str, *words: str
) -> Iterator["subprocess.Popen[str]"]:
    """Run the renewal as a process of its own; each answer takes a tenth of a second."""
    variables = {
        "GRANTLAB_INSTANCE": str(instance),
        "GRANTLAB_VAULT_KEYS": KEYS,
        "GRANTLAB_EMBEDDED_URL": service,
        "GRANTLAB_EMBEDDED_CLIENT_ID": invented.CLIENT_ID,
        "GRANTLAB_EMBEDDED_CLIENT_SECRET": invented.CLIENT_SECRET,
    }
    command = (*FLASK, "connections", "renew", "--concurrency", str(IN_FLIGHT), *words)
    process = subprocess.Popen(  # noqa: S603 -- our own command
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def read_lines(process: "subprocess.Popen[str]", count: int) -> list[dict[str, Any]]:
    assert process.stdout is not None
    return [json.loads(process.stdout.readline()) for _ in range(count)]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_in_flight_is_stored_and_nothing_more_is_begun(
    tmp_path: Path, number: signal.Signals
) -> None:
    heartbeat = tmp_path / "beat.json"
    with answering() as service:
        with joined(tmp_path / "instance", service) as parts:
            store_connections(parts, DUE, due=DUE)
        words = ("--watch", "--environment", "embedded", "--heartbeat", str(heartbeat))
        with renewing(tmp_path / "instance", service, *words) as process:
            read_lines(process, 5)
            process.send_signal(number)
            assert process.wait(ENDS_WITHIN) == 0
            rest = [json.loads(line) for line in process.stdout or ()]
        with urllib.request.urlopen(service + COUNTS_PATH) as answer:  # noqa: S310 -- loopback
            counts = json.load(answer)

    summary = rest[-1]["summary"]
    assert summary["stopped"]
    assert 5 <= summary["renewed"] < DUE
    assert counts == {"honoured": summary["renewed"], "refused": 0}
    told = json.loads(heartbeat.read_text())
    assert told["doing"] == "stopped"
    assert told["last_pass"][0]["renewed"] == summary["renewed"]
    with joined(tmp_path / "instance", service):
        assert _count(RefreshAttempt.outcome == Outcome.ROTATED) == summary["renewed"]
        assert _count(RefreshAttempt.outcome.is_(None)) == 0
        assert _count(Connection.claimed_until.is_not(None)) == 0
        assert _count(TokenGeneration.number == 2) == summary["renewed"]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such pipes")
def test_what_is_in_flight_is_stored_when_nobody_reads_any_more(tmp_path: Path) -> None:
    with answering() as service:
        with joined(tmp_path / "instance", service) as parts:
            store_connections(parts, DUE, due=DUE)
        words = ("--watch", "--environment", "embedded")
        with renewing(tmp_path / "instance", service, *words) as process:
            read_lines(process, 5)
            assert process.stdout is not None
            process.stdout.close()
            assert process.wait(ENDS_WITHIN) == 1
        with urllib.request.urlopen(service + COUNTS_PATH) as answer:  # noqa: S310 -- loopback
            counts = json.load(answer)

    assert 5 <= counts["honoured"] < DUE
    with joined(tmp_path / "instance", service):
        assert _count(RefreshAttempt.outcome == Outcome.ROTATED) == counts["honoured"]
        assert _count(RefreshAttempt.outcome.is_(None)) == 0
        assert _count(Connection.claimed_until.is_not(None)) == 0


def _count(condition: Any) -> int:
    query = select(func.count()).where(condition)
    return db.session.execute(query).scalar_one()
