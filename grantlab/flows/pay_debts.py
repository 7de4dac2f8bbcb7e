"""Telling the service what it could not be told when a connection was wiped here."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from grantlab.errors import GrantlabError
from grantlab.flows.ports import Outside
from grantlab.flows.revoke_connection import end_at_service, wait_after
from grantlab.protocol.environment import Environment
from grantlab.runtime.clock import Clock
from grantlab.store.connections import Connections
from grantlab.store.debts import RevocationDebts
from grantlab.store.errors import ConnectionNotFoundError
from grantlab.store.models import RevocationDebt
from grantlab.store.round_trips import RoundTrips
from grantlab.wire.errors import UnreachableError

CONSENTED_SINCE = "called off: the company has consented again, and to end the old token would end that, too"


class Opener(Protocol):
    """What this flow needs of the environments."""

    def open(self, environment: Environment, /) -> Outside: ...


class OtherKeysError(GrantlabError):
    """The keys of an environment are of another app than the one that is to be ended."""

    slug: ClassVar[str] = "other-keys"


class Settled(StrEnum):
    """What came of a debt; the value is the word that is shown."""

    PAID = "paid"
    CALLED_OFF = "called off"
    OWED = "owed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtParts:
    """What paying needs."""

    debts: RevocationDebts
    connections: Connections
    round_trips: RoundTrips
    environments: Opener
    machine_clock: Clock


@dataclass(frozen=True, slots=True)
class DebtOutcome:
    """What came of one debt in one pass."""

    debt_id: int
    connection_id: int
    settled: Settled
    problem: str
    """Why it is still owed, or was called off; empty when it was paid."""


def pay_debts(parts: DebtParts) -> tuple[DebtOutcome, ...]:
    """Revoke every token that is owed and may be tried now; return what came of each.

    Where no answer comes, the other debts of that environment are left for the next
    pass: each would wait as long as a request may take.

    Source: the wire facts on revocation: what is void already counts as done.
    """
    return _pay(parts.debts.due(), parts)


def pay_debts_of(connection_id: int, parts: DebtParts) -> tuple[DebtOutcome, ...]:
    """Revoke now what is owed for one connection, without waiting for its time."""
    owed = (
        debt
        for debt in parts.debts.of_connection(connection_id)
        if debt.sealed_token is not None
    )
    return _pay(owed, parts)


def _pay(debts: Iterable[RevocationDebt], parts: DebtParts) -> tuple[DebtOutcome, ...]:
    silent: set[Environment] = set()
    outcomes: list[DebtOutcome] = []
    for debt in debts:
        if debt.environment in silent:
            continue
        try:
            settled = _pay_one(debt, parts)
        except GrantlabError as exc:
            settled = Settled.OWED
            if isinstance(exc, UnreachableError):
                silent.add(debt.environment)
            retry_at = parts.machine_clock.now() + wait_after(debt.tries + 1)
            parts.debts.fail(debt, problem=str(exc), retry_at=retry_at)
        problem = "" if settled is Settled.PAID else debt.last_problem
        outcomes.append(DebtOutcome(debt.id, debt.connection_id, settled, problem))
    return tuple(outcomes)


def _pay_one(debt: RevocationDebt, parts: DebtParts) -> Settled:
    if parts.connections.has_consented_since(debt):
        parts.debts.call_off(debt, because=CONSENTED_SINCE)
        return Settled.CALLED_OFF
    outside = parts.environments.open(debt.environment)
    outside.note_connection(debt.connection_id)
    # To another app's keys the service may answer as if the token were void.
    if outside.keys.client_id != debt.client_id:
        raise OtherKeysError(
            f"the keys of the {debt.environment} environment are not those of "
            f"{debt.client_id}"
        )
    token = parts.debts.token(debt)
    try:
        end_at_service([token], outside)
    finally:
        _keep_round_trips(debt.connection_id, outside, parts)
    parts.debts.pay(debt, now=outside.now())
    return Settled.PAID


def _keep_round_trips(connection_id: int, outside: Outside, parts: DebtParts) -> None:
    """Keep what was said, unless the connection was forgotten: it has no place then."""
    try:
        parts.connections.get(connection_id)
    except ConnectionNotFoundError:
        return
    parts.round_trips.add_all(outside.recorded(), connection_id=connection_id)
