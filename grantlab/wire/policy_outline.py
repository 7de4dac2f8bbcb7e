"""The policy in force at a provider, as far as pages and time-lines speak of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from grantlab.protocol.durations import DurationError, parse_duration
from grantlab.protocol.errors import MalformedResponseError
from grantlab.runtime.clock import Clock
from grantlab.wire.bench_control import BenchControl
from grantlab.wire.bench_offset import GOOD_FOR, UNKNOWN
from grantlab.wire.bench_state import PolicyReading


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyOutline:
    """How refresh tokens are replaced, and how long they are good."""

    preset: str
    is_turned: bool
    """Whether some knob differs from what the preset says."""

    changes_every: timedelta
    """How old a refresh token is when a refresh changes its value."""

    grace: timedelta
    """How long a replaced refresh token is still honoured."""

    lifetime: timedelta
    """How long a fresh refresh token is good."""

    reuse_revokes_family: bool
    """Whether a replaced refresh token that comes back ends the whole connection."""


def outline(reading: PolicyReading) -> PolicyOutline:
    """Return what matters of a policy that the control API told.

    Raises:
        MalformedResponseError: a knob is missing, or is no length of time.
    """
    values = {knob.name: knob.value for knob in reading.knobs}
    try:
        return PolicyOutline(
            preset=reading.preset,
            is_turned=any(knob.turned for knob in reading.knobs),
            changes_every=parse_duration(values["changes_every"]),
            grace=parse_duration(values["grace"]),
            lifetime=parse_duration(values["lifetime"]),
            reuse_revokes_family=values["reuse_revokes_family"] == "yes",
        )
    except (KeyError, DurationError) as exc:
        raise MalformedResponseError("knobs", "are not those of a policy") from exc


class AskedPolicy:
    """The policy as a provider elsewhere tells it; ``None`` where it does not."""

    def __init__(self, control: BenchControl, machine_clock: Clock) -> None:
        self._control = control
        self._machine_clock = machine_clock
        self._known: PolicyOutline | None = None
        self._asked_at: datetime | None = None
        self._changes = 0

    def read(self) -> PolicyOutline | None:
        now = self._machine_clock.now()
        asked_at, changes = self._asked_at, self._control.changes
        is_good = asked_at is not None and asked_at <= now < asked_at + GOOD_FOR
        if not is_good or changes != self._changes:
            self._asked_at, self._changes = now, changes
            self._known = self._ask()
        return self._known

    def _ask(self) -> PolicyOutline | None:
        try:
            return outline(self._control.fetch_policy())
        except UNKNOWN:
            return None
