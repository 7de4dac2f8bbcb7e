"""When a connection is due to be renewed, told by its newest pair."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ACCESS_LIFETIME = timedelta(hours=1)
"""What an access token is taken to live where its answer told nothing (L401)."""

ACCESS_MARGIN = 6
"""In the last sixth of its life an access token is replaced: the last 10 of 60 minutes
(L511)."""

LONGEST_UNUSED = timedelta(days=7)
"""How long a refresh token is left unused, if it lives that long.

Of a hundred days it has ninety-three left then: a renewal that stops on that day, and does
not run for ninety, comes back in time (L512).
"""

UNUSED_SHARE = 2
"""A refresh token that lives only for days is left unused for half of its life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTimes:
    """When a pair came, and when it ends; ``None`` where the service did not tell."""

    received_at: datetime
    access_expires_at: datetime | None
    refresh_expires_at: datetime | None
    hard_expires_at: datetime | None


def renew_at(pair: PairTimes, *, keep_warm: bool) -> datetime | None:
    """Return when a connection is due, or ``None`` if its consent ends before.

    Every connection has its refresh token used in time; one that is kept warm has its
    access token replaced, too. After five years no refresh helps (L507).

    Source: L511, L512; the renewal article for the margin of access tokens.
    """
    due_at = _refresh_token_due_at(pair)
    if keep_warm:
        due_at = min(due_at, _access_token_due_at(pair))
    if pair.hard_expires_at is not None and pair.hard_expires_at <= due_at:
        return None
    return due_at


def _refresh_token_due_at(pair: PairTimes) -> datetime:
    unused = LONGEST_UNUSED
    if pair.refresh_expires_at is not None:
        lifetime = pair.refresh_expires_at - pair.received_at
        unused = min(unused, lifetime / UNUSED_SHARE)
    return pair.received_at + unused


def _access_token_due_at(pair: PairTimes) -> datetime:
    lifetime = ACCESS_LIFETIME
    if pair.access_expires_at is not None:
        lifetime = pair.access_expires_at - pair.received_at
    return pair.received_at + lifetime - lifetime / ACCESS_MARGIN
