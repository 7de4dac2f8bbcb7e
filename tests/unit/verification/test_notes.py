"""What a check writes down: its lines, and between them what passed."""

import pytest

from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.verification.errors import NotAsStatedError
from grantlab.verification.notes import Notes
from grantlab.verification.results import Line, Manner
from tests.support.clocks import NOON, StandingClock


def round_trip(purpose: Purpose = Purpose.EXCHANGE) -> RoundTrip:
    return RoundTrip(
        purpose=purpose,
        environment=Environment.EMBEDDED,
        method="POST",
        url="https://intuit.example/token",
        started_at=NOON,
    )


def line(manner: Manner, words: str) -> Line:
    return Line(manner=manner, words=words, at=NOON)


def test_what_passes_stands_before_the_line_that_is_written_next() -> None:
    notes, sent = Notes(StandingClock()), list[RoundTrip]()
    notes.listen(lambda: sent)

    notes.did("A code is sent.")
    sent.append(round_trip())
    notes.expect(sent, "It was sent.")

    assert notes.entries == (
        line(Manner.DID, "A code is sent."),
        round_trip(),
        line(Manner.HELD, "It was sent."),
    )


def test_what_passed_before_it_was_listened_to_is_not_noted() -> None:
    notes = Notes(StandingClock())

    notes.listen(lambda: (round_trip(),))

    assert notes.entries == ()


def test_requests_are_found_by_what_they_were_for() -> None:
    notes, sent = Notes(StandingClock()), list[RoundTrip]()
    notes.listen(lambda: sent)
    sent += [round_trip(Purpose.EXCHANGE), round_trip(Purpose.JWKS)]

    assert notes.sent(Purpose.JWKS) == (round_trip(Purpose.JWKS),)


def test_what_another_check_has_sent_is_noted_once() -> None:
    notes = Notes(StandingClock())

    notes.recall(round_trip())
    notes.recall(round_trip())

    assert notes.entries == (round_trip(),)


def test_what_is_not_so_ends_the_check_and_stands_last() -> None:
    notes = Notes(StandingClock())

    with pytest.raises(NotAsStatedError, match="It is good"):
        notes.expect(None, "It is good.")

    assert notes.entries == (line(Manner.MISSED, "It is good."),)


def test_what_has_come_is_given_on() -> None:
    assert Notes(StandingClock()).given("a token", "A token came.") == "a token"
