"""Taking in a refresh token that was obtained elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.flows.clean_up import facts_of
from grantlab.protocol.endings import judge_ending
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.store.connections import Connections
from grantlab.store.generations import Generations
from grantlab.store.models import Connection


class AlreadyConnectedError(GrantlabError):
    """The company is connected here already, and its tokens may be good."""

    slug: ClassVar[str] = "already-connected"

    def __init__(self, connection_id: int) -> None:
        super().__init__(
            f"connection {connection_id} holds this company already, and has not ended: "
            "revoke or forget it first"
        )
        self.connection_id = connection_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Tokens from elsewhere, and what they are said to belong to."""

    environment: Environment
    client_id: str
    """The app that they were given to: with other keys they are refused."""

    realm_id: str
    refresh_token: Secret
    access_token: Secret | None
    scopes: tuple[str, ...]


def import_connection(
    imported: Imported,
    *,
    asked_by: str,
    connections: Connections,
    generations: Generations,
    keep_values: bool,
    now: datetime,
) -> Connection:
    """Store a refresh token that was obtained elsewhere; nothing is sent.

    The first refresh will rotate it, and whoever else holds it is left with a stale copy;
    that is for the caller to say before. The company is a claim like any other (L208). A
    row of this company that has ended is kept and goes on; one that has not is left as it
    is, because what is imported may be the older value.

    Raises:
        AlreadyConnectedError: the company is connected here, and has not ended.
    """
    found = connections.find(imported.environment, imported.realm_id)
    if found is not None and not _has_ended(found, generations, now):
        raise AlreadyConnectedError(found.id)
    connection = connections.open_for(
        environment=imported.environment,
        realm_id=imported.realm_id,
        client_id=imported.client_id,
        scopes=imported.scopes,
        now=now,
    )
    generations.commit_import(
        connection,
        imported.refresh_token,
        imported.access_token,
        asked_by=asked_by,
        keep_values=keep_values,
        now=now,
    )
    return connection


def _has_ended(connection: Connection, generations: Generations, now: datetime) -> bool:
    """Tell whether nothing is lost when other tokens take the place of those that are here."""
    current = generations.current(connection)
    if current is None or current.sealed_refresh_token is None:
        return True
    facts = facts_of(connection, current)
    return connection.refused_at is not None or judge_ending(facts, now=now) is not None
