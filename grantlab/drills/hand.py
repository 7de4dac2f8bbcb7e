"""A hand on the wire: what one worker sends, and what is noted of it."""

from collections.abc import Callable

from grantlab.drills.acts import Keys
from grantlab.drills.world import World
from grantlab.flows.ports import Outside
from grantlab.protocol.environment import Environment
from grantlab.protocol.errors import MalformedResponseError, TokenEndpointError
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import TokenAnswer, TokenSet, read_token_answer
from grantlab.wire.company import Company
from grantlab.wire.errors import UnreachableError
from grantlab.wire.id_tokens import IdTokens
from grantlab.wire.line import Line
from grantlab.wire.recording import Recorder
from grantlab.wire.token_endpoint import TokenEndpoint
from grantlab.wire.transports import Transport

Wrap = Callable[[Transport], Transport]


class Hand:
    """One worker's way to the service, with a recorder of its own."""

    def __init__(self, world: World, *, wrap: Wrap | None = None) -> None:
        self._world = world
        self._recorder = Recorder(Environment.EMBEDDED, world.clock)
        transport = world.transport if wrap is None else wrap(world.transport)
        self._line = Line(
            transport=transport, endpoints=world.endpoints, recorder=self._recorder
        )
        self._token_endpoint = TokenEndpoint(self._line)
        self._company = Company(self._line)

    @property
    def recorded(self) -> tuple[RoundTrip, ...]:
        return tuple(self._recorder.round_trips)

    def exchange(self, request: CodeExchange, *, keys: Keys) -> TokenSet | None:
        """Trade a code for tokens; ``None`` when none come, which is on record."""
        pair = self._world.keys[keys]
        return _read(lambda: self._token_endpoint.exchange(request, keys=pair))

    def refresh(self, refresh_token: Secret) -> TokenSet | None:
        """Ask for a new pair; ``None`` when none comes, which is on record."""
        pair = self._world.keys[Keys.DEVELOPMENT]
        return _read(lambda: self._token_endpoint.refresh(refresh_token, keys=pair))

    def revoke(self, token: Secret) -> None:
        self._token_endpoint.revoke(token, keys=self._world.keys[Keys.DEVELOPMENT])

    def call(self, realm_id: str, access_token: Secret) -> None:
        self._company.fetch_company_info(realm_id, access_token)

    def outside(self) -> Outside:
        """Return the environment as our own flows want it."""
        return Outside(
            environment=Environment.EMBEDDED,
            endpoints=self._world.endpoints,
            clock=self._world.clock,
            keys=self._world.keys[Keys.DEVELOPMENT],
            token_endpoint=self._token_endpoint,
            company=self._company,
            id_tokens=IdTokens(self._line),
            recorded=lambda: self.recorded,
            keeps_values=True,
        )


def _read(send: Callable[[], TokenAnswer]) -> TokenSet | None:
    try:
        return read_token_answer(send())
    except (MalformedResponseError, TokenEndpointError, UnreachableError):
        return None
