"""A provider that runs alone, a store beside it, and processes that use both."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytest_grantlab import Bench

from tests.support.provider import REDIRECT_URI
from tests.support.servers import ROOT, provider_alone

Told = dict[str, Any]


class Worker:
    """A process of ours that reads orders, one to a line, and answers each with a line."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self._process = process
        self._log = log

    def order(self, **members: object) -> None:
        """Say what is to be done, and do not wait for it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(members)}\n")
        self._process.stdin.flush()

    def hear(self) -> Told:
        """Wait for the answer to an order."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the process ended by itself: {self._log.read_text()[-2000:]}"
        told: Told = json.loads(line)
        return told

    def ask(self, **members: object) -> Told:
        self.order(**members)
        return self.hear()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The service, and where the client keeps what it is given."""

    folder: Path
    bench: Bench
    variables: Mapping[str, str] = field(repr=False)
    """What a client of it has to be told."""

    @contextmanager
    def worker(self, module: str) -> Iterator[Worker]:
        """Run a module of ours as a client of this world."""
        log = self.folder / f"{module}.log"
        with (
            log.open("a", encoding="utf-8") as stderr,
            subprocess.Popen(  # noqa: S603 -- our own module
                (sys.executable, "-m", module),
                cwd=ROOT,
                env={**os.environ, **self.variables},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            ) as process,
        ):
            # At the end of its orders it ends.
            yield Worker(process, log)

    def newest(self, what: str) -> list[Told]:
        """Return the newest tokens or refusals of the service, the last one last."""
        rows: list[Told] = self.bench.get("ledger")[what]
        return rows


@contextmanager
def world(folder: Path, store: Mapping[str, str]) -> Iterator[World]:
    """Run a service; ``store`` are the variables that say where the client's store is."""
    with provider_alone(folder / "service", redirect_uri=REDIRECT_URI) as told:
        yield World(
            folder=folder,
            bench=Bench(told["GRANTLAB_EMBEDDED_URL"], told["GRANTLAB_BENCH_TOKEN"]),
            variables={
                **told,
                "GRANTLAB_INSTANCE": str(folder / "client"),
                **store,
            },
        )
