"""What a worker of the fleet does with one connection, and what it finds due."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import structlog
from flask import Flask

from blueprints.services import Services
from grantlab.errors import GrantlabError
from grantlab.flows.refresh_connection import refresh_connection
from grantlab.protocol.environment import Environment
from grantlab.renewal.pace import Pace
from grantlab.renewal.results import Renewed, Result, judge_failure
from grantlab.store.errors import ConnectionNotFoundError
from grantlab.store.models import Connection

LONGEST_NAME = 64

log = structlog.get_logger()


@dataclass
class Worker:
    """Refreshes connections in any thread, each with a session of its own."""

    app: Flask
    parts: Services
    name: str
    """What the journal calls it, where it says who refreshed."""

    tell: Callable[[Renewed], None]
    _paces: dict[Environment, Pace] = field(init=False)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        rate = self.parts.settings.renewal_rate
        # The embedded service is ours, and nobody counts its requests.
        self._paces = {
            environment: Pace(None if environment is Environment.EMBEDDED else rate)
            for environment in Environment
        }

    def find_due(self) -> list[int]:
        """Return the connections that are due and that nobody holds."""
        with self.app.app_context():
            return [
                connection_id
                for environment in Environment
                if self._is_open(environment)
                for connection_id in self._due_in(environment)
            ]

    def renew(self, connection_id: int) -> None:
        """Refresh a connection if it still is due, and tell what became of it."""
        with self.app.app_context():
            try:
                renewed = self._renew(connection_id)
            except ConnectionNotFoundError as exc:
                # It was forgotten while its job waited.
                renewed = Renewed(connection_id, Result.HELD, exc.slug)
            except GrantlabError as exc:
                renewed = judge_failure(connection_id, exc)
        log.info(
            "renewal",
            connection=connection_id,
            result=renewed.result,
            problem=renewed.problem or None,
        )
        self.tell(renewed)

    def _renew(self, connection_id: int) -> Renewed:
        connection = self.parts.connections.get(connection_id)
        outside = self.parts.environments.open(connection.environment)
        self._await_turn(connection)
        if not self.parts.due.is_due(
            connection.environment, connection_id, now=outside.now()
        ):
            # It waited in the queue; somebody has seen to it since, or does so now.
            return Renewed(connection_id, Result.HELD)
        refresh_connection(
            connection_id,
            asked_by=f"renewal on {self.name}"[:LONGEST_NAME],
            outside=outside,
            parts=self.parts.refresh_parts,
        )
        return Renewed(connection_id, Result.RENEWED)

    def _await_turn(self, connection: Connection) -> None:
        """Wait until one more request may go out, with nothing open meanwhile."""
        self.parts.environments.let_go()
        pace = self._paces[connection.environment]
        while True:
            with self._lock:
                now = self.parts.machine_clock.now()
                if pace.free(now) != 0:
                    pace.note_sent(1, now)
                    return
                wait = pace.wait(now)
            self.parts.patience.pause(wait)

    def _is_open(self, environment: Environment) -> bool:
        """Whether there are keys to refresh with, and they may be used."""
        environments = self.parts.environments
        is_closed = environments.profiles[environment].closed_because is not None
        return not is_closed and environments.keys_of(environment) is not None

    def _due_in(self, environment: Environment) -> list[int]:
        now = self.parts.environments.clock_of(environment).now()
        due = page = self.parts.due.page(environment, now=now)
        while page:
            page = self.parts.due.page(environment, now=now, after=page[-1])
            due = due + page
        return [item.id for item in due]
