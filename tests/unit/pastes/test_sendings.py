"""A refresh token that is sent again, and what the lines between the two say."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign
from tests.support.invented import refresh_token

OLD, NEW = refresh_token(1), refresh_token(2)
READ_FROM_LOGS = (Sign.OLD_VALUE_SENT, Sign.TWO_AT_ONCE, Sign.NO_ANSWER)


@pytest.mark.parametrize(
    ("log", "sign"),
    [
        pytest.param(
            "2026-02-03T04:00:00Z refreshing with ...q7w8e9\n"
            "2026-02-03T04:00:01Z refreshed, new token ...r4t5z6\n"
            "2026-02-03T05:00:00Z refreshing with ...q7w8e9\n"
            "2026-02-03T05:00:01Z 400 Bad Request",
            Sign.OLD_VALUE_SENT,
            id="the end of a token, replaced",
        ),
        pytest.param(
            "04:00:00 POST refresh rt=1a2b3c4d -> 200, got rt=5e6f7a8b\n"
            "05:00:00 POST refresh rt=1a2b3c4d -> 400 invalid_grant",
            Sign.OLD_VALUE_SENT,
            id="a hash in lines that end with their answer",
        ),
        pytest.param(
            f"2026-02-03 04:00:00 refresh token {OLD}\n"
            f"2026-02-03 04:00:01 ok, received {NEW}\n"
            f"2026-02-03 09:00:00 refresh token {OLD}\n"
            "2026-02-03 09:00:01 invalid_grant",
            Sign.OLD_VALUE_SENT,
            id="the whole token",
        ),
        pytest.param(
            "04:00:00.100 [shop-6d5-ab1] refreshing, token hash=1a2b3c4d\n"
            "04:00:00.140 [shop-6d5-cd2] refreshing, token hash=1a2b3c4d\n"
            "04:00:00.600 [shop-6d5-ab1] refreshed\n"
            "04:00:00.700 [shop-6d5-cd2] 400 invalid_grant",
            Sign.TWO_AT_ONCE,
            id="two pods at once",
        ),
        pytest.param(
            "web-1  | 04:00:00 refresh with …q7w8e9\n"
            "web-2  | 04:00:01 refresh with …q7w8e9\n"
            "web-2  | 04:00:02 refreshed\n"
            "web-1  | 04:00:02 failed to refresh",
            Sign.TWO_AT_ONCE,
            id="two containers of a composition",
        ),
        pytest.param(
            "04:00:00 refreshing with ...q7w8e9\n04:00:30 Aborted by the platform\n"
            "05:00:00 refreshing with ...q7w8e9\n05:00:01 invalid_grant",
            Sign.NO_ANSWER,
            id="an end without an answer",
        ),
    ],
)
def test_a_token_that_is_sent_again_tells_what_was_between(
    log: str, sign: Sign
) -> None:
    assert read_paste(log).signs.intersection(READ_FROM_LOGS) == {sign}


@pytest.mark.parametrize(
    "log",
    [
        pytest.param(
            "04:00:00 refreshing with ...q7w8e9\n04:00:01 400 invalid_grant\n"
            "05:00:00 refreshing with ...q7w8e9\n05:00:01 400 invalid_grant",
            id="tried again",
        ),
        pytest.param(
            "04:00:00 refreshing with ...q7w8e9\n04:00:01 refreshed, new token ...r4t5z6\n"
            "05:00:00 refreshing with ...r4t5z6\n05:00:01 400 invalid_grant",
            id="the newest",
        ),
        pytest.param(
            "04:00:00 refreshing with ...q7w8e9\n04:00:01 refreshed\n"
            "05:00:00 refreshing with ...q7w8e9\n05:00:01 400 invalid_grant",
            id="of a service that may replace none",
        ),
        pytest.param(
            "04:00:00 realm=31 refreshing with ...q7w8e9\n"
            "04:00:01 realm=31 refreshed, new token ...r4t5z6\n"
            "05:00:00 realm=32 refreshing with ...u1i2o3\n05:00:01 realm=32 invalid_grant",
            id="of another company",
        ),
        pytest.param(
            "04:00:00 [app-1] refreshing with ...q7w8e9\n04:00:00 [app-1] refresh with ...q7w8e9\n"
            "04:00:01 [app-1] 400 invalid_grant",
            id="told twice by one process",
        ),
        pytest.param(
            "04:00:00 refreshing with ...q7w8e9\n04:00:01 refreshed, new token ...r4t5z6\n"
            "05:00:00 refreshing with ...q7w8e9\n05:00:01 refreshed",
            id="and accepted",
        ),
    ],
)
def test_a_log_that_does_not_decide_shows_nothing(log: str) -> None:
    assert not read_paste(log).signs.intersection(READ_FROM_LOGS)


def test_what_an_answer_brought_was_not_sent() -> None:
    log = f"04:00:00 refresh -> 200, new refresh_token={OLD}\n09:00:00 refresh {OLD} -> 400"
    first, second = read_paste(log).events

    assert (first.brings, second.brings) == (True, False)
