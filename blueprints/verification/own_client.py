"""Our own client over a store of its own, as the checks drive it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

from flask import Flask

from blueprints.connections.record import read_record
from blueprints.connections.renewing import line_to
from blueprints.evidence import gather
from blueprints.services import EXTENSION, Services
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.verdicts import Diagnosis
from grantlab.flows.begin_authorization import begin_authorization, rebuild_request
from grantlab.flows.call_company import call_company_refreshing_once
from grantlab.flows.clean_up import clean_up
from grantlab.flows.exchange_code import exchange_code
from grantlab.flows.hand import Hand
from grantlab.flows.live_access_token import LiveToken, live_access_token
from grantlab.flows.ports import Environments, Outside
from grantlab.flows.receive_authorization import receive_authorization
from grantlab.flows.refresh_connection import read_basis, refresh_connection
from grantlab.flows.revoke_connection import revoke_connection
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.renewal.renewal_pass import Line, renew_due
from grantlab.renewal.results import Renewed, Result
from grantlab.renewal.stopping import Stopping
from grantlab.runtime.clock import Clock
from grantlab.runtime.patience import Patience
from grantlab.store.models import AuthorizationAttempt, TokenGeneration
from grantlab.verification.notes import Notes
from grantlab.verification.ports import Kept

ASKED_BY = "verification"


@dataclass(frozen=True, slots=True)
class _ByHand:
    """The environment of our client, reached by one worker's way; see the port ``Environments``."""

    own: Environments
    hand: Hand

    def clock_of(self, environment: Environment, /) -> Clock:
        return self.own.clock_of(environment)

    def open(self, _environment: Environment, /) -> Outside:
        return self.hand.outside()


