"""The joined parts, as views and commands receive them."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from blueprints.bench.playhouse import Playhouse
from blueprints.environments import Environments
from blueprints.verification.verifier import Verifier
from grantlab.flows.clean_up import CleaningParts
from grantlab.flows.exchange_code import ExchangeParts
from grantlab.flows.live_access_token import LiveParts
from grantlab.flows.pay_debts import DebtParts
from grantlab.flows.refresh_connection import RefreshParts
from grantlab.flows.revoke_connection import EndingParts
from grantlab.flows.send_request import SendingParts
from grantlab.renewal.renewal_pass import RenewalParts
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.runtime.patience import Patience
from grantlab.settings import Settings
from grantlab.store.access_tokens import AccessTokens
from grantlab.store.authorization_attempts import AuthorizationAttempts
from grantlab.store.batches import Batches
from grantlab.store.cases import Cases
from grantlab.store.claims import Claims
from grantlab.store.connections import Connections
from grantlab.store.debts import RevocationDebts
from grantlab.store.due import DueConnections
from grantlab.store.generations import Generations
from grantlab.store.key_pairs import KeyPairs
from grantlab.store.playground_collections import PlaygroundCollections
from grantlab.store.playground_history import PlaygroundSent
from grantlab.store.playground_variables import PlaygroundVariableSets
from grantlab.store.round_trips import RoundTrips
from grantlab.store.sendings import LargeAnswers, Sendings
from grantlab.store.verification_runs import VerificationRuns
from grantlab.store.walks import Walks
from grantlab.wire.bench_control import BenchControl

EXTENSION = "grantlab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a view may need; a view unpacks it and passes parts by name."""

    settings: Settings
    environments: Environments
    bench: BenchControl
    """The clock, policy, faults and ledger of the embedded environment's service."""

    playhouse: Playhouse
    """Plays drills, in worlds that have nothing to do with the other parts."""

    verifier: Verifier
    """Runs the checks of the lifecycle, before services that are nobody else's."""

    machine_clock: Clock
    entropy: Entropy
    patience: Patience
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
    sendings: Sendings
    large_answers: LargeAnswers
    verification_runs: VerificationRuns

    @property
    def sending_parts(self) -> SendingParts:
        return SendingParts(
            live=self.live_parts,
            sendings=self.sendings,
            large_answers=self.large_answers,
            environments=self.environments,
        )

    @property
    def exchange_parts(self) -> ExchangeParts:
        return ExchangeParts(
            walks=self.walks,
            attempts=self.attempts,
            connections=self.connections,
            generations=self.generations,
            round_trips=self.round_trips,
        )

    @property
    def ending_parts(self) -> EndingParts:
        return EndingParts(
            connections=self.connections,
            generations=self.generations,
            claims=self.claims,
            debts=self.debts,
            round_trips=self.round_trips,
            patience=self.patience,
            machine_clock=self.machine_clock,
        )

    @property
    def cleaning_parts(self) -> CleaningParts:
        return CleaningParts(
            connections=self.connections,
            generations=self.generations,
            claims=self.claims,
            round_trips=self.round_trips,
            clock_of=self.environments.clock_of,
        )

    @property
    def debt_parts(self) -> DebtParts:
        return DebtParts(
            debts=self.debts,
            connections=self.connections,
            round_trips=self.round_trips,
            environments=self.environments,
            machine_clock=self.machine_clock,
        )

    @property
    def refresh_parts(self) -> RefreshParts:
        return RefreshParts(
            connections=self.connections,
            generations=self.generations,
            claims=self.claims,
            round_trips=self.round_trips,
            patience=self.patience,
        )

    @property
    def live_parts(self) -> LiveParts:
        return LiveParts(
            access_tokens=self.access_tokens,
            refresh=self.refresh_parts,
            machine_clock=self.machine_clock,
        )

    @property
    def renewal_parts(self) -> RenewalParts:
        return RenewalParts(
            due=self.due,
            batches=self.batches,
            connections=self.connections,
            generations=self.generations,
            claims=self.claims,
            round_trips=self.round_trips,
            machine_clock=self.machine_clock,
            patience=self.patience,
        )


def services() -> Services:
    """Return the parts of the application that is answering."""
    return cast("Services", current_app.extensions[EXTENSION])
