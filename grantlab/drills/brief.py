"""One round trip in a line: what went out, what came back."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from grantlab.drills.expectation import Expected
from grantlab.drills.inquiry import answer_of
from grantlab.drills.names import ValueNames, marks_brought, marks_sent
from grantlab.drills.recording import Recording
from grantlab.protocol.round_trip import FRONT_CHANNEL, RoundTrip


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A round trip by the names of its values."""

    method: str
    path: str
    sent: tuple[str, ...]
    came: Expected | None
    """``None`` for the browser's own navigations."""

    brought: tuple[str, ...]

    def __str__(self) -> str:
        parts = [self.method, self.path, *self.sent]
        if self.came is not None:
            # Why it was refused is not told here: that is what is asked.
            told = (str(self.came.status or self.came), self.came.error or "")
            parts += ["→", *filter(None, told), *self.brought]
        return " ".join(parts)


def brief(round_trip: RoundTrip, recording: Recording, names: ValueNames) -> Brief:
    """Return one round trip of a recording in brief."""
    is_navigation = round_trip.purpose in FRONT_CHANNEL
    return Brief(
        method=round_trip.method,
        path=urlsplit(round_trip.url).path,
        sent=_named(marks_sent(round_trip), names),
        came=None if is_navigation else answer_of(round_trip, recording),
        brought=_named(marks_brought(round_trip), names),
    )


def _named(fingerprints: list[str], names: ValueNames) -> tuple[str, ...]:
    found = (names[item].name for item in fingerprints if item in names)
    # Whose keys they are is no news; what they were used on is.
    return tuple(name for name in found if not name.startswith("K"))
