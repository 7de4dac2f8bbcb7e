"""Noting what was a step of a connection, although somebody sent it by hand."""

from grantlab.flows.refresh_connection import RefreshParts
from grantlab.playground.wall import company_in
from grantlab.protocol.company_info import read_company_answer
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.store.connections import Connections
from grantlab.store.errors import ConnectionNotFoundError


def keep_on_record(
    passed: tuple[RoundTrip, ...],
    *,
    connection_id: int | None,
    path: str,
    parts: RefreshParts,
) -> None:
    """Store what passed between us and the service, and believe a company that answered.

    ``path`` is the one that was asked. A refresh by hand would otherwise be a riddle for
    the diagnosis.
    """
    if not passed or connection_id is None:
        return
    try:
        _believe(passed[-1], connection_id, path, parts.connections)
    except ConnectionNotFoundError:
        # It was forgotten meanwhile; an answer has arrived all the same.
        return
    parts.round_trips.add_unpruned(passed, connection_id=connection_id)


def _believe(
    passed: RoundTrip, connection_id: int, path: str, connections: Connections
) -> None:
    """Note that a company is the connection's own, if it answered for itself (L208)."""
    if passed.purpose is not Purpose.COMPANY_INFO or passed.private_body is None:
        return
    connection = connections.get(connection_id)
    told = read_company_answer(
        status=passed.status or 0,
        body=passed.private_body.reveal().encode(),
        intuit_tid=passed.intuit_tid,
    )
    is_known = (
        connection.verified_at is not None
        and connections.company_name(connection) == told.company_name
    )
    named = company_in(path)
    if told.answered and not is_known and named == connections.realm_id(connection):
        connections.note_verified(
            connection,
            by="CompanyInfo",
            company_name=told.company_name,
            now=passed.started_at,
        )
