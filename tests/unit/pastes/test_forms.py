"""What is sent in the place of a form, and who sends it."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

INVALID = '\n400 {"error":"invalid_request"}'
REFUSED = '\n400 {"error":"invalid_grant"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "program",
    [
        "axios.post(url, { grant_type: 'authorization_code', code })",
        "this.http.post(url, { code, grant_type: 'authorization_code' })",
        "superagent.post(url).send({ grant_type: 'authorization_code' })",
        "Http::post($url, ['grant_type' => 'authorization_code'])",
        "$client->post($url, ['json' => ['grant_type' => 'authorization_code']])",
        "f = new FormData(); f.append('grant_type', 'authorization_code')",
        "curl https://id.example.com/token -F grant_type=authorization_code",
        "POST /token\nContent-Type: multipart/form-data; boundary=a",
        "post(tokenUrl, { grantType: 'authorization_code', code })",
    ],
)
def test_what_is_no_form_is_named(program: str) -> None:
    assert cause_of(program + INVALID) == "wrong_grant_type_or_body_encoding"


@pytest.mark.parametrize(
    "program",
    [
        "axios.post(url, new URLSearchParams({ grant_type: 'authorization_code' }))",
        "axios.post(url, { grant_type: 'authorization_code' }, { headers: urlencoded })",
        "Http::asForm()->post($url, ['grant_type' => 'authorization_code'])",
        "requests.post(url, data={'grant_type': 'authorization_code'})",
        "post(url, { grantType: 'x', body: 'grant_type=authorization_code' })",
    ],
)
def test_what_becomes_a_form_is_no_finding(program: str) -> None:
    assert cause_of(program + INVALID) is None


def test_a_token_endpoint_that_is_asked_by_get_says_so() -> None:
    program = 'requests.get("https://id.example.com/token", params=p)\n405'

    assert cause_of(program) == "wrong_grant_type_or_body_encoding"


def test_a_redirect_uri_under_another_name_is_none() -> None:
    form = "grant_type=authorization_code&code=0a1b2c&redirect_url=https://a.example"

    assert cause_of(form + REFUSED) == "redirect_uri_mismatch"
    assert cause_of(f"{form}&redirect_uri=https://a.example{REFUSED}") is None


def test_a_challenge_whose_name_is_misspelled_is_not_read() -> None:
    url = "/authorize?code_chalnge=0a1b2c&code_challenge_method=S256"

    assert cause_of(url + REFUSED) == "pkce_mismatch"
    assert cause_of(url.replace("chalnge=", "challenge=") + REFUSED) is None


@pytest.mark.parametrize(
    "text",
    [
        "POST https://id.example.com/token\nTypeError: Failed to fetch",
        "POST https://id.example.com/token\nTypeError: Load failed",
        "NetworkError when attempting to fetch resource. /oauth/token",
        "our Vue page asks /oauth/token: AxiosError: Network Error",
        "fetch of /oauth/token from origin 'https://desk.example.com' has been blocked",
    ],
)
def test_what_only_a_browser_says_tells_who_asked(text: str) -> None:
    assert cause_of(text) == "token_call_from_browser"


@pytest.mark.parametrize(
    "text",
    [
        "POST https://id.example.com/token\nTypeError: fetch failed",
        "GET /invoices\nTypeError: Failed to fetch",
        "oauth2: cannot fetch token",
    ],
)
def test_what_a_server_says_too_tells_nothing(text: str) -> None:
    assert cause_of(text) != "token_call_from_browser"


def test_a_list_of_companies_that_is_empty_belongs_to_other_keys() -> None:
    text = "After the consent the list of companies is empty"

    assert cause_of(text) == "wrong_environment_keys"
    assert cause_of("the list of companies is never empty at the consent") is None
