"""What an incident is made of: a story, chance, and what is left in view of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import httpx2

from grantlab.diagnosis.evidence import Evidence
from grantlab.errors import GrantlabError
from grantlab.flows.receive_authorization import Received
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.store.models import AuthorizationAttempt, Connection, Walk
from grantlab.wire.line import Line
from grantlab.wire.recording import Recorder
from tests.scenarios.story import EMBEDDED, Story
from tests.support.chance import Chance
from tests.support.clocks import DAY, MINUTE, SECOND

COMPANY = "9341450000000101"
OTHER_COMPANY = "9341450000000102"
EVERY_PRESET = ("faq", "observed", "rfc-9700")


@dataclass(frozen=True, kw_only=True)
class Played:
    """An incident after it was played: what the client's side knows of it."""

    evidence: Evidence
    is_decided: bool
    """Whether what was left in view decides the cause. The script that played it says so,
    because it knows which facts it brought about and which it took away."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """One kind of incident."""

    name: str
    shows: str
    """The cause that it is an instance of."""

    presets: tuple[str, ...]
    play: Callable[["World"], Played]


@dataclass
class World:
    """The stage of one incident; chance is its own and comes from a seed."""

    story: Story
    chance: Chance
    preset: str
    hidden: list[Callable[[RoundTrip], bool]] = field(default_factory=list)

    # --- chance and time

    def likely(self, share: float = 0.5) -> bool:
        return self.chance.likely(share)

    def wait(self, shortest: timedelta, longest: timedelta) -> None:
        seconds = self.chance.number(
            int(shortest.total_seconds()), int(longest.total_seconds())
        )
        self.story.pass_time(timedelta(seconds=seconds))

    def pause(self) -> None:
        self.wait(SECOND, 4 * MINUTE)

    def machine_rests(self) -> None:
        """Let the machine's clock pass too: a refresh that had no answer waits by that."""
        self.story.machine_clock.advance(timedelta(days=1))

    # --- the ordinary

    @property
    def keys(self) -> KeyPair:
        return self.story.outside().keys

    @property
    def other_keys(self) -> KeyPair:
        keys = self.story.parts.environments.other_keys_of(EMBEDDED)
        assert keys is not None
        return keys

    def come_back(self) -> Received:
        received = self.story.come_back()
        self.wait(SECOND, 200 * SECOND)
        return received

    def connect(self) -> Connection:
        connection = self.story.exchange(self.come_back())
        self.pause()
        return connection

    def live(self, connection: Connection) -> None:
        """Let a connection be used for a while, as connections are."""
        for _ in range(self.chance.number(0, 3)):
            if self.likely():
                self.attempt(lambda: self.story.call(connection))
            self.wait(SECOND, 20 * DAY)
            self.attempt(lambda: self.story.refresh(connection))

    def attempt(self, act: Callable[[], object]) -> None:
        """Do what may be refused; the record has what came of it."""
        with suppress(GrantlabError):
            act()

    # --- what no flow of ours would send

    def send_exchange(self, received: Received, request: CodeExchange) -> None:
        outside = self.story.outside()
        self.attempt(
            lambda: outside.token_endpoint.exchange(request, keys=outside.keys)
        )
        self._add(received.walk, outside.recorded())

    def send_refresh(self, connection: Connection, value: Secret) -> None:
        outside = self.story.outside()
        self.attempt(lambda: outside.token_endpoint.refresh(value, keys=outside.keys))
        self._add(connection, outside.recorded())

    def line(self) -> Line:
        """Return the wire itself, for requests that are made by hand."""
        profile = self.story.parts.environments.profiles[EMBEDDED]
        return Line(
            transport=profile.transport,
            endpoints=self.story.outside().endpoints,
            recorder=Recorder(EMBEDDED, profile.clock),
        )

    def keep(
        self, owner: Connection | Walk, line: Line, act: Callable[[], object]
    ) -> None:
        """Do something on the wire, and keep what passed with its owner."""
        self.attempt(act)
        self._add(owner, line.round_trips)

    def post(self, owner: Connection | Walk, purpose: Purpose, **body: Any) -> None:
        """Post to the token endpoint with the client's credentials."""
        line, keys = self.line(), self.keys
        line.recorder.purpose = purpose
        with httpx2.Client(transport=line.transport) as client:
            client.post(
                line.endpoints.token,
                auth=(keys.client_id, keys.client_secret.reveal()),
                **body,
            )
        self._add(owner, line.round_trips)

    def get(self, connection: Connection, path: str, *, token: Secret | None) -> None:
        """Call the company API at a path."""
        line = self.line()
        bearer = {} if token is None else {"Authorization": f"Bearer {token.reveal()}"}
        self.keep(
            connection,
            line,
            lambda: line.get(
                line.endpoints.api + path, purpose=Purpose.COMPANY_INFO, headers=bearer
            ),
        )

    def walk_of(self, attempt: AuthorizationAttempt) -> Walk:
        return self.story.parts.walks.by_id(attempt.walk_id)

    def _add(
        self, owner: Connection | Walk, round_trips: tuple[RoundTrip, ...]
    ) -> None:
        is_walk = isinstance(owner, Walk)
        self.story.parts.round_trips.add_all(
            round_trips,
            walk_id=owner.id if is_walk else None,
            connection_id=None if is_walk else owner.id,
        )

    # --- what is left in view

    def take_away(self, *purposes: Purpose, but_last: bool = False) -> None:
        """Take what was sent for these purposes out of the record, as pruning does."""
        self.hidden.append(lambda item: item.purpose in purposes)
        self._keeps_last = but_last

    _keeps_last: bool = False

    def played(
        self, owner: Connection | Walk, *, is_decided: bool, drop_journal: bool = False
    ) -> Played:
        evidence = (
            self.story.evidence(owner)
            if isinstance(owner, Connection)
            else self.story.evidence_of_walk(owner)
        )
        if self.hidden:
            evidence = self._without_hidden(evidence)
        if drop_journal:
            evidence = replace(evidence, attempts=None)
        return Played(evidence=evidence, is_decided=is_decided)

    def _without_hidden(self, evidence: Evidence) -> Evidence:
        kept = [
            item
            for position, item in enumerate(evidence.round_trips)
            if (self._keeps_last and position == evidence.position)
            or not any(hides(item) for hides in self.hidden)
        ]
        return replace(evidence, round_trips=tuple(kept), record_is_whole=False)


SCRIPTS: list[Script] = []


def script(
    shows: str, *presets: str
) -> Callable[[Callable[[World], Played]], Callable[[World], Played]]:
    """Return a decorator that makes a function known as a kind of incident."""

    def add(play: Callable[[World], Played]) -> Callable[[World], Played]:
        SCRIPTS.append(
            Script(
                name=play.__name__,
                shows=shows,
                presets=presets or EVERY_PRESET,
                play=play,
            )
        )
        return play

    return add
