"""Generations of tokens: committed the moment they are received."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, func, or_, select, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.environment import Environment
from grantlab.protocol.renewal_time import PairTimes, renew_at
from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import recognise
from grantlab.protocol.token_response import TokenSet
from grantlab.store.claims import Claim, note_answered, release, resolve
from grantlab.store.models import (
    Connection,
    Origin,
    Outcome,
    RefreshAttempt,
    TokenGeneration,
)
from grantlab.store.sealing import Sealer
from grantlab.vault.errors import UnsealError

PATIENT_TRIES = 5
"""How often a pair that has arrived waits for its turn, ten seconds each: with the
request before them they end before the claim does."""

# Put together once: every page of a walk or connection asks one of them.
_OF_CONNECTION = (
    select(TokenGeneration)
    .where(TokenGeneration.connection_id == bindparam("connection_id"))
    .order_by(TokenGeneration.number)
)
_OF_WALK = (
    select(TokenGeneration)
    .where(TokenGeneration.walk_id == bindparam("walk_id"))
    .order_by(TokenGeneration.id)
)

_IS_KEPT = or_(
    TokenGeneration.sealed_access_token.is_not(None),
    TokenGeneration.sealed_refresh_token.is_not(None),
)


class Generations:
    """Repository of token generations; alone opens access and refresh tokens."""

    def __init__(self, session: scoped_session[Session], sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def commit_consent(
        self,
        connection: Connection,
        tokens: TokenSet,
        *,
        walk_id: int | None,
        asked_by: str,
        keep_values: bool,
    ) -> TokenGeneration:
        """Seal and commit the tokens of an exchange, before anything else is judged (L309)."""
        generation = self._add(
            connection, tokens, origin=Origin.EXCHANGE, asked_by=asked_by
        )
        generation.walk_id = walk_id
        self._make_current(connection, generation)
        note_answered(connection)
        if not keep_values:
            self._wipe_resolved(connection)
        self._session.commit()
        return generation

    def commit_import(
        self,
        connection: Connection,
        refresh_token: Secret,
        access_token: Secret | None,
        *,
        asked_by: str,
        keep_values: bool,
        now: datetime,
    ) -> TokenGeneration:
        """Seal and commit tokens that were obtained elsewhere; nothing was sent for them.

        Of their deadlines only what a value of a known shape tells itself is known.
        """
        generation = TokenGeneration(
            connection_id=connection.id,
            number=self._next_number(connection),
            consent=connection.consent,
            origin=Origin.IMPORT,
            asked_by=asked_by,
            received_at=now,
            access_fingerprint="" if access_token is None else access_token.fingerprint,
            refresh_fingerprint=refresh_token.fingerprint,
            refresh_expires_at=_told_by_shape(refresh_token),
            oddities=(),
        )
        self._session.add(generation)
        self._session.flush()
        self._sealer.seal(generation, "sealed_access_token", access_token)
        self._sealer.seal(generation, "sealed_refresh_token", refresh_token)
        self._make_current(connection, generation)
        note_answered(connection)
        if not keep_values:
            self._wipe_resolved(connection)
        self._session.commit()
        return generation

    def commit_refresh(
        self,
        claim: Claim,
        sent: TokenGeneration,
        tokens: TokenSet,
        *,
        asked_by: str,
        keep_values: bool,
    ) -> TokenGeneration:
        """Seal and commit a new pair, its attempt's outcome, and the release of the claim.

        The pair is committed even when the claim was lost meanwhile: the service checks
        no fence, so a late pair may be the good one. Current is the one issued last.

        A database that is held by somebody else is waited for several times as long as
        for anything else: the pair may be the only one that is still good. If it cannot
        be kept, nothing of it is, and whoever comes next sends again what was sent.
        """
        try:
            connection = self._hold_patiently(claim.connection_id)
            generation = self._replace(
                connection, sent, tokens, asked_by=asked_by, keep_values=keep_values
            )
            self._finish(claim, sent, generation)
            self._session.commit()
        except SQLAlchemyError:
            self._session.rollback()
            self._let_go(claim)
            raise
        return generation

    def current(self, connection: Connection) -> TokenGeneration | None:
        """Return the newest usable generation, as it is in the database now."""
        self._session.refresh(connection)
        return self._current(connection)

    def by_id(self, generation_id: int) -> TokenGeneration:
        """Return a generation that is known to exist, as it is in the database now."""
        return self._session.get_one(
            TokenGeneration, generation_id, populate_existing=True
        )

    def of_connection(self, connection_id: int) -> list[TokenGeneration]:
        """Return the generations of a connection, oldest first."""
        wanted = {"connection_id": connection_id}
        return list(self._session.scalars(_OF_CONNECTION, wanted))

    def of_walk(self, walk_id: int) -> list[TokenGeneration]:
        """Return the generations of a walk, oldest first."""
        return list(self._session.scalars(_OF_WALK, {"walk_id": walk_id}))

    def holders(
        self, fingerprints: Collection[str], environment: Environment
    ) -> tuple[int, ...]:
        """Return the connections that hold any of these tokens, or once did."""
        query = (
            select(Connection.id)
            .join(TokenGeneration, TokenGeneration.connection_id == Connection.id)
            .where(
                Connection.environment == environment,
                or_(
                    TokenGeneration.access_fingerprint.in_(fingerprints),
                    TokenGeneration.refresh_fingerprint.in_(fingerprints),
                ),
            )
            .distinct()
            .order_by(Connection.id)
        )
        return tuple(self._session.execute(query).scalars())

    def sibling_of(self, sent: TokenGeneration) -> TokenGeneration | None:
        """Return a pair that came from the same refresh token as ``sent`` did, if unresolved."""
        if sent.parent_id is None:
            return None
        query = (
            select(TokenGeneration)
            .where(
                TokenGeneration.connection_id == sent.connection_id,
                TokenGeneration.parent_id == sent.parent_id,
                TokenGeneration.id != sent.id,
                TokenGeneration.sealed_refresh_token.is_not(None),
            )
            .order_by(TokenGeneration.id.desc())
        )
        return self._session.execute(query).scalars().first()

    def access_token(self, generation: TokenGeneration) -> Secret:
        """Open the access token.

        Raises:
            ValueWipedError: it is no longer kept.
        """
        return self._sealer.unseal(generation, "sealed_access_token")

    def access_token_if_kept(self, generation: TokenGeneration) -> Secret | None:
        """Open the access token, or return ``None`` when there is none."""
        return self._sealer.unseal_if_kept(generation, "sealed_access_token")

    def refresh_token(self, generation: TokenGeneration) -> Secret:
        """Open the refresh token.

        Raises:
            ValueWipedError: it is no longer kept.
        """
        return self._sealer.unseal(generation, "sealed_refresh_token")

    def wipe_values(self, connection: Connection, *, now: datetime) -> None:
        """Wipe all values of an ended connection; the facts stay (L604)."""
        self._session.execute(
            update(TokenGeneration)
            .where(TokenGeneration.connection_id == connection.id)
            .values(sealed_access_token=None, sealed_refresh_token=None)
        )
        connection.revoked_at = now
        self._session.commit()
        self._session.expire_all()

    def wipe_ended(self, connection: Connection) -> int:
        """Wipe what is left of a connection that has ended by itself; the facts stay.

        How many pairs still had values is returned.
        """
        result = self._session.execute(
            update(TokenGeneration)
            .where(TokenGeneration.connection_id == connection.id, _IS_KEPT)
            .values(sealed_access_token=None, sealed_refresh_token=None)
        )
        self._session.commit()
        self._session.expire_all()
        return cast("CursorResult[object]", result).rowcount

    def count_kept(self, connection: Connection) -> int:
        """Return how many pairs of a connection have a value left."""
        query = select(func.count(TokenGeneration.id)).where(
            TokenGeneration.connection_id == connection.id, _IS_KEPT
        )
        return self._session.execute(query).scalar_one()

    def wipe_older_of_walk(self, walk_id: int) -> None:
        """Wipe what a walk kept to be sent again; current pairs and all facts stay."""
        current = select(Connection.current_generation_id).where(
            Connection.current_generation_id.is_not(None)
        )
        self._session.execute(
            update(TokenGeneration)
            .where(
                TokenGeneration.walk_id == walk_id, TokenGeneration.id.not_in(current)
            )
            .values(sealed_access_token=None, sealed_refresh_token=None)
        )
        self._session.commit()

    def note_revoked(self, connection: Connection, *, now: datetime) -> None:
        """Note that the service was told to end the connection, and said it did."""
        connection.revoked_at = now
        self._session.commit()

    def _hold(self, connection_id: int) -> Connection:
        """Return a connection as it is now, and as it stays until the commit.

        A late pair and the next one may arrive together. Written before anything is read,
        the row makes one wait: each gets a number, and sees which pair is current.
        """
        self._session.execute(
            update(Connection)
            .where(Connection.id == connection_id)
            .values(claim=Connection.claim)
        )
        return self._session.get_one(Connection, connection_id, populate_existing=True)

    def _hold_patiently(self, connection_id: int) -> Connection:
        """Hold a connection, however long somebody else holds the database, within bounds."""
        for _ in range(PATIENT_TRIES - 1):
            try:
                return self._hold(connection_id)
            except OperationalError:
                self._session.rollback()
        return self._hold(connection_id)

    def _let_go(self, claim: Claim) -> None:
        """Let go of a claim if that can be written; otherwise it runs out by itself."""
        try:
            release(self._session, claim)
            self._session.commit()
        except SQLAlchemyError:
            self._session.rollback()

    def _replace(
        self,
        connection: Connection,
        sent: TokenGeneration,
        tokens: TokenSet,
        *,
        asked_by: str,
        keep_values: bool,
    ) -> TokenGeneration:
        generation = self._add(
            connection, tokens, origin=Origin.REFRESH, asked_by=asked_by
        )
        generation.parent_id = sent.id
        generation.walk_id = sent.walk_id
        if tokens.refresh_token is None:
            # RFC 6749 §6: without a new one, the one that was sent stays.
            self._copy_refresh_token(sent, generation)
        current = self._current(connection)
        if (
            current is None
            or current.id == sent.id
            or self._is_newer(generation, current)
        ):
            self._make_current(connection, generation)
        else:
            generation.superseded_at = generation.received_at
        note_answered(connection)
        if not keep_values:
            self._wipe_resolved(connection)
        return generation

    def _add(
        self, connection: Connection, tokens: TokenSet, *, origin: Origin, asked_by: str
    ) -> TokenGeneration:
        refresh_token = tokens.refresh_token
        generation = TokenGeneration(
            connection_id=connection.id,
            number=self._next_number(connection),
            consent=connection.consent,
            origin=origin,
            asked_by=asked_by,
            **facts_of(tokens),
        )
        self._session.add(generation)
        self._session.flush()
        self._sealer.seal(generation, "sealed_access_token", tokens.access_token)
        self._sealer.seal(generation, "sealed_refresh_token", refresh_token)
        return generation

    def _next_number(self, connection: Connection) -> int:
        query = select(func.max(TokenGeneration.number)).where(
            TokenGeneration.connection_id == connection.id
        )
        return (self._session.execute(query).scalar() or 0) + 1

    def _copy_refresh_token(
        self, sent: TokenGeneration, generation: TokenGeneration
    ) -> None:
        kept = self._sealer.unseal_if_kept(sent, "sealed_refresh_token")
        self._sealer.seal(generation, "sealed_refresh_token", kept)
        generation.refresh_fingerprint = sent.refresh_fingerprint
        generation.refresh_expires_at = (
            generation.refresh_expires_at or sent.refresh_expires_at
        )

    def _make_current(
        self, connection: Connection, generation: TokenGeneration
    ) -> None:
        self._session.execute(
            update(TokenGeneration)
            .where(
                TokenGeneration.connection_id == connection.id,
                TokenGeneration.id != generation.id,
                TokenGeneration.superseded_at.is_(None),
            )
            .values(superseded_at=generation.received_at)
        )
        connection.current_generation_id = generation.id
        connection.renew_at = renew_at(
            times_of(generation), keep_warm=connection.keep_warm
        )

    def _is_newer(self, generation: TokenGeneration, current: TokenGeneration) -> bool:
        """Whether a pair was issued last.

        By the expiry inside the values, else by the ``Date`` of their answers, else by
        arrival: a pair may have been long on the way.
        """
        for told, current_told in (
            (self._told(generation), self._told(current)),
            (generation.issued_at, current.issued_at),
        ):
            if told is not None and current_told is not None and told != current_told:
                return told > current_told
        return generation.received_at >= current.received_at

    def _told(self, generation: TokenGeneration) -> datetime | None:
        try:
            kept = self._sealer.unseal_if_kept(generation, "sealed_refresh_token")
        except UnsealError:
            # A row that was tampered with must not cost the pair that has just come.
            return None
        return _told_by_shape(kept)

    def _wipe_resolved(self, connection: Connection) -> None:
        """Wipe all values but the current pair's and those of its unresolved siblings."""
        current = self._session.get_one(
            TokenGeneration, connection.current_generation_id
        )
        is_sibling = TokenGeneration.parent_id.is_not_distinct_from(current.parent_id)
        self._session.execute(
            update(TokenGeneration)
            .where(
                TokenGeneration.connection_id == connection.id,
                TokenGeneration.id != current.id,
                or_(TokenGeneration.parent_id.is_(None), ~is_sibling),
            )
            .values(sealed_access_token=None, sealed_refresh_token=None)
        )

    def _finish(
        self, claim: Claim, sent: TokenGeneration, generation: TokenGeneration
    ) -> None:
        same = generation.refresh_fingerprint == sent.refresh_fingerprint
        attempt = self._session.get_one(RefreshAttempt, claim.attempt_id)
        attempt.outcome = Outcome.UNCHANGED if same else Outcome.ROTATED
        attempt.finished_at = generation.received_at
        attempt.generation_id = generation.id
        resolve(self._session, attempt, Outcome.RESOLVED)
        release(self._session, claim)

    def _current(self, connection: Connection) -> TokenGeneration | None:
        if connection.current_generation_id is None:
            return None
        return self._session.get(TokenGeneration, connection.current_generation_id)


def facts_of(tokens: TokenSet) -> dict[str, Any]:
    """Return what is kept of a pair in the open, by column."""
    refresh_token = tokens.refresh_token
    return {
        "received_at": tokens.received_at,
        "issued_at": tokens.issued_at,
        "access_fingerprint": tokens.access_token.fingerprint,
        "refresh_fingerprint": None
        if refresh_token is None
        else refresh_token.fingerprint,
        "access_expires_at": tokens.access_expires_at,
        "refresh_expires_at": tokens.refresh_expires_at
        or _told_by_shape(refresh_token),
        "hard_expires_at": tokens.hard_expires_at,
        "oddities": tokens.oddities,
    }


def times_of(generation: TokenGeneration) -> PairTimes:
    """Return when a pair came and when it ends."""
    return PairTimes(
        received_at=generation.received_at,
        access_expires_at=generation.access_expires_at,
        refresh_expires_at=generation.refresh_expires_at,
        hard_expires_at=generation.hard_expires_at,
    )


def _told_by_shape(refresh_token: Secret | None) -> datetime | None:
    if refresh_token is None:
        return None
    shape = recognise(refresh_token.reveal())
    return None if shape is None else shape.expires_at
