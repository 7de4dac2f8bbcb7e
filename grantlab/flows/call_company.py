"""Asking the company for itself."""

from grantlab.errors import GrantlabError
from grantlab.flows.live_access_token import (
    LiveParts,
    LiveToken,
    RefreshMode,
    call_with_live_token,
)
from grantlab.flows.ports import Environments, Outside
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.secret import Secret
from grantlab.store.connections import Connections
from grantlab.store.errors import ValueWipedError
from grantlab.store.generations import Generations
from grantlab.store.models import Connection
from grantlab.store.round_trips import RoundTrips

NO_COMPANY = "0"
"""What stands in the path when no company was granted, to see the refusal."""


def call_company(
    connection: Connection,
    *,
    outside: Outside,
    connections: Connections,
    generations: Generations,
    round_trips: RoundTrips,
    walk_id: int | None = None,
) -> CompanyAnswer:
    """Call CompanyInfo once with the newest access token.

    A company that answers has proved that the connection is its own (L208).

    Raises:
        UnreachableError: no answer came.
        ValueWipedError: there is no access token.
    """
    current = generations.current(connection)
    if current is None:
        raise ValueWipedError("this connection has no tokens")
    return call_with_token(
        connection,
        generations.access_token(current),
        outside=outside,
        connections=connections,
        round_trips=round_trips,
        walk_id=walk_id,
    )


def call_company_refreshing_once(
    connection: Connection, *, environments: Environments, parts: LiveParts
) -> CompanyAnswer:
    """Use the access token; on 401 refresh once, and repeat the call once.

    Raises:
        The same as `live_access_token`; nothing is refreshed before a 401.
        UnreachableError: the company gave no answer.

    Source: L406.
    """

    def call(token: LiveToken) -> CompanyAnswer:
        return call_with_token(
            connection,
            token.access_token,
            outside=environments.open(connection.environment),
            connections=parts.refresh.connections,
            round_trips=parts.refresh.round_trips,
        )

    return call_with_live_token(
        connection.id,
        call,
        is_refused=lambda answer: answer.token_refused,
        mode=RefreshMode.ON_401,
        asked_by="401",
        environments=environments,
        parts=parts,
    )


def call_with_token(
    connection: Connection,
    token: Secret,
    *,
    outside: Outside,
    connections: Connections,
    round_trips: RoundTrips,
    walk_id: int | None = None,
) -> CompanyAnswer:
    """Call CompanyInfo with a token that was chosen, right or wrong.

    Raises:
        UnreachableError: no answer came.
    """
    outside.note_connection(connection.id)
    already = len(outside.recorded())
    realm_id = connections.realm_id(connection)
    try:
        answer = outside.company.fetch_company_info(realm_id or NO_COMPANY, token)
    except GrantlabError:
        round_trips.add_all(
            outside.recorded()[already:], walk_id=walk_id, connection_id=connection.id
        )
        raise
    if answer.answered:
        connections.note_verified(
            connection,
            by="CompanyInfo",
            company_name=answer.company_name,
            now=outside.now(),
        )
    round_trips.add_all(
        outside.recorded()[already:], walk_id=walk_id, connection_id=connection.id
    )
    return answer
