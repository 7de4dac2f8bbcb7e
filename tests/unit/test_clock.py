"""Clocks: the machine's, and the one that can only be moved forward."""

from datetime import timedelta

import pytest

from grantlab.runtime.clock import BenchClock, SystemClock
from grantlab.runtime.entropy import SystemEntropy
from tests.support.clocks import DAY, NOON, SECOND, StandingClock
from tests.support.entropy import CountedEntropy


def test_a_bench_clock_is_ahead_of_its_base_by_what_it_was_moved() -> None:
    base = StandingClock()
    clock = BenchClock(base)

    clock.advance(DAY)
    base.advance(SECOND)

    assert clock.now() == NOON + DAY + SECOND


def test_a_bench_clock_cannot_be_turned_back() -> None:
    clock = BenchClock(StandingClock())

    with pytest.raises(ValueError, match="only moves forward"):
        clock.advance(-SECOND)

    assert clock.now() == NOON


def test_the_machine_tells_the_time_with_its_zone() -> None:
    now = SystemClock().now()

    assert now.utcoffset() == timedelta()


def test_chance_gives_as_many_octets_as_were_asked_for() -> None:
    for entropy in (SystemEntropy(), CountedEntropy()):
        first, second = (entropy.octets(33) for _ in range(2))

        assert len(first) == 33
        assert first != second
