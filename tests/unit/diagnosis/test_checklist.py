"""The FAQ's ten items over one body of evidence."""

import pytest

from grantlab.diagnosis.checklist import build_checklist
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    DAY,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    gapped,
    generation,
    refresh,
)

TEN = ["E1", "E2", "E3", "E4", "R1", "R2", "R3", "R4", "R5", "R6"]
CONSENT = (authorization_request(), authorization_response(), exchange(gives="1"))


def test_the_ten_items_come_in_the_order_of_the_faq() -> None:
    checklist = build_checklist(evidence(*CONSENT, exchange(1)))

    assert [item.id for item in checklist.items] == TEN


def test_without_a_refusal_every_item_says_what_would_be_looked_at() -> None:
    checklist = build_checklist(evidence(*CONSENT))

    assert checklist.refused is None
    assert checklist.diagnosis.candidates == ()
    for item in checklist.items:
        assert item.leading.finding.because.startswith("The question is whether ")


@pytest.mark.proves("E4")
def test_the_item_of_a_confirmed_cause_is_confirmed_and_the_refresh_items_ruled_out() -> (
    None
):
    given = evidence(*CONSENT, exchange(1))

    checklist = build_checklist(given)

    verdicts = {item.id: item.verdict for item in checklist.items}
    assert verdicts.pop("E4") is Verdict.CONFIRMED
    assert verdicts.pop("R2") is Verdict.CANNOT_TELL
    assert set(verdicts.values()) == {Verdict.RULED_OUT}
    assert checklist.refused == given.refused


@pytest.mark.proves("R1", "R2", "R3", "R4", "R5", "R6")
def test_an_item_takes_the_strongest_verdict_of_its_rules() -> None:
    given = gapped(
        refresh("R1", 2 * DAY), generations=(generation(1, 0), generation(2, 10))
    )

    items = {item.id: item for item in build_checklist(given).items}

    assert {id_: items[id_].verdict for id_ in TEN[4:]} == {
        "R1": Verdict.CONFIRMED,
        "R2": Verdict.CANNOT_TELL,
        "R3": Verdict.SUSPECTED,
        "R4": Verdict.CANNOT_TELL,
        "R5": Verdict.CANNOT_TELL,
        "R6": Verdict.CANNOT_TELL,
    }
    assert items["R1"].leading.cause.id == "stale_refresh_token"


def test_every_answer_of_cannot_tell_asks_a_question() -> None:
    given = gapped(refresh(None, 0))

    findings = [
        one.finding for item in build_checklist(given).items for one in item.findings
    ]

    unknown = [one for one in findings if one.verdict is Verdict.CANNOT_TELL]
    assert unknown
    assert all(one.question for one in unknown)
