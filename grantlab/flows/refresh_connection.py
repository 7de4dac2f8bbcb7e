"""Renewing one connection's tokens: claimed, journalled, and never lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from grantlab.errors import GrantlabError
from grantlab.flows.ports import Outside
from grantlab.protocol.errors import (
    InvalidGrantError,
    MalformedResponseError,
    TokenEndpointError,
)
from grantlab.protocol.token_response import TokenSet, read_token_answer
from grantlab.runtime.patience import Patience
from grantlab.store.claims import Basis, Claim, Claims
from grantlab.store.connections import Connections
from grantlab.store.errors import RefreshInProgressError, ValueWipedError
from grantlab.store.generations import Generations
from grantlab.store.models import Outcome, TokenGeneration
from grantlab.store.round_trips import RoundTrips
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

PAUSE = timedelta(milliseconds=100)
PAUSES = 320
"""As long as a request may take, and a little longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshParts:
    """Where a refresh reads from, and where it keeps what it brings."""

    connections: Connections
    generations: Generations
    claims: Claims
    round_trips: RoundTrips
    patience: Patience


def refresh_connection(
    connection_id: int, *, asked_by: str, outside: Outside, parts: RefreshParts
) -> TokenGeneration:
    """Renew one connection's tokens and store both halves of the new pair.

    The connection is claimed first: of two refreshes in flight, one would leave with a
    pair that the other had made stale. Both halves are stored even when the refresh
    token came back unchanged, because only the authorization server knows when it will
    next change. Who comes second waits for the first one's result. A refusal is believed
    only after the store was read again: a newer generation, or the sibling of the one
    that was sent, is tried once.

    Raises:
        InvalidGrantError: the refresh token was not accepted; diagnose it.
        RefreshInProgressError: another refresh held the claim, and brought no tokens.
        UnreachableError: no answer came; the tokens are kept, try again later.
        MalformedResponseError: the answer was no token response; the tokens are kept.
        ValueWipedError: there is no refresh token to send.

    Spec: RFC 6749 §6. Source: L501, L502, L509.
    """
    basis = read_basis(connection_id, parts)
    return refresh_newest(basis, asked_by=asked_by, outside=outside, parts=parts)


def refresh_newest(
    basis: Basis, *, asked_by: str, outside: Outside, parts: RefreshParts
) -> TokenGeneration:
    """Renew the pair that was newest when it was read, or return what has replaced it.

    Raises:
        The same as `refresh_connection`.
    """
    newest = basis.newest
    try:
        return _send_or_wait(
            newest, basis, asked_by=asked_by, outside=outside, parts=parts
        )
    except InvalidGrantError:
        latest = read_basis(newest.connection_id, parts)
        other = latest.newest
        if other.id == newest.id:
            sibling = parts.generations.sibling_of(newest)
            if sibling is None:
                raise
            other = sibling
        return _send_or_wait(
            other, latest, asked_by=asked_by, outside=outside, parts=parts
        )


def read_basis(connection_id: int, parts: RefreshParts) -> Basis:
    """Return the pair that acts for a connection, as it is in the database now.

    Raises:
        ValueWipedError: there is none.
    """
    connection = parts.connections.get(connection_id)
    newest = parts.generations.current(connection)
    if newest is None:
        raise ValueWipedError("this connection has no tokens")
    return Basis(newest, connection.claim)


def send_refresh_token(
    sent: TokenGeneration, *, asked_by: str, outside: Outside, parts: RefreshParts
) -> TokenGeneration:
    """Send the refresh token of one generation, newest or not, and keep what comes.

    Raises:
        The same as `refresh_connection`; nothing else is tried.
    """
    return _send(sent, None, asked_by=asked_by, outside=outside, parts=parts)


def _send_or_wait(
    sent: TokenGeneration,
    basis: Basis,
    *,
    asked_by: str,
    outside: Outside,
    parts: RefreshParts,
) -> TokenGeneration:
    """Send a refresh token while nothing has changed, or return what replaces the newest.

    Somebody may have refreshed between the reading and the claim. What was read is
    superseded then, and sending it could end the whole family (RFC 9700 §4.14.2).
    """
    try:
        return _send(sent, basis, asked_by=asked_by, outside=outside, parts=parts)
    except RefreshInProgressError:
        return _await_winner(basis.newest, parts)
    except ValueWipedError:
        # Replaced between the reading and now, and wiped with that; or never there.
        latest = read_basis(sent.connection_id, parts).newest
        if latest.id == basis.newest.id:
            raise
        return latest


def _send(
    sent: TokenGeneration,
    basis: Basis | None,
    *,
    asked_by: str,
    outside: Outside,
    parts: RefreshParts,
) -> TokenGeneration:
    connection = parts.connections.get(sent.connection_id)
    outside.note_connection(connection.id)
    token = parts.generations.refresh_token(sent)
    claim = parts.claims.take(
        connection, sent, basis=basis, asked_by=asked_by, now=outside.now()
    )
    already = len(outside.recorded())
    # Read now: after a failure the store may not answer that, and hide what failed.
    walk_id, connection_id = sent.walk_id, connection.id
    try:
        tokens = read_token_answer(
            outside.token_endpoint.refresh(token, keys=outside.keys)
        )
        return _commit(
            claim, sent, tokens, asked_by=asked_by, outside=outside, parts=parts
        )
    except GrantlabError as exc:
        finish_without_tokens(claim, exc, now=outside.now(), claims=parts.claims)
        raise
    finally:
        # Stored last, success or not: a record must not cost a token.
        parts.round_trips.add_all(
            outside.recorded()[already:],
            walk_id=walk_id,
            connection_id=connection_id,
        )


def _await_winner(newest: TokenGeneration, parts: RefreshParts) -> TokenGeneration:
    """Return what a refresh brings, or has brought, that somebody else has sent.

    Raises:
        RefreshInProgressError: it ended without tokens, or takes too long.
    """
    for _ in range(PAUSES):
        connection = parts.connections.get(newest.connection_id)
        current = parts.generations.current(connection)
        if current is not None and current.id != newest.id:
            return current
        if connection.claimed_until is None:
            break
        parts.patience.pause(PAUSE)
    raise RefreshInProgressError("the refresh that was under way brought no tokens")


def _commit(
    claim: Claim,
    sent: TokenGeneration,
    tokens: TokenSet,
    *,
    asked_by: str,
    outside: Outside,
    parts: RefreshParts,
) -> TokenGeneration:
    return parts.generations.commit_refresh(
        claim, sent, tokens, asked_by=asked_by, keep_values=outside.keeps_values
    )


def finish_without_tokens(
    claim: Claim, error: GrantlabError, *, now: datetime, claims: Claims
) -> None:
    """Note in the journal what came in place of a pair, and let go of the claim."""
    claims.finish_without_tokens(
        claim, _outcome(error), error=_describe(error), now=now
    )


def _outcome(error: GrantlabError) -> Outcome:
    if isinstance(error, InvalidGrantError):
        return Outcome.REFUSED
    if isinstance(error, UnreachableError | ForbiddenAddressError):
        return Outcome.NO_ANSWER
    # A 5xx, a 429, wrong keys or an unreadable body says nothing about the grant.
    return Outcome.MALFORMED


def _describe(error: GrantlabError) -> str:
    if isinstance(error, TokenEndpointError):
        return error.error[:64]
    return (
        error.member[:64] if isinstance(error, MalformedResponseError) else error.slug
    )
