"""What names and drawings need of a pair of tokens, be it a row of ours or out of a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from grantlab.diagnosis.facts import GenerationFact


class Pair(Protocol):
    """One pair of tokens: when it came, when it ends, and when another replaced it."""

    @property
    def received_at(self) -> datetime: ...
    @property
    def access_fingerprint(self) -> str: ...
    @property
    def refresh_fingerprint(self) -> str | None: ...
    @property
    def access_expires_at(self) -> datetime | None: ...
    @property
    def refresh_expires_at(self) -> datetime | None: ...
    @property
    def hard_expires_at(self) -> datetime | None: ...
    @property
    def superseded_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPair:
    """A pair out of an evidence file."""

    received_at: datetime
    access_fingerprint: str
    refresh_fingerprint: str | None
    access_expires_at: datetime | None
    refresh_expires_at: datetime | None
    hard_expires_at: datetime | None
    superseded_at: datetime | None


def filed_pairs(facts: Iterable[GenerationFact], *, current: int | None) -> list[Pair]:
    """Return the pairs of a file; one is replaced when the next one comes.

    ``current`` is the number of the pair that nothing has replaced, whatever came after.
    """
    in_order = sorted(facts, key=lambda fact: fact.number)
    followed = {one.number: other.received_at for one, other in pairwise(in_order)}
    return [
        FiledPair(
            received_at=fact.received_at,
            access_fingerprint=fact.access_fingerprint or "",
            refresh_fingerprint=fact.refresh_fingerprint,
            access_expires_at=fact.access_expires_at,
            refresh_expires_at=fact.refresh_expires_at,
            hard_expires_at=fact.hard_expires_at,
            superseded_at=None
            if fact.number == current
            else followed.get(
                fact.number, None if current is None else fact.received_at
            ),
        )
        for fact in in_order
    ]
