"""Everything that is stored about one walk, read once for a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from blueprints.naming import name_values
from blueprints.services import Services
from blueprints.tags import Tag, Tags
from blueprints.walkthrough.steps import StepId
from grantlab.protocol.round_trip import Purpose, RoundTripOutline
from grantlab.store.models import (
    AuthorizationAttempt,
    Connection,
    Origin,
    TokenGeneration,
    Walk,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkState:
    """A walk with what it has led to so far."""

    walk: Walk
    attempts: tuple[AuthorizationAttempt, ...]
    generations: tuple[TokenGeneration, ...]
    connection: Connection | None
    outlines: tuple[RoundTripOutline, ...]
    """Its round trips in outline, oldest first."""

    tags: Tags
    now: datetime

    @property
    def attempt(self) -> AuthorizationAttempt | None:
        """The newest request for consent."""
        return self.attempts[-1] if self.attempts else None

    @property
    def has_response(self) -> bool:
        """Whether the newest request for consent was answered."""
        return self.attempt is not None and self.attempt.received_at is not None

    @property
    def gave_tokens(self) -> bool:
        """Whether the newest code was exchanged, and tokens came for it."""
        taken_at = None if self.attempt is None else self.attempt.code_taken_at
        return taken_at is not None and any(
            item.origin is Origin.EXCHANGE and item.received_at >= taken_at
            for item in self.generations
        )

    @property
    def current(self) -> TokenGeneration | None:
        """The pair that acts for this walk's company now, if this walk brought it."""
        if self.connection is None:
            return None
        wanted = self.connection.current_generation_id
        return next((item for item in self.generations if item.id == wanted), None)

    @property
    def was_replaced(self) -> bool:
        """Whether a newer consent for the same company has taken this walk's place."""
        return (
            self.connection is not None
            and bool(self.generations)
            and self.current is None
        )

    @property
    def is_alive(self) -> bool:
        """Whether, as far as is known here, a refresh would be answered with tokens."""
        current, connection = self.current, self.connection
        if current is None or connection is None or connection.revoked_at is not None:
            return False
        ends_at = current.refresh_expires_at
        return ends_at is None or self.now < ends_at

    @property
    def previous(self) -> TokenGeneration | None:
        """The newest pair before the current one whose refresh token is another."""
        current = self.current
        if current is None:
            return None
        older = [
            item
            for item in self.generations
            if item.refresh_fingerprint != current.refresh_fingerprint
        ]
        return older[-1] if older else None

    def tag(self, fingerprint: str | None) -> Tag | None:
        """Return the name of a value of this walk."""
        return None if fingerprint is None else self.tags.get(fingerprint)

    def latest(self, *purposes: Purpose) -> RoundTripOutline | None:
        """Return the newest round trip made for one of these purposes."""
        return next(
            (item for item in reversed(self.outlines) if item.purpose in purposes), None
        )


def read_walk(walk: Walk, parts: Services) -> WalkState:
    """Read a walk with everything that belongs to it."""
    attempts = tuple(parts.attempts.of_walk(walk))
    generations = tuple(parts.generations.of_walk(walk.id))
    outlines = parts.round_trips.outlines_of_walk(walk.id)
    connection = (
        None
        if walk.connection_id is None
        else parts.connections.get(walk.connection_id)
    )
    environments = parts.environments
    keys = (
        environments.keys_of(walk.environment),
        environments.other_keys_of(walk.environment),
    )
    now = environments.clock_of(walk.environment).now()
    return WalkState(
        walk=walk,
        attempts=attempts,
        generations=generations,
        connection=connection,
        outlines=outlines,
        tags=name_values(
            attempts=attempts,
            generations=generations,
            key_pairs=(pair for pair in keys if pair is not None),
            revoked_at=None if connection is None else connection.revoked_at,
            now=now,
        ),
        now=now,
    )


def steps_done(state: WalkState | None) -> Mapping[StepId, bool]:
    """Return which steps a walk has behind it."""
    if state is None:
        return dict.fromkeys(StepId, False)
    attempt = state.attempt
    has_tokens = bool(state.generations)
    answered = {item.purpose for item in state.outlines if item.status == HTTPStatus.OK}
    return {
        StepId.KEYS: True,
        StepId.SCOPES: attempt is not None,
        StepId.REQUEST: state.has_response,
        StepId.RESPONSE: attempt is not None and attempt.code_fingerprint is not None,
        StepId.EXCHANGE: has_tokens,
        StepId.TOKENS: has_tokens,
        StepId.CALL: bool(answered & {Purpose.COMPANY_INFO, Purpose.USERINFO}),
        StepId.REFRESH: Purpose.REFRESH in answered,
        StepId.REVOKE: state.connection is not None
        and state.connection.revoked_at is not None,
        StepId.CHECKLIST: False,
    }


def next_step(state: WalkState) -> StepId:
    """Return the first step that is not behind the walk."""
    return next(step for step, done in steps_done(state).items() if not done)
