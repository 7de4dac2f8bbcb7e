"""The causes in which an old refresh token was sent, or a new one was lost."""

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import Outcome
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    DAY,
    at,
    attempt,
    evidence,
    exchange,
    fingerprint,
    gapped,
    generation,
    judge,
    lost_refresh,
    marked,
    refresh,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL
TWO = (generation(1, 0), generation(2, 10))


@pytest.mark.proves("R1", "L502")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(refresh("R1", DAY + 10), generations=TWO),
            CONFIRMED,
            f"carried {marked('refresh_token', 'R1')}, but"
            f" {marked('refresh_token', 'R2')} had been received 1 day before it",
            id="a day after it was replaced",
        ),
        pytest.param(
            evidence(
                exchange(gives="1"),
                refresh("R1", 10, gives="2"),
                refresh("R1", 2 * DAY),
            ),
            CONFIRMED,
            "1 day before it",
            id="known from the answers alone",
        ),
        pytest.param(
            evidence(
                refresh("R1", 3 * DAY), generations=(*TWO, generation(3, 2 * DAY))
            ),
            CONFIRMED,
            f"and {marked('refresh_token', 'R3')} was the newest",
            id="two generations old",
        ),
        pytest.param(
            evidence(refresh("R1", 11), generations=(*TWO, generation(3, 12))),
            CONFIRMED,
            "1 minute before it",
            id="minutes after, and the newest worked later",
        ),
        pytest.param(
            evidence(refresh("R1", DAY + 9), generations=TWO),
            SUSPECTED,
            "the documents do not agree",
            id="a minute before the day is over",
        ),
        pytest.param(
            evidence(refresh("R1", 10), generations=TWO),
            SUSPECTED,
            "received just before it",
            id="at once after it was replaced",
        ),
        pytest.param(
            evidence(
                refresh("R1", 2 * DAY),
                generations=(
                    generation(1, 0),
                    generation(2, 10, sent_fingerprint=None),
                ),
            ),
            SUSPECTED,
            "1 day before",
            id="the newer one came of another consent",
        ),
        pytest.param(
            evidence(refresh("R2", 2 * DAY), generations=TWO),
            RULED_OUT,
            "the newest that had been received",
            id="the newest was sent",
        ),
        pytest.param(
            evidence(refresh("R9", 20), generations=TWO),
            CANNOT_TELL,
            "which no answer on record had brought",
            id="a token from nowhere",
        ),
        pytest.param(
            evidence(refresh(None, 20), generations=TWO),
            CANNOT_TELL,
            "",
            id="what was sent has no fingerprint",
        ),
        pytest.param(
            evidence(refresh("R1", 20)), CANNOT_TELL, "", id="nothing was received"
        ),
    ],
)
def test_the_token_sent_is_compared_with_the_newest(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("stale_refresh_token", given)

    assert finding.verdict is verdict
    assert words in finding.because


@pytest.mark.proves("R3")
@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(refresh("R1", DAY + 10), generations=TWO),
            SUSPECTED,
            id="the store held a newer one",
        ),
        pytest.param(
            evidence(
                refresh("R1", DAY + 10),
                generations=(generation(1, 0), generation(2, 10, stored_at=at(11))),
            ),
            SUSPECTED,
            id="the moment of storing is known",
        ),
        pytest.param(
            evidence(
                refresh("R1", 10, gives="2"),
                refresh("R1", DAY + 10),
                generations=(generation(1, 0),),
            ),
            RULED_OUT,
            id="the newer one was never stored",
        ),
        pytest.param(
            evidence(refresh("R2", 20), generations=TWO),
            RULED_OUT,
            id="it was the newest",
        ),
        pytest.param(
            evidence(
                exchange(gives="1"), refresh("R1", 1, gives="2"), refresh("R1", 2)
            ),
            CANNOT_TELL,
            id="the store was not looked at",
        ),
        pytest.param(evidence(refresh("R1", 20)), CANNOT_TELL, id="nothing is known"),
    ],
)
def test_an_old_value_was_sent_past_a_newer_one_in_the_store(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("stale_cache_in_code", given).verdict is verdict


def test_a_moment_of_storing_is_named_where_it_is_known() -> None:
    given = evidence(
        refresh("R1", DAY + 10),
        generations=(generation(1, 0), generation(2, 10, stored_at=at(11))),
    )

    assert "12:11:00" in judge("stale_cache_in_code", given).because


@pytest.mark.proves("R4", "L501")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(
                refresh("R1", 10, gives="2"),
                refresh("R1", DAY + 10),
                generations=(generation(1, 0),),
            ),
            CONFIRMED,
            f"brought {marked('refresh_token', 'R2')}, which no stored generation holds",
            id="an answer is missing from the store",
        ),
        pytest.param(
            evidence(refresh("R1", DAY + 10), generations=TWO),
            RULED_OUT,
            "had been stored",
            id="the newer one was stored",
        ),
        pytest.param(
            evidence(
                exchange(gives="1"),
                refresh("R1", 1, gives="2"),
                refresh("R1", DAY + 10),
            ),
            CANNOT_TELL,
            "",
            id="the store was not looked at",
        ),
        pytest.param(
            evidence(refresh("R1", 20)), CANNOT_TELL, "", id="nothing is known"
        ),
    ],
)
def test_what_was_received_is_compared_with_what_was_stored(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("not_persisted_after_refresh", given)

    assert finding.verdict is verdict
    assert words in finding.because


def test_an_answer_without_a_refresh_token_leaves_the_one_that_was_sent() -> None:
    kept = generation(2, 10, refresh_fingerprint=None)
    given = evidence(refresh("R1", 20), generations=(generation(1, 0), kept))

    assert judge("stale_refresh_token", given).verdict is RULED_OUT


@pytest.mark.proves("R4", "L513")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(
                exchange(gives="1"), lost_refresh("R1", 10), refresh("R1", DAY + 10)
            ),
            SUSPECTED,
            "no answer to it was stored",
            id="an answer never arrived",
        ),
        pytest.param(
            evidence(
                exchange(gives="1"),
                refresh("R1", 10, status=503),
                refresh("R1", DAY + 10),
            ),
            SUSPECTED,
            "lost on the way",
            id="the service failed at the refresh before",
        ),
        pytest.param(
            evidence(
                exchange(gives="1"),
                refresh("R1", 10, status=200),
                refresh("R1", DAY + 10),
            ),
            SUSPECTED,
            "lost on the way",
            id="the answer before was malformed",
        ),
        pytest.param(
            evidence(
                refresh("R1", DAY + 10),
                generations=(generation(1, 0),),
                attempts=(
                    attempt("R1", 10, Outcome.ABANDONED),
                    attempt("R1", DAY + 10, Outcome.REFUSED),
                ),
            ),
            SUSPECTED,
            "12:10:00",
            id="the journal has an attempt without an end",
        ),
        pytest.param(
            evidence(lost_refresh("R1", 5), refresh("R2", DAY + 10), generations=TWO),
            RULED_OUT,
            "had been answered",
            id="the lost answer was made good",
        ),
        pytest.param(
            evidence(refresh("R1", DAY + 10), generations=TWO),
            RULED_OUT,
            "had arrived",
            id="a newer one had arrived",
        ),
        pytest.param(
            evidence(refresh("R1", 20)), CANNOT_TELL, "", id="nothing is known"
        ),
    ],
)
def test_an_earlier_refresh_without_an_answer_may_have_changed_the_token(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("refresh_response_lost", given)

    assert finding.verdict is verdict
    assert words in finding.because


def test_a_stored_answer_whose_access_token_is_not_known_is_recognised() -> None:
    given = evidence(
        exchange(gives="1"),
        refresh("R1", 1),
        generations=(generation(1, 0, access_fingerprint=None),),
    )

    assert len(given.received) == 1


RACE = (
    attempt("R1", 10, Outcome.ROTATED, generation=2),
    attempt("R1", 10.05, Outcome.REFUSED, asked_by="worker 2"),
)


@pytest.mark.proves("R4")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(
                refresh("R1", 10.05, seconds=2),
                generations=(generation(1, 0), generation(2, 10.1)),
                attempts=RACE,
            ),
            CONFIRMED,
            "asked by worker 1, had begun at 2026-03-02 12:10:00 UTC",
            id="one was answered while the other was under way",
        ),
        pytest.param(
            evidence(
                refresh("R1", 10, gives="2", seconds=4), refresh("R1", 10.05, seconds=2)
            ),
            CONFIRMED,
            "while the refused one",
            id="known from the round trips",
        ),
        pytest.param(
            evidence(
                refresh("R1", 10.05),
                generations=(generation(1, 0), generation(2, 10.05)),
                attempts=RACE,
            ),
            SUSPECTED,
            "Seconds earlier",
            id="seconds apart, by two askers",
        ),
        pytest.param(
            gapped(refresh("R1", 10, gives="2"), refresh("R1", 10.05)),
            SUSPECTED,
            "Seconds earlier",
            id="seconds apart, without a journal",
        ),
        pytest.param(
            evidence(
                refresh("R1", 10.05),
                generations=(generation(1, 0), generation(2, 10.05)),
                attempts=(RACE[0], attempt("R1", 10.05, Outcome.REFUSED)),
            ),
            RULED_OUT,
            "met this one",
            id="one after the other, by the same asker",
        ),
        pytest.param(
            evidence(
                refresh("R1", 10.05),
                generations=(generation(1, 0), generation(2, 10.05)),
                attempts=RACE[:1],
            ),
            SUSPECTED,
            "Seconds earlier",
            id="the refused one is not in the journal",
        ),
        pytest.param(
            evidence(
                refresh("R1", 20),
                generations=(generation(1, 0), generation(2, 10)),
                attempts=RACE[:1],
            ),
            RULED_OUT,
            "met this one",
            id="minutes apart",
        ),
        pytest.param(
            evidence(refresh("R1", 10, gives="1"), refresh("R1", 10.05)),
            RULED_OUT,
            "met this one",
            id="the other one changed nothing",
        ),
        pytest.param(
            gapped(refresh("R1", 10)), CANNOT_TELL, "", id="the record has gaps"
        ),
        pytest.param(
            evidence(refresh(None, 10)),
            CANNOT_TELL,
            "",
            id="what was sent is not known",
        ),
    ],
)
def test_two_refreshes_of_one_token_may_have_met(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("concurrent_refresh_race", given)

    assert finding.verdict is verdict
    assert words in finding.because


def test_a_pair_whose_parent_is_not_on_record_begins_a_family() -> None:
    given = evidence(generations=(generation(7, 0),))

    assert given.received[0].root == 0
    assert given.received[0].sent == fingerprint("R6")
