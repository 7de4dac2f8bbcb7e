"""The hint that a connection was ended inside QuickBooks, and what a call makes of it."""

import pytest

from grantlab.protocol.disconnect_hint import (
    DisconnectHint,
    Trouble,
    Verification,
    judge_call,
    read_hint,
)
from grantlab.protocol.round_trip import Purpose, RoundTrip
from tests.support.builders import round_trip

REALM_ID = "9341450000000101"


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        pytest.param([REALM_ID], DisconnectHint(REALM_ID), id="one company"),
        pytest.param([REALM_ID, REALM_ID], DisconnectHint(REALM_ID), id="said twice"),
        pytest.param([], DisconnectHint(None, Trouble.ABSENT), id="no parameter"),
        pytest.param([""], DisconnectHint(None, Trouble.ABSENT), id="empty"),
        pytest.param(["null"], DisconnectHint(None, Trouble.ABSENT), id="text null"),
        pytest.param(
            [REALM_ID, "2"], DisconnectHint(None, Trouble.SEVERAL), id="two companies"
        ),
        pytest.param(["a"], DisconnectHint(None, Trouble.MALFORMED), id="a letter"),
        pytest.param(
            ["١٢"], DisconnectHint(None, Trouble.MALFORMED), id="digits elsewhere"
        ),
        pytest.param(
            ["9" * 33], DisconnectHint(None, Trouble.MALFORMED), id="too long"
        ),
    ],
)
def test_a_hint_names_one_company_or_says_why_not(
    values: list[str], hint: DisconnectHint
) -> None:
    assert read_hint(values) == hint


def call(status: int | None) -> RoundTrip:
    return round_trip(purpose=Purpose.COMPANY_INFO, status=status)


REFUSED = round_trip(status=400)
REFRESHED = round_trip()
LOST = round_trip(status=None)


@pytest.mark.parametrize(
    ("round_trips", "refresh_refused", "verification"),
    [
        pytest.param([], True, None, id="nothing was sent"),
        pytest.param([call(200)], False, Verification.CONNECTED, id="it answered"),
        pytest.param(
            [call(401), REFRESHED, call(200)],
            False,
            Verification.CONNECTED,
            id="it answered after a refresh",
        ),
        pytest.param(
            [call(401), REFUSED], True, Verification.ENDED, id="both tokens refused"
        ),
        pytest.param(
            [call(401)], True, Verification.ENDED, id="the refresh was refused before"
        ),
        pytest.param([call(401)], False, Verification.UNDECIDED, id="a 401 alone"),
        pytest.param([call(403)], True, Verification.UNDECIDED, id="another refusal"),
        pytest.param([call(503)], False, Verification.UNDECIDED, id="an outage"),
        pytest.param([call(None)], False, Verification.UNANSWERED, id="no answer"),
        pytest.param(
            [call(401), LOST],
            False,
            Verification.UNANSWERED,
            id="no answer to a refresh",
        ),
    ],
)
def test_the_last_answer_decides_and_a_401_alone_does_not(
    round_trips: list[RoundTrip],
    refresh_refused: bool,  # noqa: FBT001 -- a column of the table
    verification: Verification | None,
) -> None:
    judged = judge_call(round_trips, refresh_refused=refresh_refused)

    assert judged is verification
