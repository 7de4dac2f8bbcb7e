"""How fast everything is sealed again, and whether the memory stays flat meanwhile."""

import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from sqlalchemy import create_engine, event, insert
from sqlalchemy.engine import Engine

from app import create_app
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import SystemClock
from grantlab.runtime.entropy import SystemEntropy
from grantlab.settings import Settings
from grantlab.store.checking import open_everything
from grantlab.store.database import db, sqlite_url
from grantlab.store.models import Connection, Origin, TokenGeneration
from grantlab.store.rekeying import rekey
from grantlab.vault.key_ring import KEY_LENGTH, Key, KeyRing
from grantlab.vault.vault import Vault
from tests.bench.memory import peak_octets
from tests.support import invented

HEADING = "## The vault"
FEW, MANY = 10_000, 100_000
WANTED = 5_000
OLD, NEW, INDEX = (Key(bytes([number]) * KEY_LENGTH) for number in (1, 2, 3))
_AT_ONCE = 1000


@dataclass(frozen=True)
class RekeyFigure:
    """One store that was sealed again, in a process of its own."""

    rows: int
    values: int
    seconds: float
    check_seconds: float
    floor_seconds: float
    """Opening and sealing as many values with nothing stored."""

    peak_octets: int

    @property
    def rows_per_second(self) -> float:
        return self.rows / self.seconds


def measure_rekeying() -> list[RekeyFigure]:
    """Seal a small store again and a large one."""
    return [_measure(rows) for rows in (FEW, MANY)]


def describe_rekeying() -> str:
    """Return the whole section."""
    few, many = measure_rekeying()
    lines = [
        HEADING,
        "",
        "`flask vault rekey` over SQLite with synchronous=FULL: rows of `token_generation`, each with both tokens",
        "sealed, 1,000 rows a transaction. The floor opens and seals as many values and stores nothing. Each line is",
        "a process of its own, and the memory is its peak.",
        "",
        "| rows | sealed again | floor | `flask vault check` | peak memory |",
        "|---|---|---|---|---|",
        *(_row(figure) for figure in (few, many)),
        "",
        "| what | measured | wanted |",
        "|---|---|---|",
        f"| `rekey` over {MANY:,} rows | {many.rows_per_second:,.0f} rows/s | >= {WANTED:,} rows/s |",
        f"| peak memory, {MANY:,} rows beside {FEW:,} | {many.peak_octets / few.peak_octets:.2f} × | flat |",
    ]
    return "\n".join(lines) + "\n"


def _row(figure: RekeyFigure) -> str:
    cells = (
        f"{figure.rows:,}",
        f"{figure.rows_per_second:,.0f} rows/s, {figure.values / figure.seconds:,.0f} values/s",
        f"{figure.values / figure.floor_seconds:,.0f} values/s",
        f"{figure.values / figure.check_seconds:,.0f} values/s",
        f"{figure.peak_octets / 1e6:.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def _measure(rows: int) -> RekeyFigure:
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        _fill(instance, rows)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
            return one.submit(_rekey, instance / "grantlab.sqlite", rows).result()


def _fill(instance: Path, rows: int) -> None:
    app = create_app(Settings(instance=instance))
    vault = Vault(KeyRing((OLD,), index_key=INDEX), entropy=SystemEntropy())
    now = SystemClock().now()
    access, refresh = Secret(invented.ACCESS_TOKEN), Secret(invented.REFRESH_TOKEN)
    place = "token_generation/{}/sealed_{}_token".format
    with app.app_context(), db.engine.begin() as connection:
        company = {"id": 1, "environment": Environment.EMBEDDED, "client_id": "AB", "scopes": (), "consented_at": now}  # fmt: skip
        connection.execute(insert(Connection), [company])
        for start in range(1, rows + 1, _AT_ONCE):
            connection.execute(
                insert(TokenGeneration),
                [
                    {
                        "id": number,
                        "connection_id": 1,
                        "number": number,
                        "consent": 1,
                        "origin": Origin.REFRESH,
                        "asked_by": "bench",
                        "received_at": now,
                        "access_fingerprint": access.fingerprint,
                        "oddities": (),
                        "sealed_access_token": vault.seal(
                            access, place=place(number, "access")
                        ),
                        "sealed_refresh_token": vault.seal(
                            refresh, place=place(number, "refresh")
                        ),
                    }
                    for number in range(start, start + _AT_ONCE)
                ],
            )
    with app.app_context():
        db.engine.dispose()


def _rekey(path: Path, rows: int) -> RekeyFigure:
    engine = _open(path)
    vault = Vault(KeyRing((NEW, OLD), index_key=INDEX), entropy=SystemEntropy())
    started = perf_counter()
    done = rekey(engine, vault)
    seconds = perf_counter() - started
    peak = peak_octets()
    started = perf_counter()
    found = open_everything(engine, vault)
    check_seconds = perf_counter() - started
    if found.by_key != {NEW.id.hex(): done.resealed} or found.unopened:
        raise RuntimeError(f"not everything was sealed again: {found}")
    return RekeyFigure(
        rows=rows,
        values=done.resealed,
        seconds=seconds,
        check_seconds=check_seconds,
        floor_seconds=_floor(vault, done.resealed),
        peak_octets=peak,
    )


def _floor(vault: Vault, values: int) -> float:
    both = [
        vault.seal(Secret(value), place="x")
        for value in (invented.ACCESS_TOKEN, invented.REFRESH_TOKEN)
    ]
    started = perf_counter()
    for number in range(values):
        vault.reseal(both[number % 2], place="x")
    return perf_counter() - started


def _open(path: Path) -> Engine:
    engine = create_engine(sqlite_url(path))
    event.listen(
        engine,
        "connect",
        lambda connection, _: connection.execute("PRAGMA synchronous=FULL"),
    )
    return engine
