"""What the flows need of the outside, and what they are given of an environment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.environment import Endpoints, Environment
from grantlab.protocol.id_token import IdTokenClaims
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import TokenAnswer
from grantlab.runtime.clock import Clock


class ClockOf(Protocol):
    """Tells which clock rules in an environment."""

    def __call__(self, environment: Environment, /) -> Clock: ...


class StatusAnswer(Protocol):
    """An answer of which the status and the body matter."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...


class TokenEndpoint(Protocol):
    """What the flows need of the token and revocation endpoints."""

    def exchange(self, request: CodeExchange, *, keys: KeyPair) -> TokenAnswer: ...

    def refresh(self, refresh_token: Secret, *, keys: KeyPair) -> TokenAnswer: ...

    def revoke(self, token: Secret, *, keys: KeyPair) -> StatusAnswer: ...


class Company(Protocol):
    """What the flows need of the company API and UserInfo."""

    def fetch_company_info(
        self, realm_id: str, access_token: Secret
    ) -> CompanyAnswer: ...

    def fetch_userinfo(self, access_token: Secret) -> StatusAnswer: ...


class IdTokens(Protocol):
    """What the flows need to believe an ID token."""

    def verify(self, id_token: Secret, *, client_id: str) -> IdTokenClaims: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """One environment, ready to be talked to, for one piece of work.

    Which environment it is changes nothing in what a flow does.
    """

    environment: Environment
    endpoints: Endpoints
    clock: Clock
    keys: KeyPair
    token_endpoint: TokenEndpoint
    company: Company
    id_tokens: IdTokens
    recorded: Callable[[], tuple[RoundTrip, ...]]
    """The round trips of this piece of work so far."""

    note_connection: Callable[[int], None]
    """Says which connection this piece of work is about: the log names it."""

    keeps_values: bool
    """Whether values of older generations are kept, so that they can be sent again."""

    def now(self) -> datetime:
        """Return the time in this environment."""
        return self.clock.now()


class Environments(Protocol):
    """Every environment, to be opened only when something has to be sent."""

    def clock_of(self, environment: Environment) -> Clock: ...

    def open(self, environment: Environment) -> Outside: ...
