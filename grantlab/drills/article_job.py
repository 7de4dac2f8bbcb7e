"""The renewal article's job, over the table that the article describes.

Source: the renewal article, its table and its rake task; the three faults are listed at
the end of the lifecycle's page. The statements are the article's, in SQL. Where a token
would stand in the table its fingerprint stands, so that no token leaves its type.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from grantlab.drills.acts import ArticleFault, ArticleJob
from grantlab.drills.program import STORED, Program, Row
from grantlab.drills.world import World
from grantlab.flows.hand import Hand
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.token_response import TokenSet

_TABLE = """
CREATE TABLE qbo_accounts (
  id INTEGER PRIMARY KEY, access_token TEXT, refresh_token TEXT, companyid TEXT,
  account_id INTEGER, created_at TEXT, updated_at TEXT,
  token_expires_at TEXT, reconnect_token_at TEXT
)"""
_INSERT = """
INSERT INTO qbo_accounts (access_token, refresh_token, token_expires_at, reconnect_token_at)
VALUES (?, ?, ?, ?)"""
_DUE_IN_WINDOW = """
SELECT id, refresh_token FROM qbo_accounts
WHERE reconnect_token_at <= ? AND token_expires_at >= ?"""
_DUE = "SELECT id, refresh_token FROM qbo_accounts WHERE reconnect_token_at <= ?"
_UPDATE_AS_PRINTED = """
UPDATE qbo_accounts
SET token = ?, refresh_token = ?, reconnect_token_at = ?, token_expires_at = ? WHERE id = ?"""
_UPDATE = """
UPDATE qbo_accounts
SET access_token = ?, refresh_token = ?, reconnect_token_at = ?, token_expires_at = ?
WHERE id = ?"""

FIFTY = timedelta(minutes=50)
SIXTY = timedelta(minutes=60)

Renew = Callable[[str], tuple[str, str] | None]
"""Refreshes the token of a fingerprint; returns those of the new access and refresh
token, or ``None`` when none came."""


class ArticleTable:
    """The article's table, and its task over it."""

    def __init__(self, row: Row) -> None:
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        self._database.execute(_TABLE)
        tokens, received_at = row.tokens, row.tokens.received_at
        first = (
            tokens.access_token.fingerprint,
            row.refresh_token.fingerprint,
            received_at + SIXTY,
            received_at + FIFTY,
        )
        self._database.execute(_INSERT, tuple(map(str, first)))

    def run(
        self, now: datetime, *, faults: tuple[ArticleFault, ...], renew: Renew
    ) -> tuple[str, bool]:
        """Run the task once; return its line of the log, and whether a row was updated."""
        due = self._due(now, faults)
        if due is None:
            return "OAUTH2_RENEW_TOKEN: nothing to do", False
        row_id, refresh_token = due
        brought = renew(refresh_token)
        if brought is None:
            return _failed(row_id, "the service gave no tokens"), False
        early, late = (
            (SIXTY, FIFTY) if ArticleFault.SWAPPED in faults else (FIFTY, SIXTY)
        )
        statement = _UPDATE_AS_PRINTED if ArticleFault.COLUMN in faults else _UPDATE
        values = (*brought, str(now + early), str(now + late), row_id)
        try:
            self._database.execute(statement, values)
        except sqlite3.OperationalError as exc:
            return _failed(row_id, str(exc)), False
        return f"SUCCESS_OAUTH2_RENEW_TOKEN: qbo_account: {row_id}", True

    def close(self) -> None:
        self._database.close()

    def _due(
        self, now: datetime, faults: tuple[ArticleFault, ...]
    ) -> tuple[int, str] | None:
        has_window = ArticleFault.WINDOW in faults
        statement = _DUE_IN_WINDOW if has_window else _DUE
        found: tuple[int, str] | None = self._database.execute(
            statement, (str(now),) * (2 if has_window else 1)
        ).fetchone()
        return found


def run_job(
    act: ArticleJob, table: ArticleTable, program: Program, world: World
) -> tuple[tuple[RoundTrip, ...], tuple[str, ...]]:
    """Run the job every few minutes; return what it sent, and what it wrote down."""
    hand = world.hand()
    log = tuple(
        _run_once(act, table, program, world, hand)
        for _ in range(act.during // act.every)
    )
    return hand.recorded, log


def _run_once(
    act: ArticleJob, table: ArticleTable, program: Program, world: World, hand: Hand
) -> str:
    world.bench.advance(act.every)
    now, brought = world.clock.now(), list[TokenSet]()

    def renew(fingerprint: str) -> tuple[str, str] | None:
        tokens = hand.refresh(program.with_fingerprint(fingerprint))
        if tokens is None or tokens.refresh_token is None:
            return None
        brought.append(tokens)
        return tokens.access_token.fingerprint, tokens.refresh_token.fingerprint

    sent = program.refresh_token()
    line, is_updated = table.run(now, faults=act.faults, renew=renew)
    if is_updated:
        program.keep(brought[0], sent=sent, into=STORED, now=now)
    return f"{now:%H:%M} {line}"


def _failed(row_id: int, message: str) -> str:
    return f"FAILED_OAUTH2_RENEW_TOKEN: qbo_account: {row_id} error_message: {message}"
