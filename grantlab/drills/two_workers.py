"""Two workers that refresh one connection at the same moment, with three kinds of lock."""

from contextlib import AbstractContextManager, nullcontext
from threading import Lock

from grantlab.drills.acts import Lock as LockKind
from grantlab.drills.acts import TwoWorkers
from grantlab.drills.program import STORED, Program
from grantlab.drills.world import World
from grantlab.flows.hand import Hand
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.token_response import TokenSet
from grantlab.wire.held import Meeting


def meet(
    act: TwoWorkers, program: Program, world: World
) -> tuple[tuple[RoundTrip, ...], tuple[str, ...]]:
    """Let two workers refresh at once; return what both sent, and what they wrote down."""
    meeting = Meeting()
    first = world.hand(wrap=meeting.first)
    second = world.hand(wrap=meeting.second)
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

    meeting.run(lambda: refresh(0), lambda: refresh(1))
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

    meeting.run(lambda: refresh("worker 1", first), lambda: refresh("worker 2", second))
    program.keep(world.claimed.current(), sent=sent, into=STORED, now=world.clock.now())
