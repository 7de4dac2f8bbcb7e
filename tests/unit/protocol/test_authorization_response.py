"""Reading the redirect back, once its state has been checked."""

from contextlib import suppress
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.authorization_response import (
    MAX_VALUE_LENGTH,
    AuthorizationResponse,
    find_single,
    read_authorization_response,
)
from grantlab.protocol.errors import (
    AuthorizationDeniedError,
    MissingCodeError,
)
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from tests.support import invented

CODE = ("code", invented.CODE)
STATE = ("state", invented.STATE)
COMPANY = ("realmId", invented.REALM_ID)
LONG_COMPANY = "9223372036854770003"
"""19 digits, past 2^53: as a JSON number it would name another company."""


@pytest.mark.proves("L207")
@pytest.mark.parametrize("parameters", list(permutations((CODE, STATE, COMPANY))))
def test_a_response_is_read_in_any_order(parameters: Pairs) -> None:
    response = read_authorization_response(parameters)

    assert response == AuthorizationResponse(Secret(invented.CODE), invented.REALM_ID)


@pytest.mark.proves("L207")
def test_a_company_id_of_19_digits_stays_the_text_it_was() -> None:
    response = read_authorization_response((CODE, ("realmId", LONG_COMPANY)))

    assert response.realm_id == LONG_COMPANY


@pytest.mark.parametrize(
    "company",
    [
        pytest.param((), id="missing"),
        pytest.param((("realmId", ""),), id="empty"),
        pytest.param((("realmId", "null"),), id="the word null"),
        pytest.param((("realmId", "934-145"),), id="not digits alone"),
        pytest.param((("realmId", "٩٣٤١"),), id="digits outside ASCII"),
        pytest.param((("realmId", "../admin"),), id="a path"),
        pytest.param((COMPANY, ("realmId", LONG_COMPANY)), id="two of them"),
    ],
)
def test_what_is_no_company_id_is_no_company(company: Pairs) -> None:
    response = read_authorization_response((CODE, *company))

    assert response.realm_id is None


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param((STATE, COMPANY), id="missing"),
        pytest.param((("code", ""),), id="empty"),
        pytest.param((CODE, ("code", "voucher-42")), id="another thing called code"),
        pytest.param((CODE, CODE), id="the same one twice"),
        pytest.param((("code", "x" * (MAX_VALUE_LENGTH + 1)),), id="far too long"),
        pytest.param((("Code", invented.CODE),), id="written with a capital"),
    ],
)
def test_without_one_code_there_is_none(parameters: Pairs) -> None:
    with pytest.raises(MissingCodeError):
        read_authorization_response(parameters)


@pytest.mark.proves("L206")
def test_a_refusal_is_told_in_the_words_of_the_authorization_server() -> None:
    parameters = (
        ("error", "access_denied"),
        ("error_description", "The user said no"),
        STATE,
    )

    with pytest.raises(AuthorizationDeniedError) as caught:
        read_authorization_response(parameters)

    assert caught.value.error == "access_denied"
    assert caught.value.error_description == "The user said no"


def test_an_error_counts_even_beside_a_code() -> None:
    with pytest.raises(AuthorizationDeniedError):
        read_authorization_response((("error", "access_denied"), CODE))


def test_the_longest_value_is_still_read() -> None:
    longest = "x" * MAX_VALUE_LENGTH

    assert find_single((("state", longest),), "state") == longest


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["code", "state", "realmId", "error", "x"]), st.text()
        )
    )
)
def test_any_response_is_read_or_refused_by_name(pairs: list[tuple[str, str]]) -> None:
    with suppress(AuthorizationDeniedError, MissingCodeError):
        response = read_authorization_response(tuple(pairs))

        assert response.code.reveal() in dict(pairs).values()
