"""What a check runs on: a service, a user, and our own client over a store of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from grantlab.flows.hand import Hand, Service, Wrap
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.authorization_response import (
    AuthorizationResponse,
    read_authorization_response,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.pkce import VERIFIER_OCTETS, make_code_verifier
from grantlab.protocol.round_trip import Pairs, Purpose, RoundTrip
from grantlab.protocol.state import STATE_OCTETS, make_state
from grantlab.protocol.token_request import CodeExchange
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.verification.errors import NotApplicableError
from grantlab.verification.notes import Notes
from grantlab.verification.ports import Keeping, OwnClient, User
from grantlab.wire.bench_control import BenchControl

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A consent that was given: what was asked, and what came back."""

    request: AuthorizationRequest
    response: AuthorizationResponse

    @property
    def exchange(self) -> CodeExchange:
        """The code's exchange, as it ought to be sent."""
        return CodeExchange(
            code=self.response.code,
            redirect_uri=self.request.redirect_uri,
            code_verifier=self.request.code_verifier,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A connection of our own client, and how it came about."""

    number: int
    request: AuthorizationRequest
    brought: Pairs = field(repr=False)
    """The parameters of the redirect back, as they came."""

    exchanged: RoundTrip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything that the checks of one run may touch."""

    service: Service
    other_keys: KeyPair | None
    """The other key pair of the same app; ``None`` where it is not known."""

    redirect_uri: str
    scopes: tuple[str, ...]
    """What is asked for unless a check says otherwise."""

    preset: str | None
    """``None`` where the service is not ours."""

    control: BenchControl | None
    """Its clock, policy and faults; ``None`` where nothing of it can be set."""

    entropy: Entropy
    user: User
    client: OwnClient
    keeping: Keeping
    _shared: dict[str, Any] = field(default_factory=dict)
    _hands: list[Hand] = field(default_factory=list)

    @property
    def environment(self) -> Environment:
        return self.service.environment

    @property
    def clock(self) -> Clock:
        return self.service.clock

    @property
    def bench(self) -> BenchControl:
        """The bench of the service.

        Raises:
            NotApplicableError: it has none that is ours.
        """
        if self.control is None:
            raise NotApplicableError(
                "Time and faults can be set at Grantlab's own service only."
            )
        return self.control

    @property
    def other_pair(self) -> KeyPair:
        """The other key pair of the same app.

        Raises:
            NotApplicableError: it is not known.
        """
        if self.other_keys is None:
            raise NotApplicableError("The app's other key pair is not known here.")
        return self.other_keys

    def hand(self, notes: Notes, *, wrap: Wrap | None = None) -> Hand:
        """Return a way to the service; what it sends is noted."""
        hand = self.service.hand(wrap=wrap)
        notes.listen(lambda: hand.recorded)
        if self.control is None:
            # Somebody has consented to what it is given, and wants it ended.
            self._hands.append(hand)
        return hand

    @property
    def hands(self) -> tuple[Hand, ...]:
        """The ways that have led to a service that is not ours."""
        return tuple(self._hands)

    def prepare(
        self,
        *,
        scopes: tuple[str, ...] | None = None,
        redirect_uri: str | None = None,
    ) -> AuthorizationRequest:
        """Return a request of our own, with PKCE; nothing is sent for it."""
        octets = self.entropy.octets
        return AuthorizationRequest(
            endpoint=self.service.endpoints.authorization,
            client_id=self.service.keys.client_id,
            redirect_uri=redirect_uri or self.redirect_uri,
            scopes=self.scopes if scopes is None else scopes,
            state=make_state(octets(STATE_OCTETS)),
            code_verifier=make_code_verifier(octets(VERIFIER_OCTETS)),
        )

    def ask(
        self,
        *,
        scopes: tuple[str, ...] | None = None,
        realm_id: str | None = None,
        redirect_uri: str | None = None,
    ) -> Asked:
        """Have the user consent to a request of our own; nothing is exchanged.

        Raises:
            AuthorizationDeniedError: the service or the user said no.
            MissingCodeError: no code came back.
            NobodyThereError: nobody answered.
        """
        request = self.prepare(scopes=scopes, redirect_uri=redirect_uri)
        brought = self.user.consent(request, realm_id=realm_id)
        return Asked(request=request, response=read_authorization_response(brought))

    def connect(
        self,
        notes: Notes,
        *,
        scopes: tuple[str, ...] | None = None,
        realm_id: str | None = None,
    ) -> Connected:
        """Make a connection with our own client, and return all that passed for it.

        Raises:
            NobodyThereError: nobody answered.
        """
        to = "" if scopes is None else f" to {' and '.join(scopes)}"
        notes.did(f"Our client asks the user to consent{to}, and exchanges the code.")
        request = self.client.begin(scopes=scopes)
        brought = self.user.consent(request, realm_id=realm_id)
        self.client.receive(brought)
        number = self.client.exchange(request.state)
        (*_, exchanged) = notes.sent(Purpose.EXCHANGE)
        return Connected(
            number=number, request=request, brought=brought, exchanged=exchanged
        )

    def connected(self, notes: Notes) -> Connected:
        """Return a connection that lives; a person is asked for one only once.

        Raises:
            NobodyThereError: nobody answered.
        """
        connected = self.once(
            "a connection is made", notes, lambda: self.connect(notes)
        )
        notes.recall(connected.exchanged)
        return connected

    def connection(self, notes: Notes) -> int:
        """Return the number of a connection that lives.

        Raises:
            NobodyThereError: nobody answered.
        """
        return self.connected(notes).number

    def once(self, name: str, notes: Notes, act: Callable[[], Value]) -> Value:
        """Return what came of an act; several statements may be shown by one.

        Where a person has to consent for it, it is done for the first who asks.
        """
        if self.control is not None:
            return act()
        if name in self._shared:
            notes.saw(
                f"This was done earlier in the run, and is looked at again: {name}."
            )
        else:
            self._shared[name] = act()
        value: Value = self._shared[name]
        return value
