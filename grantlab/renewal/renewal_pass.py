"""One pass of the renewal: everything that is due in one environment is refreshed once.

One thread stores, many send. The one that stores finds what is due, claims it, commits
what comes back, and tells of it; those that send know nothing of the database. So claims
and pairs are committed many at a time under load, one at a time without, and a writer
never waits for another.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from queue import Empty, SimpleQueue

import structlog

from grantlab.errors import GrantlabError
from grantlab.flows.ports import Outside
from grantlab.flows.refresh_connection import finish_without_tokens
from grantlab.protocol.environment import Environment
from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.token_response import TokenSet, read_token_answer
from grantlab.renewal.pace import Pace
from grantlab.renewal.results import (
    Renewed,
    Result,
    Summary,
    Tally,
    judge_failure,
)
from grantlab.renewal.stopping import Stopping
from grantlab.runtime.clock import Clock
from grantlab.runtime.garbage import seldom_collected
from grantlab.runtime.patience import Patience
from grantlab.store.batches import (
    Batches,
    ClaimedRefresh,
    ReceivedPair,
    is_plain,
)
from grantlab.store.claims import Claims
from grantlab.store.connections import Connections
from grantlab.store.due import DueConnection, DueConnections
from grantlab.store.generations import Generations
from grantlab.store.round_trips import KeptRoundTrip, RoundTrips

log = structlog.get_logger()

ASKED_BY = "renewal"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalParts:
    """Where a pass reads from, where it keeps what comes, and how it waits."""

    due: DueConnections
    batches: Batches
    connections: Connections
    generations: Generations
    claims: Claims
    round_trips: RoundTrips
    machine_clock: Clock
    patience: Patience


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How a pass reaches one environment."""

    environment: Environment
    clock: Clock
    keeps_values: bool
    open_outside: Callable[[], Outside]
    """Opens it for one request, in any thread, without the database."""

    refresh_alone: Callable[[int], object]
    """Refreshes one connection that is not plain, in any thread, with a session of its own."""

    concurrency: int
    pace: Pace


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of one request."""

    claimed: ClaimedRefresh
    tokens: TokenSet | None
    error: GrantlabError | None
    recorded: Callable[[], tuple[RoundTrip, ...]]


def renew_due(
    line: Line,
    *,
    parts: RenewalParts,
    stopping: Stopping,
    tell: Callable[[Renewed], None],
) -> Summary:
    """Refresh everything that is due, and say what became of each connection.

    Each is claimed and noted in the journal before its token is sent, and its pair is
    committed before another connection takes its place. Told to stop, it begins nothing
    more, and waits for what is in flight.
    """
    tally = Tally()

    def count(renewed: Renewed) -> None:
        tally.add(renewed)
        tell(renewed)

    with (
        seldom_collected(),
        ThreadPoolExecutor(line.concurrency, "renewal") as threads,
    ):
        _Pass(line, parts, stopping, count, threads).run()
    standings = parts.due.standings(line.environment, now=line.clock.now())
    summary = tally.summarise(line.environment, standings, stopped=stopping.is_wanted())
    log.info(
        "renewal pass",
        environment=line.environment,
        renewed=summary.renewed,
        not_due=summary.not_due,
        retrying=summary.retrying,
        needs_consent=summary.needs_consent,
        failed=summary.failed,
    )
    return summary


class _Pass:
    """What is waiting, what is in flight, and what has come."""

    def __init__(
        self,
        line: Line,
        parts: RenewalParts,
        stopping: Stopping,
        tell: Callable[[Renewed], None],
        threads: ThreadPoolExecutor,
    ) -> None:
        self._line = line
        self._parts = parts
        self._stopping = stopping
        self._tell = tell
        self._threads = threads
        self._waiting: deque[DueConnection] = deque()
        self._last_seen: DueConnection | None = None
        self._seen_all = False
        self._in_flight = 0
        self._came: SimpleQueue[_Came | Renewed] = SimpleQueue()
        self._unrecorded: list[_Came] = []

    def run(self) -> None:
        """Start what may be started, settle what has come, until nothing is left."""
        while True:
            self._start()
            if self._may_keep_records():
                self._keep_records()
            if self._in_flight:
                self._settle(self._await_some())
            elif self._is_done():
                return
            else:
                self._parts.patience.pause(self._pace_wait())

    def _is_done(self) -> bool:
        return self._stopping.is_wanted() or (self._seen_all and not self._waiting)

    def _may_keep_records(self) -> bool:
        """Whether there is nothing more urgent, or as many wait as may be in flight.

        A record must not cost a token, nor keep one waiting: pairs that have come go
        first. Of records that have waited, more are stored with one commit.
        """
        return self._came.empty() or len(self._unrecorded) >= self._line.concurrency

    def _start(self) -> None:
        """Claim and send as many as there is room for."""
        now = self._parts.machine_clock.now()
        room = self._line.concurrency - self._in_flight
        allowed = self._line.pace.free(now)
        room = room if allowed is None else min(room, allowed)
        batch = self._take(room)
        if not batch:
            return
        self._line.pace.note_sent(len(batch), now)
        self._in_flight += len(batch)
        alone = [item.id for item in batch if not item.is_plain]
        plain = [item.id for item in batch if item.is_plain]
        claimed, unopened = self._claim(plain)
        for item in claimed:
            self._threads.submit(self._send, item)
        for connection_id in (*alone, *unopened):
            self._threads.submit(self._send_alone, connection_id)
        begun = {item.claim.connection_id for item in claimed} | set(unopened)
        for connection_id in plain:
            if connection_id not in begun:
                # Somebody else has taken it, or brought its pair, since it was found due.
                self._came.put(Renewed(connection_id, Result.HELD))

    def _take(self, room: int) -> list[DueConnection]:
        if room > 0 and not self._waiting:
            self._look()
        wanted = 0 if self._stopping.is_wanted() else min(room, len(self._waiting))
        return [self._waiting.popleft() for _ in range(wanted)]

    def _look(self) -> None:
        """Read the next page of what is due."""
        if self._seen_all or self._stopping.is_wanted():
            return
        page = self._parts.due.page(
            self._line.environment, now=self._line.clock.now(), after=self._last_seen
        )
        self._waiting.extend(page)
        self._seen_all = not page
        self._last_seen = page[-1] if page else self._last_seen

    def _claim(
        self, connection_ids: Sequence[int]
    ) -> tuple[list[ClaimedRefresh], list[int]]:
        if not connection_ids:
            return [], []
        now = self._line.clock.now()
        return self._parts.batches.claim(connection_ids, asked_by=ASKED_BY, now=now)

    def _await_some(self) -> list[_Came | Renewed]:
        """Return all that has come: at least one, unless more may be sent before."""
        has_room = self._in_flight < self._line.concurrency
        more_to_send = has_room and not self._is_done()
        timeout = self._pace_wait().total_seconds() if more_to_send else None
        found: list[_Came | Renewed] = []
        try:
            found.append(self._came.get(timeout=timeout))
            while True:
                found.append(self._came.get_nowait())
        except Empty:
            return found

    def _pace_wait(self) -> timedelta:
        return self._line.pace.wait(self._parts.machine_clock.now())

    def _settle(self, came: Sequence[_Came | Renewed]) -> None:
        """Commit the pairs, then the refusals; then tell."""
        self._in_flight -= len(came)
        answered = [item for item in came if isinstance(item, _Came)]
        told = [item for item in came if isinstance(item, Renewed)]
        told += self._commit([item for item in answered if item.tokens is not None])
        for item in answered:
            if item.error is not None:
                told += self._note_failure(item, item.error)
        for renewed in told:
            self._tell(renewed)
        self._unrecorded += answered

    def _keep_records(self) -> None:
        """Store the round trips of what was settled."""
        self._parts.round_trips.add_of_many(
            [
                KeptRoundTrip(
                    round_trip, item.claimed.walk_id, item.claimed.claim.connection_id
                )
                for item in self._unrecorded
                # Put into words here and not by who sent it: many threads that write to
                # one log wait for each other.
                for round_trip in item.recorded()
            ]
        )
        self._unrecorded = []

    def _commit(self, answered: Sequence[_Came]) -> list[Renewed]:
        """Commit every pair: those that are plain at once, and each other one by itself."""
        pairs = [
            ReceivedPair(item.claimed, item.tokens)
            for item in answered
            if item.tokens is not None
        ]
        if not pairs:
            return []
        left = self._parts.batches.commit(
            [pair for pair in pairs if is_plain(pair.tokens)],
            asked_by=ASKED_BY,
            keep_values=self._line.keeps_values,
        )
        for pair in (*left, *(pair for pair in pairs if not is_plain(pair.tokens))):
            self._parts.generations.commit_refresh(
                pair.claimed.claim,
                self._parts.generations.by_id(pair.claimed.sent_id),
                pair.tokens,
                asked_by=ASKED_BY,
                keep_values=self._line.keeps_values,
            )
        return [
            Renewed(pair.claimed.claim.connection_id, Result.RENEWED) for pair in pairs
        ]

    def _note_failure(self, item: _Came, error: GrantlabError) -> list[Renewed]:
        """Let go of the claim; a refusal is believed only if nothing else can be tried."""
        claim = item.claimed.claim
        finish_without_tokens(
            claim, error, now=self._line.clock.now(), claims=self._parts.claims
        )
        if isinstance(error, InvalidGrantError) and self._has_another(item.claimed):
            self._in_flight += 1
            self._threads.submit(self._send_alone, claim.connection_id)
            return []
        return [judge_failure(claim.connection_id, error)]

    def _has_another(self, refused: ClaimedRefresh) -> bool:
        """Whether another pair has become current, or the refused one has a sibling."""
        connection = self._parts.connections.get(refused.claim.connection_id)
        if connection.current_generation_id != refused.sent_id:
            return True
        sent = self._parts.generations.by_id(refused.sent_id)
        return self._parts.generations.sibling_of(sent) is not None

    def _send(self, claimed: ClaimedRefresh) -> None:
        """Send one refresh token; runs in a thread of its own."""
        try:
            self._came.put(self._ask(claimed))
        except Exception as exc:  # noqa: BLE001 -- the job goes on; the claim runs out, and is resolved
            self._came.put(self._unexpected(claimed.claim.connection_id, exc))

    def _ask(self, claimed: ClaimedRefresh) -> _Came:
        outside = self._line.open_outside()
        outside.note_connection(claimed.claim.connection_id)
        tokens, error = None, None
        try:
            tokens = read_token_answer(
                outside.token_endpoint.refresh(claimed.refresh_token, keys=outside.keys)
            )
        except GrantlabError as exc:
            error = exc
        return _Came(claimed, tokens, error, outside.recorded)

    def _send_alone(self, connection_id: int) -> None:
        """Refresh one connection by the long way; runs in a thread of its own."""
        renewed = Renewed(connection_id, Result.RENEWED)
        try:
            self._line.refresh_alone(connection_id)
        except GrantlabError as exc:
            renewed = judge_failure(connection_id, exc)
        except Exception as exc:  # noqa: BLE001 -- the job goes on
            renewed = self._unexpected(connection_id, exc)
        self._came.put(renewed)

    def _unexpected(self, connection_id: int, error: Exception) -> Renewed:
        log.error(
            "a connection could not be renewed",
            connection=connection_id,
            error=type(error).__name__,
        )
        return Renewed(connection_id, Result.FAILED, type(error).__name__)
