"""A spent refresh token, as logs and stores show it: workers between one another, two places."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

OLD = "RT1-11-H0-1765000000m2vq8xk4ztw7dfh3rj9s"
NEW = "RT1-12-H0-1765600000b7yp3wnfa6gu1tkc5xoe"
REFUSED = '\n{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "log",
    [
        """worker-2 sync of company 771 starts
        worker-5 sync of company 771 starts
        worker-2 tokens stored
        worker-5 invalid_grant""",
        """[ForkPoolWorker-1] company=771 token is old
        [ForkPoolWorker-4] company=771 token is old
        [ForkPoolWorker-1] company=771 refreshed
        [ForkPoolWorker-4] company=771 refresh failed: invalid_grant""",
        """tid=0x7a01 realm=771 begins
        tid=0x7a02 realm=771 begins
        tid=0x7a01 stored rt ****9LmB
        tid=0x7a02 Incorrect or invalid refresh token""",
        """[4410] job for realm 771
        [4412] job for realm 771
        [4412] got new tokens
        [4410] 400 {"error":"invalid_grant"}""",
        """[http-nio-8080-exec-3] GET /invoices tenant=771
        [http-nio-8080-exec-9] GET /bills tenant=771
        [http-nio-8080-exec-3] saved token for tenant=771
        [http-nio-8080-exec-9] 401 unauthorized_client: Old refresh token used.""",
    ],
)
def test_whoever_began_before_the_other_was_done_raced(log: str) -> None:
    assert cause_of(log) == "concurrent_refresh_race"


@pytest.mark.parametrize(
    "log",
    [
        # One after the other.
        """worker-2 sync of company 771 starts
        worker-2 tokens stored
        worker-5 sync of company 771 starts
        worker-5 invalid_grant""",
        # Two companies.
        """worker-2 sync of company 771 starts
        worker-5 sync of company 772 starts
        worker-2 company 771 tokens stored
        worker-5 company 772 invalid_grant""",
        # Nobody got any.
        """worker-2 sync of company 771 starts
        worker-5 sync of company 771 starts
        worker-5 invalid_grant""",
    ],
)
def test_workers_that_were_not_in_each_others_way_did_not_race(log: str) -> None:
    assert cause_of(log) != "concurrent_refresh_race"


def test_a_service_that_calls_the_token_old_does_not_mean_the_client() -> None:
    text = '401 {"error":"unauthorized_client","error_description":"Old refresh token used."}'

    assert cause_of(text) == "stale_refresh_token"
    assert cause_of('401 {"error":"unauthorized_client"}') != "stale_refresh_token"


@pytest.mark.parametrize(
    "stores",
    [
        f'tokens.json  northwind {{"refresh_token": "{OLD}"}}\nredis  northwind {NEW}',
        f'.env: QBO_REFRESH_TOKEN={NEW}\ndatabase: refresh_token = "{OLD}"',
        f"server database  realm=913  {NEW}\nlaptop .env  {OLD}",
        f"firestore  realm=913  refresh_token {NEW}\nconfig.yaml  realm=913  refresh_token: {OLD}",
    ],
)
def test_two_places_of_one_connection_hold_an_old_token(stores: str) -> None:
    assert cause_of(stores + REFUSED) == "stale_refresh_token"


@pytest.mark.parametrize(
    "stores",
    [
        f"tokens.json realm=913 refresh_token {OLD}\nredis realm=914 refresh_token {NEW}",
        f"tokens.json northwind {OLD}\ntokens.json contoso {NEW}",
        f"tokens.json northwind {OLD}\nredis contoso {NEW}",
        f"sent {OLD}\nreceived {NEW}",
        f"tokens.json northwind {OLD}\nredis northwind {OLD}",
    ],
)
def test_tokens_of_two_connections_or_of_one_place_are_not_compared(
    stores: str,
) -> None:
    assert cause_of(stores + REFUSED) is None


def test_two_rows_of_one_company_hold_an_old_token() -> None:
    rows = f""" id | realm | refresh_token | created_at
     3 | 913771 | {OLD} | 2025-10-07
     9 | 913771 | {NEW} | 2025-10-14"""

    assert cause_of(rows + REFUSED) == "stale_refresh_token"
    assert cause_of(rows.replace("9 | 913771", "9 | 913772") + REFUSED) is None


def test_two_services_of_one_second_raced() -> None:
    log = """web.1 | POST /bearer refresh_token=...q7Ta 200
    worker.1 | POST /bearer refresh_token=...q7Ta 400 invalid_grant
    (the same second)"""

    assert cause_of(log) == "concurrent_refresh_race"
