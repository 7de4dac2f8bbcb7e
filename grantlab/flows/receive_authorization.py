"""Taking the response back: the state check comes before anything else is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from grantlab.protocol.authorization_response import (
    find_single,
    read_authorization_response,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.errors import (
    AuthorizationDeniedError,
    MissingCodeError,
    StateMismatchError,
    StateProblem,
)
from grantlab.protocol.round_trip import Pairs, Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.store.authorization_attempts import AuthorizationAttempts
from grantlab.store.models import AuthorizationAttempt, Walk
from grantlab.store.round_trips import RoundTrips
from grantlab.store.walks import Walks
from grantlab.wire.redaction import redact_url

TimeIn = Callable[[Environment], datetime]
"""Tells the time in an environment."""


@dataclass(frozen=True, slots=True)
class Received:
    """A response that was recognised."""

    walk: Walk
    attempt: AuthorizationAttempt
    repeated: bool
    """Whether this is a second delivery of the same response; nothing was done for it."""


def receive_authorization(
    parameters: Pairs,
    *,
    browser_digest: str,
    attempts: AuthorizationAttempts,
    walks: Walks,
    round_trips: RoundTrips,
    time_in: TimeIn,
) -> Received:
    """Check the state, then read the response and put its code away, sealed.

    The code is not exchanged: that is a step of its own. The same browser bringing the
    same state and the same code again is shown the first result (L205).

    Raises:
        StateMismatchError: the response is disregarded whole.

    Spec: RFC 6749 §4.1.2 and §10.12.
    """
    text = find_single(parameters, "state")
    if text is None:
        raise StateMismatchError(StateProblem.MISSING)
    state = Secret(text)
    attempt = attempts.spend(state, browser_digest=browser_digest)
    repeated = attempt is None
    if attempt is None:
        attempt = _recognise_repetition(parameters, state, browser_digest, attempts)
    walk = walks.by_id(attempt.walk_id)
    now = time_in(walk.environment)
    if attempt.received_at is None and now >= attempt.expires_at:
        raise StateMismatchError(StateProblem.EXPIRED)
    if repeated:
        attempts.count_repeat(attempt)
        return Received(walk, attempt, repeated=True)
    _keep(parameters, attempt, attempts=attempts, now=now)
    round_trips.add_all(
        (
            describe_response(
                parameters, attempt.redirect_uri, walk.environment, now=now
            ),
        ),
        walk_id=walk.id,
        connection_id=walk.connection_id,
    )
    walks.clear_stray(walk)
    return Received(walk, attempt, repeated=False)


def describe_response(
    parameters: Pairs,
    redirect_uri: str,
    environment: Environment,
    *,
    now: datetime,
    disregarded: str | None = None,
) -> RoundTrip:
    """Return the browser's navigation back to us, redacted.

    ``disregarded`` says why a response was not used at all.
    """
    return RoundTrip(
        purpose=Purpose.AUTHORIZATION_RESPONSE,
        environment=environment,
        method="GET",
        url=redact_url(f"{redirect_uri}?{urlencode(parameters)}"),
        failure=disregarded,
        started_at=now,
    )


def _recognise_repetition(
    parameters: Pairs,
    state: Secret,
    browser_digest: str,
    attempts: AuthorizationAttempts,
) -> AuthorizationAttempt:
    """Return the attempt whose response this is again.

    Raises:
        StateMismatchError: it is no repetition.
    """
    attempt = attempts.find_by_state(state)
    if attempt is None:
        raise StateMismatchError(StateProblem.UNKNOWN)
    if attempt.browser_digest != browser_digest:
        raise StateMismatchError(StateProblem.OTHER_BROWSER)
    code = find_single(parameters, "code")
    # The twin delivery may still be on its way to the store: it has spent the state,
    # and its code is not there to be compared yet.
    if attempt.received_at is not None and attempt.code_fingerprint is not None:
        if code is None or Secret(code).fingerprint != attempt.code_fingerprint:
            raise StateMismatchError(StateProblem.USED)
    elif attempt.received_at is not None and code is not None:
        raise StateMismatchError(StateProblem.USED)
    return attempt


def _keep(
    parameters: Pairs,
    attempt: AuthorizationAttempt,
    *,
    attempts: AuthorizationAttempts,
    now: datetime,
) -> None:
    try:
        response = read_authorization_response(parameters)
    except AuthorizationDeniedError as exc:
        attempts.keep_refusal(attempt, exc.error[:64], now=now)
    except MissingCodeError as exc:
        attempts.keep_refusal(attempt, exc.slug, now=now)
    else:
        attempts.keep_response(attempt, response, now=now)
