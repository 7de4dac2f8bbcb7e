"""Telling the service to end a connection."""

from http import HTTPStatus

from grantlab.flows.ports import Outside
from grantlab.protocol.errors import RevocationError
from grantlab.protocol.secret import Secret
from grantlab.store.connections import Connections
from grantlab.store.errors import ValueWipedError
from grantlab.store.generations import Generations
from grantlab.store.round_trips import RoundTrips


def revoke_connection(
    connection_id: int,
    *,
    outside: Outside,
    connections: Connections,
    generations: Generations,
    round_trips: RoundTrips,
) -> None:
    """Revoke the newest refresh token; the service ends the pair with it.

    If that one was void already, the access token is revoked too: it lives on by itself
    when only the refresh tokens were ended, as after a code was exchanged twice. Both
    being void counts as done. Values are wiped afterwards, unless the environment keeps
    them for learning.

    Raises:
        RevocationError: the service refused otherwise; the tokens are kept.
        UnreachableError: no answer came; the tokens are kept.
        ValueWipedError: there is no token to revoke.

    Spec: RFC 7009 §2.1. Source: L601, L604; the wire facts on revocation.
    """
    connection = connections.get(connection_id)
    current = generations.current(connection)
    if current is None:
        raise ValueWipedError("this connection has no tokens")
    pair = (generations.refresh_token(current), generations.access_token(current))
    already = len(outside.recorded())
    try:
        _end(pair, outside)
        if outside.keeps_values:
            generations.note_revoked(connection, now=outside.now())
        else:
            generations.wipe_values(connection, now=outside.now())
    finally:
        round_trips.add_all(
            outside.recorded()[already:],
            walk_id=current.walk_id,
            connection_id=connection.id,
        )


def _end(pair: tuple[Secret, Secret], outside: Outside) -> None:
    """Revoke one token after the other, until the service has ended the pair."""
    for token in pair:
        answer = outside.token_endpoint.revoke(token, keys=outside.keys)
        if answer.status == HTTPStatus.OK:
            return
        # Intuit answers 400 with an empty body for a token that is void.
        if answer.status != HTTPStatus.BAD_REQUEST or answer.body.strip():
            raise RevocationError(answer.status)
