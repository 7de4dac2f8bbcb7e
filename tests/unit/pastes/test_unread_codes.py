"""A code that came with the callback, in a program that says it has none."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

CAME = "GET /in?state=kq71&code=XAB11765000000tYh2Wq8LzVbn5KrTe7Xu0JfMs3PaGc1Ri9Sk&realmId=913 200\n"


@pytest.mark.parametrize(
    "says",
    [
        "PHP Notice: Undefined index: code in back.php on line 9",
        'Warning: Undefined array key "code"',
        "KeyError: 'code'",
        "MultiValueDictKeyError: 'code'",
        "param is missing or the value is empty: code",
        "Required request parameter 'code' for method parameter type String is not present",
        "SdkException: [0]: The code is not set. Can't exchange for OAuth 2 Access Token.",
        "console.log(req.body.code) // undefined",
        "params[:code] => nil",
        "no authorization code found in the request",
        "KeyError: key not found: :code",
        "print_r($_GET) -> Array ( [route] => in )",
        'params => {"state"=>"kq71", "realmId"=>"913"}',
    ],
)
def test_a_code_that_came_and_is_not_there_was_lost_between(says: str) -> None:
    verdict = diagnose_paste(CAME + says).verdict

    assert verdict is not None
    assert verdict.id == "code_malformed_or_truncated"


@pytest.mark.parametrize(
    "text",
    [
        CAME + '{"error":"invalid_grant"}',
        CAME + "missing code_verifier",
        CAME + "the country code is required",
        CAME + "api.get(url, { params: { minorversion: 65 } })",
        CAME + "query: { invoices }",
        CAME + "if code is None: return",
        CAME + 'if (!code) return res.status(400).send("Missing code")',
        CAME + '{"code": null, "message": "boom"}',
        CAME + 'params => {"state"=>"kq71", "code"=>"XAB..."}',
        "GET /in?error=access_denied&state=kq71 200\nThe code is not set",
        "GET /in?code=[FILTERED]&state=kq71 200\nno code found",
        "KeyError: 'code'",
    ],
)
def test_other_codes_and_codes_that_did_not_come_are_not_lost(text: str) -> None:
    signs = {one.sign for one in read_paste(text).sightings}

    assert Sign.CODE_UNREAD not in signs


def test_two_codes_are_not_one_that_came_twice() -> None:
    text = CAME + CAME.replace("XAB117650", "XAB117660")

    signs = {one.sign for one in read_paste(text).sightings}

    assert Sign.CODE_DELIVERED_TWICE not in signs


def test_a_program_that_fails_before_a_code_is_sent_again_is_no_outage() -> None:
    text = """
    10:02:11 GET /oauth/in?code=4b1f00aa97c2d3e15b6c 500 Internal Server Error
    10:02:40 GET /oauth/in?code=4b1f00aa97c2d3e15b6c bad_verification_code
    """

    verdict = diagnose_paste(text).verdict

    assert verdict is not None
    assert verdict.id == "code_reused"
