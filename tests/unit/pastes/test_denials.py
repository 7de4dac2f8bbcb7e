"""What people say is *not* the case, of programs and requests."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

REFUSED = '\nGET /callback\n{"error":"invalid_grant"} at exchange_code'


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("the code is from yesterday", Sign.CODE_TOLD_OLD),
        ("we wait ten minutes before the exchange", Sign.CODE_TOLD_OLD),
        ("the code is lowercased by a filter", Sign.CODE_CHANGED_BY_PROGRAM),
        ("it takes another provider's callback with a code", Sign.CODE_OF_SOMEBODY_ELSE),
        ("a second tab was open at the callback", Sign.STATE_OVERWRITTEN),
        ("our redirect uri has a query string", Sign.REDIRECT_WITH_QUERY),
        ("consent: we have to sign up for payments", Sign.SCOPE_OF_PRODUCT),
        ("grant_type is missing", Sign.FORM_UNREADABLE),
        ("ntp is not running there", Sign.CLOCK_TOLD_WRONG),
        ("since we enabled ntp it works", Sign.CLOCK_TOLD_WRONG),
        ("the authorization header is stripped by the proxy", Sign.HEADER_MALFORMED),
    ],
)  # fmt: skip
def test_what_is_told_is_a_sign(text: str, sign: Sign) -> None:
    assert sign in read_paste(text + REFUSED).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("the code is not from yesterday", Sign.CODE_TOLD_OLD),
        ("we don't wait ten minutes before the exchange", Sign.CODE_TOLD_OLD),
        ("do we wait ten minutes before the exchange?", Sign.CODE_TOLD_OLD),
        ("the code is not lowercased or truncated", Sign.CODE_CHANGED_BY_PROGRAM),
        ("the code is not lowercased or truncated", Sign.CODE_MALFORMED),
        ("we have no other provider's callback with a code", Sign.CODE_OF_SOMEBODY_ELSE),
        ("no second tab was open at the callback", Sign.STATE_OVERWRITTEN),
        ("our redirect uri has no query string", Sign.REDIRECT_WITH_QUERY),
        ("consent: we do not have to sign up for payments", Sign.SCOPE_OF_PRODUCT),
        ("grant_type is not missing", Sign.FORM_UNREADABLE),
        ("the server time is right, by ntp", Sign.CLOCK_TOLD_WRONG),
        ("ntp is not the problem", Sign.CLOCK_TOLD_WRONG),
        ("the authorization header is not stripped by the proxy", Sign.HEADER_MALFORMED),
        ("is there a chance that the code was used twice?", Sign.CODE_SPENT),
    ],
)  # fmt: skip
def test_what_is_denied_or_asked_is_none(text: str, sign: Sign) -> None:
    assert sign not in read_paste(text + REFUSED).signs
