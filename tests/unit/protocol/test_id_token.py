"""What an ID token's claims must say once its signature is known to be good."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.environment import ISSUER
from grantlab.protocol.errors import IdTokenError
from grantlab.protocol.id_token import LEEWAY, IdTokenClaims, check_claims
from tests.support import invented
from tests.support.clocks import HOUR, NOON, SECOND

SOON = int((NOON + HOUR).timestamp())
GOOD: dict[str, object] = {
    "iss": ISSUER,
    "aud": [invented.CLIENT_ID],
    "sub": "invented-subject",
    "exp": SOON,
    "iat": int(NOON.timestamp()),
    "auth_time": int((NOON - HOUR).timestamp()),
    "realmid": invented.REALM_ID,
}


def check(now: datetime = NOON, **changes: object) -> IdTokenClaims:
    return check_claims(
        GOOD | changes, issuer=ISSUER, client_id=invented.CLIENT_ID, now=now
    )


@pytest.mark.proves("L310")
def test_good_claims_say_who_consented_and_for_which_company() -> None:
    claims = check()

    assert claims.subject == "invented-subject"
    assert claims.realm_id == invented.REALM_ID
    assert claims.audience == (invented.CLIENT_ID,)
    assert claims.issued_at == NOON
    assert claims.signed_in_at == NOON - HOUR
    assert claims.expires_at == NOON + HOUR


@pytest.mark.proves("L310")
@pytest.mark.parametrize(
    ("claim", "value"),
    [
        pytest.param("iss", "https://evil.example", id="another issuer"),
        pytest.param("iss", f"{ISSUER}/", id="the issuer with a slash"),
        pytest.param("iss", None, id="no issuer"),
        pytest.param("aud", "ABsomebodyelse", id="another client"),
        pytest.param("aud", ["ABsomebodyelse"], id="other clients"),
        pytest.param("aud", [], id="an audience of nobody"),
        pytest.param("aud", None, id="no audience"),
        pytest.param("aud", {invented.CLIENT_ID: 1}, id="an audience of another kind"),
        pytest.param("exp", None, id="no expiry"),
        pytest.param("exp", str(SOON), id="an expiry in text"),
        pytest.param("exp", True, id="an expiry that is true"),
        pytest.param("exp", float("nan"), id="an expiry that is no number"),
        pytest.param("exp", float("inf"), id="an expiry that never comes"),
        pytest.param("exp", 10**400, id="an expiry past all calendars"),
        pytest.param("sub", "", id="an empty subject"),
        pytest.param("sub", 7, id="a subject that is a number"),
    ],
)
def test_a_wrong_claim_is_named(claim: str, value: Any) -> None:
    with pytest.raises(IdTokenError) as caught:
        check(**{claim: value})

    assert caught.value.claim == claim


@pytest.mark.proves("L310")
def test_an_expired_token_is_not_believed_once_the_leeway_is_over() -> None:
    last_moment = NOON + HOUR + LEEWAY

    assert check(last_moment - SECOND).subject == "invented-subject"
    with pytest.raises(IdTokenError) as caught:
        check(last_moment)
    assert caught.value.claim == "exp"


def test_an_audience_may_be_a_single_text() -> None:
    assert check(aud=invented.CLIENT_ID).audience == (invented.CLIENT_ID,)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="missing"),
        pytest.param(9341450000000101, id="a number"),
        pytest.param("null", id="the word null"),
        pytest.param("٩٣٤١", id="digits outside ASCII"),
    ],
)
def test_a_company_that_is_no_text_of_digits_is_no_company(value: object) -> None:
    assert check(realmid=value).realm_id is None


def test_a_moment_may_be_a_fraction_and_an_odd_one_is_unknown() -> None:
    assert check(iat=1_790_000_000.0).issued_at == datetime(
        2026, 9, 21, 14, 13, 20, tzinfo=UTC
    )
    assert check(iat="yesterday").issued_at is None


@given(
    st.dictionaries(
        st.sampled_from(sorted(GOOD)),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    )
)
def test_claims_are_believed_or_named(changes: dict[str, Any]) -> None:
    named = None

    try:
        check(**changes)
    except IdTokenError as exc:
        named = exc.claim

    assert named is None or named in changes
