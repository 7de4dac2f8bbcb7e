"""Authorization attempts: one row each, spent once."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.authorization_response import AuthorizationResponse
from grantlab.protocol.secret import Secret
from grantlab.store.errors import CodeAlreadyTakenError
from grantlab.store.models import AuthorizationAttempt, PendingAuthorization, Walk
from grantlab.store.sealing import Sealer

STATE_LIFETIME = timedelta(hours=1)
"""How long a user may take to consent before the response is no longer expected."""

# Put together once: every page of a walk asks it.
_OF_WALK = (
    select(AuthorizationAttempt)
    .where(AuthorizationAttempt.walk_id == bindparam("walk_id"))
    .order_by(AuthorizationAttempt.id)
)


class AuthorizationAttempts:
    """Repository of authorization attempts; alone opens state, verifier and code."""

    def __init__(self, session: scoped_session[Session], sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add(
        self, walk: Walk, request: AuthorizationRequest, *, now: datetime
    ) -> AuthorizationAttempt:
        """Note a request that is about to be made, so that its response can be recognised."""
        verifier = request.code_verifier
        self._forget_expired(walk, now=now)
        attempt = AuthorizationAttempt(
            walk_id=walk.id,
            browser_digest=walk.browser_digest,
            client_id=request.client_id,
            redirect_uri=request.redirect_uri,
            scopes=request.scopes,
            started_at=now,
            expires_at=now + STATE_LIFETIME,
            state_digest=digest_of(request.state),
            state_fingerprint=request.state.fingerprint,
            verifier_fingerprint=None if verifier is None else verifier.fingerprint,
        )
        self._session.add(attempt)
        self._session.flush()
        self._sealer.seal(attempt, "sealed_state", request.state)
        self._sealer.seal(attempt, "sealed_code_verifier", verifier)
        self._session.add(
            PendingAuthorization(
                state_digest=attempt.state_digest,
                attempt_id=attempt.id,
                browser_digest=attempt.browser_digest,
                expires_at=attempt.expires_at,
            )
        )
        self._session.commit()
        return attempt

    def _forget_expired(self, walk: Walk, *, now: datetime) -> None:
        """Stop waiting for what can no longer come; the attempts themselves stay."""
        own = select(AuthorizationAttempt.id).where(
            AuthorizationAttempt.walk_id == walk.id,
            AuthorizationAttempt.expires_at <= now,
        )
        self._session.execute(
            delete(PendingAuthorization).where(PendingAuthorization.attempt_id.in_(own))
        )

    def spend(
        self, state: Secret, *, browser_digest: str
    ) -> AuthorizationAttempt | None:
        """Take the pending attempt that waits for this state in this browser, once.

        Of two deliveries of one response, one gets the attempt and the other ``None``.
        """
        taken = self._session.execute(
            delete(PendingAuthorization)
            .where(
                PendingAuthorization.state_digest == digest_of(state),
                PendingAuthorization.browser_digest == browser_digest,
            )
            .returning(PendingAuthorization.attempt_id)
        ).scalar()
        self._session.commit()
        return (
            None
            if taken is None
            else self._session.get_one(AuthorizationAttempt, taken)
        )

    def find_by_state(self, state: Secret) -> AuthorizationAttempt | None:
        """Return the attempt that a state was made for, spent or not."""
        query = select(AuthorizationAttempt).where(
            AuthorizationAttempt.state_digest == digest_of(state)
        )
        return self._session.execute(query).scalar()

    def of_walk(self, walk: Walk) -> list[AuthorizationAttempt]:
        """Return the attempts of a walk, oldest first."""
        return list(self._session.scalars(_OF_WALK, {"walk_id": walk.id}))

    def keep_response(
        self,
        attempt: AuthorizationAttempt,
        response: AuthorizationResponse,
        *,
        now: datetime,
    ) -> None:
        """Seal what a checked response brought."""
        attempt.received_at = now
        attempt.code_fingerprint = response.code.fingerprint
        self._sealer.seal(attempt, "sealed_code", response.code)
        realm_id = response.realm_id
        self._sealer.seal(
            attempt, "sealed_realm_id", None if realm_id is None else Secret(realm_id)
        )
        self._session.commit()

    def keep_refusal(
        self, attempt: AuthorizationAttempt, error: str, *, now: datetime
    ) -> None:
        """Note that the response brought no code."""
        attempt.received_at = now
        attempt.error = error
        self._session.commit()

    def count_repeat(self, attempt: AuthorizationAttempt) -> None:
        """Note that the same response was delivered again."""
        attempt.repeats += 1
        self._session.commit()

    def take_code(
        self, attempt: AuthorizationAttempt, *, now: datetime, keep_value: bool
    ) -> Secret:
        """Hand out the code, once; with ``keep_value`` it can be looked at again later.

        Raises:
            CodeAlreadyTakenError: somebody has taken it; it must not be sent again.
        """
        taken = self._session.execute(
            update(AuthorizationAttempt)
            .where(
                AuthorizationAttempt.id == attempt.id,
                AuthorizationAttempt.code_taken_at.is_(None),
                AuthorizationAttempt.code_fingerprint.is_not(None),
            )
            .values(code_taken_at=now)
            .returning(AuthorizationAttempt.id)
        ).scalar()
        if taken is None:
            self._session.rollback()
            raise CodeAlreadyTakenError(
                "the code was handed out before, and works once"
            )
        # Read before it is opened: the response may have come after this row was loaded.
        self._session.refresh(attempt)
        code = self._sealer.unseal(attempt, "sealed_code")
        if not keep_value:
            attempt.sealed_code = None
        self._session.commit()
        return code

    def state(self, attempt: AuthorizationAttempt) -> Secret | None:
        return self._sealer.unseal_if_kept(attempt, "sealed_state")

    def code(self, attempt: AuthorizationAttempt) -> Secret:
        """Return a code that was taken before, to be sent again on purpose.

        Raises:
            ValueWipedError: codes of this environment are not kept.
        """
        return self._sealer.unseal(attempt, "sealed_code")

    def code_verifier(self, attempt: AuthorizationAttempt) -> Secret | None:
        return self._sealer.unseal_if_kept(attempt, "sealed_code_verifier")

    def realm_id(self, attempt: AuthorizationAttempt) -> str | None:
        """Return the company that the response named."""
        realm_id = self._sealer.unseal_if_kept(attempt, "sealed_realm_id")
        return None if realm_id is None else realm_id.reveal()

    def keep_id_token_result(
        self,
        attempt: AuthorizationAttempt,
        id_token: Secret,
        *,
        claims_json: str | None,
        problem: str | None,
    ) -> None:
        """Note what an ID token said, or why it was not believed; the token is not kept."""
        attempt.id_token_fingerprint = id_token.fingerprint
        claims = None if claims_json is None else Secret(claims_json)
        self._sealer.seal(attempt, "sealed_id_claims", claims)
        attempt.id_token_problem = problem
        self._session.commit()

    def id_claims_json(self, attempt: AuthorizationAttempt) -> str | None:
        claims = self._sealer.unseal_if_kept(attempt, "sealed_id_claims")
        return None if claims is None else claims.reveal()


def digest_of(state: Secret) -> str:
    """Return what an attempt is found by: the SHA-256 of its state, in hexadecimal."""
    return hashlib.sha256(state.reveal().encode()).hexdigest()
