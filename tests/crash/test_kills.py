"""A refresh is killed at every line, and somebody comes after it.

A child process runs it under ``sys.settrace`` and sends itself SIGKILL at line n of the
refresh path, n = 1 … last. The service is another process and goes on. Two minutes
later, when the claim of the dead has run out, another process refreshes the connection.
"""

import signal
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.crash.conftest import Figure
from tests.crash.worlds import Told, Worker, World
from tests.support.effort import FULL

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.slow,
    pytest.mark.xdist_group("kills"),
]
SAMPLE = 8
"""How many lines of each kind of refresh are died at in a shortened run."""

CLAIM_HAS_RUN_OUT = 2
"""Minutes after a claim was taken."""

ANSWERS = [
    pytest.param(None, id="the answer arrives"),
    pytest.param("answer-cut", id="the answer is lost"),
]


@dataclass(frozen=True, slots=True)
class Death:
    """One refresh that was killed, and what its successor found."""

    line: str
    found: Told

    @property
    def is_lost(self) -> bool:
        return bool(self.found["is_lost"])


@pytest.fixture(scope="module")
def workshop(a_world: World) -> Iterator[Worker]:
    with a_world.worker("tests.crash.workshop") as running:
        yield running


@dataclass(frozen=True, slots=True)
class Scene:
    """A preset, and what becomes of the answer to the refresh that is killed."""

    world: World
    workshop: Worker
    fault: str | None

    def deaths(self) -> Iterator[Death]:
        """Kill refreshes of connections that are a day old, each at another line."""
        last = self._count_lines()
        numbers = range(1, last + 1, 1 if FULL else -(-last // SAMPLE))
        connections = self._connect(len(numbers))
        for number, connection in zip(numbers, connections, strict=True):
            died = self._refresh(connection, dies_at=number)
            assert died["ended_with"] == -signal.SIGKILL
            found = self.workshop.ask(
                work="recover",
                connection=connection,
                minutes_later=CLAIM_HAS_RUN_OUT,
            )
            assert found["ended_with"] == 0, died["died_at"]
            yield Death(died["died_at"], found)

    def _count_lines(self) -> int:
        (connection,) = self._connect(1)
        survived = self._refresh(connection)
        assert survived["problem"] == ("retry-later" if self.fault else None)
        lines: int = survived["lines"]
        return lines

    def _connect(self, count: int) -> list[int]:
        told = self.workshop.ask(work="connect", count=count)
        # As observed, a value is a day old before a refresh changes it.
        self.world.bench.post("clock/advance", by="25h")
        connections: list[int] = told["connections"]
        return connections

    def _refresh(self, connection: int, **members: int) -> Told:
        if self.fault is not None:
            self.world.bench.post("faults/arm", name=self.fault)
        told = self.workshop.ask(work="refresh", connection=connection, **members)
        # Who died before asking has left it armed.
        self.world.bench.post("faults/disarm")
        return told


@pytest.mark.proves("L501", "L513")
@pytest.mark.parametrize("fault", ANSWERS)
def test_by_the_faq_no_kill_costs_a_connection(
    a_world: World, workshop: Worker, fault: str | None, figure: Figure
) -> None:
    a_world.bench.post("policy", preset="faq")

    deaths = list(Scene(a_world, workshop, fault).deaths())

    assert [death.line for death in deaths if death.is_lost] == []
    assert all(death.found["company_answered"] for death in deaths)
    figure(f"faq, {fault or 'answered'}: {len(deaths)} kills, none lost")


@pytest.mark.proves("L501", "L513")
@pytest.mark.parametrize("fault", ANSWERS)
def test_as_observed_a_kill_costs_only_what_the_service_had_ended(
    a_world: World, workshop: Worker, fault: str | None, figure: Figure
) -> None:
    a_world.bench.post("policy", preset="observed")
    deaths, lost = 0, 0

    for death in Scene(a_world, workshop, fault).deaths():
        deaths += 1
        if death.is_lost:
            lost += 1
            assert_the_service_had_ended_it(a_world, death)
            assert death.found["cause"] == "refresh_response_lost", death.line
        else:
            assert death.found["company_answered"], death.line

    assert 0 < lost < deaths
    figure(f"observed, {fault or 'answered'}: {deaths} kills, {lost} lost, all named")


def assert_the_service_had_ended_it(a_world: World, death: Death) -> None:
    """Look into the ledger: the value that was sent was replaced, by one we never stored."""
    refusal = a_world.newest("refusals")[-1]
    family = [
        token
        for token in a_world.newest("tokens")
        if token["kind"] == "refresh" and token["chain"] == refusal["chain"]
    ]

    assert refusal["fingerprint"] == death.found["sent"], death.line
    assert refusal["reason"] == "superseded", death.line
    assert family[-1]["issued_at"] < refusal["at"], death.line
    assert family[-1]["fingerprint"] not in death.found["stored"], death.line
