"""A code of another purpose, or of another service."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

GOOGLES = "https://desk.example.com/mail?code=4/0AbCdEf1234567890&scope=https://www.googleapis.com/auth/gmail"
FAILED = '\n{"error":"invalid_grant"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        "if (url.includes('code=')) begin()\nhttps://desk.example.com/in?gift_code=MAY",
        "location.search.match(/code=(.+)/)\n/list?postcode=8001 never opens",
        "strpos($uri, 'code=') !== false\nGET /shop?barcode=40063",
        f"{GOOGLES}\nPOST https://x.supabase.co/auth/v1/token?grant_type=pkce{FAILED}",
        f"/repo?code=0a1b2c&installation_id=7\nmsal: AADSTS70000{FAILED}",
        f"Zoho's code is posted to Intuit{FAILED}",
        "GET /pay?code=ac_Invented0123456789&scope=read_write\n<Auth0Provider>\nError: Invalid state",
    ],
)
def test_a_code_that_belongs_elsewhere_is_seen(text: str) -> None:
    assert cause_of(text) == "code_param_collision"


@pytest.mark.parametrize(
    "text",
    [
        f"if (url.includes('code=')) begin()\nhttps://desk.example.com/in?code=MAY&state=1{FAILED}",
        "https://desk.example.com/in?gift_code=MAY",
        "if (url.searchParams.has('code')) begin()\n/in?gift_code=MAY",
        f"{GOOGLES}\nPOST https://oauth2.googleapis.com/token{FAILED}",
        f"{GOOGLES.replace('desk.example.com', 'x.supabase.co')}\nhttps://x.supabase.co/auth{FAILED}",
        f"{GOOGLES}\nnext-auth{FAILED}",
        f"{GOOGLES}\nhttps://x.supabase.co/auth: all is well",
        f"Intuit's code goes to Intuit{FAILED}",
    ],
)
def test_a_code_that_may_be_at_home_is_no_finding(text: str) -> None:
    assert cause_of(text) != "code_param_collision"


def test_a_word_as_code_is_seen_at_the_end_of_a_long_address() -> None:
    address = f"https://desk.example.com/?message={'Your%20address%20is%20good.' * 5}&code=done"

    assert cause_of(f"{address}\nError: Invalid state") == "code_param_collision"
