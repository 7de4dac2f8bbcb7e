"""Three workers on one PostgreSQL server, of which two are killed in the middle."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from tests.crash.fleet_stage import EMBEDDED, FleetStage, fleet_stage
from tests.support.effort import FULL, repetitions
from tests.support.postgres import Cluster
from tests.support.servers import worker

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.slow,
    pytest.mark.xdist_group("fleet"),
]
CONNECTIONS = repetitions(full=120, short=30)
AT_ONCE = 3
NAMES = ("one", "two", "three")
VICTIMS = NAMES[:2]
LOOK_EVERY = 0.5
DONE_WITHIN = 300.0
"""Seconds; in full, the dead's claims and heartbeats run out by themselves."""


@pytest.fixture
def stage(tmp_path: Path, cluster: Cluster) -> Iterator[FleetStage]:
    with fleet_stage(tmp_path, cluster) as stage:
        yield stage


def asked_for_by(stage: FleetStage, *names: str) -> set[int]:
    """Return the connections that these workers have asked for, and have no answer."""
    found = stage.ask(
        "SELECT connection_id FROM refresh_attempt"
        " WHERE outcome IS NULL AND asked_by = ANY(%s)",
        [f"renewal on {name}" for name in names],
    )
    return {connection_id for (connection_id,) in found}


def let_the_dead_be_missed(stage: FleetStage, held: set[int]) -> None:
    """Let the time pass in which claims and heartbeats of the dead run out."""
    stage.ask(
        "UPDATE connection SET claimed_until = claimed_until - interval '90 seconds'"
        " WHERE id = ANY(%s)",
        list(held),
    )
    stage.ask(
        "UPDATE fleet.procrastinate_workers SET last_heartbeat = last_heartbeat"
        " - interval '30 seconds' WHERE id IN (SELECT worker_id"
        " FROM fleet.procrastinate_jobs WHERE status = 'doing'"
        " AND (args ->> 'connection_id')::int = ANY(%s))",
        list(held),
    )


def wait_until(
    is_so: Callable[[], object], what: str, process: "subprocess.Popen[str]"
) -> None:
    """Wait for something that the processes bring about; one has to go on working."""
    deadline = monotonic() + DONE_WITHIN
    while not is_so():
        assert monotonic() < deadline, f"not within {DONE_WITHIN} seconds: {what}"
        try:
            process.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail("a worker ended by itself")


@pytest.mark.proves("L501", "L509", "L513")
def test_two_of_three_workers_are_killed_and_nothing_is_lost(stage: FleetStage) -> None:
    stage.connect(CONNECTIONS)
    with stage.provider() as provider:
        armed = provider.set_bench(
            "faults/arm", name="slow-answer", times=1000, amount="2s"
        )
        assert armed.status == 200

    with ExitStack() as running:
        one, two, three = (
            running.enter_context(
                worker(name, stage.variables(name), concurrency=AT_ONCE)
            )
            for name in NAMES
        )
        wait_until(lambda: stage.workers() == len(NAMES), "all have begun", three)
        with stage.provider() as provider:
            provider.set_bench("clock/advance", by="8d")
        for name, victim in zip(VICTIMS, (one, two), strict=True):
            assert victim.stdout is not None
            assert '"renewed"' in victim.stdout.readline()
            is_asking = partial(asked_for_by, stage, name)
            wait_until(is_asking, "it waits for an answer", victim)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
        held = asked_for_by(stage, *VICTIMS)
        if not FULL:
            let_the_dead_be_missed(stage, held)
        wait_until(lambda: stage.first_pairs() == 0, "all are renewed", three)
        three.terminate()

        assert three.wait() == 0

    assert held
    refreshes = stage.refreshes()
    again = {chain for chain, count in refreshes.items() if count > 1}
    assert len(refreshes) == CONNECTIONS
    assert again <= held
    assert set(refreshes.values()) <= {1, 2}
    assert_all_is_well(stage, held)


def assert_all_is_well(stage: FleetStage, held: set[int]) -> None:
    """Check that every pair is good, and that the journal says what happened."""
    assert (
        stage.number("SELECT count(*) FROM refresh_attempt WHERE outcome IS NULL") == 0
    )
    resolved = stage.ask(
        "SELECT connection_id FROM refresh_attempt WHERE resolves_id > 0"
    )
    assert {connection_id for (connection_id,) in resolved} == held
    with stage.store() as parts, stage.provider() as provider:
        for connection in parts.connections.all():
            newest = parts.generations.current(connection)
            assert connection.environment == EMBEDDED
            assert newest is not None
            token = parts.generations.access_token(newest)
            assert provider.company_status(token.reveal()) == 200
