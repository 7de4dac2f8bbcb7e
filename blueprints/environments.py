"""The three environments, each ready to be opened for one piece of work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.flows.ports import Outside
from grantlab.playground.wall import Territory, territory_at, territory_of
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.runtime.clock import BenchClock, Clock
from grantlab.vault.errors import KeyBesideDataError
from grantlab.wire.answer_loss import AnswerLosingTransport
from grantlab.wire.company import Company
from grantlab.wire.id_tokens import IdTokens
from grantlab.wire.line import Line
from grantlab.wire.metadata import EndpointFinder
from grantlab.wire.policy_outline import PolicyOutline
from grantlab.wire.recording import Recorder
from grantlab.wire.sender import Sender
from grantlab.wire.token_endpoint import TokenEndpoint
from grantlab.wire.transports import Transport


class KeysMissingError(GrantlabError):
    """An environment's client id and secret were neither set nor entered."""

    slug: ClassVar[str] = "keys-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one environment is made of."""

    environment: Environment
    clock: Clock
    finder: EndpointFinder
    transport: Transport
    read_keys: Callable[[], KeyPair | None]
    read_other_keys: Callable[[], KeyPair | None]
    """The other key pair of the same app: refused here, which can be tried."""

    read_redirect_uris: Callable[[], tuple[str, ...]] | None = None
    """What is registered, where that can be known."""

    read_policy: Callable[[], PolicyOutline | None] = lambda: None
    """How refresh tokens are treated; ``None`` where the service does not tell."""

    can_move_time: bool = False
    """Whether its clock can be moved from here."""

    network: Transport
    """How everything is reached that is not the environment's own."""

    own_base: str | None = None
    """Under which address all of it lies; ``None`` where its hosts are its own."""

    is_provided: bool = False
    """Whether its service is a provider of Grantlab's, and not Intuit's."""

    keeps_values: bool = False
    keys_are_set: bool = False
    """Whether the keys come from outside, so that a page cannot change them."""

    closed_because: str | None = None
    """Why no connection of it is worked for; ``None`` when they may be."""

    keys_page: str | None = None
    """Where the app's keys and redirect URIs are, if that is a page of our own."""

    disconnect_page: str | None = None
    """Where a user disconnects the app, if that is a page of our own."""


@dataclass(frozen=True, slots=True)
class Environments:
    """Opens environments; nothing below it asks which one it was given."""

    profiles: Mapping[Environment, Profile]
    bench_clock: BenchClock
    """The clock of the embedded environment, which alone can be moved."""

    let_go: Callable[[], None]
    """Ends whatever transaction is open, before a request goes out."""

    def open(
        self,
        environment: Environment,
        *,
        sent_on_purpose: str | None = None,
        losing_answers: bool = False,
    ) -> Outside:
        """Return an environment, ready to be talked to.

        Raises:
            KeyBesideDataError: it is production, and the vault's key lies beside the data.
            KeysMissingError: its keys are not there yet.
        """
        closed_because = self.profiles[environment].closed_because
        if closed_because is not None:
            raise KeyBesideDataError(closed_because)
        keys = self.keys_of(environment)
        if keys is None:
            raise KeysMissingError(
                f"the keys of the {environment} environment are not there yet"
            )
        return self.open_with(
            environment,
            keys,
            sent_on_purpose=sent_on_purpose,
            losing_answers=losing_answers,
        )

    def open_with(
        self,
        environment: Environment,
        keys: KeyPair,
        *,
        sent_on_purpose: str | None = None,
        losing_answers: bool = False,
    ) -> Outside:
        """Return an environment with keys that were chosen."""
        recorder = Recorder(
            environment,
            self.profiles[environment].clock,
            sent_on_purpose=sent_on_purpose,
            before_sending=self.let_go,
        )
        return self._open(
            environment, keys, recorder=recorder, losing_answers=losing_answers
        )

    def open_apart(self, environment: Environment, keys: KeyPair) -> Outside:
        """Return an environment for a thread that has no session to hold anything open."""
        recorder = Recorder(environment, self.profiles[environment].clock)
        return self._open(environment, keys, recorder=recorder)

    def _open(
        self,
        environment: Environment,
        keys: KeyPair,
        *,
        recorder: Recorder,
        losing_answers: bool = False,
    ) -> Outside:
        profile = self.profiles[environment]
        transport = profile.transport
        line = Line(
            transport=transport,
            endpoints=profile.finder.source.fallback,
            recorder=recorder,
        )
        endpoints = profile.finder.find(line, now=profile.clock.now())
        if losing_answers:
            transport = AnswerLosingTransport(transport)
        line = Line(transport=transport, endpoints=endpoints, recorder=recorder)
        return Outside(
            environment=environment,
            endpoints=endpoints,
            clock=profile.clock,
            keys=keys,
            token_endpoint=TokenEndpoint(line),
            company=Company(line),
            id_tokens=IdTokens(line),
            recorded=lambda: recorder.round_trips,
            note_connection=recorder.note_connection,
            keeps_values=profile.keeps_values,
        )

    def territory_of(self, environment: Environment) -> Territory:
        """Return where an environment's own credentials may go."""
        profile = self.profiles[environment]
        if profile.own_base is not None:
            return territory_at(environment, f"{profile.own_base}/")
        return territory_of(environment, profile.finder.source.fallback)

    def open_sender(self, environment: Environment) -> Sender:
        """Return what sends by hand in an environment; it needs no keys."""
        profile = self.profiles[environment]
        return Sender(
            self.territory_of(environment),
            own=profile.transport,
            network=profile.network,
            recorder=Recorder(environment, profile.clock, before_sending=self.let_go),
        )

    def keys_of(self, environment: Environment) -> KeyPair | None:
        return self.profiles[environment].read_keys()

    def other_keys_of(self, environment: Environment) -> KeyPair | None:
        return self.profiles[environment].read_other_keys()

    def policy_of(self, environment: Environment) -> PolicyOutline | None:
        """Return how an environment treats refresh tokens; ``None`` where it is untold."""
        return self.profiles[environment].read_policy()

    @property
    def provided(self) -> frozenset[Environment]:
        """The environments in which tokens are made by a provider of Grantlab's."""
        return frozenset(
            name for name, profile in self.profiles.items() if profile.is_provided
        )

    @property
    def clock_offset(self) -> timedelta:
        """How far the embedded environment is ahead of the machine."""
        return self.bench_clock.offset

    def clock_of(self, environment: Environment) -> Clock:
        return self.profiles[environment].clock
