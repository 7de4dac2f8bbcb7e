"""The same code, or the same refresh token, at the same moment, at two processes.

Every time it has to go as the preset says, so it is tried often: a thousand times by
``make test-full``.
"""

from collections.abc import Iterator

import pytest

from tests.support.effort import repetitions
from tests.support.neighbours import (
    Answer,
    Neighbours,
    exchange_form,
    neighbours,
    refresh_form,
)

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.slow,
    pytest.mark.xdist_group("two-processes"),
]
TIMES = repetitions(full=1000, short=50)
PRESETS = ("faq", "observed", "rfc-9700")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    with neighbours(tmp_path_factory.mktemp("two-processes")) as pair:
        yield pair


def in_turn(two: Neighbours, preset: str) -> Iterator[Neighbours]:
    """Give the two again and again; each time the other one is asked first."""
    assert two.here.set_bench("policy", preset=preset).status == 200
    for number in range(TIMES):
        yield two if number % 2 else two.swapped()


def connect(two: Neighbours) -> str:
    """Consent at one, exchange at the other; return the refresh token."""
    answer = two.there.exchange(two.here.connect())
    token: str = answer.body["refresh_token"]
    return token


def assert_refused(answer: Answer) -> None:
    assert (answer.status, answer.body["error"]) == (400, "invalid_grant")


@pytest.mark.proves("L303", "L304")
@pytest.mark.parametrize("preset", PRESETS)
def test_one_exchange_of_a_code_succeeds_and_the_other_ends_what_it_gave(
    two: Neighbours, preset: str
) -> None:
    for pair in in_turn(two, preset):
        code = pair.here.connect()

        given, refused = pair.at_once(exchange_form(code))

        assert given.status == 200
        assert_refused(refused)
        assert_refused(pair.here.refresh(given.body["refresh_token"]))
        assert_refused(pair.there.refresh(given.body["refresh_token"]))


@pytest.mark.proves("L505", "L509")
def test_by_the_faq_both_refreshes_are_honoured_and_one_value_is_the_newest(
    two: Neighbours,
) -> None:
    for pair in in_turn(two, "faq"):
        token = connect(pair)

        answers = pair.at_once(refresh_form(token))

        assert [answer.status for answer in answers] == [200, 200]
        first, second = (answer.body["refresh_token"] for answer in answers)
        assert len({token, first, second}) == 3
        pair.here.set_bench("clock/advance", by="24h")
        outlived = pair.there.refresh(first), pair.here.refresh(second)
        assert sorted(answer.status for answer in outlived) == [200, 400]


@pytest.mark.proves("L505", "L509")
def test_as_observed_both_refreshes_give_the_same_value_within_a_day(
    two: Neighbours,
) -> None:
    for pair in in_turn(two, "observed"):
        token = connect(pair)

        answers = pair.at_once(refresh_form(token))

        assert [answer.status for answer in answers] == [200, 200]
        assert {answer.body["refresh_token"] for answer in answers} == {token}
        access_tokens = {answer.body["access_token"] for answer in answers}
        assert {pair.here.company_status(item) for item in access_tokens} == {200}
        assert len(access_tokens) == 2


@pytest.mark.proves("L505", "L509")
def test_as_observed_the_first_refresh_after_a_day_wins_and_its_value_is_good(
    two: Neighbours,
) -> None:
    for pair in in_turn(two, "observed"):
        token = connect(pair)
        pair.there.set_bench("clock/advance", by="24h")

        given, refused = pair.at_once(refresh_form(token))

        assert given.status == 200
        assert given.body["refresh_token"] != token
        assert_refused(refused)
        assert pair.there.refresh(given.body["refresh_token"]).status == 200


def test_by_rfc_9700_the_second_refresh_ends_the_family(two: Neighbours) -> None:
    for pair in in_turn(two, "rfc-9700"):
        token = connect(pair)

        given, refused = pair.at_once(refresh_form(token))

        assert given.status == 200
        assert_refused(refused)
        assert_refused(pair.here.refresh(given.body["refresh_token"]))
        assert pair.there.company_status(given.body["access_token"]) == 401
