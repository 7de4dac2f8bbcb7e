"""Secrets in a paste: what is told of them, and that they are gone."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.redacting import redact
from grantlab.pastes.understood import Field, Look, Value
from grantlab.protocol.secret import fingerprint_of

REFRESH_TOKEN = "RT1-12-H0-1750000000abcdefgh12345678"
CODE = "XAB11741077481abcdefghijklmnopqrstuvwxyzABCD1234567"
ACCESS_TOKEN = "eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..Abc123.Def456"


def only_value(text: str) -> Value:
    (value,) = read_paste(text).values
    return value


@pytest.mark.parametrize(
    ("pasted", "field", "look"),
    [
        pytest.param(
            f"refresh_token={REFRESH_TOKEN}",
            Field.REFRESH_TOKEN,
            Look.SHAPED,
            id="form",
        ),
        pytest.param(
            f'"refreshToken": "{REFRESH_TOKEN}"',
            Field.REFRESH_TOKEN,
            Look.SHAPED,
            id="camel case in JSON",
        ),
        pytest.param(
            f'["refresh_token"]=> "{REFRESH_TOKEN}"',
            Field.REFRESH_TOKEN,
            Look.SHAPED,
            id="PHP",
        ),
        pytest.param(
            f"Authorization: Bearer {ACCESS_TOKEN}",
            Field.ACCESS_TOKEN,
            Look.SHAPED,
            id="header",
        ),
        pytest.param(f"sent {CODE} again", Field.CODE, Look.SHAPED, id="in a sentence"),
        pytest.param(
            "refresh_token='REFRESH_TOKEN'",
            Field.REFRESH_TOKEN,
            Look.PLACEHOLDER,
            id="the word of an example",
        ),
        pytest.param(
            "refresh_token: 'your refresh token'",
            Field.REFRESH_TOKEN,
            Look.PLACEHOLDER,
            id="a request to fill in",
        ),
        pytest.param(
            "refresh_token: ''", Field.REFRESH_TOKEN, Look.EMPTY, id="nothing"
        ),
        pytest.param(
            "refresh_token: self.refresh_token",
            Field.REFRESH_TOKEN,
            Look.EXPRESSION,
            id="a piece of a program",
        ),
        pytest.param(
            "client_secret=***", Field.CLIENT_SECRET, Look.MASKED, id="masked"
        ),
        pytest.param(
            f'{{"name": "refresh_token",\n   "value": "{REFRESH_TOKEN}"}}',
            Field.REFRESH_TOKEN,
            Look.SHAPED,
            id="a HAR file",
        ),
        pytest.param(
            '{"key": "client_secret", "value": "invented1"}',
            Field.CLIENT_SECRET,
            Look.WORD,
            id="a Postman collection",
        ),
        pytest.param(
            'newRefreshToken = "invented-1"',
            Field.REFRESH_TOKEN,
            Look.WORD,
            id="a longer name",
        ),
        pytest.param(
            "client.refreshUsingToken('your refresh token')",
            Field.REFRESH_TOKEN,
            Look.PLACEHOLDER,
            id="an argument",
        ),
        pytest.param("?code=PROMO2024", Field.CODE, Look.WORD, id="a word"),
    ],
)
def test_a_value_is_told_by_its_name_and_its_look(
    pasted: str, field: Field, look: Look
) -> None:
    value = only_value(pasted)

    assert (value.field, value.look) == (field, look)


def test_a_value_has_its_fingerprint_its_expiry_and_its_place() -> None:
    pasted = f"sent: {REFRESH_TOKEN}"

    value = only_value(pasted)

    assert value.fingerprint == fingerprint_of(REFRESH_TOKEN)
    assert value.expires_at is not None
    assert value.expires_at.timestamp() == 1_750_000_000
    assert pasted[value.span.start : value.span.end] == REFRESH_TOKEN


def test_equal_values_have_equal_numbers() -> None:
    first, second, third = read_paste(
        f"refresh_token={REFRESH_TOKEN}\nrefresh_token={REFRESH_TOKEN}\ncode={CODE}"
    ).values

    assert first.number == second.number != third.number


def test_a_short_value_leaves_no_fingerprint() -> None:
    assert only_value("password=hunter2").fingerprint is None


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param('{"code":"3200","message":"x"}', id="a fault code"),
        pytest.param("statusCode=401", id="a status"),
        pytest.param("code: 'ETIMEDOUT'", id="the name of an error"),
    ],
)
def test_what_is_called_code_and_is_none_is_let_stand(pasted: str) -> None:
    assert read_paste(pasted).values == ()


def test_a_code_that_is_still_encoded_is_noticed() -> None:
    value = only_value("code=4%252F0AXampleNVPOaUMoJCaeiJ3KDx69QTr")

    assert value.is_twice_encoded


@pytest.mark.parametrize(
    "line",
    [
        "refresh_token: rt",
        'data = {"grant_type": "refresh_token", "refresh_token": newRt}',
        "self.refresh_token = old_rt",
        "refreshToken: latest,",
    ],
)
def test_a_short_name_of_a_variable_is_no_word_that_was_sent(line: str) -> None:
    said = '{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}'
    verdict = diagnose_paste(f"{line}\n400 {said}").verdict

    assert verdict is None or verdict.id != "placeholder_or_empty_token"


def test_a_word_in_quotes_was_sent() -> None:
    said = '{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}'
    verdict = diagnose_paste(f'refresh_token: "rt"\n400 {said}').verdict

    assert verdict is not None
    assert verdict.id == "placeholder_or_empty_token"


def test_a_redirect_uri_behind_the_name_of_a_request_is_none_of_its_secrets() -> None:
    text = (
        "authorize: redirect_uri=http://localhost:5000/qbo/back\n"
        "token: redirect_uri=http://localhost:5000/qbo/back/\n400 invalid_grant"
    )
    verdict = diagnose_paste(text).verdict

    assert verdict is not None
    assert verdict.id == "redirect_uri_mismatch"


def test_what_is_mixed_in_such_an_address_is_hidden_all_the_same() -> None:
    drawn = "AB11765000000tYh2Wq8LzVbn5KrTe7Xu0JfMs3PaGc1Ri9Sk"

    assert drawn not in redact(f"token: redirect_uri=http://localhost/back/{drawn}")
