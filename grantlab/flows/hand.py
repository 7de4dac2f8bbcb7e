"""A hand on the wire: what one worker sends, and what is noted of it."""

from collections.abc import Callable
from dataclasses import dataclass

from grantlab.flows.ports import Outside
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.environment import Endpoints, Environment
from grantlab.protocol.errors import MalformedResponseError, TokenEndpointError
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import TokenAnswer, TokenSet, read_token_answer
from grantlab.runtime.clock import Clock
from grantlab.wire.browser import Browser
from grantlab.wire.company import Company
from grantlab.wire.errors import UnreachableError
from grantlab.wire.id_tokens import IdTokens
from grantlab.wire.line import Line
from grantlab.wire.recording import Recorder
from grantlab.wire.token_endpoint import TokenEndpoint
from grantlab.wire.transports import Transport

Wrap = Callable[[Transport], Transport]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service as whoever holds an app's keys reaches it."""

    environment: Environment
    endpoints: Endpoints
    transport: Transport
    clock: Clock
    keys: KeyPair

    def hand(self, *, wrap: Wrap | None = None) -> "Hand":
        """Return a worker's way there, with a recorder of its own."""
        return Hand(self, wrap=wrap)


class Hand:
    """One worker's way to the service."""

    def __init__(self, service: Service, *, wrap: Wrap | None = None) -> None:
        self._service = service
        self._recorder = Recorder(service.environment, service.clock)
        transport = service.transport if wrap is None else wrap(service.transport)
        self._line = Line(
            transport=transport, endpoints=service.endpoints, recorder=self._recorder
        )
        self._token_endpoint = TokenEndpoint(self._line)
        self._company = Company(self._line)
        self.brought: TokenSet | None = None
        """The newest pair that it was given; ``None`` until there is one."""

    @property
    def recorded(self) -> tuple[RoundTrip, ...]:
        return tuple(self._recorder.round_trips)

    def exchange(
        self, request: CodeExchange, *, keys: KeyPair | None = None
    ) -> TokenSet | None:
        """Trade a code for tokens; ``None`` when none come, which is on record."""
        pair = keys or self._service.keys
        return self._note(lambda: self._token_endpoint.exchange(request, keys=pair))

    def refresh(
        self, refresh_token: Secret, *, keys: KeyPair | None = None
    ) -> TokenSet | None:
        """Ask for a new pair; ``None`` when none comes, which is on record."""
        pair = keys or self._service.keys
        return self._note(
            lambda: self._token_endpoint.refresh(refresh_token, keys=pair)
        )

    def revoke(self, token: Secret, *, keys: KeyPair | None = None) -> int:
        """Tell the service to end a token; return the status of its answer."""
        pair = keys or self._service.keys
        return self._token_endpoint.revoke(token, keys=pair).status

    def call(self, realm_id: str, access_token: Secret) -> CompanyAnswer:
        return self._company.fetch_company_info(realm_id, access_token)

    def ask_userinfo(self, access_token: Secret) -> None:
        self._company.fetch_userinfo(access_token)

    def browser(self) -> Browser:
        """Return a browser of its own, with no cookies yet, whose visits are noted too."""
        return Browser(self._line)

    def outside(self) -> Outside:
        """Return the environment as our own flows want it."""
        service = self._service
        return Outside(
            environment=service.environment,
            endpoints=service.endpoints,
            clock=service.clock,
            keys=service.keys,
            token_endpoint=self._token_endpoint,
            company=self._company,
            id_tokens=IdTokens(self._line),
            recorded=lambda: self.recorded,
            note_connection=self._recorder.note_connection,
            keeps_values=True,
        )

    def _note(self, send: Callable[[], TokenAnswer]) -> TokenSet | None:
        tokens = _read(send)
        self.brought = tokens or self.brought
        return tokens


def _read(send: Callable[[], TokenAnswer]) -> TokenSet | None:
    try:
        return read_token_answer(send())
    except (MalformedResponseError, TokenEndpointError, UnreachableError):
        return None
