"""Trading a code for tokens, and keeping them before anything else."""

import json
from dataclasses import dataclass
from datetime import datetime

from grantlab.errors import GrantlabError
from grantlab.flows.ports import Outside
from grantlab.protocol.errors import IdTokenError
from grantlab.protocol.id_token import IdTokenClaims
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import TokenSet, read_token_answer
from grantlab.store.authorization_attempts import AuthorizationAttempts
from grantlab.store.connections import Connections
from grantlab.store.generations import Generations
from grantlab.store.models import AuthorizationAttempt, Connection, Walk
from grantlab.store.round_trips import RoundTrips
from grantlab.store.walks import Walks
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

ASKED_BY = "walk"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeParts:
    """Where an exchange keeps what it brings."""

    walks: Walks
    attempts: AuthorizationAttempts
    connections: Connections
    generations: Generations
    round_trips: RoundTrips


def exchange_code(
    walk: Walk, attempt: AuthorizationAttempt, *, outside: Outside, parts: ExchangeParts
) -> Connection:
    """Take the code out, exchange it, and store company, tokens and deadlines at once.

    Raises:
        CodeAlreadyTakenError: it was taken before; nothing is sent.
        InvalidGrantError: the code was not accepted; diagnose it.
        MalformedResponseError: the answer is not a token response; nothing is stored.
        UnreachableError: no answer came; the code may have been spent.

    Spec: RFC 6749 §4.1.3. Source: L301, L303, L309.
    """
    code = parts.attempts.take_code(
        attempt, now=outside.now(), keep_value=outside.keeps_values
    )
    request = CodeExchange(
        code=code,
        redirect_uri=attempt.redirect_uri,
        code_verifier=parts.attempts.code_verifier(attempt),
    )
    return _send(
        walk, attempt, request, keys=outside.keys, outside=outside, parts=parts
    )


def exchange_differently(
    walk: Walk,
    attempt: AuthorizationAttempt,
    *,
    redirect_uri: str | None = None,
    keys: KeyPair | None = None,
    outside: Outside,
    parts: ExchangeParts,
) -> Connection:
    """Send the code in a way that is to be refused, to see the refusal.

    The code is not taken out for it: a code that was refused can still be exchanged. If
    the service accepts it all the same, the tokens are stored like any others.

    Raises:
        ValueWipedError: the code is no longer kept.
        TokenEndpointError: the refusal.
    """
    request = CodeExchange(
        code=parts.attempts.code(attempt),
        redirect_uri=redirect_uri or attempt.redirect_uri,
        code_verifier=parts.attempts.code_verifier(attempt),
    )
    connection = _send(
        walk, attempt, request, keys=keys or outside.keys, outside=outside, parts=parts
    )
    if attempt.code_taken_at is None:
        # It was accepted all the same, and is spent: a second use would revoke the pair.
        parts.attempts.take_code(
            attempt, now=outside.now(), keep_value=outside.keeps_values
        )
    return connection


def _send(
    walk: Walk,
    attempt: AuthorizationAttempt,
    request: CodeExchange,
    *,
    keys: KeyPair,
    outside: Outside,
    parts: ExchangeParts,
) -> Connection:
    # Opened before anything is sent: a row that does not open must not cost the tokens.
    realm_id = parts.attempts.realm_id(attempt)
    if walk.connection_id is not None:
        outside.note_connection(walk.connection_id)
    try:
        tokens = read_token_answer(outside.token_endpoint.exchange(request, keys=keys))
    except GrantlabError:
        parts.round_trips.add_all(
            outside.recorded(), walk_id=walk.id, connection_id=walk.connection_id
        )
        raise
    connection = _keep_tokens(
        walk, attempt, tokens, realm_id, keys=keys, outside=outside, parts=parts
    )
    outside.note_connection(connection.id)
    _judge_id_token(
        attempt, connection, tokens.id_token, keys=keys, outside=outside, parts=parts
    )
    parts.round_trips.add_all(
        outside.recorded(), walk_id=walk.id, connection_id=connection.id
    )
    return connection


def _keep_tokens(
    walk: Walk,
    attempt: AuthorizationAttempt,
    tokens: TokenSet,
    realm_id: str | None,
    *,
    keys: KeyPair,
    outside: Outside,
    parts: ExchangeParts,
) -> Connection:
    connection = parts.connections.open_for(
        environment=walk.environment,
        realm_id=realm_id,
        client_id=keys.client_id,
        scopes=attempt.scopes,
        now=outside.now(),
    )
    parts.generations.commit_consent(
        connection,
        tokens,
        walk_id=walk.id,
        asked_by=ASKED_BY,
        keep_values=outside.keeps_values,
    )
    parts.walks.attach(walk, connection.id)
    parts.round_trips.attach_walk(walk.id, connection.id)
    return connection


def _judge_id_token(
    attempt: AuthorizationAttempt,
    connection: Connection,
    id_token: Secret | None,
    *,
    keys: KeyPair,
    outside: Outside,
    parts: ExchangeParts,
) -> None:
    """Believe an ID token only after its checks (L310), and the company with it (L208)."""
    if id_token is None:
        return
    try:
        claims = outside.id_tokens.verify(id_token, client_id=keys.client_id)
    except (IdTokenError, ForbiddenAddressError, UnreachableError) as exc:
        parts.attempts.keep_id_token_result(
            attempt, id_token, claims_json=None, problem=str(exc)
        )
        return
    parts.attempts.keep_id_token_result(
        attempt, id_token, claims_json=_as_json(claims), problem=None
    )
    realm_id = parts.connections.realm_id(connection)
    if realm_id is not None and claims.realm_id == realm_id:
        parts.connections.note_verified(
            connection, by="ID token", company_name=None, now=outside.now()
        )


def _as_json(claims: IdTokenClaims) -> str:
    return json.dumps(
        {
            "sub": claims.subject,
            "aud": list(claims.audience),
            "realmid": claims.realm_id,
            "auth_time": _seconds(claims.signed_in_at),
            "iss": claims.issuer,
            "iat": _seconds(claims.issued_at),
            "exp": _seconds(claims.expires_at),
        }
    )


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())
