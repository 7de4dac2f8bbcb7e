"""Letting time pass on a walk: how far, and what stands in the way of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, NamedTuple

from blueprints.services import Services
from blueprints.walkthrough.walk_state import WalkState
from grantlab.errors import GrantlabError
from grantlab.protocol.durations import DurationError, parse_duration
from grantlab.wire.bench_control import BenchRefusedError
from grantlab.wire.bench_offset import UNKNOWN
from grantlab.wire.policy_outline import PolicyOutline

SECOND = timedelta(seconds=1)
MARGIN = timedelta(minutes=1)
"""How long before an end the clock stops."""

SPANS = (
    ("1h", "+1 hour"),
    ("1d", "+1 day"),
    ("30d", "+30 days"),
    ("101d", "+101 days"),
    ("1825d", "+5 years"),
)


class TimeNotMovedError(GrantlabError):
    """The clock was to be moved and was not; nothing was sent after it either."""

    slug: ClassVar[str] = "time-not-moved"


class ClockMovedError(GrantlabError):
    """The clock had been moved since the page was made that asked for it."""

    slug: ClassVar[str] = "clock-moved"


class TimeMove(NamedTuple):
    """One button that lets time pass."""

    name: str
    label: str
    by: timedelta


def time_moves(state: WalkState, policy: PolicyOutline | None) -> tuple[TimeMove, ...]:
    """Return how far the clock can be moved from here, plainly and to what ends next."""
    plain = (TimeMove(name, label, parse_duration(name)) for name, label in SPANS)
    return (*plain, *_before_ends(state, policy))


def _before_ends(state: WalkState, policy: PolicyOutline | None) -> Iterator[TimeMove]:
    current, previous = state.current, state.previous
    if current is None or not state.is_alive:
        return
    grace = timedelta() if policy is None else policy.grace
    replaced_at = None if previous is None else previous.superseded_at
    ends = (
        ("access", current.access_fingerprint, current.access_expires_at),
        (
            "stale",
            None if previous is None else previous.refresh_fingerprint,
            None if replaced_at is None or not grace else replaced_at + grace,
        ),
        ("refresh", current.refresh_fingerprint, current.refresh_expires_at),
    )
    for name, fingerprint, end in ends:
        tag = state.tag(fingerprint)
        if tag is not None and end is not None and end - MARGIN > state.now:
            label = f"1 minute before {tag.label} ends"
            yield TimeMove(f"before-{name}", label, end - MARGIN - state.now)


def let_pass(by: timedelta, parts: Services, *, seen: str | None = None) -> None:
    """Let time pass for everybody in the embedded environment, in whole seconds.

    Raises:
        ClockMovedError: it is no longer where the page of the form has ``seen`` it.
        TimeNotMovedError: the service does not move its clock so far, or does not answer.
    """
    try:
        known = None if seen is None else parse_duration(seen)
        parts.bench.advance(-(-by // SECOND) * SECOND, seen=known)
    except DurationError as exc:
        raise ClockMovedError("the form does not say where the clock was") from exc
    except UNKNOWN as exc:
        if isinstance(exc, BenchRefusedError) and exc.error == "moved-meanwhile":
            raise ClockMovedError(str(exc)) from exc
        raise TimeNotMovedError(str(exc)) from exc


def let_code_expire(parts: Services) -> None:
    """Let time pass until the newest code has expired, and all before it too.

    Raises:
        TimeNotMovedError: the service does not answer.
    """
    try:
        parts.bench.advance_to("after-code-ends")
    except BenchRefusedError as exc:
        if exc.error != "moment-passed":
            raise TimeNotMovedError(str(exc)) from exc
    except UNKNOWN as exc:
        raise TimeNotMovedError(str(exc)) from exc
