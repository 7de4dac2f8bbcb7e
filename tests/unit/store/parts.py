"""The repositories, joined over one vault."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from grantlab.playground.collection import Collection
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.secret import Secret
from grantlab.protocol.state import make_state
from grantlab.store.access_tokens import AccessTokens
from grantlab.store.authorization_attempts import AuthorizationAttempts
from grantlab.store.batches import Batches
from grantlab.store.cases import Cases
from grantlab.store.claims import Claims
from grantlab.store.connections import Connections
from grantlab.store.database import db
from grantlab.store.debts import RevocationDebts
from grantlab.store.due import DueConnections
from grantlab.store.generations import Generations
from grantlab.store.key_pairs import KeyPairs
from grantlab.store.models import (
    AuthorizationAttempt,
    Connection,
    TokenGeneration,
    Walk,
)
from grantlab.store.playground_collections import PlaygroundCollections
from grantlab.store.playground_history import PlaygroundSent
from grantlab.store.playground_variables import PlaygroundVariableSets
from grantlab.store.round_trips import RoundTrips
from grantlab.store.sealing import Sealer
from grantlab.store.verification_runs import VerificationRuns
from grantlab.store.walks import Walks
from grantlab.vault.key_ring import KEY_LENGTH, Key, KeyRing
from grantlab.vault.vault import Vault
from tests.support import invented
from tests.support.builders import token_set
from tests.support.clocks import NOON, StandingClock
from tests.support.databases import Place
from tests.support.entropy import CountedEntropy
from tests.support.threads import at_once

BROWSER = "b" * 64
KEY, INDEX_KEY = (Key(bytes([number]) * KEY_LENGTH) for number in (1, 2))

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class StoreParts:
    """Everything that is kept, and two ways to begin."""

    app: Flask
    place: Place
    clock: StandingClock
    entropy: CountedEntropy
    session: scoped_session[Session]
    sealer: Sealer
    walks: Walks
    attempts: AuthorizationAttempts
    connections: Connections
    generations: Generations
    access_tokens: AccessTokens
    claims: Claims
    round_trips: RoundTrips
    key_pairs: KeyPairs
    debts: RevocationDebts
    due: DueConnections
    batches: Batches
    cases: Cases
    playground_collections: PlaygroundCollections
    playground_variables: PlaygroundVariableSets
    playground_history: PlaygroundSent
    verification_runs: VerificationRuns

    def begin_walk(self) -> Walk:
        return self.walks.add(
            browser_digest=BROWSER,
            environment=Environment.EMBEDDED,
            scopes=(ACCOUNTING,),
            uses_pkce=True,
            now=NOON,
        )

    def ask(self, walk: Walk) -> AuthorizationAttempt:
        """Note a request for consent with a state of its own."""
        request = AuthorizationRequest(
            endpoint="https://intuit.example/connect/oauth2",
            client_id=invented.CLIENT_ID,
            redirect_uri="http://localhost:8484/walk/callback",
            scopes=walk.scopes,
            state=make_state(self.entropy.octets(32)),
            code_verifier=make_state(self.entropy.octets(32)),
        )
        return self.attempts.add(walk, request, now=NOON)

    def connect(
        self, realm_id: str | None = invented.REALM_ID, *, number: int = 1
    ) -> tuple[Connection, TokenGeneration]:
        """Store a company's consent and its first pair."""
        connection = self.connections.open_for(
            environment=Environment.EMBEDDED,
            realm_id=realm_id,
            client_id=invented.CLIENT_ID,
            scopes=(ACCOUNTING,),
            now=NOON,
        )
        generation = self.generations.commit_consent(
            connection,
            token_set(number),
            walk_id=None,
            asked_by="test",
            keep_values=True,
        )
        return connection, generation

    def elsewhere(self, work: Callable[[], Result]) -> Result:
        """Do something as another worker would: in a session of its own."""
        with self.app.app_context():
            return work()

    def at_once(self, work: Callable[[], Result], *, times: int = 2) -> list[Result]:
        """Do something in several threads that start together."""
        return at_once(self.app, work, times=times)


def make_parts(app: Flask, place: Place, clock: StandingClock) -> StoreParts:
    """Join the repositories over one vault."""
    entropy = CountedEntropy("store")
    sealer = Sealer(Vault(KeyRing((KEY,), index_key=INDEX_KEY), entropy=entropy))
    session = cast("scoped_session[Session]", db.session)
    return StoreParts(
        app=app,
        place=place,
        clock=clock,
        entropy=entropy,
        session=session,
        sealer=sealer,
        walks=Walks(session, sealer, entropy=entropy),
        attempts=AuthorizationAttempts(session, sealer),
        connections=Connections(session, sealer),
        generations=Generations(session, sealer),
        access_tokens=AccessTokens(db.engine, sealer.vault),
        claims=Claims(session, machine_clock=clock, entropy=entropy),
        round_trips=RoundTrips(session, sealer),
        key_pairs=KeyPairs(session, sealer),
        debts=RevocationDebts(session, sealer, machine_clock=clock),
        due=DueConnections(session, machine_clock=clock),
        batches=Batches(session, sealer, machine_clock=clock),
        cases=Cases(session, sealer, machine_clock=clock, entropy=entropy),
        playground_collections=PlaygroundCollections(
            session,
            sealer,
            machine_clock=clock,
            entropy=entropy,
            shipped=lambda: Collection("Comes with Grantlab"),
        ),
        playground_variables=PlaygroundVariableSets(
            session, sealer, machine_clock=clock, entropy=entropy
        ),
        playground_history=PlaygroundSent(session, sealer, machine_clock=clock),
        verification_runs=VerificationRuns(
            session, sealer, machine_clock=clock, entropy=entropy
        ),
    )


def reveal(secret: Secret | None) -> str | None:
    """Return what a secret holds, for a test to compare."""
    return None if secret is None else secret.reveal()
