"""A process with everything loaded, which forks a child for each piece of work.

A child that is killed costs some milliseconds that way, and not the seconds of a start.
``python -m tests.crash.workshop`` reads a piece of work from each line of its input, and
answers with a line when the child has ended, in whatever way. It holds no connection to
a database or a service when it forks: each child opens its own, as a new process does.
"""

import gc
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from flask import Flask

from app import create_app
from blueprints.environments import Environments
from blueprints.evidence import gather
from blueprints.services import EXTENSION, Services
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.errors import GrantlabError
from grantlab.flows.live_access_token import LiveToken, live_access_token
from grantlab.protocol.errors import InvalidGrantError
from grantlab.runtime.clock import SystemClock
from grantlab.store.database import db
from tests.crash.consenting import ASKED_BY, connect_once
from tests.crash.environments import EMBEDDED, as_real_ones, forget_the_time
from tests.crash.tracing import REFRESH_PATH, LineCounter
from tests.support.provider import COMPANY

AN_ACCESS_TOKENS_LIFE = 60
"""In minutes."""

Told = dict[str, Any]


class AheadClock:
    """The machine's clock, on a machine that is ahead by so much."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.ahead


@dataclass(frozen=True, slots=True)
class Workshop:
    """An application, and what a child may be asked to do with it."""

    parts: Services
    clock: AheadClock
    tell: Callable[[Told], None]
    """Sends word to whoever has ordered the work; the last word counts."""

    @property
    def environments(self) -> Environments:
        return as_real_ones(self.parts)

    def connect(self, *, count: int) -> None:
        """Connect a company so many times, and tell the numbers of the connections."""
        outside = self.environments.open(EMBEDDED)
        connections = [connect_once(self.parts, outside) for _ in range(count)]
        self.tell({"connections": connections})

    def refresh(self, *, connection: int, dies_at: int | None = None) -> None:
        """Ask for a live token, and tell how many lines that took; or die at one."""
        tracer = LineCounter(
            REFRESH_PATH,
            fatal=dies_at,
            last_words=lambda line: self.tell({"died_at": line}),
        )
        problem = None
        sys.settrace(tracer)
        try:
            self._live_token(connection)
        except GrantlabError as exc:
            problem = exc.slug
        finally:
            sys.settrace(None)
        self.tell({"lines": tracer.lines, "problem": problem})

    def recover(self, *, connection: int, minutes_later: int) -> None:
        """Ask for a live token as somebody does who comes later; tell what came of it."""
        self.clock.ahead = timedelta(minutes=minutes_later)
        try:
            token = self._live_token(connection)
        except InvalidGrantError:
            self.tell({"is_lost": True, **self._record(connection)})
            return
        company = self.environments.open(EMBEDDED).company
        answer = company.fetch_company_info(COMPANY, token.access_token)
        record = self._record(connection)
        self.tell({"is_lost": False, "company_answered": answer.answered, **record})

    def _live_token(self, connection: int) -> LiveToken:
        return live_access_token(
            connection,
            asked_by=ASKED_BY,
            environments=self.environments,
            parts=self.parts.live_parts,
        )

    def _record(self, connection: int) -> Told:
        """Return what the store and the diagnosis say of a connection."""
        recorded = self.parts.round_trips.evidence_of_connection(connection)
        generations = self.parts.generations.of_connection(connection)
        attempts = self.parts.claims.attempts_of(connection)
        round_trips = tuple(round_trip for _, round_trip in recorded)
        told: Told = {
            "stored": [item.refresh_fingerprint for item in generations],
            "sent": attempts[-1].sent_fingerprint,
            "outcomes": [attempt.outcome for attempt in attempts],
            "cause": None,
        }
        if round_trips and round_trips[-1].status == HTTPStatus.BAD_REQUEST:
            evidence = gather(
                EMBEDDED,
                round_trips=round_trips,
                generations=generations,
                attempts=attempts,
                now=self.environments.clock_of(EMBEDDED).now(),
                parts=self.parts,
            )
            cause = diagnose_evidence(evidence).verdict
            told["cause"] = None if cause is None else cause.id
        return told


def serve() -> None:
    """Do each piece of work that is read, and write what came of it."""
    clock = AheadClock()
    app = create_app(clock=clock)
    _warm_up(app, clock)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_in_a_child(app, clock, json.loads(line))) + "\n")
        sys.stdout.flush()


def _warm_up(app: Flask, clock: AheadClock) -> None:
    """Do everything once, so that no child is the first; and let go of what was opened."""
    parts: Services = app.extensions[EXTENSION]
    told: Told = {}
    with app.app_context():
        workshop = Workshop(parts, clock, told.update)
        workshop.connect(count=1)
        (connection,) = told["connections"]
        workshop.recover(connection=connection, minutes_later=AN_ACCESS_TOKENS_LIFE)
        db.session.remove()
        db.engine.dispose()
    clock.ahead = timedelta()
    parts.environments.profiles[EMBEDDED].transport.close()
    gc.freeze()


def _in_a_child(app: Flask, clock: AheadClock, order: Mapping[str, Any]) -> Told:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_work(app, clock, order, writing))
    os.close(writing)
    with os.fdopen(reading) as pipe:
        words = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    told: Told = json.loads(words[-1]) if words else {}
    return {**told, "ended_with": os.waitstatus_to_exitcode(status)}


def _work(app: Flask, clock: AheadClock, order: Mapping[str, Any], writing: int) -> int:
    """Do one piece of work; nobody goes on after it, so nothing may be raised."""

    def tell(told: Told) -> None:
        os.write(writing, f"{json.dumps(told)}\n".encode())

    work, members = order["work"], {k: v for k, v in order.items() if k != "work"}
    try:
        with app.app_context():
            workshop = Workshop(app.extensions[EXTENSION], clock, tell)
            forget_the_time(workshop.parts)
            getattr(workshop, work)(**members)
    except Exception:  # noqa: BLE001 -- the outermost of a process; the order is answered
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    serve()
