"""The renewal: two thousand connections, answers after 100 ms, 64 in flight."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from grantlab.protocol.environment import Environment
from tests.bench.answering import DELAY
from tests.bench.certificate import HOST, make_certificate
from tests.bench.renewing import Taken
from tests.bench.stored import joined, store_connections
from tests.support.servers import ROOT

HEADING = "## The renewal"
CONNECTIONS = 2000
SAMPLE = 30
IN_FLIGHT = 64
STORED = 100_000
LOOKS = 21
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """How the service answers, and what each contender took there."""

    name: str
    renewed: Taken
    sent_alone: Taken
    one_by_one: Taken


@dataclass(frozen=True, slots=True)
class Picking:
    """How long it takes to find what is due among very many."""

    page: float
    whole: float
    standings: float
    octets: int
    """By how much the memory grew while all pages were read."""


def measure_ways() -> list[Way]:
    """Renew over plain connections that are kept, and over TLS ones that are closed."""
    with tempfile.TemporaryDirectory() as folder:
        certificate = make_certificate(Path(folder) / "certificate.pem")
        return [
            _measure("HTTP, connections kept", None),
            _measure("TLS, `Connection: close`", certificate),
        ]


def measure_picking() -> Picking:
    """Store very many connections, of which two thousand are due, and look for those."""
    with (
        tempfile.TemporaryDirectory() as folder,
        joined(Path(folder), "http://127.0.0.1:9") as parts,
    ):
        store_connections(parts, STORED, due=CONNECTIONS)
        now = parts.machine_clock.now()

        def look() -> None:
            parts.due.page(Environment.EMBEDDED, now=now)

        def look_at_all() -> None:
            last = None
            while page := parts.due.page(Environment.EMBEDDED, now=now, after=last):
                last = page[-1]

        def count() -> None:
            parts.due.standings(Environment.EMBEDDED, now=now)

        look_at_all()
        before = _resident()
        page, whole, standings = map(_median, (look, look_at_all, count))
        return Picking(page, whole, standings, _resident() - before)


@contextmanager
def answering(certificate: Path | None = None) -> Iterator[str]:
    """Run the answering service; give its address."""
    scheme = "http" if certificate is None else "https"
    command = [sys.executable, "-m", "tests.bench.answering"]
    process = subprocess.Popen(  # noqa: S603 -- our own command
        command + ([] if certificate is None else [str(certificate)]),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield f"{scheme}://{HOST}:{process.stdout.readline().strip()}"
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def _measure(name: str, certificate: Path | None) -> Way:
    return Way(
        name,
        _renew(certificate, count=CONNECTIONS, concurrency=IN_FLIGHT),
        _send(certificate, count=CONNECTIONS, concurrency=IN_FLIGHT),
        _renew(certificate, count=SAMPLE, concurrency=1),
    )


def _renew(certificate: Path | None, *, count: int, concurrency: int) -> Taken:
    with tempfile.TemporaryDirectory() as folder, answering(certificate) as service:
        with joined(Path(folder), service) as parts:
            store_connections(parts, count, due=count)
        return _run(
            "renewing",
            {
                "instance": folder,
                "service": service,
                "concurrency": concurrency,
                "certificate": certificate and str(certificate),
            },
        )


def _send(certificate: Path | None, *, count: int, concurrency: int) -> Taken:
    with answering(certificate) as service:
        return _run(
            "sending",
            {
                "service": service,
                "concurrency": concurrency,
                "certificate": certificate and str(certificate),
                "count": count,
            },
        )


def _run(module: str, order: Mapping[str, object]) -> Taken:
    """Carry out an order in a process of its own."""
    done = subprocess.run(  # noqa: S603 -- our own command
        (sys.executable, "-m", f"tests.bench.{module}", json.dumps(order)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-4000:])
    return Taken(**json.loads(done.stdout))


def _median(work: Callable[[], None]) -> float:
    times = []
    for _ in range(LOOKS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def ideal(count: int, concurrency: int = IN_FLIGHT) -> float:
    """Return the seconds that so many answers take if nothing else takes any time."""
    return count / concurrency * DELAY


def describe_renewal() -> str:
    """Return the whole section."""
    ways, picking = measure_ways(), measure_picking()
    lines = [
        HEADING,
        "",
        f"{CONNECTIONS:,} connections that are due, a service of our own that answers after {DELAY * 1000:.0f} ms and honours each refresh",
        f"token once, {IN_FLIGHT} in flight, SQLite with synchronous=FULL; claims, journal, pairs and round trips are stored, and",
        "every pair is committed before another connection takes its place. The ideal is the answers alone. Sending",
        "alone is Authlib's client in as many threads, one for each, that stores nothing: it shows what the machine has to",
        "spare. Each line is a process of its own; the service is another. What was tried beside it, and not kept, is in",
        "[0025](decisions/0025-one-stores-many-send.md).",
        "",
        "| service | what | seconds | share of the ideal | processor per refresh | peak memory |",
        "|---|---|---|---|---|---|",
    ]
    for way in ways:
        lines += [
            _row(way.name, "the renewal", way.renewed),
            _row(way.name, "sending alone", way.sent_alone),
        ]
    lines += [
        "",
        *(
            f"One after the other, over {way.name}: {way.one_by_one.seconds / SAMPLE * CONNECTIONS:.0f} s for all of them, told from {SAMPLE}."
            for way in ways
        ),
        "",
        f"Picking is measured with {STORED:,} stored connections of which {CONNECTIONS:,} are due; medians of {LOOKS}.",
        "",
        "| what | measured | wanted |",
        "|---|---|---|",
        *(
            f"| share of the ideal, {way.name} | {_share(way.renewed):.2f} | >= 0.7 |"
            for way in ways
        ),
        *(
            f"| processor per refresh, {way.name} | {_processor(way.renewed):.2f} ms | <= 3 ms |"
            for way in ways
        ),
        f"| peak memory | {max(way.renewed.peak_octets for way in ways) / MILLION:.0f} MB | < 150 MB |",
        f"| a page of what is due | {picking.page * 1000:.1f} ms | < 50 ms |",
        f"| all {CONNECTIONS:,} that are due, page by page | {picking.whole * 1000:.1f} ms | < 50 ms |",
        f"| how everything stands, counted after a pass | {picking.standings * 1000:.1f} ms | |",
        f"| growth of the memory meanwhile | {picking.octets / MILLION:.1f} MB | flat |",
    ]
    return "\n".join(lines) + "\n"


def _row(service: str, what: str, taken: Taken) -> str:
    cells = (
        service,
        what,
        f"{taken.seconds:.1f}",
        f"{_share(taken):.2f}",
        f"{_processor(taken):.2f} ms",
        f"{taken.peak_octets / MILLION:.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def _share(taken: Taken) -> float:
    return ideal(taken.renewed) / taken.seconds


def _processor(taken: Taken) -> float:
    return taken.processor_seconds / taken.renewed * 1000
