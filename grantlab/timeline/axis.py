"""A time axis on which a minute and five years both have room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log1p
from typing import Final, Literal

_LINEAR_UNTIL: Final = timedelta(seconds=15)
"""Near the first event the axis is nearly even; well past this it is logarithmic."""

_HALF_LABEL: Final = 20
"""Nearer to the right edge than this, a label stands left of its tick."""

_TICKS: Final = (
    (timedelta(minutes=1), "+1 min"),
    (timedelta(minutes=10), "+10 min"),
    (timedelta(hours=1), "+1 h"),
    (timedelta(days=1), "+1 d"),
    (timedelta(days=10), "+10 d"),
    (timedelta(days=100), "+100 d"),
    (timedelta(days=5 * 365), "5 y"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the axis, and the time since the first event that it stands for."""

    x: float
    label: str
    anchor: Literal["middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class Axis:
    """Turns moments into distances from the left edge; later is never further left."""

    first_at: datetime
    last_at: datetime
    left: float
    right: float

    def x(self, at: datetime) -> float:
        """Return where a moment stands; one outside the axis stands at its edge."""
        whole = _stretch(self.last_at - self.first_at)
        if whole == 0:
            return self.left
        share = min(1.0, _stretch(at - self.first_at) / whole)
        return round(self.left + share * (self.right - self.left), 1)

    def ticks(self) -> Iterator[Tick]:
        """Return the ticks that lie on the axis."""
        for since, label in _TICKS:
            if self.first_at + since <= self.last_at:
                x = self.x(self.first_at + since)
                yield Tick(
                    x, label, "end" if x > self.right - _HALF_LABEL else "middle"
                )


def _stretch(since: timedelta) -> float:
    return log1p(max(0.0, since / _LINEAR_UNTIL))
