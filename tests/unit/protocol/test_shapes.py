"""What a value is, told by its shape alone."""

from datetime import UTC, datetime

import pytest

from grantlab.protocol.shapes import (
    Kind,
    is_from_provider,
    recognise,
    replace_recognised,
)
from tests.support import invented

INSIDE = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
"""The moment of ``invented.EPOCH``."""


@pytest.mark.parametrize(
    ("value", "kind", "expires_at"),
    [
        pytest.param(invented.CODE, Kind.CODE, INSIDE, id="code"),
        pytest.param(
            invented.REFRESH_TOKEN, Kind.REFRESH_TOKEN, INSIDE, id="refresh token"
        ),
        pytest.param(
            invented.REFRESH_TOKEN.replace("RT1-57-H0", "RT1-1-H3"),
            Kind.REFRESH_TOKEN,
            INSIDE,
            id="refresh token, the shortest",
        ),
        pytest.param(
            invented.REFRESH_TOKEN.replace("RT1-57", "RT1-570"),
            Kind.REFRESH_TOKEN,
            INSIDE,
            id="refresh token, the longest",
        ),
        pytest.param(
            invented.OLD_REFRESH_TOKEN,
            Kind.REFRESH_TOKEN,
            INSIDE,
            id="refresh token until 2025",
        ),
        pytest.param(
            invented.OLD_REFRESH_TOKEN.replace("AB1", "Q31"),
            Kind.REFRESH_TOKEN,
            INSIDE,
            id="refresh token of an older client id",
        ),
        pytest.param(
            invented.OLD_CODE,
            Kind.REFRESH_TOKEN,
            INSIDE,
            id="code until 2024, which looks like a refresh token",
        ),
        pytest.param(
            invented.ACCESS_REFERENCE,
            Kind.ACCESS_REFERENCE,
            INSIDE,
            id="the name of an access token in a 401",
        ),
        pytest.param(invented.ACCESS_TOKEN, Kind.ACCESS_TOKEN, None, id="access token"),
        pytest.param(invented.ID_TOKEN, Kind.ID_TOKEN, None, id="ID token"),
        pytest.param(
            invented.CLIENT_SECRET, Kind.CLIENT_SECRET, None, id="client secret"
        ),
        pytest.param(invented.STATE, Kind.OCTETS_32, None, id="our own state"),
    ],
)
def test_a_known_shape_is_recognised(
    value: str, kind: Kind, expires_at: datetime | None
) -> None:
    shape = recognise(value)

    assert shape is not None
    assert (shape.kind, shape.expires_at) == (kind, expires_at)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="nothing"),
        pytest.param("9341450000000101", id="a company id"),
        pytest.param(invented.CLIENT_ID, id="a client id"),
        pytest.param("a simple password", id="a password"),
        pytest.param("d41d8cd98f00b204e9800998ecf8427e", id="an MD5"),
        pytest.param(invented.REFRESH_TOKEN[:-1], id="refresh token cut short"),
        pytest.param(invented.REFRESH_TOKEN + "0", id="refresh token too long"),
        pytest.param(invented.REFRESH_TOKEN.upper(), id="refresh token in capitals"),
        pytest.param(
            invented.REFRESH_TOKEN.replace("-57-", "-5700-"), id="a number too large"
        ),
        pytest.param(invented.REFRESH_TOKEN + "\n", id="a line end behind it"),
        pytest.param(f" {invented.REFRESH_TOKEN}", id="a space before it"),
        pytest.param(invented.CODE[:-1], id="code cut short"),
        pytest.param(invented.CODE.replace("1790", "179O"), id="a letter in the epoch"),
        pytest.param(invented.CODE.lower(), id="code in lower case"),
        pytest.param(
            invented.ACCESS_TOKEN.replace("..", "."), id="access token without its gap"
        ),
        pytest.param(invented.ACCESS_TOKEN[:60], id="access token cut short"),
        pytest.param("0" * 40, id="forty digits"),
        pytest.param("a" * 40, id="forty letters"),
        pytest.param("é" * 43, id="43 letters outside ASCII"),
        pytest.param(
            f"RT1-57-H0-{'٣' * 10}inventedrefresh00000", id="digits outside ASCII"
        ),
    ],
)
def test_a_near_miss_is_not_recognised(value: str) -> None:
    assert recognise(value) is None


def name_kind(_value: str, kind: Kind) -> str:
    return f"<{kind}>"


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        pytest.param("nothing to see", "nothing to see", id="nothing"),
        pytest.param(
            f"{invented.CODE} and {invented.REFRESH_TOKEN}.",
            "<code> and <refresh_token>.",
            id="in a sentence",
        ),
        pytest.param(f"x{invented.CODE}x", "x<code>x", id="inside other letters"),
        pytest.param(f"?{invented.STATE}&", "?<octets_32>&", id="a state by itself"),
        pytest.param(
            f"x{invented.CLIENT_SECRET}",
            f"x{invented.CLIENT_SECRET}",
            id="what has no beginning of its own, inside other letters",
        ),
    ],
)
def test_known_shapes_are_found_wherever_they_stand(text: str, replaced: str) -> None:
    assert replace_recognised(text, name_kind) == replaced


def test_a_long_text_is_searched_in_no_time() -> None:
    hostile = ("eyJ" * 60 + ".") * 1_000

    assert replace_recognised(hostile, name_kind)


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        pytest.param("RT1-0-H0-1790000000inventedrefresh00000", True, id="ours"),
        pytest.param(invented.REFRESH_TOKEN, False, id="Intuit's"),
        pytest.param(invented.OLD_REFRESH_TOKEN, False, id="Intuit's, until 2025"),
    ],
)
def test_the_providers_own_tokens_can_be_told(value: str, ours: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert is_from_provider(value) is ours
