"""What the service has yet to be told, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blueprints.moments import relative
from blueprints.services import Services
from grantlab.flows.pay_debts import DebtOutcome, Settled
from grantlab.protocol.environment import Environment
from grantlab.store.errors import ConnectionNotFoundError
from grantlab.store.models import RevocationDebt


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtView:
    """One token that was to be revoked, and what has come of that."""

    connection: int
    is_forgotten: bool
    """Whether its connection is deleted here."""

    environment: Environment
    fingerprint: str
    settled: Settled
    role: str
    recorded_at: datetime
    now: datetime
    """By the clock of its environment."""

    tries: int
    problem: str
    next_try: str
    """When it is tried again by itself, in words."""

    paid_at: datetime | None


def view_debts(
    debts: Iterable[RevocationDebt], parts: Services
) -> tuple[DebtView, ...]:
    """Return debts as a page shows them, in the order given."""
    return tuple(_view(debt, parts) for debt in debts)


def settled_as(debt: RevocationDebt) -> Settled:
    """Return what has come of a debt so far."""
    if debt.sealed_token is not None:
        return Settled.OWED
    return Settled.CALLED_OFF if debt.paid_at is None else Settled.PAID


def slug_of(outcomes: Iterable[DebtOutcome]) -> str:
    """Return the notice that tells what came of paying; what is still owed comes first."""
    settled = {outcome.settled for outcome in outcomes}
    for worst in (Settled.OWED, Settled.CALLED_OFF, Settled.PAID):
        if worst in settled:
            return f"debt-{worst.replace(' ', '-')}"
    return "debt-none"


def _view(debt: RevocationDebt, parts: Services) -> DebtView:
    settled = settled_as(debt)
    return DebtView(
        connection=debt.connection_id,
        is_forgotten=_is_forgotten(debt.connection_id, parts),
        environment=debt.environment,
        fingerprint=debt.token_fingerprint,
        settled=settled,
        role={"owed": "caution", "called off": "unknown", "paid": "good"}[settled],
        recorded_at=debt.recorded_at,
        now=parts.environments.clock_of(debt.environment).now(),
        tries=debt.tries,
        problem=debt.last_problem,
        next_try=_next_try(debt, parts.machine_clock.now()),
        paid_at=debt.paid_at,
    )


def _is_forgotten(connection_id: int, parts: Services) -> bool:
    try:
        parts.connections.get(connection_id)
    except ConnectionNotFoundError:
        return True
    return False


def _next_try(debt: RevocationDebt, machine_now: datetime) -> str:
    if debt.retry_at is None or debt.retry_at <= machine_now:
        return "with the next renewal or cleanup"
    return f"{relative(debt.retry_at, machine_now)}, by the machine’s clock"
