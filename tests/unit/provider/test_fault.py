"""One fault, apart from any request."""

from datetime import timedelta

import pytest

from grantlab.provider.faults.catalogue import make_fault
from grantlab.provider.server import Answer
from tests.unit.provider.builders import NOON

ANSWER = Answer(200, b'{"a":1,"b":2}')


def test_a_fault_leaves_alone_what_it_is_not_about() -> None:
    fault = make_fault("rate-limited")

    assert fault.change(ANSWER) is ANSWER
    assert fault.told_realm_id("1") == "1"
    assert fault.delay() == fault.skew() == timedelta()
    assert make_fault("other-key-order").refuse() is None


def test_the_members_of_what_is_no_json_have_no_order() -> None:
    half = Answer(200, b'{"a":1,"b')

    assert make_fault("other-key-order").change(half) == half
    assert make_fault("other-key-order").change(ANSWER).body == b'{"b":2,"a":1}'


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_the_front_ends_page_has_no_json_in_it(status: int) -> None:
    fault = make_fault(f"http-{status}")
    refusal = fault.refuse()
    assert refusal is not None

    answer = fault.answer(refusal, at=NOON)

    assert answer.status == status
    assert answer.body.startswith(b"<html>\n<head><title>%d " % status)
