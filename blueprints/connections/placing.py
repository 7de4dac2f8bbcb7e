"""Where a token belongs that is known by its fingerprint."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from blueprints.connections.record import ConnectionRecord, read_record
from blueprints.connections.summary import name_company
from blueprints.services import Services
from blueprints.tags import Standing, Tag
from grantlab.protocol.environment import Environment
from grantlab.store.models import TokenGeneration

_ENDED = frozenset({Standing.REVOKED, Standing.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One place in which a token is known here."""

    connection: int
    environment: Environment
    company: str
    pair: int
    """The number of the generation that it came with first."""

    what: str
    """``access token`` or ``refresh token``."""

    tag: Tag | None
    """Its name on the connection's pages, and what became of it."""

    received_at: datetime
    is_current: bool
    """Whether it belongs to the pair that acts for the company now."""

    now: datetime

    @property
    def word(self) -> str:
        """How it stands: ``current``, ``superseded``, ``revoked`` or ``expired``."""
        if self.tag is not None and self.tag.standing in _ENDED:
            return self.tag.standing
        return "current" if self.is_current else "superseded"

    @property
    def role(self) -> str:
        """One of good, caution, refused."""
        return {"current": "good", "superseded": "caution"}.get(self.word, "refused")

    @property
    def href(self) -> str:
        """Where its family is drawn."""
        return url_for(
            "connections.show", connection_id=self.connection, all=1, _anchor="family"
        )


def place_token(fingerprint: str, parts: Services) -> tuple[Placed, ...]:
    """Return every place in which a token is known, the last connection first."""
    return tuple(
        _place(fingerprint, read_record(connection_id, parts), parts)
        for environment in Environment
        for connection_id in parts.generations.holders([fingerprint], environment)
    )


def secrets_owner(fingerprint: str, parts: Services) -> Environment | None:
    """Return the environment whose client secret has a fingerprint."""
    for environment in Environment:
        keys = parts.environments.keys_of(environment)
        if keys is not None and keys.client_secret.fingerprint == fingerprint:
            return environment
    return None


def _place(fingerprint: str, record: ConnectionRecord, parts: Services) -> Placed:
    pairs = [pair for pair in record.generations if _has(pair, fingerprint)]
    is_refresh_token = pairs[0].refresh_fingerprint == fingerprint
    return Placed(
        connection=record.connection.id,
        environment=record.connection.environment,
        company=name_company(record.connection, parts),
        pair=pairs[0].number,
        what="refresh token" if is_refresh_token else "access token",
        tag=record.tags.get(fingerprint),
        received_at=pairs[0].received_at,
        is_current=record.current in pairs,
        now=record.now,
    )


def _has(pair: TokenGeneration, fingerprint: str) -> bool:
    return fingerprint in {pair.refresh_fingerprint, pair.access_fingerprint}
