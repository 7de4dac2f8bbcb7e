"""A client, a provider, a user, and time: what the stories are told with.

The client's flows run as they do behind the pages, against the real provider in this
process; the user consents on the provider's own pages. Nobody looks into the ledger but
a test that asks for the truth.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from flask import Flask

from blueprints.environments import Environments
from blueprints.evidence import gather
from blueprints.services import Services
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from grantlab.flows.begin_authorization import begin_authorization, rebuild_request
from grantlab.flows.call_company import (
    call_company,
    call_company_refreshing_once,
    call_with_token,
)
from grantlab.flows.exchange_code import exchange_code, exchange_differently
from grantlab.flows.live_access_token import (
    LiveToken,
    RefreshMode,
    live_access_token,
)
from grantlab.flows.ports import Outside
from grantlab.flows.receive_authorization import Received, receive_authorization
from grantlab.flows.refresh_connection import refresh_connection, send_refresh_token
from grantlab.flows.revoke_connection import revoke_connection
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs, Purpose, RoundTrip
from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.secret import Secret
from grantlab.provider.provider import Provider
from grantlab.runtime.clock import Clock
from grantlab.store.models import (
    AuthorizationAttempt,
    Connection,
    TokenGeneration,
    Walk,
)
from grantlab.wire.transports import Transport
from tests.support.clocks import StandingClock
from tests.support.patience import NoPatience
from tests.support.provider import Visitor

BROWSER = "b" * 64
OTHER_BROWSER = "c" * 64
Result = TypeVar("Result")
EMBEDDED = Environment.EMBEDDED


@dataclass(frozen=True)
class Opened:
    """The environments, of which one may have been opened in a way of its own."""

    all: Environments
    outside: Outside | None = None

    def clock_of(self, environment: Environment) -> Clock:
        return self.all.clock_of(environment)

    def open(self, environment: Environment) -> Outside:
        return self.outside or self.all.open(environment)


@dataclass(frozen=True, kw_only=True)
class Story:
    """Everyone who takes part."""

    parts: Services
    user: Visitor
    machine_clock: StandingClock
    patience: NoPatience
    app: Flask
    octets_on_disk: Callable[[], bytes]
    """Every octet of the files of the client's database."""

    def elsewhere(self, work: Callable[[], Result]) -> Result:
        """Do something as another worker would: in a session of its own."""
        with self.app.app_context():
            return work()

    @property
    def provider(self) -> Provider:
        return self.user.provider

    # --- time

    def now(self) -> datetime:
        return self.parts.environments.bench_clock.now()

    def pass_time(self, by: timedelta) -> None:
        """Let time pass in the embedded environment, on both sides of its wire."""
        self.parts.environments.bench_clock.advance(by)

    # --- the outside

    def outside(
        self,
        *,
        through: Transport | None = None,
        losing_answers: bool = False,
        keeps_values: bool = True,
    ) -> Outside:
        """Open the embedded environment, if need be over another transport."""
        environments = self.parts.environments
        if through is not None:
            profile = replace(environments.profiles[EMBEDDED], transport=through)
            profiles = {**environments.profiles, EMBEDDED: profile}
            environments = replace(environments, profiles=profiles)
        opened = environments.open(EMBEDDED, losing_answers=losing_answers)
        return replace(opened, keeps_values=keeps_values)

    @property
    def transport(self) -> Transport:
        return self.parts.environments.profiles[EMBEDDED].transport

    # --- asking the user

    def begin(
        self, *scopes: str, browser: str = BROWSER, uses_pkce: bool = True
    ) -> Walk:
        return self.parts.walks.add(
            browser_digest=browser,
            environment=EMBEDDED,
            scopes=scopes or (ACCOUNTING,),
            uses_pkce=uses_pkce,
            now=self.now(),
        )

    def ask(
        self, walk: Walk, *, redirect_uri: str | None = None
    ) -> AuthorizationAttempt:
        return begin_authorization(
            walk,
            outside=self.outside(),
            redirect_uri=redirect_uri or self.parts.settings.redirect_uri,
            attempts=self.parts.attempts,
            round_trips=self.parts.round_trips,
            entropy=self.parts.entropy,
        )

    def consent(
        self,
        attempt: AuthorizationAttempt,
        *,
        company: str | None = "9341450000000101",
        decision: str = "connect",
    ) -> Pairs:
        """Let the user decide; return the parameters of the redirect back."""
        self.user.company = company
        return parameters_of(
            self.user.decide(decision, self.query_of(attempt)).location
        )

    def query_of(self, attempt: AuthorizationAttempt) -> str:
        """Return the query that the browser takes to the authorization endpoint."""
        request = rebuild_request(
            attempt, authorization_endpoint="", attempts=self.parts.attempts
        )
        assert request is not None
        return urlsplit(request.url).query

    def receive(self, parameters: Pairs, *, browser: str = BROWSER) -> Received:
        return receive_authorization(
            parameters,
            browser_digest=browser,
            attempts=self.parts.attempts,
            walks=self.parts.walks,
            round_trips=self.parts.round_trips,
            time_in=lambda _environment: self.now(),
        )

    def come_back(
        self, *scopes: str, company: str | None = "9341450000000101"
    ) -> Received:
        """Ask, consent and receive."""
        attempt = self.ask(self.begin(*scopes))
        return self.receive(self.consent(attempt, company=company))

    # --- tokens

    def exchange(
        self, received: Received, *, outside: Outside | None = None
    ) -> Connection:
        return exchange_code(
            received.walk,
            received.attempt,
            outside=outside or self.outside(),
            parts=self.parts.exchange_parts,
        )

    def exchange_again(
        self, received: Received, *, redirect_uri: str | None = None
    ) -> Connection:
        """Send the code once more, as it must not be."""
        return exchange_differently(
            received.walk,
            received.attempt,
            redirect_uri=redirect_uri,
            outside=self.outside(),
            parts=self.parts.exchange_parts,
        )

    def connect(
        self, *scopes: str, company: str | None = "9341450000000101"
    ) -> Connection:
        """Walk from nothing to stored tokens."""
        return self.exchange(self.come_back(*scopes, company=company))

    def refresh(
        self, connection: Connection, *, outside: Outside | None = None
    ) -> TokenGeneration:
        return refresh_connection(
            connection.id,
            asked_by="story",
            outside=outside or self.outside(),
            parts=self.parts.refresh_parts,
        )

    def send_again(self, generation: TokenGeneration) -> TokenGeneration:
        """Send the refresh token of an older generation."""
        return send_refresh_token(
            generation,
            asked_by="story",
            outside=self.outside(),
            parts=self.parts.refresh_parts,
        )

    def call(self, connection: Connection) -> CompanyAnswer:
        return call_company(
            connection,
            outside=self.outside(),
            connections=self.parts.connections,
            generations=self.parts.generations,
            round_trips=self.parts.round_trips,
        )

    def call_with(self, connection: Connection, token: Secret) -> CompanyAnswer:
        return call_with_token(
            connection,
            token,
            outside=self.outside(),
            connections=self.parts.connections,
            round_trips=self.parts.round_trips,
        )

    def call_refreshing_once(
        self, connection: Connection, *, outside: Outside | None = None
    ) -> CompanyAnswer:
        return call_company_refreshing_once(
            connection,
            environments=Opened(self.parts.environments, outside),
            parts=self.parts.live_parts,
        )

    def live(
        self,
        connection: Connection,
        *,
        mode: RefreshMode = RefreshMode.BEFORE_EXPIRY,
        refused: LiveToken | None = None,
        outside: Outside | None = None,
    ) -> LiveToken:
        """Ask for an access token, as an integration does before each call."""
        return live_access_token(
            connection.id,
            mode=mode,
            refused=refused,
            asked_by="story",
            environments=Opened(self.parts.environments, outside),
            parts=self.parts.live_parts,
        )

    def live_after(self, wait: timedelta, connection: Connection) -> LiveToken:
        """Ask for an access token when the machine has waited."""
        self.machine_clock.advance(wait)
        return self.live(connection)

    def revoke(self, connection: Connection, *, outside: Outside | None = None) -> None:
        revoke_connection(
            connection.id,
            outside=outside or self.outside(),
            parts=self.parts.ending_parts,
        )

    # --- what is on record

    def generations(self, connection: Connection) -> list[TokenGeneration]:
        return self.parts.generations.of_connection(connection.id)

    def current(self, connection: Connection) -> TokenGeneration:
        found = self.parts.generations.current(
            self.parts.connections.get(connection.id)
        )
        assert found is not None
        return found

    def access_token(self, connection: Connection) -> Secret:
        return self.parts.generations.access_token(self.current(connection))

    def refresh_token(self, connection: Connection) -> Secret:
        return self.parts.generations.refresh_token(self.current(connection))

    def sent(self, walk: Walk, *purposes: Purpose) -> list[RoundTrip]:
        """Return what a walk has sent for these purposes."""
        recorded = self.parts.round_trips.evidence_of_walk(walk.id)
        return [item for _, item in recorded if item.purpose in purposes]

    def evidence(self, connection: Connection) -> Evidence:
        recorded = self.parts.round_trips.evidence_of_connection(connection.id)
        return gather(
            EMBEDDED,
            round_trips=tuple(round_trip for _, round_trip in recorded),
            generations=self.generations(connection),
            attempts=self.parts.claims.attempts_of(connection.id),
            now=self.now(),
            parts=self.parts,
        )

    def evidence_of_walk(self, walk: Walk) -> Evidence:
        """Return what is on record of a walk that has led to no connection."""
        recorded = self.parts.round_trips.evidence_of_walk(walk.id)
        return gather(
            EMBEDDED,
            round_trips=tuple(round_trip for _, round_trip in recorded),
            generations=(),
            attempts=(),
            now=self.now(),
            parts=self.parts,
        )

    def cause(self, connection: Connection) -> tuple[str, Verdict] | None:
        """Return the cause that the diagnosis names first, and how sure it is of it."""
        return cause_in(self.evidence(connection))

    # --- the truth

    def reasons(self) -> list[str]:
        """Return the private reasons of the provider's refusals, oldest first."""
        return [str(refusal.reason) for refusal in self.provider.refusals()]


def cause_in(evidence: Evidence) -> tuple[str, Verdict] | None:
    """Return the cause that the diagnosis names first, and how sure it is of it."""
    named = diagnose_evidence(evidence).named
    return None if named is None else (named.cause.id, named.finding.verdict)


def parameters_of(location: str) -> Pairs:
    """Return the parameters of a redirect, in order."""
    return tuple(parse_qsl(urlsplit(location).query, keep_blank_values=True))


def changed(parameters: Pairs, **changes: str | None) -> Pairs:
    """Return the parameters with some values changed, and those of ``None`` left out."""
    return tuple(
        (name, new)
        for name, value in parameters
        if (new := changes.get(name, value)) is not None
    )


def without_repetition(items: Iterable[str]) -> list[str]:
    """Return the items in order, each once."""
    return list(dict.fromkeys(items))
