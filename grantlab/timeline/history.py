"""The facts that a time-line is drawn from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SpanKind(StrEnum):
    """Whose life a bar shows; each has a row of its own."""

    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The life of one token."""

    label: str
    """The name of its tag, such as ``R1``."""

    kind: SpanKind
    starts_at: datetime
    ends_at: datetime
    """When it expires if nothing else ends it."""

    stale_from: datetime | None = None
    """When a newer token took its place; ``None`` while none has."""

    stale_until: datetime | None = None
    """When it stops being honoured although stale; ``None`` if nobody said."""

    ended_at: datetime | None = None
    """When something other than time ended it; ``None`` if nothing has."""

    ended_word: str = ""
    """What ended it, such as ``revoked``."""

    @property
    def last_at(self) -> datetime:
        """When it is honoured no more, whatever the cause."""
        end = self.ends_at
        if self.stale_from is not None and self.stale_until is not None:
            end = min(end, self.stale_until)
        return end if self.ended_at is None else min(end, self.ended_at)

    @property
    def was_ended(self) -> bool:
        """Whether something other than time ended it while it was still honoured."""
        return self.ended_at is not None and self.ended_at == self.last_at

    @property
    def fresh_until(self) -> datetime:
        """When it stops being the newest of its kind, or ends."""
        if self.stale_from is None:
            return self.last_at
        return min(self.stale_from, self.last_at)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a moment."""

    label: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that one time-line shows."""

    spans: tuple[Span, ...]
    events: tuple[Event, ...]
    now: datetime
    hard_limit: datetime | None = None
    """Five years after consent; ``None`` when it is not known."""

    @property
    def first_at(self) -> datetime:
        """The earliest moment in it."""
        return min([self.now, *self._starts()])

    @property
    def last_at(self) -> datetime:
        """The latest moment in it, past or to come."""
        ends = [span.last_at for span in self.spans]
        limit = [] if self.hard_limit is None else [self.hard_limit]
        return max([self.now, *self._starts(), *ends, *limit])

    def _starts(self) -> list[datetime]:
        return [span.starts_at for span in self.spans] + [
            event.at for event in self.events
        ]
