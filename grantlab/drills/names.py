"""Short names for the values of a play: S1, C1, A1, R1, in the order of appearance."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grantlab.protocol.marks import Mark, find_marks, split_marks
from grantlab.protocol.round_trip import RoundTrip

LETTER_BY_MARK = {
    "state": "S",
    "code_verifier": "V",
    "code": "C",
    "access_token": "A",
    "refresh_token": "R",
    "client_secret": "K",
}
"""The same letters as on the pages."""


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value by its name, and by the parameter or member that first carried it."""

    name: str
    carried_as: str


ValueNames = Mapping[str, NamedValue]
"""The names of a play's values, by fingerprint."""


def name_values(round_trips: Iterable[RoundTrip]) -> ValueNames:
    """Return the name of every value that passed."""
    names: dict[str, NamedValue] = {}
    counts: Counter[str] = Counter()
    for round_trip in round_trips:
        for mark in (*_sent(round_trip), *find_marks(round_trip.response_body)):
            letter = LETTER_BY_MARK.get(mark.name)
            if letter is not None and mark.fingerprint not in names:
                counts[letter] += 1
                name = f"{letter}{counts[letter]}"
                names[mark.fingerprint] = NamedValue(name, mark.name)
    return names


def write_names(text: str, names: ValueNames) -> str:
    """Return a text with the name of each value where its mark stood."""
    return "".join(
        piece if isinstance(piece, str) else _name(piece, names)
        for piece in split_marks(text)
    )


def marks_sent(round_trip: RoundTrip) -> list[str]:
    """Return the fingerprints of what a request carried, in order."""
    return [mark.fingerprint for mark in _sent(round_trip)]


def marks_brought(round_trip: RoundTrip) -> list[str]:
    """Return the fingerprints of what an answer brought, in order."""
    return [mark.fingerprint for mark in find_marks(round_trip.response_body)]


def _sent(round_trip: RoundTrip) -> list[Mark]:
    headers = (value for _, value in round_trip.request_headers)
    texts = (round_trip.url, *headers, round_trip.request_body)
    return [mark for text in texts for mark in find_marks(text)]


def _name(mark: Mark, names: ValueNames) -> str:
    known = names.get(mark.fingerprint)
    return f"{mark.name} {mark.fingerprint}" if known is None else known.name
