"""The policy as the page shows it: three presets, where they differ, and every knob."""

from dataclasses import dataclass

from blueprints.bench.typed import Field, Typed
from blueprints.sentences import with_capital
from grantlab.protocol.durations import DurationError, parse_duration, span_words
from grantlab.wire.bench_state import Knob, PolicyReading


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetView:
    """One published description."""

    name: str
    says: str
    follows: str
    is_followed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """A knob that the presets set differently: its setting under each, in their order."""

    name: str
    says: str
    settings: tuple[str, ...]
    in_force: str
    turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnobView:
    """One knob, and the form that turns it."""

    name: str
    says: str
    value: str
    """As it is typed, such as ``1d``."""

    words: str
    source: str
    turned: bool
    preset_value: str
    """As the preset has it, and as it is typed."""

    choices: tuple[str, ...]
    takes: str
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPanel:
    """The policy in force, and what else could be."""

    preset: str
    presets: tuple[PresetView, ...]
    differences: tuple[DifferenceView, ...]
    knobs: tuple[KnobView, ...]
    turned: int
    """How many knobs were turned by hand."""

    @property
    def is_open(self) -> bool:
        """Whether the knobs are unfolded from the start: one was just dealt with."""
        return bool(self.turned) or any(knob.field.problem for knob in self.knobs)


def show_policy(policy: PolicyReading, typed: Typed) -> PolicyPanel:
    """Return the policy as it is set."""
    return PolicyPanel(
        preset=policy.preset,
        presets=tuple(
            PresetView(
                name=summary.preset,
                says=summary.says,
                follows=summary.follows,
                is_followed=summary.preset == policy.preset,
            )
            for summary in policy.summaries
        ),
        differences=tuple(
            _difference(knob, policy.presets)
            for knob in policy.knobs
            if len({setting.value for setting in knob.by_preset.values()}) > 1
        ),
        knobs=tuple(_knob(knob, policy.preset, typed) for knob in policy.knobs),
        turned=sum(knob.turned for knob in policy.knobs),
    )


def knob_form(name: str) -> str:
    """Return the name of the form that turns a knob."""
    return f"knob-{name}"


def _difference(knob: Knob, presets: tuple[str, ...]) -> DifferenceView:
    return DifferenceView(
        name=knob.name,
        says=with_capital(knob.says),
        settings=tuple(setting_words(knob.by_preset[name].value) for name in presets),
        in_force=setting_words(knob.value),
        turned=knob.turned,
    )


def _knob(knob: Knob, preset: str, typed: Typed) -> KnobView:
    return KnobView(
        name=knob.name,
        says=with_capital(knob.says),
        value=knob.value,
        words=setting_words(knob.value),
        source=knob.source,
        turned=knob.turned,
        preset_value=knob.by_preset[preset].value,
        choices=knob.choices,
        takes=knob.takes,
        field=typed.field(knob_form(knob.name), "value", knob.value),
    )


def setting_words(value: str) -> str:
    """Return a setting as it is read: a length in words, anything else as it is."""
    try:
        length = parse_duration(value)
    except DurationError:
        return value
    return span_words(length) if length else "0"
