"""The power fails while a refresh is committed; of the log on disk, a part is left.

What a commit has acknowledged was flushed before (``synchronous=FULL``), so a power cut
can only cost what came after it. The write-ahead log is cut off at every octet from the
last acknowledged commit on, and each time the database is opened from what is left.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from blueprints.services import Services
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.runtime.entropy import SystemEntropy
from grantlab.store.database import db
from grantlab.store.models import TokenGeneration
from grantlab.vault.key_file import open_key_file
from grantlab.vault.vault import Vault
from tests.crash.conftest import Figure
from tests.pages.connections.stored import add_connection, parts_of
from tests.support.builders import token_set
from tests.support.clocks import NOON
from tests.support.effort import FULL

pytestmark = pytest.mark.slow
LOG_HEADER, FRAME_HEADER = 32, 24
"""Octets. Source: the SQLite documentation, "Database File Format", §4.1."""

SYNCHRONOUS_FULL = 2
PAIRS = 3
"""How many are acknowledged before the power fails; one more is on its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """What the files hold, and how much of the log an acknowledged commit stands for."""

    database: bytes
    log: bytes
    acknowledged: int
    page_size: int
    vault: Vault

    def cuts(self) -> Iterator[int]:
        """Return the lengths that the log is cut to: all, or those around each frame."""
        if FULL:
            yield from range(self.acknowledged, len(self.log) + 1)
            return
        frame = FRAME_HEADER + self.page_size
        for end in range(self.acknowledged, len(self.log), frame):
            for after in (0, 1, FRAME_HEADER, frame // 2, frame - 1):
                yield end + after
        yield len(self.log)


@pytest.fixture
def disk(app: Flask, instance: Path) -> Disk:
    """Acknowledge some refreshes, and take the files away during the next one."""
    parts, path = parts_of(app), instance / "grantlab.sqlite"
    log = path.with_name(f"{path.name}-wal")
    number = add_connection(app, Environment.SANDBOX)
    with app.app_context():
        for pair in range(2, PAIRS + 1):
            commit_pair(parts, number, pair)
        assert pragma("synchronous") == SYNCHRONOUS_FULL
        acknowledged = log.stat().st_size
        commit_pair(parts, number, PAIRS + 1)
        return Disk(
            database=path.read_bytes(),
            log=log.read_bytes(),
            acknowledged=acknowledged,
            page_size=pragma("page_size"),
            vault=Vault(
                open_key_file(instance / "vault.key", entropy=SystemEntropy()),
                entropy=SystemEntropy(),
            ),
        )


def commit_pair(parts: Services, connection_id: int, number: int) -> TokenGeneration:
    """Claim a connection and commit a pair, as a refresh does before and after it asks."""
    connection = parts.connections.get(connection_id)
    sent = parts.generations.current(connection)
    assert sent is not None
    claim = parts.claims.take(connection, sent, asked_by="test", now=NOON)
    return parts.generations.commit_refresh(
        claim, sent, token_set(number), asked_by="test", keep_values=True
    )


def pragma(name: str) -> int:
    with db.engine.connect() as connection:
        value: int = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
        return value


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(b"", id="the log ends there"),
        pytest.param(b"\0", id="the log goes on with zeros"),
    ],
)
def test_every_acknowledged_pair_is_there_wherever_the_log_was_cut(
    disk: Disk, rest: bytes, tmp_path: Path, figure: Figure
) -> None:
    cuts, whole = 0, 0

    for cut in disk.cuts():
        left = disk.log[:cut] + rest * (len(disk.log) - cut)
        found = open_what_is_left(disk, left, tmp_path / "left.sqlite")
        is_whole = len(found) == PAIRS + 1
        assert found == [opened(pair) for pair in range(1, PAIRS + 1 + is_whole)], cut
        cuts, whole = cuts + 1, whole + is_whole

    assert len(disk.log) - disk.acknowledged > disk.page_size
    assert whole == 1
    figure(f"power cut ({'zeros' if rest else 'cut off'}): {cuts} lengths, none lost")


def opened(number: int) -> tuple[str, str]:
    tokens = token_set(number)
    assert tokens.refresh_token is not None
    return tokens.access_token.reveal(), tokens.refresh_token.reveal()


def open_what_is_left(disk: Disk, log: bytes, path: Path) -> list[tuple[str, str]]:
    """Open the database after a power cut; return its pairs, each opened by the vault."""
    path.write_bytes(disk.database)
    path.with_name(f"{path.name}-wal").write_bytes(log)
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(
            "SELECT id, sealed_access_token, sealed_refresh_token"
            " FROM token_generation ORDER BY number"
        ).fetchall()
        assert database.execute(HALF_WRITTEN).fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return [
        (
            _open(disk, access, f"token_generation/{id_}/sealed_access_token").reveal(),
            _open(disk, refresh, f"token_generation/{id_}/sealed_refresh_token").reveal(),
        )
        for id_, access, refresh in rows
    ]  # fmt: skip


HALF_WRITTEN = """
    SELECT a.id FROM refresh_attempt a
      LEFT JOIN token_generation g ON g.id = a.generation_id
      JOIN connection c ON c.id = a.connection_id
    WHERE (a.outcome IS NULL) <> (g.id IS NULL)
       OR (a.outcome IS NULL) <> (c.claimed_until IS NOT NULL AND c.claim = a.claim)
    UNION
    SELECT c.id FROM connection c
      LEFT JOIN token_generation g ON g.id = c.current_generation_id
    WHERE g.number <> (SELECT max(number) FROM token_generation)
"""
"""An outcome without its pair or its release; or a newest pair that is not the current."""


def _open(disk: Disk, sealed: bytes, place: str) -> Secret:
    return disk.vault.unseal(sealed, place=place)
