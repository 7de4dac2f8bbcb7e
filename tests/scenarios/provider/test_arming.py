"""Arming faults: for so many requests, for a span of time, for every process."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from grantlab.provider.faults.armed import ArmingError
from grantlab.provider.faults.catalogue import FaultAmountError, UnknownFaultError
from grantlab.provider.provider import DATABASE_NAME
from tests.support.provider import Visitor, make_visitor

OUTAGE = "http-503"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def neighbour(visitor: Visitor, tmp_path: Path) -> Iterator[Visitor]:
    """Give a second provider over the same file, as another process would be one."""
    neighbour = make_visitor(tmp_path)
    assert neighbour.pair == visitor.pair
    yield neighbour
    neighbour.provider.close()


def test_a_fault_is_armed_for_so_many_requests_of_its_kind(visitor: Visitor) -> None:
    visitor.arm(OUTAGE, times=2)
    visitor.ask()

    statuses = [visitor.refresh("any").status_code for _ in range(3)]

    assert statuses == [503, 503, 400]
    assert visitor.provider.faults.armed() == ()


def test_without_a_number_it_is_armed_for_one_request(visitor: Visitor) -> None:
    visitor.arm(OUTAGE)

    (armed,) = visitor.provider.faults.armed()

    assert (armed.remaining, armed.ends_at) == (1, None)


def test_a_fault_is_armed_for_a_span_of_the_providers_time(visitor: Visitor) -> None:
    visitor.provider.faults.arm(OUTAGE, span=10 * MINUTE)

    visitor.clock.advance(9 * MINUTE)
    assert [visitor.refresh("any").status_code for _ in range(3)] == [503] * 3
    visitor.clock.advance(MINUTE)
    assert visitor.provider.faults.armed() == ()
    assert visitor.refresh("any").status_code == 400


def test_of_a_number_and_a_span_what_is_over_first_counts(visitor: Visitor) -> None:
    visitor.provider.faults.arm(OUTAGE, times=5, span=MINUTE)
    assert visitor.refresh("any").status_code == 503

    visitor.clock.advance(MINUTE)

    assert visitor.refresh("any").status_code == 400


def test_processes_count_together(visitor: Visitor, neighbour: Visitor) -> None:
    visitor.arm(OUTAGE, times=10)

    def refresh(number: int) -> int:
        return (visitor, neighbour)[number % 2].refresh("any").status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(refresh, range(16)))

    assert sorted(statuses) == [400] * 6 + [503] * 10


def test_what_is_armed_survives_a_restart(visitor: Visitor, tmp_path: Path) -> None:
    visitor.provider.faults.arm("slow-answer", times=3, amount=timedelta(0))
    visitor.provider.close()

    again = make_visitor(tmp_path)
    (armed,) = again.provider.faults.armed()

    assert (armed.fault.name, armed.remaining) == ("slow-answer", 3)
    assert armed.fault.delay() == timedelta()
    again.provider.close()


def test_faults_are_disarmed_by_name_or_all_at_once(visitor: Visitor) -> None:
    for name in (OUTAGE, OUTAGE, "rate-limited"):
        visitor.arm(name)
    faults = visitor.provider.faults

    assert faults.disarm(OUTAGE) == 2
    assert faults.disarm() == 1
    assert visitor.refresh("any").status_code == 400


@pytest.mark.parametrize("times", [0, -1, 1_000_001])
def test_a_number_of_requests_has_its_bounds(visitor: Visitor, times: int) -> None:
    with pytest.raises(ArmingError):
        visitor.arm(OUTAGE, times=times)


@pytest.mark.parametrize("days", [0, -1, 36_501])
def test_a_span_has_its_bounds(visitor: Visitor, days: int) -> None:
    with pytest.raises(ArmingError):
        visitor.provider.faults.arm(OUTAGE, span=timedelta(days=days))


@pytest.mark.parametrize(
    ("name", "seconds", "says"),
    [
        pytest.param(OUTAGE, 1, "has no amount", id="none to have"),
        pytest.param("slow-answer", 61, "from 0 to 1m", id="too slow"),
        pytest.param("slow-answer", -1, "from 0 to 1m", id="before it was asked"),
        pytest.param("service-clock-wrong", -86401, "from -1d to 1d", id="too far"),
    ],
)
def test_an_amount_has_its_bounds(
    visitor: Visitor, name: str, seconds: int, says: str
) -> None:
    with pytest.raises(FaultAmountError, match=says):
        visitor.provider.faults.arm(name, amount=timedelta(seconds=seconds))


def test_there_are_no_other_faults(visitor: Visitor) -> None:
    with pytest.raises(UnknownFaultError, match="there is no fault 'gremlins'"):
        visitor.arm("gremlins")
    with pytest.raises(UnknownFaultError):
        visitor.provider.faults.disarm("gremlins")


def test_what_lies_there_after_a_close_counts_and_not_what_was_known(
    visitor: Visitor, tmp_path: Path
) -> None:
    first_run = (tmp_path / DATABASE_NAME).read_bytes()
    visitor.set_policy("observed")
    assert visitor.provider.policy.preset == "observed"
    visitor.provider.close()
    (tmp_path / DATABASE_NAME).write_bytes(first_run)

    visitor.arm(OUTAGE)

    assert visitor.provider.policy.preset == "faq"
    assert visitor.refresh("any").status_code == 503
