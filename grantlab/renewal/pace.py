"""How many requests an environment is sent in a second."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=1)


@dataclass
class Pace:
    """Lets so many requests go in any one second; ``None`` lets all of them go.

    It is told the time, and waits for nothing itself.
    """

    per_second: int | None
    _sent_at: deque[datetime] = field(default_factory=deque)

    def free(self, now: datetime) -> int | None:
        """Return how many requests may go now; ``None`` if there is no limit."""
        if self.per_second is None:
            return None
        while self._sent_at and self._sent_at[0] <= now - WINDOW:
            self._sent_at.popleft()
        return self.per_second - len(self._sent_at)

    def note_sent(self, count: int, now: datetime) -> None:
        """Note that so many requests go now."""
        if self.per_second is not None:
            self._sent_at.extend([now] * count)

    def wait(self, now: datetime) -> timedelta:
        """Return how long it is until the next request may go."""
        if self.free(now) != 0:
            return timedelta()
        return self._sent_at[0] + WINDOW - now
