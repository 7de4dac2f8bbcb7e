"""What a button of the bench came to, told in the part of the page that it stands in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from blueprints.bench.clock_panel import moment_words
from blueprints.bench.policy_panel import setting_words
from grantlab.protocol.durations import DurationError, parse_duration
from grantlab.wire.bench_state import BenchState


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what happened, one on what to make of it."""

    place: str
    """The part of the page that tells it."""

    role: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Told:
    """A notice before its subject is put in; ``{}`` stands for it."""

    place: str
    role: str
    title: str
    says: str
    words: Callable[[str, BenchState], str | None]
    """The subject in words; ``None`` where it is nothing that the bench knows, because an
    address can be typed by anybody."""

    otherwise: str = ""
    """The title without a subject."""


def _nothing(_about: str, _state: BenchState) -> str | None:
    return None


def _length(about: str, _state: BenchState) -> str | None:
    try:
        parse_duration(about)
    except DurationError:
        return None
    return setting_words(about)


def _moment(about: str, state: BenchState) -> str | None:
    known = {moment.name for moment in state.moments}
    return moment_words(about) if about in known else None


def _preset(about: str, state: BenchState) -> str | None:
    return about if about in state.policy.presets else None


def _knob(about: str, state: BenchState) -> str | None:
    for knob in state.policy.knobs:
        if knob.name == about:
            return f"{about} is {setting_words(knob.value)}"
    return None


def _fault(about: str, state: BenchState) -> str | None:
    return about if about in {fault.name for fault in state.faults.known} else None


BOTH_SIDES = "The service and this client tell the same time. What has ended meanwhile shows at the next request."

NOTICES: Mapping[str, Told] = {
    "moved": Told(
        "clock", "good", "{} went by", BOTH_SIDES, _length, "The clock was moved"
    ),
    "moved-to": Told(
        "clock", "good", "It is now {}", BOTH_SIDES, _moment, "The clock was moved"
    ),
    "moved-meanwhile": Told(
        "clock",
        "caution",
        "The clock had been moved already",
        "By a second click, perhaps, or in another tab. Nothing was done now: look at what it says, and press again if you still mean it.",
        _nothing,
    ),
    "moment-passed": Told(
        "clock",
        "caution",
        "That moment lies behind",
        "The clock only moves forward, so nothing was done.",
        _nothing,
    ),
    "nothing-ends": Told(
        "clock",
        "caution",
        "There is nothing to wait for",
        "What would end then has not been issued, or belongs to a world that was reset. Nothing was done.",
        _nothing,
    ),
    "too-far": Told(
        "clock",
        "caution",
        "The clock goes no further",
        "It stands a hundred years ahead at most. A fresh instance directory begins a new one.",
        _nothing,
    ),
    "skewed": Told(
        "clock",
        "good",
        "The service’s clock is wrong from now on",
        "It is a fault, and waits with the others below until it is used up or disarmed.",
        _nothing,
    ),
    "followed": Told(
        "policy",
        "good",
        "The service follows {} now",
        "Every knob is as that preset has it. It counts from the next request, for tokens that are out already too.",
        _preset,
        "The service follows another preset now",
    ),
    "turned": Told(
        "policy",
        "good",
        "{} now",
        "It counts from the next request, for tokens that are out already too.",
        _knob,
        "The knob was turned",
    ),
    "armed": Told(
        "faults",
        "good",
        "{} is armed",
        "The next requests that come where it shows will meet it.",
        _fault,
        "The fault is armed",
    ),
    "disarmed": Told(
        "faults",
        "good",
        "{} is disarmed",
        "Requests are answered as they should be again, unless another fault waits.",
        _fault,
        "The fault is disarmed",
    ),
    "all-disarmed": Told(
        "faults", "good", "No fault waits", "All were disarmed.", _nothing
    ),
    "not-sure": Told(
        "reset",
        "caution",
        "Nothing was reset",
        "Tick the box to say that you mean it.",
        _nothing,
    ),
    "reset": Told(
        "reset",
        "good",
        "A new world has begun",
        "Nothing is issued, nothing is refused, no fault waits. The service knows no token of before.",
        _nothing,
    ),
}
"""By the slug that stands in the address; a refusal of the bench is told under its own."""


def tell_notice(slug: str, about: str, state: BenchState) -> Notice | None:
    """Return what is to be told, or ``None`` where the slug is none of ours."""
    told = NOTICES.get(slug)
    if told is None:
        return None
    subject = told.words(about, state)
    title = told.otherwise or told.title
    if subject is not None:
        title = told.title.format(subject)
    return Notice(told.place, told.role, title, told.says)
