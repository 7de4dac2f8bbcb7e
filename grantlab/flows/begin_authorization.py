"""Preparing the redirect that asks the user."""

from grantlab.flows.ports import Outside
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.pkce import VERIFIER_OCTETS, make_code_verifier
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.state import STATE_OCTETS, make_state
from grantlab.runtime.entropy import Entropy
from grantlab.store.authorization_attempts import AuthorizationAttempts
from grantlab.store.models import AuthorizationAttempt, Walk
from grantlab.store.round_trips import RoundTrips
from grantlab.wire.redaction import redact_url


def begin_authorization(
    walk: Walk,
    *,
    outside: Outside,
    redirect_uri: str,
    attempts: AuthorizationAttempts,
    round_trips: RoundTrips,
    entropy: Entropy,
) -> AuthorizationAttempt:
    """Make a state and a verifier, and note them so that the response is recognised.

    Nothing is sent: the browser follows the link itself.
    """
    verifier = (
        make_code_verifier(entropy.octets(VERIFIER_OCTETS)) if walk.uses_pkce else None
    )
    request = AuthorizationRequest(
        endpoint=outside.endpoints.authorization,
        client_id=outside.keys.client_id,
        redirect_uri=redirect_uri,
        scopes=walk.scopes,
        state=make_state(entropy.octets(STATE_OCTETS)),
        code_verifier=verifier,
    )
    now = outside.now()
    attempt = attempts.add(walk, request, now=now)
    navigation = RoundTrip(
        purpose=Purpose.AUTHORIZATION_REQUEST,
        environment=outside.environment,
        method="GET",
        url=redact_url(request.url),
        started_at=now,
        client_id=request.client_id,
    )
    round_trips.add_all(
        (*outside.recorded(), navigation),
        walk_id=walk.id,
        connection_id=walk.connection_id,
    )
    return attempt


def rebuild_request(
    attempt: AuthorizationAttempt,
    *,
    authorization_endpoint: str,
    attempts: AuthorizationAttempts,
) -> AuthorizationRequest | None:
    """Return the request of an attempt once more, or ``None`` when its state was wiped."""
    state = attempts.state(attempt)
    if state is None:
        return None
    return AuthorizationRequest(
        endpoint=authorization_endpoint,
        client_id=attempt.client_id,
        redirect_uri=attempt.redirect_uri,
        scopes=attempt.scopes,
        state=state,
        code_verifier=attempts.code_verifier(attempt),
    )
