"""What is said of refresh tokens under each policy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from blueprints.walkthrough.policy_words import tell_policy, under_policy
from blueprints.walkthrough.stage import PRESETS
from blueprints.walkthrough.steps import STEP_BY_ID, StepId
from grantlab.provider.policy.presets import PRESETS as KNOWN
from grantlab.wire.policy_outline import PolicyOutline
from tests.support.clocks import DAY

FAQ = PolicyOutline(
    preset="faq",
    is_turned=False,
    changes_every=timedelta(),
    grace=DAY,
    lifetime=100 * DAY,
    reuse_revokes_family=False,
)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        pytest.param(None, "By the FAQ", id="nobody tells"),
        pytest.param(FAQ, "a replaced one is honoured for 1 day more", id="a grace"),
        pytest.param(
            replace(FAQ, grace=timedelta()), "a replaced one ends at once", id="none"
        ),
        pytest.param(
            replace(FAQ, grace=timedelta(), reuse_revokes_family=True),
            "ends the whole connection",
            id="a family that ends",
        ),
        pytest.param(
            replace(FAQ, changes_every=DAY),
            "once the value is 1 day old",
            id="a value that stays",
        ),
        pytest.param(
            replace(FAQ, is_turned=True), "faq, turned by hand", id="turned knobs"
        ),
    ],
)
def test_the_policy_in_force_is_told(policy: PolicyOutline | None, words: str) -> None:
    assert words in tell_policy(policy)


def test_only_the_refresh_speaks_of_the_policy() -> None:
    refresh, call = STEP_BY_ID[StepId.REFRESH], STEP_BY_ID[StepId.CALL]

    assert under_policy(call, FAQ) == call.details
    assert under_policy(refresh, None) == refresh.details
    assert "preset faq" in under_policy(refresh, FAQ)[0]
    assert under_policy(refresh, FAQ)[1:] == refresh.details[1:]


def test_an_address_may_ask_for_every_preset_there_is() -> None:
    assert set(PRESETS) == set(KNOWN)
