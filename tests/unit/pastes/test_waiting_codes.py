"""Codes that waited or were sent again, in logs that hide them; and columns that cut them."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "log",
    [
        (
            "10:02:05 callback received, code queued\n10:19:40 job takes it\n"
            "exchange of the authorization code: invalid_grant"
        ),
        "2026-02-03 10:02:05 GET /callback?code=***&state=***\n2026-02-03 10:31:00 authorization_code: invalid_grant",
        "[10:02] got the code\n[10:09] grant_type=authorization_code -> 400 invalid_grant",
    ],
)
def test_a_code_that_waited_longer_than_it_lives_had_expired(log: str) -> None:
    assert cause_of(log) == "code_expired"


@pytest.mark.parametrize(
    "log",
    [
        "10:02:05 callback received, code queued\n10:02:40 authorization_code: invalid_grant",
        "2026-02-03 10:02:05 callback received\n2026-02-04 10:31:00 authorization_code: invalid_grant",
        "10:02:05 callback received, exchange ok\n10:40:00 refresh failed",
    ],
)
def test_a_code_that_did_not_wait_had_not(log: str) -> None:
    assert cause_of(log) != "code_expired"


def test_a_hidden_code_that_is_sent_again_after_a_timeout_is_spent() -> None:
    log = """[10:02:11] exchange code=XAB11765...q7 -> timed out, trying again
    [10:02:22] exchange code=XAB11765...q7 -> 400 invalid_grant"""

    assert cause_of(log) == "code_reused"
    assert cause_of(log.replace("q7 -> 400", "z1 -> 400")) != "code_reused"


@pytest.mark.parametrize(
    ("column", "is_cut"),
    [
        ("CREATE TABLE pending (id int, code varchar(32), realm varchar(20))", True),
        ("auth_code = models.CharField(max_length=40)", True),
        ("code varchar(512)", False),
        ("zip_code varchar(20)", False),
        ("CREATE TABLE coupons (code varchar(20))", False),
        ("error code varchar of the table is char(20)", False),
    ],
)
def test_a_column_may_be_too_small_for_a_code(column: str, *, is_cut: bool) -> None:
    signs = {one.sign for one in read_paste(column).sightings}

    assert (Sign.CODE_CHANGED_BY_PROGRAM in signs) is is_cut


@pytest.mark.parametrize(
    ("told", "are_several"),
    [
        ("the scheduler starts in every worker and refreshes", True),
        ("each pod runs its own scheduler that refreshes", True),
        ("a cron that is registered on all of the nodes refreshes", True),
        ("it does not run in every worker", False),
        ("does it start in each process?", False),
    ],
)
def test_a_scheduler_may_be_in_every_worker(told: str, *, are_several: bool) -> None:
    signs = {one.sign for one in read_paste(told).sightings}

    assert (Sign.TWO_AT_ONCE in signs) is are_several


def test_a_column_named_before_a_day_names_it() -> None:
    text = """first_connected 2020-11-03, refreshed daily, last ok 2025-11-03 04:00
    2025-11-04 04:00 refresh -> 400 {"error":"invalid_grant"}"""

    assert cause_of(text) == "refresh_token_hard_expired"


def test_a_scope_is_also_named_by_a_constant() -> None:
    text = "scope: [OAuthClient.scopes.Accounting]\nPOST /quickbooks/v4/payments/charges 403"

    assert cause_of(text) == "missing_scope_403"
    assert cause_of(text.replace("Accounting", "Payment")) != "missing_scope_403"
