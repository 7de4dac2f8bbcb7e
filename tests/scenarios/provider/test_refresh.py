"""Refreshing at the token endpoint, told by the clock."""

from datetime import timedelta

import pytest

from grantlab.provider.registry import Keys
from tests.support.provider import Visitor, basic_header

BARE = b'{"error":"invalid_grant"}'
INCORRECT = (
    b'{"error":"invalid_grant",'
    b'"error_description":"Incorrect or invalid refresh token"}'
)
WRONG_CLIENT = (
    b'{"error":"invalid_grant","error_description":"Incorrect Token type or clientID"}'
)
HARD = "x-include-refresh-token-hard-expires-in"


@pytest.mark.proves("L501", "L505")
def test_each_refresh_gives_two_new_tokens(visitor: Visitor) -> None:
    before = visitor.connect()

    after = visitor.refresh(before["refresh_token"]).get_json()

    assert after["access_token"] != before["access_token"]
    assert after["refresh_token"] != before["refresh_token"]
    assert after["refresh_token"].startswith("RT1-0-H0-")
    assert "id_token" not in after


def test_older_access_tokens_live_out_their_hour(visitor: Visitor) -> None:
    before = visitor.connect()
    visitor.refresh(before["refresh_token"])

    assert visitor.company_info(before["access_token"]).status_code == 200


@pytest.mark.proves("L504", "L513")
def test_a_stale_copy_is_honoured_for_a_day_and_rotates_again(
    visitor: Visitor,
) -> None:
    first = visitor.connect()["refresh_token"]
    second = visitor.refresh(first).get_json()["refresh_token"]
    visitor.clock.advance(timedelta(hours=23, minutes=59))

    third = visitor.refresh(first).get_json()["refresh_token"]

    assert third not in {first, second}
    assert visitor.refresh(second).status_code == 200
    assert visitor.refresh(third).status_code == 200


@pytest.mark.proves("L502", "L504")
def test_a_stale_copy_is_refused_a_day_after_it_was_superseded(
    visitor: Visitor,
) -> None:
    first = visitor.connect()["refresh_token"]
    second = visitor.refresh(first).get_json()["refresh_token"]
    visitor.clock.advance(timedelta(hours=24))

    refused = visitor.refresh(first)

    assert (refused.status_code, refused.data) == (400, INCORRECT)
    assert visitor.reasons() == ["superseded"]
    assert visitor.refresh(second).status_code == 200


def test_using_a_stale_copy_does_not_lengthen_its_day(visitor: Visitor) -> None:
    first = visitor.connect()["refresh_token"]
    visitor.refresh(first)
    visitor.clock.advance(timedelta(hours=12))
    visitor.refresh(first)
    visitor.clock.advance(timedelta(hours=12))

    assert visitor.refresh(first).data == INCORRECT


@pytest.mark.proves("L503", "L506")
def test_an_unused_refresh_token_ends_after_a_hundred_days(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.clock.advance(timedelta(days=100))

    refused = visitor.refresh(token)

    assert (refused.status_code, refused.data) == (400, INCORRECT)
    assert visitor.reasons() == ["expired"]


@pytest.mark.proves("L503", "L508", "L512")
def test_the_hundred_days_roll_on_as_the_token_is_used(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]

    for _ in range(5):
        visitor.clock.advance(timedelta(days=99))
        body = visitor.refresh(token).get_json()
        token = body["refresh_token"]

        assert body["x_refresh_token_expires_in"] == 8_640_000


@pytest.mark.proves("L507")
def test_whatever_its_use_a_chain_ends_after_five_years(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    for _ in range(19):
        visitor.clock.advance(timedelta(days=96))
        token = visitor.refresh(token).get_json()["refresh_token"]

    visitor.clock.advance(timedelta(days=1825 - 19 * 96))
    refused = visitor.refresh(token)

    assert (refused.status_code, refused.data) == (400, INCORRECT)
    assert visitor.reasons() == ["hard_expired"]


@pytest.mark.proves("L507")
def test_near_the_hard_limit_the_life_is_what_is_left_of_it(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    for _ in range(18):
        visitor.clock.advance(timedelta(days=95))
        token = visitor.refresh(token).get_json()["refresh_token"]
    visitor.clock.advance(timedelta(days=95))

    body = visitor.refresh(token, **{HARD: "true"}).get_json()

    left = (1825 - 19 * 95) * 86400
    assert body["x_refresh_token_expires_in"] == left
    assert body["x_refresh_token_hard_expires_in"] == left


@pytest.mark.proves("L507")
@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param("true", True, id="as clients send it"),
        pytest.param("TRUE", True, id="in capitals"),
        pytest.param("1", False, id="another value"),
        pytest.param("false", False, id="false"),
    ],
)
def test_the_hard_limit_is_told_only_to_who_asks(
    visitor: Visitor, value: str, *, told: bool
) -> None:
    token = visitor.connect()["refresh_token"]

    body = visitor.refresh(token, **{HARD: value}).get_json()

    assert ("x_refresh_token_hard_expires_in" in body) is told


def test_a_garbled_refresh_token_is_incorrect(visitor: Visitor) -> None:
    answer = visitor.refresh("RT1-0-H0-1781697600" + "x" * 20)

    assert (answer.status_code, answer.data) == (400, INCORRECT)
    assert visitor.reasons() == ["token_unknown"]


@pytest.mark.proves("L102")
def test_the_other_key_pair_is_refused_and_the_token_stays_good(
    visitor: Visitor,
) -> None:
    token = visitor.connect()["refresh_token"]
    other = basic_header(visitor.provider.key_pair(Keys.PRODUCTION))

    refused = visitor.refresh(token, **other)

    assert (refused.status_code, refused.data) == (400, WRONG_CLIENT)
    assert visitor.reasons() == ["foreign_client"]
    assert visitor.refresh(token).status_code == 200


def test_an_access_token_in_place_of_a_refresh_token_is_of_the_wrong_kind(
    visitor: Visitor,
) -> None:
    answer = visitor.refresh(visitor.connect()["access_token"])

    assert (answer.status_code, answer.data) == (400, WRONG_CLIENT)
    assert visitor.reasons() == ["wrong_kind"]


def test_a_code_in_place_of_a_refresh_token_is_of_the_wrong_kind(
    visitor: Visitor,
) -> None:
    answer = visitor.refresh(visitor.code())

    assert answer.data == WRONG_CLIENT
    assert visitor.reasons() == ["wrong_kind"]


def test_the_ledger_keeps_the_whole_family(visitor: Visitor) -> None:
    first = visitor.connect()["refresh_token"]
    visitor.clock.advance(timedelta(hours=1))
    visitor.refresh(first)

    old_refresh, _, new_refresh, _ = visitor.provider.family(1)

    assert (old_refresh.generation, new_refresh.generation) == (1, 2)
    assert old_refresh.replaced_at == old_refresh.used_at == visitor.clock.now()
    assert new_refresh.replaced_at is None
    assert new_refresh.issued_at == visitor.clock.now()
    assert len(old_refresh.fingerprint) == 12
