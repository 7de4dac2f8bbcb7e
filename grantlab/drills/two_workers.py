"""Two workers that refresh one connection at the same moment, with three kinds of lock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Lock

from grantlab.drills.acts import Lock as LockKind
from grantlab.drills.acts import TwoWorkers
from grantlab.drills.program import STORED, Program
from grantlab.drills.world import World
from grantlab.flows.hand import Hand
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.token_response import TokenSet
from grantlab.wire.held import HeldTransport
from grantlab.wire.transports import Transport

LONGEST = 10.0
"""Seconds of the machine's time; what is waited for takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The moments at which two workers look at one another."""

    first_is_under_way: Event = field(default_factory=Event)
    second_is_there: Event = field(default_factory=Event)
    """The second has reached the wire, or waits for the first to finish."""

    first_was_answered: Event = field(default_factory=Event)
    first_is_done: Event = field(default_factory=Event)

    def hold_first(self) -> None:
        self.first_is_under_way.set()
        self.second_is_there.wait(LONGEST)

    def hold_second(self) -> None:
        self.second_is_there.set()
        self.first_was_answered.wait(LONGEST)

    def pause(self, length: timedelta) -> None:
        """Wait as the second worker does that found a claim: until the first is done."""
        del length
        self.second_is_there.set()
        self.first_is_done.wait(LONGEST)


def meet(
    act: TwoWorkers, program: Program, world: World
) -> tuple[tuple[RoundTrip, ...], tuple[str, ...]]:
    """Let two workers refresh at once; return what both sent, and what they wrote down."""
    meeting = Meeting()
    first = world.hand(wrap=lambda inner: _first(inner, meeting))
    second = world.hand(wrap=lambda inner: _second(inner, meeting))
    if act.lock is LockKind.CLAIM:
        _refresh_claimed(program, world, meeting, first=first, second=second)
    else:
        _refresh_unclaimed(act, program, world, meeting, hands=(first, second))
    log = (f"worker 1: {_tell(first)}", f"worker 2: {_tell(second)}")
    return (*first.recorded, *second.recorded), log


def _tell(hand: Hand) -> str:
    if not hand.recorded:
        return "found a claim, waited, sent nothing, and took the pair that was stored"
    if hand.recorded[-1].refused:
        return "refreshed, and was refused"
    return "refreshed, and was given a pair"


def _first(inner: Transport, meeting: Meeting) -> Transport:
    return HeldTransport(
        inner, hold=meeting.hold_first, answered=meeting.first_was_answered.set
    )


def _second(inner: Transport, meeting: Meeting) -> Transport:
    return HeldTransport(inner, hold=meeting.hold_second, answered=lambda: None)


def _refresh_unclaimed(
    act: TwoWorkers,
    program: Program,
    world: World,
    meeting: Meeting,
    *,
    hands: tuple[Hand, Hand],
) -> None:
    """Both read the row before either has written it, whatever they hold in memory."""
    token = program.refresh_token()
    brought: list[TokenSet | None] = [None, None]

    def refresh(number: int) -> None:
        with _own_lock(act.lock):
            brought[number] = hands[number].refresh(token)

    _run_both(lambda: refresh(0), lambda: refresh(1), meeting)
    for tokens in brought:
        if tokens is not None:
            program.keep(tokens, sent=token, into=STORED, now=world.clock.now())
    if act.writes_last == "first" and None not in brought:
        # The answers came in order, and were written in the other one.
        program.held = program.written[-2]


def _own_lock(lock: LockKind) -> AbstractContextManager[object]:
    """Return what a worker holds: a lock that is its own keeps nobody else out."""
    return Lock() if lock is LockKind.PROCESS else nullcontext()


def _refresh_claimed(
    program: Program, world: World, meeting: Meeting, *, first: Hand, second: Hand
) -> None:
    """Let our own flow refresh twice; the second finds the claim and waits."""
    sent = program.refresh_token()
    world.claimed.keep(program.row.tokens, outside=first.outside())

    def refresh(name: str, hand: Hand) -> None:
        world.claimed.refresh(asked_by=name, outside=hand.outside(), patience=meeting)

    _run_both(
        lambda: refresh("worker 1", first), lambda: refresh("worker 2", second), meeting
    )
    program.keep(world.claimed.current(), sent=sent, into=STORED, now=world.clock.now())


def _run_both(
    first: Callable[[], None], second: Callable[[], None], meeting: Meeting
) -> None:
    """Run both, the second as soon as the first is on the wire."""

    def begin_first() -> None:
        try:
            first()
        finally:
            meeting.first_is_done.set()

    def begin_second() -> None:
        meeting.first_is_under_way.wait(LONGEST)
        second()

    with ThreadPoolExecutor(2) as threads:
        begun = [threads.submit(begin_first), threads.submit(begin_second)]
        for work in begun:
            work.result()
