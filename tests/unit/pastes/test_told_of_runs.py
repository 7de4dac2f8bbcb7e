"""What people tell of how a program runs: how many, for how long, and what becomes of a token."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("they paused in spring and came back in autumn", Sign.INACTIVITY),
        ("last used in February, switched on again in July", Sign.INACTIVITY),
        ("the shop closed after August; reopened in March", Sign.INACTIVITY),
        ("we left it off until May, the first sync since October", Sign.INACTIVITY),
        ("we scaled from one to five workers", Sign.TWO_AT_ONCE),
        ("replicas 1 -> 3 on Monday", Sign.TWO_AT_ONCE),
        ("somebody started a second instance", Sign.TWO_AT_ONCE),
        ("five token requests go out at page load", Sign.TWO_AT_ONCE),
        (
            "the first gets new tokens, the other four get invalid_grant",
            Sign.TWO_AT_ONCE,
        ),
        ("refused until we bounce the service", Sign.RESTART_HELPS),
        ("recycling the app pool fixes it", Sign.RESTART_HELPS),
        ("a holder object that is filled at startup", Sign.SHARED_CLIENT),
        ("the rotated token goes to stdout", Sign.NOT_STORED),
        ("the new refresh token ends up in the log", Sign.NOT_STORED),
        ("token saved, rows affected: 0", Sign.NOT_STORED),
        ("refresh; update_one -> matchedCount: 0", Sign.NOT_STORED),
        ("the accountant cleaned out unused apps", Sign.DISCONNECTED_BY_USER),
        (
            "the base url is the production one but the company is a demo company",
            Sign.HOST_OF_OTHER_ENVIRONMENT,
        ),
        (
            "we call the live host for a sandbox company",
            Sign.HOST_OF_OTHER_ENVIRONMENT,
        ),
        ("the tenant id is that of the demo company", Sign.REALMS_DIFFER),
        (
            "isAccessTokenExpired() is true right after login",
            Sign.LOCALLY_REFUSED,
        ),
    ],
)
def test_what_is_told_is_read(text: str, sign: Sign) -> None:
    assert sign in read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("they paused in March and came back in April", Sign.INACTIVITY),
        ("paused in spring, back in summer", Sign.INACTIVITY),
        ("it did not stop in spring; it is autumn now", Sign.INACTIVITY),
        ("live since May, now in December it still works", Sign.INACTIVITY),
        ("we scaled down to one worker", Sign.TWO_AT_ONCE),
        ("we plan to scale to five workers", Sign.TWO_AT_ONCE),
        ("did somebody start a second instance?", Sign.TWO_AT_ONCE),
        ("the first gets tokens, and the second too", Sign.TWO_AT_ONCE),
        ("bouncing the service did not help", Sign.RESTART_HELPS),
        ("the new refresh token goes to the database", Sign.NOT_STORED),
        ("the new refresh token is never printed to the log", Sign.NOT_STORED),
        ("token saved, rows affected: 10", Sign.NOT_STORED),
        ("did they clean up unused apps?", Sign.DISCONNECTED_BY_USER),
        (
            "the base url is the sandbox one and the company is a sandbox company",
            Sign.HOST_OF_OTHER_ENVIRONMENT,
        ),
        ("isAccessTokenExpired() is true after an hour", Sign.LOCALLY_REFUSED),
        ("isRefreshTokenExpired() looks at the time", Sign.ACCESS_TOKEN_EXPIRED),
    ],
)
def test_what_is_not_the_case_is_not_read(text: str, sign: Sign) -> None:
    assert sign not in read_paste(text).signs
