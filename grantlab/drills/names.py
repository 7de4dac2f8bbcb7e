"""Short names for the values of a play: S1, C1, A1, R1, in the order of appearance."""

from collections import Counter
from collections.abc import Iterable, Mapping

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


def name_values(round_trips: Iterable[RoundTrip]) -> Mapping[str, tuple[str, Mark]]:
    """Return the name and the mark of every value that passed, by fingerprint."""
    names: dict[str, tuple[str, Mark]] = {}
    counts: Counter[str] = Counter()
    for round_trip in round_trips:
        for mark in _marks_of(round_trip):
            letter = LETTER_BY_MARK.get(mark.name)
            if letter is None or mark.fingerprint in names:
                continue
            counts[letter] += 1
            names[mark.fingerprint] = (f"{letter}{counts[letter]}", mark)
    return names


def write_names(text: str, names: Mapping[str, tuple[str, Mark]]) -> str:
    """Return a text with the name of each value where its mark stood."""
    return "".join(
        piece if isinstance(piece, str) else _name(piece, names)
        for piece in split_marks(text)
    )


def _name(mark: Mark, names: Mapping[str, tuple[str, Mark]]) -> str:
    known = names.get(mark.fingerprint)
    return f"{mark.name} {mark.fingerprint}" if known is None else known[0]


def _marks_of(round_trip: RoundTrip) -> list[Mark]:
    headers = " ".join(value for _, value in round_trip.request_headers)
    # A secret stands in the header of a request that a code stands in the body of; what
    # was asked comes before what was answered.
    texts = (
        round_trip.url,
        headers,
        round_trip.request_body,
        round_trip.response_body,
    )
    return [mark for text in texts for mark in find_marks(text)]