class OwnClient:
    """The flows of an application that nobody else uses; see the port of that name."""

    def __init__(
        self, app: Flask, environment: Environment, *, scopes: tuple[str, ...]
    ) -> None:
        self._app = app
        self._parts: Services = app.extensions[EXTENSION]
        self._environment = environment
        self._scopes = scopes
        self._notes: Notes | None = None

    def listen(self, notes: Notes) -> None:
        self._notes = notes

    def clock_of(self, environment: Environment, /) -> Clock:
        return self._parts.environments.clock_of(environment)

    def open(self, environment: Environment, /) -> Outside:
        """Open the environment for one piece of work that is listened to."""
        outside = self._parts.environments.open(environment)
        if self._notes is not None:
            self._notes.listen(outside.recorded)
        return outside

    def begin(
        self, *, scopes: tuple[str, ...] | None = None, browser: str = "browser"
    ) -> AuthorizationRequest:
        with self._inside():
            parts, outside = self._parts, self.open(self._environment)
            walk = parts.walks.add(
                browser_digest=browser,
                environment=self._environment,
                scopes=self._scopes if scopes is None else scopes,
                uses_pkce=True,
                now=outside.now(),
            )
            attempt = begin_authorization(
                walk,
                outside=outside,
                redirect_uri=parts.settings.redirect_uri,
                attempts=parts.attempts,
                round_trips=parts.round_trips,
                entropy=parts.entropy,
            )
            request = rebuild_request(
                attempt,
                authorization_endpoint=outside.endpoints.authorization,
                attempts=parts.attempts,
            )
        if request is None:
            raise LookupError("a state that was just made is gone")
        return request

    def receive(self, parameters: Pairs, *, browser: str = "browser") -> None:
        with self._inside():
            parts = self._parts
            receive_authorization(
                parameters,
                browser_digest=browser,
                attempts=parts.attempts,
                walks=parts.walks,
                round_trips=parts.round_trips,
                time_in=lambda environment: self.clock_of(environment).now(),
            )

    def exchange(self, state: Secret) -> int:
        with self._inside():
            return self._exchange(state, self.open(self._environment))

    def exchange_by(self, hand: Hand, state: Secret) -> int:
        with self._inside():
            return self._exchange(state, hand.outside())

    def call(self, connection: int) -> CompanyAnswer:
        return self._call(connection, self)

    def call_by(self, hand: Hand, connection: int) -> CompanyAnswer:
        return self._call(connection, _ByHand(self, hand))

    def live_token(self, connection: int) -> LiveToken:
        with self._inside():
            return live_access_token(
                connection,
                asked_by=ASKED_BY,
                environments=self,
                parts=self._parts.live_parts,
            )

    def refresh(self, connection: int) -> None:
        with self._inside():
            refresh_connection(
                connection,
                asked_by=ASKED_BY,
                outside=self.open(self._environment),
                parts=self._parts.refresh_parts,
            )

    def revoke(self, connection: int) -> None:
        with self._inside():
            revoke_connection(
                connection,
                outside=self.open(self._environment),
                parts=self._parts.ending_parts,
            )

    def kept(self, connection: int) -> Kept:
        with self._inside():
            parts = self._parts
            row = parts.connections.get(connection)
            generations = parts.generations.of_connection(connection)
            return Kept(
                realm_id=parts.connections.realm_id(row),
                generations=tuple(
                    pair
                    for item in generations
                    if (pair := self._open_pair(item)) is not None
                ),
                pairs=len(generations),
                revoked_at=row.revoked_at,
                company_verified_by=row.verified_by,
            )

    def living(self) -> tuple[int, ...]:
        with self._inside():
            return tuple(
                row.id
                for row in self._parts.connections.all()
                if row.revoked_at is None
            )

    def diagnose(self, connection: int) -> Diagnosis:
        return diagnose_evidence(self.evidence_of(connection))

    def evidence_of(self, owner: int | Secret) -> Evidence:
        with self._inside():
            if isinstance(owner, Secret):
                return self._evidence_of_walk(owner)
            record = read_record(owner, self._parts)
            return gather(
                self._environment,
                round_trips=record.round_trips,
                generations=record.generations,
                attempts=record.journal,
                now=record.now,
                parts=self._parts,
            )

    def put_on_record(self, owner: int | Secret, sent: tuple[RoundTrip, ...]) -> None:
        with self._inside():
            self._parts.round_trips.add_all(
                sent,
                walk_id=self._attempt_of(owner).walk_id
                if isinstance(owner, Secret)
                else None,
                connection_id=None if isinstance(owner, Secret) else owner,
            )

    def code_of(self, state: Secret) -> str | None:
        with self._inside():
            attempt = self._parts.attempts.find_by_state(state)
            return None if attempt is None else attempt.code_fingerprint

    def refresh_by(self, hand: Hand, connection: int, *, patience: Patience) -> None:
        with self._inside():
            refresh_connection(
                connection,
                asked_by=ASKED_BY,
                outside=hand.outside(),
                parts=replace(self._parts.refresh_parts, patience=patience),
            )

    def renew(self) -> tuple[int, ...]:
        told: list[Renewed] = []
        with self._inside():
            renew_due(
                self._renewal_line(),
                parts=self._parts.renewal_parts,
                stopping=Stopping(),
                tell=told.append,
            )
        return tuple(
            renewed.connection_id
            for renewed in told
            if renewed.result is Result.RENEWED
        )

    @contextmanager
    def kept_warm(self, connection: int) -> Iterator[None]:
        connections = self._parts.connections
        with self._inside():
            connections.keep_warm(connections.get(connection))
        try:
            yield
        finally:
            with self._inside():
                connections.let_cool(connections.get(connection))

    def clean_up(self) -> None:
        with self._inside():
            for _ in clean_up(self._parts.cleaning_parts):
                """Each is wiped as it is told of."""

    def replace_access_token(self, connection: int, value: Secret) -> None:
        with self._inside():
            parts = self._parts
            row = parts.connections.get(connection)
            newest = read_basis(connection, parts.refresh_parts).newest
            parts.generations.commit_import(
                row,
                parts.generations.refresh_token(newest),
                value,
                asked_by=ASKED_BY,
                keep_values=True,
                now=self.clock_of(self._environment).now(),
            )

    def _call(self, connection: int, environments: Environments) -> CompanyAnswer:
        with self._inside():
            return call_company_refreshing_once(
                self._parts.connections.get(connection),
                environments=environments,
                parts=self._parts.live_parts,
            )

    def _exchange(self, state: Secret, outside: Outside) -> int:
        parts, attempt = self._parts, self._attempt_of(state)
        connection = exchange_code(
            parts.walks.by_id(attempt.walk_id),
            attempt,
            outside=outside,
            parts=parts.exchange_parts,
        )
        return connection.id

    def _attempt_of(self, state: Secret) -> AuthorizationAttempt:
        """Return the attempt that a state was sent for."""
        attempt = self._parts.attempts.find_by_state(state)
        if attempt is None:
            raise LookupError("no response has brought this state")
        return attempt

    def _evidence_of_walk(self, state: Secret) -> Evidence:
        parts = self._parts
        recorded = parts.round_trips.evidence_of_walk(self._attempt_of(state).walk_id)
        return gather(
            self._environment,
            round_trips=tuple(round_trip for _, round_trip in recorded),
            generations=(),
            attempts=(),
            now=self.clock_of(self._environment).now(),
            parts=parts,
        )

    def _renewal_line(self) -> Line:
        """Return how a renewal reaches the environment; what it sends is noted."""
        line = line_to(
            self._environment, concurrency=1, parts=self._parts, app=self._app
        )

        def open_outside() -> Outside:
            outside = line.open_outside()
            if self._notes is not None:
                self._notes.listen(outside.recorded)
            return outside

        return replace(line, open_outside=open_outside)

    def _open_pair(self, item: TokenGeneration) -> TokenSet | None:
        generations = self._parts.generations
        access_token = generations.access_token_if_kept(item)
        if access_token is None or item.access_expires_at is None:
            return None
        return TokenSet(
            access_token=access_token,
            refresh_token=generations.refresh_token(item),
            id_token=None,
            access_expires_at=item.access_expires_at,
            refresh_expires_at=item.refresh_expires_at,
            hard_expires_at=item.hard_expires_at,
            received_at=item.received_at,
        )

    def _inside(self) -> AbstractContextManager[object]:
        """Return what gives the flows a session of their own."""
        return self._app.app_context()
