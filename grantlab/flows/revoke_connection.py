"""Ending a connection: the service is told, now or later, and the values are wiped."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from grantlab.flows.ports import Outside
from grantlab.protocol.errors import RevocationError
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.patience import Patience
from grantlab.store.claims import Claims
from grantlab.store.connections import Connections
from grantlab.store.debts import RevocationDebts
from grantlab.store.errors import RefreshInProgressError, ValueWipedError
from grantlab.store.generations import Generations
from grantlab.store.models import Connection, RevocationDebt, TokenGeneration
from grantlab.store.round_trips import RoundTrips

PAUSE = timedelta(milliseconds=100)
PAUSES = 320
"""As long as a refresh may take, and a little longer."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(days=1)
"""How long a debt waits after its first failure, and at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingParts:
    """Where the end of a connection is noted."""

    connections: Connections
    generations: Generations
    claims: Claims
    debts: RevocationDebts
    round_trips: RoundTrips
    patience: Patience
    machine_clock: Clock


def revoke_connection(
    connection_id: int, *, outside: Outside, parts: EndingParts
) -> None:
    """Revoke the newest refresh token; the service ends the pair with it.

    If that one was void already, the access token is revoked too: it lives on by itself
    when only the refresh tokens were ended, as after a code was exchanged twice. Both
    being void counts as done. Values are wiped afterwards, unless the environment keeps
    them for learning. A refresh that is under way is waited for: its pair is the one
    that has to be revoked.

    Raises:
        RevocationError: the service refused otherwise; the tokens are kept.
        UnreachableError: no answer came; the tokens are kept.
        RefreshInProgressError: a refresh holds the connection, and does not end.
        ValueWipedError: there is no token to revoke.

    Spec: RFC 7009 §2.1. Source: L601, L604; the wire facts on revocation.
    """
    with _held(connection_id, parts) as connection:
        current = _current(connection, parts)
        pair = (
            parts.generations.refresh_token(current),
            parts.generations.access_token_if_kept(current),
        )
        outside.note_connection(connection.id)
        already = len(outside.recorded())
        try:
            end_at_service((token for token in pair if token is not None), outside)
            if outside.keeps_values:
                parts.generations.note_revoked(connection, now=outside.now())
            else:
                parts.generations.wipe_values(connection, now=outside.now())
        finally:
            parts.round_trips.add_all(
                outside.recorded()[already:],
                walk_id=current.walk_id,
                connection_id=connection.id,
            )


def owe_revocation(
    connection_id: int, *, problem: str, now: datetime, parts: EndingParts
) -> RevocationDebt:
    """Wipe a connection here although the service could not be told, and owe it that.

    The token moves into the debt and out of the connection in one commit, so that it is
    in one place or the other, and never in neither.

    Raises:
        RefreshInProgressError: a refresh holds the connection, and does not end.
        ValueWipedError: there is no token to revoke.
    """
    with _held(connection_id, parts) as connection:
        token = parts.generations.refresh_token(_current(connection, parts))
        debt = parts.debts.add(
            connection,
            token,
            problem=problem,
            retry_at=parts.machine_clock.now() + wait_after(1),
            now=now,
        )
        parts.generations.wipe_values(connection, now=now)
        return debt


def forget_connection(connection_id: int, *, parts: EndingParts) -> None:
    """Delete a connection here; the service is not told.

    A refresh that is under way is waited for: its pair would find nowhere to be kept.

    Raises:
        RefreshInProgressError: a refresh holds the connection, and does not end.
    """
    with _held(connection_id, parts) as connection:
        parts.connections.remove(connection)


def end_at_service(tokens: Iterable[Secret], outside: Outside) -> None:
    """Revoke one token after the other, until the service has ended what they belong to.

    Raises:
        RevocationError: the service refused for another reason than a void token.
        UnreachableError: no answer came.
    """
    for token in tokens:
        answer = outside.token_endpoint.revoke(token, keys=outside.keys)
        if answer.status == HTTPStatus.OK:
            return
        # Intuit answers 400 with an empty body for a token that is void.
        if answer.status != HTTPStatus.BAD_REQUEST or answer.body.strip():
            raise RevocationError(answer.status)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many failed tries; it doubles up to a day."""
    doublings = min(tries - 1, (LONGEST_WAIT // FIRST_WAIT).bit_length())
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


@contextmanager
def _held(connection_id: int, parts: EndingParts) -> Iterator[Connection]:
    """Keep refreshes away meanwhile; one that is under way is waited for."""
    connection = parts.connections.get(connection_id)
    for _ in range(PAUSES):
        try:
            hold = parts.claims.hold(connection)
            break
        except RefreshInProgressError:
            parts.patience.pause(PAUSE)
    else:
        hold = parts.claims.hold(connection)
    try:
        yield parts.connections.get(connection_id)
    finally:
        parts.claims.let_go(hold)


def _current(connection: Connection, parts: EndingParts) -> TokenGeneration:
    current = parts.generations.current(connection)
    if current is None:
        raise ValueWipedError("this connection has no tokens")
    return current
