"""A store that was written before the last refresh, and a connection that was in use."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

LOG = """\
2026-03-02T08:00:00Z refresh 200 ok
2026-03-03T08:00:00Z refresh {last}
"""
REFUSED = LOG.format(last='400 {"error":"invalid_grant"}')


def verdict_of(paste: str) -> str | None:
    verdict = diagnose_paste(paste).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "told",
    [
        "LastModifiedDate 2026-03-01T08:00:00Z (version 1)",
        "tokens.json was last written on 2026-03-01T08:00:00Z",
        "updated_at = 2026-03-01T08:00:00Z",
        "mtime: 2026-03-01T08:00:00Z",
    ],
)
def test_a_store_that_a_refresh_did_not_write_is_seen(told: str) -> None:
    assert verdict_of(f"{told}\n{REFUSED}") == "not_persisted_after_refresh"


@pytest.mark.parametrize(
    "paste",
    [
        pytest.param(f"mtime: 2026-03-02T08:00:20Z\n{REFUSED}", id="written at once"),
        pytest.param(
            f"mtime: 2026-03-02 02:00:00\n{REFUSED}", id="perhaps another zone"
        ),
        pytest.param(
            f"mtime: 2026-03-01T08:00:00Z\n{LOG.format(last='200 ok')}", id="no refusal"
        ),
        pytest.param(
            "mtime: 2026-03-01T08:00:00Z\n2026-03-03T08:00:00Z refresh 400 invalid_grant",
            id="no refresh in between",
        ),
    ],
)
def test_a_store_that_may_be_right_names_nothing(paste: str) -> None:
    assert verdict_of(paste) is None


def test_a_refresh_in_the_log_is_later_than_the_last_of_a_row() -> None:
    row = "last_refresh_at: 2025-10-01T08:00:00Z\n"

    assert verdict_of(f"{row}{REFUSED}") is None
    assert (
        verdict_of(f"{row}2026-03-03T08:00:00Z refresh 400 invalid_grant")
        == "refresh_token_expired_inactivity"
    )


@pytest.mark.parametrize(
    "told",
    [
        "refresh token saved {}",
        "issued on {}",
        "Last row in the log of this realm is {}",
        "last entry: {}",
        "last sync was on {}",
    ],
)
def test_the_last_that_is_told_of_a_company_is_its_last_use(told: str) -> None:
    paste = f"{told.format('2025-10-01')}\ntoday (2026-03-03) refresh 400 invalid_grant"

    assert verdict_of(paste) == "refresh_token_expired_inactivity"
