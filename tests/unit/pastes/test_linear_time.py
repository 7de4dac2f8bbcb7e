"""A text that is made to be slow is not slower than its length."""

from time import process_time

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

LENGTH = 1 << 14
PIECES = [
    "a", "a_", "A1", "1a-", "eyJ", "eyJ.", "eyJaaaaaaaaaaaa..", "RT1-", "'", '"', "\\", "\n", " ",
    "{", "://a:", "a@b://", "Bearer ", 'code="', "?code=&", "refresh_token=", 'refresh("',
    "= refresh( ", "=refresh(x) access_token ", "grant_type=password ", "12:00 ", "day 1 ",
    "2025-01-01 10:00:00 ", "2025-01-01 10:00:00\n", "pid=1 refresh 12:00\n", "curl ",
    "length(\n", "tenant=a\n", "scope=", "new quickbooks(a,", "-env=sandbox\n",
    "oauthclient=new OAuthClient(\n", "redirect_uri=http://a", "http://a/b", "&quot;", "Mon, ",
]  # fmt: skip


def seconds(text: str) -> float:
    began = process_time()
    diagnose_paste(text)
    return process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    text = piece * (4 * LENGTH // len(piece) + 1)

    short = min(seconds(text[:LENGTH]) for _ in range(3))
    long = min(seconds(text[: 4 * LENGTH]) for _ in range(2))

    # Squared, it would be sixteen; the rest is the noise of a busy machine.
    assert long < 9 * max(short, 0.01)
