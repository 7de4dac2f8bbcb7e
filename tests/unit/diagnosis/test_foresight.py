"""What a refresh would come to, foreseen from facts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import Outcome
from grantlab.diagnosis.foresight.expected import Expected, StoreFacts, Sureness
from grantlab.diagnosis.foresight.foreseeing import foresee_refresh
from tests.unit.diagnosis.builders import (
    DAY,
    YEAR,
    api_call,
    at,
    attempt,
    evidence,
    exchange,
    fingerprint,
    generation,
    lost_refresh,
)

NEW_PAIR, REFUSED = Expected.NEW_PAIR, Expected.REFUSED
NOTHING_SENT, CANNOT_TELL = Expected.NOTHING_SENT, Expected.CANNOT_TELL
CERTAIN, LIKELY, OPEN = Sureness.CERTAIN, Sureness.LIKELY, Sureness.OPEN


def store(**more: Any) -> StoreFacts:
    return StoreFacts(**{"current": 1, "is_kept": True, **more})


def connected(*round_trips: Any, minutes: float = 30, **more: Any) -> Evidence:
    pair = generation(
        1,
        0,
        access_expires_at=at(60),
        refresh_expires_at=at(100 * DAY),
        hard_expires_at=at(5 * YEAR),
    )
    facts = {"generations": (pair,), "attempts": (), "now": at(minutes), **more}
    return evidence(exchange(gives="1", code="‹code 0123456789ab›"), *round_trips, **facts)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "stands", "expected", "sure", "words"),
    [
        pytest.param(
            connected(), store(), NEW_PAIR, LIKELY,
            "The newest pair came 2026-03-02 12:00:00 UTC", id="nothing speaks against it",
        ),
        pytest.param(
            connected(minutes=20 * DAY), store(), NEW_PAIR, LIKELY,
            "last accepted something of it 20 days ago", id="nobody has asked for long",
        ),
        pytest.param(
            connected(api_call("A1", 10), minutes=8 * DAY), store(), NEW_PAIR, LIKELY,
            "7 days ago", id="a call was the last proof",
        ),
        pytest.param(
            connected(), store(current=None), NOTHING_SENT, CERTAIN,
            "no tokens to send", id="no tokens",
        ),
        pytest.param(
            connected(), store(is_kept=False), NOTHING_SENT, CERTAIN,
            "is wiped", id="wiped",
        ),
        pytest.param(
            connected(), store(is_kept=False, revoked_at=at(9)), NOTHING_SENT, CERTAIN,
            "ended here 2026-03-02 12:09:00 UTC", id="ended here",
        ),
        pytest.param(
            connected(), store(has_keys=False), NOTHING_SENT, CERTAIN,
            "keys of its environment", id="no keys",
        ),
        pytest.param(
            connected(), store(held_for=timedelta(seconds=80)), NOTHING_SENT, CERTAIN,
            "for at most 1 minute more", id="held by another refresh",
        ),
        pytest.param(
            connected(), store(revoked_at=at(9)), REFUSED, CERTAIN,
            "revoked from here", id="revoked, and its values kept",
        ),
        pytest.param(
            connected(minutes=100 * DAY), store(), REFUSED, CERTAIN,
            "unused for its whole life", id="at the soft end",
        ),
        pytest.param(
            connected(minutes=100 * DAY - 1), store(), NEW_PAIR, LIKELY,
            "", id="a minute before the soft end",
        ),
        pytest.param(
            connected(minutes=5 * YEAR), store(), REFUSED, CERTAIN,
            "Its consent ended", id="at the hard end",
        ),
        pytest.param(
            connected(), store(refused_at=at(20)), REFUSED, LIKELY,
            "The same value was refused 2026-03-02 12:20:00 UTC", id="refused before",
        ),
        pytest.param(
            connected(exchange(5, code="‹code 0123456789ab›")), store(), REFUSED, LIKELY,
            "exchanged again 2026-03-02 12:05:00 UTC", id="the code was exchanged twice",
        ),
        pytest.param(
            connected(api_call("A1", 20, status=401)), store(), REFUSED, LIKELY,
            "within its hour", id="the company refused a young access token",
        ),
        pytest.param(
            connected(api_call("A1", 70, status=401), minutes=80), store(), NEW_PAIR, LIKELY,
            "", id="the company refused an old access token",
        ),
        pytest.param(
            connected(attempts=(attempt("R1", 20, Outcome.NO_ANSWER),)), store(),
            NEW_PAIR, LIKELY, "honoured for 23 hours yet", id="an answer was lost just now",
        ),
        pytest.param(
            connected(attempts=(attempt("R1", 20, Outcome.NO_ANSWER),)),
            store(grace=timedelta(0)), CANNOT_TELL, OPEN, "refused now",
            id="an answer was lost, and the service knows no grace",
        ),
        pytest.param(
            connected(
                replace(lost_refresh("R1", 20), failure="no connection; nothing was sent"),
                attempts=(attempt("R1", 20, Outcome.NO_ANSWER),), minutes=2 * DAY,
            ),
            store(), NEW_PAIR, LIKELY, "nothing has replaced it", id="nothing had left",
        ),
        pytest.param(
            connected(
                generations=(
                    generation(1, 0), generation(2, 30, refresh_fingerprint=fingerprint("R1")),
                ),
                attempts=(attempt("R1", 20, Outcome.NO_ANSWER),), minutes=2 * DAY,
            ),
            store(current=2), NEW_PAIR, LIKELY, "", id="the value was answered since",
        ),
        pytest.param(
            connected(api_call("A1", 20, status=401), api_call("A1", 21)), store(),
            NEW_PAIR, LIKELY, "", id="the company answered after all",
        ),
        pytest.param(
            connected(attempts=(attempt("R1", 20, Outcome.ABANDONED),), minutes=20 + DAY),
            store(), CANNOT_TELL, OPEN, "if not, it is good", id="an answer was lost a day ago",
        ),
        pytest.param(
            connected(attempts=(attempt("R0", 20, Outcome.NO_ANSWER),), minutes=2 * DAY),
            store(), NEW_PAIR, LIKELY, "", id="the answer that was lost was another value’s",
        ),
    ],
)  # fmt: skip
def test_what_would_come_is_told_with_its_ground(
    given: Evidence, stands: StoreFacts, expected: Expected, sure: Sureness, words: str
) -> None:
    told = foresee_refresh(given, stands)

    assert (told.expected, told.sure) == (expected, sure)
    assert words in told.because
    assert (told.sends is None) == (expected is NOTHING_SENT)


def test_what_holds_besides_is_told_too() -> None:
    both = (
        generation(2, 10, sent_fingerprint=fingerprint("R1")),
        generation(3, 10, sent_fingerprint=fingerprint("R1")),
    )
    given = connected(generations=(generation(1, 0), *both))

    told = foresee_refresh(given, store(current=3, held_back_for=timedelta(minutes=4)))

    assert told.sends == both[1]
    assert "for 4 minutes more" in told.besides[0]
    assert "also gave pair 2" in told.besides[1]
