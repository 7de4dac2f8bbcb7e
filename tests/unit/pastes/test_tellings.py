"""What people tell, what they only mention, and which column a time stands in."""

from datetime import UTC, datetime

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


def signs_of(text: str) -> frozenset[Sign]:
    return read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("the job sends the original refresh token each time", Sign.OLD_VALUE_SENT),
        ("sent with R1: ok, R2 received\nsent with R1: 400", Sign.OLD_VALUE_SENT),
        ("we don't save the new refresh token", Sign.NOT_STORED),
        ("the rotated token is not written back", Sign.NOT_STORED),
        ("three workers start a refresh", Sign.TWO_AT_ONCE),
        ("both notice it and both renew it", Sign.TWO_AT_ONCE),
        ("with a mutex around it the error is gone", Sign.LOCK_HELPS),
        ("each job takes a row lock first", Sign.ONE_AT_A_TIME),
        ("all is fine until the next deploy", Sign.RESTART_BREAKS),
        ("a reboot fixes it", Sign.RESTART_HELPS),
        ("the bookkeeper has uninstalled it", Sign.DISCONNECTED_BY_USER),
        ("nobody has uninstalled it", Sign.STILL_CONNECTED),
        ("the sync was paused for five months", Sign.INACTIVITY),
        ("it was switched off since last autumn", Sign.INACTIVITY),
        ("the disk is wiped each night", Sign.NOT_STORED),
        ("what it writes to the file is lost at night", Sign.NOT_STORED),
        ("the update of the token was rolled back", Sign.NOT_STORED),
        ("both read the same .env", Sign.TWO_AT_ONCE),
        ("connected it, and a minute later it fails", Sign.JUST_CONSENTED),
        ("we moved to another app last week", Sign.ENVIRONMENT_SWITCHED),
        ("it works for an hour", Sign.NEVER_REFRESHED),
        ("the answer never reached us", Sign.LOST_BEFORE_STORED),
        ("we see the data of another customer", Sign.TOKEN_OF_SOMEBODY_ELSE),
        ("a second request with that code", Sign.CODE_DELIVERED_TWICE),
        ("she pressed F5 on the callback page", Sign.CODE_DELIVERED_TWICE),
        ("the proxy sends the code once more", Sign.CODE_DELIVERED_TWICE),
        ("other queries work with the same token", Sign.WORKS_WITH_SAME_TOKEN),
        ("an invalid grant each morning", Sign.GRANT_REFUSED),
    ],
)
def test_a_meaning_is_read_however_it_is_told(text: str, sign: Sign) -> None:
    assert sign in signs_of(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("nobody has uninstalled it", Sign.DISCONNECTED_BY_USER),
        ("Please see that no three workers refresh", Sign.TWO_AT_ONCE),
        ("if three workers refresh", Sign.TWO_AT_ONCE),
        ("Do three workers refresh?", Sign.TWO_AT_ONCE),
        ("The docs say that two workers may refresh", Sign.TWO_AT_ONCE),
        ("two apps, each with its own tokens", Sign.TWO_AT_ONCE),
        ("- two workers refresh: no", Sign.TWO_AT_ONCE),
        ("a reboot does not help", Sign.RESTART_HELPS),
        ("the sync was paused for two days", Sign.INACTIVITY),
        ("the container is never re-created", Sign.NOT_STORED),
        ("we rolled back the release", Sign.NOT_STORED),
        ("the image was built anew; tokens are elsewhere", Sign.NOT_STORED),
        ("do not read refresh_token from the settings", Sign.NOT_STORED),
        ("two apps of the same config format", Sign.TWO_AT_ONCE),
        ("we got a new app icon", Sign.ENVIRONMENT_SWITCHED),
        ("stopped in May for a day, and back now", Sign.INACTIVITY),
        ("customers who connected before the move", Sign.SCOPE_ADDED_LATER),
        ("nobody pressed F5 on the callback page", Sign.CODE_DELIVERED_TWICE),
        ("we never send a code twice", Sign.CODE_DELIVERED_TWICE),
        ("the code is not exchanged twice", Sign.CODE_DELIVERED_TWICE),
        ("a second attempt with a new code", Sign.CODE_DELIVERED_TWICE),
        ("it exchanges again, with another code", Sign.CODE_DELIVERED_TWICE),
        ("the bookkeeper disconnected another app", Sign.DISCONNECTED_BY_USER),
        (
            "rescue Some::Error, Quickbooks::ThrottleExceeded => e",
            Sign.TOO_MANY_REQUESTS,
        ),
        ("# TODO: handle invalid_client", Sign.CLIENT_REFUSED),
        ("- fix: too many requests are tried again", Sign.TOO_MANY_REQUESTS),
        ("| 429 | too many requests |", Sign.TOO_MANY_REQUESTS),
        ("class RefreshTokenRevoked:  # token was revoked", Sign.REVOKED),
        ("an error like token was revoked would help", Sign.REVOKED),
        ("## Token was revoked", Sign.REVOKED),
        ("invalid grant type", Sign.GRANT_REFUSED),
    ],
)
def test_what_is_only_mentioned_is_no_sign(text: str, sign: Sign) -> None:
    assert sign not in signs_of(text)


def test_a_status_that_is_denied_is_none() -> None:
    assert read_paste("it is not a 429, we get a 403").has_status("403")
    assert not read_paste("it is not a 429, we get a 403").has_status("429")


def test_a_time_in_a_row_has_the_name_of_its_column() -> None:
    understood = read_paste(
        "id | connected_at | last_refresh_at\n"
        "---+--------------+----------------\n"
        "7 | 2020-01-07T10:00:00Z | 2025-03-01T10:00:00Z\n"
    )

    assert understood.moment_of("connected_at") == datetime(2020, 1, 7, 10, tzinfo=UTC)
    assert understood.moment_of("last_refresh_at") == datetime(
        2025, 3, 1, 10, tzinfo=UTC
    )


def test_a_time_behind_bars_without_a_heading_has_no_name() -> None:
    (moment,) = read_paste("7 | a | b | 2020-01-07T10:00:00Z").moments

    assert moment.name is None


def test_what_is_told_at_the_end_of_a_long_log_is_read() -> None:
    log = "2025-03-04T10:00:00Z refresh of a company -> 200\n" * 1000

    assert Sign.TWO_AT_ONCE in signs_of(f"{log}three workers start a refresh")
