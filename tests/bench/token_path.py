"""The token path: refreshes of ours and of the peers, in one run and by one load.

All servers are up at the same time, and one after the other is under load, round by round:
a machine that is busy with something else for a while is so for all of them.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from tests.bench.costs import Costs, measure_costs
from tests.bench.load import Burst, LoadError, Target, refresh_for
from tests.bench.ours import OURS, ReadFigure, measure_reads
from tests.bench.peers.catalogue import PEERS
from tests.bench.peers.peer import Peer, PeerError
from tests.bench.served import (
    Served,
    ServerError,
    memory_at_rest,
    processor_time,
    served,
)
from tests.support.servers import free_port

ROUNDS = 5
STARTS = 5
WARM_UP = 1.0
SECONDS = 3.0
"""How long each server is under load in each round."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A server that nobody asks: how soon it is up, and what it weighs."""

    started_in: float
    octets: int


@dataclass(slots=True)
class Contender:
    """A server that takes part, and what it did so far."""

    peer: Peer
    folder: Path
    rest: Rest
    pid: int
    target: Target
    tokens: tuple[str, ...]
    bursts: list[Burst] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    """Seconds of a processor in each burst, for one refresh."""

    @property
    def rate(self) -> float:
        """Refreshes in a second: the median of the rounds."""
        return median(len(burst.elapsed) / burst.seconds for burst in self.bursts)

    def percentile(self, number: int) -> float:
        """Return so many hundredths of the waiting times: the median of the rounds."""
        return median(
            quantiles(burst.elapsed, n=100)[number - 1] for burst in self.bursts
        )

    @property
    def processor_seconds(self) -> float:
        """What one refresh takes of a processor: the median of the rounds."""
        return median(self.spent)


@dataclass(frozen=True, slots=True)
class TokenFigures:
    """Everything that was measured, ours first, and who could not be."""

    contenders: tuple[Contender, ...]
    absent: tuple[tuple[Peer, str], ...]
    reads: tuple[ReadFigure, ...]
    costs: Costs
    busy: float
    """How many processes of others the machine had to do with when it began."""

    @property
    def ours(self) -> Contender:
        (ours,) = (item for item in self.contenders if item.peer is OURS)
        return ours


def measure_token_path() -> TokenFigures:
    """Install, start, weigh and load ours and every peer that can be had."""
    busy, _, _ = os.getloadavg()
    absent: list[tuple[Peer, str]] = []
    contenders: list[Contender] = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        for number, peer in enumerate((OURS, *PEERS)):
            place = Path(folder) / str(number)
            place.mkdir()
            try:
                peer.install(place)
                rest = _measure_rest(peer, place)
                contenders.append(_begin(peer, place, rest, running))
            except (PeerError, ServerError, LoadError) as exc:
                absent.append((peer, str(exc)))
        for _ in range(ROUNDS):
            for contender in tuple(contenders):
                try:
                    _measure(contender)
                except LoadError as exc:
                    contenders.remove(contender)
                    absent.append((contender.peer, str(exc)))
        (ours,) = (item for item in contenders if item.peer is OURS)
        reads = measure_reads(ours.folder, ours.target.port)
        running.close()
        costs = measure_costs(ours.folder)
    return TokenFigures(tuple(contenders), tuple(absent), tuple(reads), costs, busy)


@contextmanager
def _up(peer: Peer, folder: Path) -> Iterator[tuple[int, Served]]:
    """Run a server on a free port; give the port and the server."""
    port = free_port()
    command = peer.command(folder, port)
    ready = f"http://127.0.0.1:{port}{peer.ready}"
    with served(command, folder=folder, ready=ready) as server:
        yield port, server


def _measure_rest(peer: Peer, folder: Path) -> Rest:
    """Start it a few times, while nothing else of the bench runs."""
    starts = []
    for _ in range(STARTS):
        with _up(peer, folder) as (_, server):
            starts.append(server.started_in)
    with _up(peer, folder) as (_, server):
        octets = memory_at_rest(server.pid)
    return Rest(median(starts), octets)


def _begin(peer: Peer, folder: Path, rest: Rest, running: ExitStack) -> Contender:
    """Start it for good, and warm it up."""
    port, server = running.enter_context(_up(peer, folder))
    target, tokens = peer.target(folder, port), peer.first_tokens(folder, port)
    contender = Contender(peer, folder, rest, server.pid, target, tokens)
    _burst(contender, WARM_UP)
    return contender


def _measure(contender: Contender) -> None:
    before = processor_time(contender.pid)
    burst = _burst(contender, SECONDS)
    spent = processor_time(contender.pid) - before
    contender.bursts.append(burst)
    contender.spent.append(spent / len(burst.elapsed))


def _burst(contender: Contender, seconds: float) -> Burst:
    burst = refresh_for(seconds, contender.target, contender.tokens)
    contender.tokens = burst.tokens
    if len(burst.elapsed) <= burst.failed:
        raise LoadError(f"{burst.failed} refreshes failed")
    return burst
