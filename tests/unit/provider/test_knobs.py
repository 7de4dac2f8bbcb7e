"""The single settings of a policy."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from grantlab.provider.policy.knobs import (
    KNOBS,
    Knob,
    KnobValueError,
    UnknownKnobError,
    find_knob,
    turn_knobs,
)
from grantlab.provider.policy.policy import Pkce, Policy
from grantlab.provider.policy.presets import FAQ, OBSERVED, PRESETS, SUMMARIES

EVERY_KNOB = [pytest.param(knob, id=knob.name) for knob in KNOBS]


def test_every_setting_of_a_policy_has_its_knob() -> None:
    settings = [field.name for field in fields(Policy) if field.name != "preset"]

    assert [knob.name for knob in KNOBS] == settings


@pytest.mark.parametrize("knob", EVERY_KNOB)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_knob_can_be_turned_to_what_it_shows(knob: Knob, preset: str) -> None:
    policy = PRESETS[preset]

    assert knob.turn(policy, knob.show(policy)) == policy
    assert knob.source_of(preset)


@pytest.mark.parametrize("knob", EVERY_KNOB)
def test_a_knob_takes_each_of_its_choices(knob: Knob) -> None:
    for choice in knob.choices:
        assert knob.show(knob.turn(FAQ, choice)) == choice


@pytest.mark.parametrize("knob", EVERY_KNOB)
@pytest.mark.parametrize("text", ["", "perhaps", "-1h", "YES", "1"])
def test_a_knob_refuses_what_it_cannot_take(knob: Knob, text: str) -> None:
    with pytest.raises(KnobValueError, match=f"{knob.name} takes"):
        knob.turn(FAQ, text)


def test_a_lifetime_cannot_be_nothing() -> None:
    with pytest.raises(KnobValueError, match="lifetime takes a length such as 100d"):
        find_knob("lifetime").turn(FAQ, "0")


def test_every_preset_says_what_is_special_about_it() -> None:
    assert list(SUMMARIES) == list(PRESETS)


def test_knobs_are_turned_together() -> None:
    turned = turn_knobs(OBSERVED, {"grace": "24h", "pkce": "require"})

    assert turned == replace(OBSERVED, grace=timedelta(days=1), pkce=Pkce.REQUIRE)


def test_there_is_no_other_knob() -> None:
    with pytest.raises(UnknownKnobError, match="there is no knob 'colour'"):
        turn_knobs(FAQ, {"colour": "red"})
