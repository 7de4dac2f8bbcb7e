"""What people tell of copies, of delays, of lengths, and of requests that never left."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (
            "he cloned the production database onto his laptop and ran a sync",
            Sign.OLD_VALUE_SENT,
        ),
        ("the token file is still dated on the first consent", Sign.NOT_STORED),
        ("for the refresh token I find no save() call anywhere", Sign.NOT_STORED),
        (
            "every second week we have to paste a new refresh token",
            Sign.NOT_STORED,
        ),
        (
            "saved the refresh token, then the whole transaction was rolled back",
            Sign.NOT_STORED,
        ),
        ("the next morning they exchange the code", Sign.CODE_TOLD_OLD),
        (
            "consent on Friday, after the weekend the code is exchanged",
            Sign.CODE_TOLD_OLD,
        ),
        ("both pods handled the same callback", Sign.CODE_DELIVERED_TWICE),
        ("createToken is called from both handlers", Sign.CODE_DELIVERED_TWICE),
        ("from the api 912 chars, in the database 900 chars", Sign.ROW_CUT),
        ("says expired, and no request was sent", Sign.LOCALLY_REFUSED),
        ("'expired' without any http call", Sign.LOCALLY_REFUSED),
        ("instances: 4, and the refresh runs in each", Sign.TWO_AT_ONCE),
        ("the refresh ended in a 503", Sign.NO_ANSWER),
        ('an admin pressed "Revoke" there', Sign.DISCONNECTED_BY_USER),
        ("one row per user, the last company wins", Sign.REALMS_DIFFER),
        ("error: client does not match refresh token", Sign.OTHER_CLIENT),
        (
            "code replay, revoking all tokens of the grant",
            Sign.CODE_REUSE_ENDED_TOKENS,
        ),
    ],
)
def test_what_is_told_is_read(text: str, sign: Sign) -> None:
    assert sign in read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (
            "we never cloned the production database onto a laptop to run it",
            Sign.OLD_VALUE_SENT,
        ),
        ("the token file is dated five minutes ago", Sign.NOT_STORED),
        ("every week we have to paste a new report", Sign.NOT_STORED),
        (
            "refresh token saved; the transaction is not rolled back",
            Sign.NOT_STORED,
        ),
        (
            "we exchange the code at once; the next day a refresh fails",
            Sign.CODE_TOLD_OLD,
        ),
        ("both pods have the same callback url", Sign.CODE_DELIVERED_TWICE),
        ("from the api 912 chars, in the database 912 chars", Sign.ROW_CUT),
        ("it says expired, and a request was sent", Sign.LOCALLY_REFUSED),
        ("instances: 1, the refresh runs in it", Sign.TWO_AT_ONCE),
        ("the refresh ended in a 200", Sign.NO_ANSWER),
        ("one row per realm, the last sync wins", Sign.REALMS_DIFFER),
        ("client does not match regex", Sign.OTHER_CLIENT),
        ('docs: "code reuse revokes tokens"', Sign.CODE_SPENT),
        (
            "only keep the access token in memory",
            Sign.NOT_STORED,
        ),
    ],
)
def test_what_is_not_the_case_is_not_read(text: str, sign: Sign) -> None:
    assert sign not in read_paste(text).signs
