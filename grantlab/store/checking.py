"""Opening every sealed value, to see that it opens."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Engine

from grantlab.protocol.environment import Environment
from grantlab.store.models import Connection, StoredKeyPair, TokenGeneration
from grantlab.store.sealed_values import batches
from grantlab.vault.errors import UnsealError
from grantlab.vault.key_ring import KEY_ID_LENGTH
from grantlab.vault.vault import Vault

NAMED = 1000
"""Values that do not open are told one by one up to here; the rest is counted."""


@dataclass
class Opened:
    """How many values opened, under which keys and where, and which did not."""

    by_key: Counter[str] = field(default_factory=Counter)
    """By the id of the key, in hexadecimal."""

    by_column: Counter[str] = field(default_factory=Counter)
    """By table and column."""

    unopened: int = 0
    problems: list[str] = field(default_factory=list)
    """What is wrong with each that does not open: its place, and never its content."""

    @property
    def opened(self) -> int:
        return self.by_key.total()


def open_everything(
    engine: Engine, vault: Vault, *, tell: Callable[[int], None] = lambda _: None
) -> Opened:
    """Open every sealed value that is stored, and keep none."""
    found = Opened()
    for _, values in batches(engine):
        for value in values:
            try:
                vault.unseal(value.octets, place=value.place)
            except UnsealError as exc:
                found.unopened += 1
                if found.unopened <= NAMED:
                    found.problems.append(str(exc))
            else:
                found.by_key[value.octets[:KEY_ID_LENGTH].hex()] += 1
                found.by_column[f"{value.table}/{value.column}"] += 1
        tell(len(values))
    return found


def count_production(engine: Engine) -> int:
    """Return how many key pairs and connections of production have values here."""
    has_values = or_(
        TokenGeneration.sealed_access_token.is_not(None),
        TokenGeneration.sealed_refresh_token.is_not(None),
    )
    connections = (
        select(func.count(func.distinct(Connection.id)))
        .join(TokenGeneration, TokenGeneration.connection_id == Connection.id)
        .where(Connection.environment == Environment.PRODUCTION, has_values)
    )
    pairs = select(func.count(StoredKeyPair.id)).where(
        StoredKeyPair.environment == Environment.PRODUCTION
    )
    with engine.connect() as connection:
        counts = (connection.execute(query) for query in (connections, pairs))
        return sum(count.scalar_one() for count in counts)
