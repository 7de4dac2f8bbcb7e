"""Claims, pairs and journal of many plain refreshes at a time: two commits for all of them.

The same rows come of it as of `Claims.take` and `Generations.commit_refresh`, one by one; a
test compares them. What is not plain is left to those two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.renewal_time import PairTimes, renew_at
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.runtime.clock import Clock
from grantlab.store.batch_statements import (
    ADD_ATTEMPTS,
    ADD_GENERATIONS,
    CONNECTION,
    FINISH,
    GENERATION,
    HOLD,
    HOLD_PLAIN,
    MAKE_CURRENT,
    NEWEST,
    SEAL,
    SENT,
    SUPERSEDE,
    SUPERSEDE_AND_WIPE,
)
from grantlab.store.claims import CLAIM_LIFETIME, Claim
from grantlab.store.generations import facts_of
from grantlab.store.models import Origin, Outcome
from grantlab.store.sealing import Sealer
from grantlab.vault.errors import UnsealError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedRefresh:
    """A connection that is held, and the refresh token that is to be sent for it."""

    claim: Claim
    sent_id: int
    """The generation whose refresh token it is."""

    sent_fingerprint: str
    walk_id: int | None
    consent: int
    refresh_token: Secret


@dataclass(frozen=True, slots=True)
class _Held:
    """What is read of a connection while nobody else can change it."""

    newest_number: int
    keep_warm: bool


@dataclass(frozen=True, slots=True)
class ReceivedPair:
    """A pair that has come, and is to be committed before anything else is done."""

    claimed: ClaimedRefresh
    tokens: TokenSet


class Batches:
    """Claims plain connections, and commits the pairs that come, many at a time."""

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._machine_clock = machine_clock

    def claim(
        self, connection_ids: Sequence[int], *, asked_by: str, now: datetime
    ) -> tuple[list[ClaimedRefresh], list[int]]:
        """Hold those that are still plain and due, with an attempt in the journal for each.

        What somebody else has taken or refreshed meanwhile is left out. Beside those that
        are held, the numbers of those are returned whose refresh token does not open; they
        are let go again.
        """
        opened, unopened = self._open(self._hold_plain(connection_ids, now=now))
        attempt_ids = self._note_attempts(opened, asked_by=asked_by, now=now)
        self._session.commit()
        claimed = [
            ClaimedRefresh(
                claim=Claim(item["connection_id"], item["claim"], attempt_id),
                sent_id=item["sent_id"],
                sent_fingerprint=item["fingerprint"],
                walk_id=item["walk_id"],
                consent=item["consent"],
                refresh_token=item["token"],
            )
            for item, attempt_id in zip(opened, attempt_ids, strict=True)
        ]
        return claimed, unopened

    def commit(
        self, pairs: Sequence[ReceivedPair], *, asked_by: str, keep_values: bool
    ) -> list[ReceivedPair]:
        """Seal and commit the pairs, the outcomes, and the release of the claims.

        Returns those that were not committed because something has happened meanwhile:
        `Generations.commit_refresh` knows what to do with them.
        """
        held = self._hold_unchanged(pairs)
        plain = [pair for pair in pairs if pair.claimed.claim in held]
        if plain:
            new_ids = self._add_generations(plain, held, asked_by=asked_by)
            self._retire_older(plain, new_ids, keep_values=keep_values)
            self._make_current(plain, new_ids, held)
            self._finish_attempts(plain, new_ids)
        self._session.commit()
        return [pair for pair in pairs if pair.claimed.claim not in held]

    def _hold_plain(
        self, connection_ids: Sequence[int], *, now: datetime
    ) -> dict[int, Row]:
        held = self._session.execute(
            HOLD_PLAIN,
            {
                "connection_ids": list(connection_ids),
                "now": now,
                "until": self._machine_clock.now() + CLAIM_LIFETIME,
            },
        )
        return {row.current_generation_id: row._asdict() for row in held}

    def _open(self, held: dict[int, Row]) -> tuple[list[Row], list[int]]:
        """Open the refresh tokens of what is held; let go of what does not open."""
        opened: list[Row] = []
        for sent in self._session.execute(SENT, {"generation_ids": list(held)}):
            connection = held.pop(sent.id)
            token = self._unsealed(sent.id, sent.sealed_refresh_token)
            if token is None:
                held[sent.id] = connection
                continue
            opened.append(
                {
                    "connection_id": connection["id"],
                    "claim": connection["claim"],
                    "consent": connection["consent"],
                    "sent_id": sent.id,
                    "fingerprint": sent.refresh_fingerprint or "",
                    "walk_id": sent.walk_id,
                    "token": token,
                }
            )
        unopened = [connection["id"] for connection in held.values()]
        if unopened:
            self._session.execute(
                update(CONNECTION)
                .where(CONNECTION.c.id.in_(unopened))
                .values(claimed_until=None)
            )
        return opened, unopened

    def _unsealed(self, generation_id: int, sealed: bytes | None) -> Secret | None:
        if sealed is None:
            return None
        try:
            return self._sealer.vault.unseal(
                sealed, place=_place(generation_id, "sealed_refresh_token")
            )
        except UnsealError:
            return None

    def _note_attempts(
        self, opened: list[Row], *, asked_by: str, now: datetime
    ) -> list[int]:
        if not opened:
            return []
        rows = [
            {
                "connection_id": item["connection_id"],
                "claim": item["claim"],
                "asked_by": asked_by,
                "sent_generation_id": item["sent_id"],
                "sent_fingerprint": item["fingerprint"],
                "started_at": now,
            }
            for item in opened
        ]
        return list(self._session.execute(ADD_ATTEMPTS, rows).scalars())

    def _hold_unchanged(self, pairs: Sequence[ReceivedPair]) -> dict[Claim, _Held]:
        """Return what is read, by claim, of the connections that nobody has touched.

        Written before anything is read, the rows make everybody else wait.
        """
        by_id = {pair.claimed.claim.connection_id: pair.claimed for pair in pairs}
        held = self._session.execute(HOLD, {"connection_ids": list(by_id)}).all()
        keep_warm = {
            row.id: row.keep_warm
            for row in held
            if row.claim == by_id[row.id].claim.number
            and row.current_generation_id == by_id[row.id].sent_id
        }
        newest = self._session.execute(NEWEST, {"connection_ids": list(keep_warm)})
        return {
            by_id[row.connection_id].claim: _Held(
                row.number, keep_warm[row.connection_id]
            )
            for row in newest
        }

    def _add_generations(
        self,
        pairs: Sequence[ReceivedPair],
        held: dict[Claim, _Held],
        *,
        asked_by: str,
    ) -> list[int]:
        rows = [
            {
                **facts_of(pair.tokens),
                "connection_id": pair.claimed.claim.connection_id,
                "walk_id": pair.claimed.walk_id,
                "number": held[pair.claimed.claim].newest_number + 1,
                "consent": pair.claimed.consent,
                "origin": Origin.REFRESH,
                "parent_id": pair.claimed.sent_id,
                "asked_by": asked_by,
            }
            for pair in pairs
        ]
        new_ids = list(self._session.execute(ADD_GENERATIONS, rows).scalars())
        self._session.execute(
            SEAL,
            [
                self._sealed(new_id, pair.tokens)
                for new_id, pair in zip(new_ids, pairs, strict=True)
            ],
        )
        return new_ids

    def _sealed(self, new_id: int, tokens: TokenSet) -> Row:
        vault = self._sealer.vault
        access_token, refresh_token = tokens.access_token, tokens.refresh_token
        if refresh_token is None:
            raise AssertionError("a pair without a refresh token is not plain")
        return {
            "of_id": new_id,
            "access": vault.seal(
                access_token, place=_place(new_id, "sealed_access_token")
            ),
            "refresh": vault.seal(
                refresh_token, place=_place(new_id, "sealed_refresh_token")
            ),
        }

    def _retire_older(
        self,
        pairs: Sequence[ReceivedPair],
        new_ids: Sequence[int],
        *,
        keep_values: bool,
    ) -> None:
        rows = [
            {"of_id": pair.claimed.sent_id, "at": pair.tokens.received_at}
            for pair in pairs
        ]
        if keep_values:
            self._session.execute(SUPERSEDE, rows)
            return
        whose = [
            {"of_connection": pair.claimed.claim.connection_id, "new_id": new_id}
            for pair, new_id in zip(pairs, new_ids, strict=True)
        ]
        self._session.execute(
            SUPERSEDE_AND_WIPE,
            [row | more for row, more in zip(rows, whose, strict=True)],
        )

    def _make_current(
        self,
        pairs: Sequence[ReceivedPair],
        new_ids: Sequence[int],
        held: dict[Claim, _Held],
    ) -> None:
        self._session.execute(
            MAKE_CURRENT,
            [
                {
                    "of_id": pair.claimed.claim.connection_id,
                    "new_id": new_id,
                    "due_at": renew_at(
                        _times(pair.tokens),
                        keep_warm=held[pair.claimed.claim].keep_warm,
                    ),
                }
                for pair, new_id in zip(pairs, new_ids, strict=True)
            ],
        )

    def _finish_attempts(
        self, pairs: Sequence[ReceivedPair], new_ids: Sequence[int]
    ) -> None:
        self._session.execute(
            FINISH,
            [
                {
                    "of_id": pair.claimed.claim.attempt_id,
                    "how": _outcome(pair),
                    "at": pair.tokens.received_at,
                    "new_id": new_id,
                }
                for pair, new_id in zip(pairs, new_ids, strict=True)
            ],
        )


def is_plain(tokens: TokenSet) -> bool:
    """Whether a pair is whole; without a refresh token the one that was sent stays."""
    return tokens.refresh_token is not None


def _outcome(pair: ReceivedPair) -> Outcome:
    refresh_token = pair.tokens.refresh_token
    same = (
        refresh_token is not None
        and refresh_token.fingerprint == pair.claimed.sent_fingerprint
    )
    return Outcome.UNCHANGED if same else Outcome.ROTATED


def _times(tokens: TokenSet) -> PairTimes:
    facts = facts_of(tokens)
    return PairTimes(
        received_at=tokens.received_at,
        access_expires_at=tokens.access_expires_at,
        refresh_expires_at=facts["refresh_expires_at"],
        hard_expires_at=tokens.hard_expires_at,
    )


def _place(generation_id: int, column: str) -> str:
    return f"{GENERATION.name}/{generation_id}/{column}"
