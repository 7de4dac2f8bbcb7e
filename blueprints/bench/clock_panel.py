"""The provider's clock as the page shows it: what it says, and where it can be moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from blueprints.bench.typed import Field, Typed
from blueprints.sentences import with_capital
from grantlab.protocol.durations import format_duration
from grantlab.wire.bench_state import BenchState, NamedMoment

CLOCK = "clock"
SKEW = "skew"
SKEW_FAULT = "service-clock-wrong"
USUAL_SKEW = "10m"


class Step(NamedTuple):
    """A length by which the clock is often moved."""

    by: str
    label: str


STEPS = (
    Step("1m", "1 minute"),
    Step("1h", "1 hour"),
    Step("25h", "25 hours"),
    Step("1d", "1 day"),
    Step("30d", "30 days"),
    Step("101d", "101 days"),
    Step("1825d", "5 years"),
)

_ENDS = {
    "code-ends": (
        "The newest authorization code ends",
        "No code has been issued yet.",
    ),
    "access-token-ends": (
        "The newest access token ends",
        "No access token has been issued yet.",
    ),
    "stale-token-ends": (
        "The refresh token that was replaced last is no longer honoured",
        "No refresh token has been replaced yet.",
    ),
    "refresh-token-ends": (
        "The newest refresh token ends, if it stays unused",
        "No refresh token has been issued yet.",
    ),
    "hard-limit": (
        "The newest consent reaches its hard limit",
        "Nobody has consented yet.",
    ),
}
"""What ends, and what is said while there is nothing of it, by a moment's name."""

_SIDES = {"before": "a minute before", "after": "a minute after"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentView:
    """A moment with a name, as a button or as the reason why there is none."""

    name: str
    label: str
    at: datetime
    is_ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndView:
    """Something that ends, and the moments beside its end."""

    says: str
    moments: tuple[MomentView, ...]
    otherwise: str
    """What is said where there are none."""

    @property
    def lies_behind(self) -> bool:
        """Whether it has ended, so that the clock can be moved to no moment beside it."""
        return bool(self.moments) and not any(item.is_ahead for item in self.moments)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPanel:
    """What the clock says, and the ways to move it."""

    now: datetime
    offset: timedelta
    seen: str
    """The offset as a form sends it back: it moves the clock from there only."""

    ends: tuple[EndView, ...]
    by: Field
    skew_amount: Field
    skew_times: Field
    skew_span: Field
    steps: tuple[Step, ...] = STEPS


def show_clock(state: BenchState, typed: Typed) -> ClockPanel:
    """Return the clock as it is set."""
    return ClockPanel(
        now=state.clock.now,
        offset=state.clock.offset,
        seen=format_duration(state.clock.offset),
        ends=_ends(state),
        by=typed.field(CLOCK, "by"),
        skew_amount=typed.field(SKEW, "amount", USUAL_SKEW),
        skew_times=typed.field(SKEW, "times"),
        skew_span=typed.field(SKEW, "span"),
    )


def moment_words(name: str) -> str:
    """Return a moment's name in words, such as ``a minute after the newest access token ends``."""
    side, _, what = name.partition("-")
    says, _ = _words_of(what)
    return f"{_SIDES.get(side, side)} {says[:1].lower()}{says[1:]}"


def _ends(state: BenchState) -> tuple[EndView, ...]:
    moments_by_what: dict[str, list[NamedMoment]] = {}
    for moment in state.moments:
        moments_by_what.setdefault(moment.name.partition("-")[2], []).append(moment)
    return tuple(
        _end(what, moments, state.clock.now)
        for what, moments in moments_by_what.items()
    )


def _end(what: str, moments: list[NamedMoment], now: datetime) -> EndView:
    says, otherwise = _words_of(what)
    return EndView(
        says=says,
        moments=tuple(
            MomentView(
                name=moment.name,
                label=_label(moment.name),
                at=moment.at,
                is_ahead=moment.at >= now,
            )
            for moment in moments
            if moment.at is not None
        ),
        otherwise=otherwise,
    )


def _label(name: str) -> str:
    side = name.partition("-")[0]
    return with_capital(_SIDES.get(side, side))


def _words_of(what: str) -> tuple[str, str]:
    plain = with_capital(what.replace("-", " "))
    return _ENDS.get(what, (plain, "There is none yet."))
