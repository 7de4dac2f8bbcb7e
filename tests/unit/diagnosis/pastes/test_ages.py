"""What the dates of a paste say of a refresh token's age."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

REFUSED = "2025-06-01T09:00:00Z refresh -> 400 invalid_grant"


@pytest.mark.parametrize(
    ("paste", "cause"),
    [
        (f'{{"lastRefreshedAt": "2025-01-10T08:00:00Z"}}\n{REFUSED}', "refresh_token_expired_inactivity"),
        (f"tokens_refreshed_on: 2025-01-10T08:00:00Z\n{REFUSED}", "refresh_token_expired_inactivity"),
        (f"refresh_token_expires_at: 2025-04-20T08:00:00Z\n{REFUSED}", "refresh_token_expired_inactivity"),
        (f"2025-01-10T08:00:00Z refreshed\n{REFUSED}", "refresh_token_expired_inactivity"),
        (f"connected_on: 2020-03-01\n{REFUSED}", "refresh_token_hard_expired"),
        (f"consentedAt: 2020-03-01T08:00:00Z\n{REFUSED}", "refresh_token_hard_expired"),
        (f"created_at: 2024-01-10T08:00:00Z\nlast_refreshed_at: 2025-05-20T08:00:00Z\n{REFUSED}", None),
        (f"refresh_token_expires_at: 2025-08-20T08:00:00Z\n{REFUSED}", None),
        (f"2025-05-10T08:00:00Z refreshed\n{REFUSED}", None),
        (f"created_at: 2024-01-10T08:00:00Z\n{REFUSED.replace('refresh', 'grant_type=authorization_code')}", None),
        (f'{{"LastUpdatedTime": "2021-02-01T00:00:00Z"}}\n{REFUSED}', None),
        (f"connected_on: 2022-03-01\n{REFUSED}", None),
        (f"it refreshes every night\n2025-01-10T08:00:00Z refreshed\n{REFUSED}", None),
    ],
)  # fmt: skip
def test_the_age_of_a_token_or_a_consent_is_reckoned(
    paste: str, cause: str | None
) -> None:
    verdict = diagnose_paste(paste).verdict

    assert (verdict.id if verdict else None) == cause


def test_a_refusal_without_a_date_has_that_of_its_id() -> None:
    paste = (
        "last_refresh_at: 2025-01-10T08:00:00Z\n"
        "refresh: invalid_grant, intuit_tid 1-6a5b4c3d-00112233445566778899aabb"
    )
    verdict = diagnose_paste(paste).verdict

    assert verdict is not None
    assert verdict.id == "refresh_token_expired_inactivity"
