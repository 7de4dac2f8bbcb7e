"""A renewal that runs on and on, told by a clock that is moved."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from grantlab.protocol.environment import Environment
from grantlab.renewal.heartbeat import Heartbeat
from grantlab.renewal.results import Summary
from grantlab.renewal.stopping import Stopping
from grantlab.renewal.watch import watch
from tests.support.clocks import MINUTE, NOON, SECOND, StandingClock

SUMMARY = Summary(
    environment=Environment.SANDBOX,
    renewed=3,
    not_due=4,
    retrying=0,
    needs_consent=0,
    ending_soon=0,
    held=0,
    failed=0,
    stopped=False,
    refused_now=0,
    retrying_now=0,
)


@dataclass
class Watched:
    """A watch over passes that take a while, and are told to stop at some moment."""

    path: Path
    stops_at: timedelta
    pass_takes: timedelta = SECOND
    clock: StandingClock = field(default_factory=StandingClock)
    stopping: Stopping = field(default_factory=Stopping)
    began: list[timedelta] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> list[Summary]:
        return watch(
            self._run_pass,
            every=5 * MINUTE,
            heartbeat=Heartbeat(self.path, self.clock, process=7),
            stopping=self.stopping,
            clock=self.clock,
            patience=self,
        )

    def pause(self, length: timedelta) -> None:
        """Let time pass, and look at the file."""
        self.told.append(json.loads(self.path.read_text()))
        self._let_pass(length)

    def _run_pass(self) -> list[Summary]:
        self.began.append(self.clock.now() - NOON)
        self.told.append(json.loads(self.path.read_text()))
        self._let_pass(self.pass_takes)
        return [SUMMARY]

    def _let_pass(self, length: timedelta) -> None:
        self.clock.advance(length)
        if self.clock.now() >= NOON + self.stops_at:
            self.stopping.want()


def test_a_pass_begins_every_so_often_however_long_it_takes(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "beat", stops_at=11 * MINUTE, pass_takes=2 * MINUTE)

    summaries = watched.run()

    assert watched.began == [timedelta(), 5 * MINUTE, 10 * MINUTE]
    assert summaries == [SUMMARY]


def test_a_pass_that_takes_too_long_is_followed_at_once(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "beat", stops_at=13 * MINUTE, pass_takes=6 * MINUTE)

    watched.run()

    assert watched.began == [timedelta(), 6 * MINUTE, 12 * MINUTE]


def test_it_stops_within_a_second_while_it_waits(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "beat", stops_at=90 * SECOND)

    watched.run()

    assert watched.clock.now() == NOON + 90 * SECOND


def test_the_file_says_what_it_does_and_when(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "beat", stops_at=4 * MINUTE)

    watched.run()

    assert watched.told[0]["doing"] == "renewing"
    assert watched.told[1]["doing"] == "waiting"
    assert watched.told[1]["last_pass"][0]["renewed"] == 3
    beats = {item["at"] for item in watched.told}
    assert len(beats) == 5
    last = json.loads((tmp_path / "beat").read_text())
    assert (last["doing"], last["process"]) == ("stopped", 7)


def test_a_heartbeat_that_cannot_be_written_is_said_once_and_ends_nothing(
    tmp_path: Path,
) -> None:
    beating = Heartbeat(tmp_path / "away" / "beat", StandingClock(), process=7)

    with capture_logs() as logged:
        beating.beat("renewing")
        beating.beat("waiting")
        beating.path.parent.mkdir()
        beating.beat("renewing")
        beating.beat("waiting")

    assert [line["event"] for line in logged] == [
        "the heartbeat cannot be written",
        "the heartbeat is written again",
    ]
    assert json.loads(beating.path.read_text())["doing"] == "waiting"


def test_told_to_stop_before_it_begins_it_runs_no_pass(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "beat", stops_at=MINUTE)
    watched.stopping.want()

    assert watched.run() == []
    assert watched.began == []
