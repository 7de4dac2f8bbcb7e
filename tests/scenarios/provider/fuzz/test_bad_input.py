"""What bad input gets: an answer of the right shape, and nothing is lost by it.

Each case begins from the same state of the provider, so that what fails can be tried
again by itself. In full these are more than twenty thousand requests.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantlab.provider.faults.catalogue import FAULTS
from grantlab.provider.policy.presets import PRESETS
from tests.scenarios.provider.fuzz.asked import Answered, Asked
from tests.scenarios.provider.fuzz.laws import check, check_any
from tests.scenarios.provider.fuzz.requests import REQUESTS
from tests.scenarios.provider.fuzz.stage import Stage, set_stage
from tests.support.effort import repetitions
from tests.support.provider import REVOCATION_PATH, TOKEN_PATH

pytestmark = pytest.mark.xdist_group("bad input")

AT_ONCE = 16
"""So many requests are put to one state of the provider, one after the other."""

CASES = repetitions(full=160, short=3)
IN_ALL = repetitions(full=20_000, short=300)
MACHINES = ("token", "revocation", "company", "books", "published", "noise")

thoroughly = settings(max_examples=CASES, suppress_health_check=list(HealthCheck))
presets = st.sampled_from([*PRESETS])


class Count:
    """How many requests were sent, by the part of the provider they were meant for."""

    def __init__(self) -> None:
        self.sent = dict.fromkeys((*REQUESTS, "disturbed"), 0)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with set_stage(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture(scope="module")
def count() -> Count:
    return Count()


def several(requests: st.SearchStrategy[Asked]) -> st.SearchStrategy[list[Asked]]:
    return st.lists(requests, min_size=AT_ONCE, max_size=AT_ONCE)


@pytest.mark.parametrize("part", REQUESTS)
def test_bad_input_gets_an_answer_of_the_right_shape(
    stage: Stage, count: Count, part: str
) -> None:
    @thoroughly
    @given(requests=several(REQUESTS[part]), preset=presets)
    def check_all(requests: list[Asked], preset: str) -> None:
        stage.restore()
        stage.visitor.set_policy(preset)

        answers = [stage.send(asked) for asked in requests]

        count.sent[part] += len(answers)
        for asked, answer in zip(requests, answers, strict=True):
            check(asked, answer, stage.held)
        if part in MACHINES:
            check_nothing_was_spent(stage, requests, answers)

    check_all()


@st.composite
def disturbances(draw: st.DrawFn) -> list[tuple[str, int | None, timedelta | None]]:
    """Return faults to arm, each for so many requests, or for a span of time."""
    return [
        (name, times, None if times else timedelta(hours=1))
        for name, times in draw(
            st.lists(
                st.tuples(st.sampled_from([*FAULTS]), st.sampled_from([1, 3, None])),
                max_size=3,
            )
        )
    ]


def test_bad_input_breaks_nothing_while_something_is_wrong_on_purpose(
    stage: Stage, count: Count
) -> None:
    @thoroughly
    @given(
        requests=several(st.one_of(*REQUESTS.values())),
        preset=presets,
        passed=st.sampled_from([0, 301, 3_601, 90_000, 8_640_001, 157_680_001]),
        armed=disturbances(),
    )
    def check_all(
        requests: list[Asked],
        preset: str,
        passed: int,
        armed: list[tuple[str, int | None, timedelta | None]],
    ) -> None:
        stage.restore()
        stage.visitor.set_policy(preset)
        stage.visitor.provider.advance(timedelta(seconds=passed))
        for name, times, span in armed:
            stage.visitor.provider.faults.arm(name, times=times, span=span)

        for asked in requests:
            count.sent["disturbed"] += 1
            try:
                answer = stage.send(asked)
            except (ConnectionError, TimeoutError):
                # A fault may end the connection in place of an answer.
                continue
            check_any(asked, answer)

    check_all()


def test_as_many_requests_were_sent_as_were_meant_to(count: Count) -> None:
    if not all(count.sent.values()):
        pytest.skip("only some of the parts were run, or they ran elsewhere")

    assert sum(count.sent.values()) >= IN_ALL
    assert min(count.sent.values()) >= CASES * AT_ONCE


def check_nothing_was_spent(
    stage: Stage, requests: Sequence[Asked], answers: Sequence[Answered]
) -> None:
    """Check that what was refused, or meant for nobody, has cost no token and no code."""
    visitor = stage.visitor
    assert visitor.refresh(stage.spare).status_code == 200
    if any(
        answer.status == 200 and asked.path in {TOKEN_PATH, REVOCATION_PATH}
        for asked, answer in zip(requests, answers, strict=True)
    ):
        return
    visitor.set_policy(pkce="ignore")
    refresh_token, code = stage.held["refresh_token"], stage.held["code"]
    assert visitor.exchange(code).status_code == 200
    assert visitor.refresh(refresh_token).status_code == 200
    assert visitor.company_info(stage.held["access_token"]).status_code == 200
