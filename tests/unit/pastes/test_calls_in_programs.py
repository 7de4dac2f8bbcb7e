"""How programs call an API: the environment, the header, and a token that is held for long."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        '"Environment": "Sandbox"\nvar c = new ServiceContext(id, IntuitServicesType.QBO, v);\n403 Forbidden',
        "APP_ENV=development\nContext c = new Context(oauth, ServiceType.QBO, realm);\nHTTP 403",
        'our sandbox company\nfetch("https://quickbooks.api.intuit.com/v3/company/9/query") 403 Forbidden',
        'mode: "production"\nGET https://sandbox-quickbooks.api.intuit.com/v3/company/9/query 403',
        'DataService::Configure(["ClientID" => $id, "QBORealmID" => $r]); // sandbox keys\nHttp Status Code [403]',
        "AuthClient(ID, S, R, environment='production')\nQuickBooks(company_id=SANDBOX_COMPANY_ID)\n403 Forbidden",
        "Quickbooks::Service::Item.new(company_id: r) # sandbox company\nQuickbooks::Forbidden",
    ],
)
def test_a_call_to_the_other_environment_is_seen(text: str) -> None:
    assert cause_of(text) == "wrong_base_url_environment"


@pytest.mark.parametrize(
    "text",
    [
        '"Environment": "Sandbox"\nnew ServiceContext(id, QBO, v) { BaseUrl = here };\n403 Forbidden',
        "environment: production\nnew ServiceContext(id, IntuitServicesType.QBO, v)\n403",
        "sandbox company works; production keys\nhttps://quickbooks.api.intuit.com/v3/company/9 403",
        'environment: "sandbox"\nnew ServiceContext(id, IntuitServicesType.QBO, v)\n401 Token expired',
    ],
)
def test_a_call_to_its_own_environment_is_left_alone(text: str) -> None:
    assert cause_of(text) != "wrong_base_url_environment"


@pytest.mark.parametrize(
    "program",
    [
        "new Api(url, request.headers['authorization']);\nthis.h = { Authorization: 'Bearer ' + it };",
        "it = request.headers.get('Authorization')\ncall(headers={'Authorization': f'Bearer {it}'})",
        "$it = $_SERVER['HTTP_AUTHORIZATION'];\n$h = ['Authorization' => \"Bearer $it\"];",
        "API_TOKEN=Bearer eyJhbGciOi\nheaders: { Authorization: `Bearer ${process.env.API_TOKEN}` }",
        "headers: { Authorization: `Bearer ${JSON.stringify(tokens)}` }",
        "headers = {'Authorization': 'Bearer ' + answer.text}",
        "c.Authorization = 'Bearer ' + store.token\nstore.token = read() // '{\"access_token\": 1}'",
    ],
)
def test_a_header_that_says_bearer_twice_or_has_an_object_is_malformed(
    program: str,
) -> None:
    assert cause_of(f"{program}\n401 Unauthorized") == "malformed_authorization_header"


@pytest.mark.parametrize(
    "program",
    [
        "const it = req.headers.authorization.split(' ')[1];\nh = { Authorization: `Bearer ${it}` }",
        "h = { Authorization: req.headers.authorization }\ng = { Authorization: `Bearer ${it}` }",
        "if (!req.headers.authorization) return\nh = { Authorization: `Bearer ${row.token}` }",
        "h = { Authorization: `Bearer ${tokens.access_token}` }",
    ],
)
def test_a_header_that_is_taken_apart_or_passed_on_is_not(program: str) -> None:
    assert cause_of(f"{program}\n401 Unauthorized") != "malformed_authorization_header"


@pytest.mark.parametrize(
    "program",
    [
        "let apiToken;\nasync function headers() {\n  if (!apiToken) apiToken = await getToken();\n}",
        "_token = None\ndef client():\n    global _token\n    if _token is None:\n        _token = fetch()",
        "private static string _token;\nif (string.IsNullOrEmpty(_token)) _token = await GetAsync();",
        "public static class Api { static readonly string Token = Store.Read(); }",
        "@@token ||= Api.login(id)",
    ],
)
def test_a_token_that_is_got_once_gets_old(program: str) -> None:
    assert cause_of(f"{program}\n401 Unauthorized") == "stale_cache_in_code"


@pytest.mark.parametrize(
    "program",
    [
        "let apiToken, expiresAt;\nif (!apiToken || now > expiresAt) { apiToken = await getToken(); }",
        "def headers():\n    token = None\n    if token is None:\n        token = fetch()",
        "let token;\nif (!token) { throw new Error('none') }",
    ],
)
def test_a_token_whose_age_is_looked_at_does_not(program: str) -> None:
    assert cause_of(f"{program}\n401 Unauthorized") != "stale_cache_in_code"


@pytest.mark.parametrize(
    ("note", "helps"),
    [
        ("restarted the api: ok", True),
        ("reboot -> 200", True),
        ("pm2 restart, works", True),
        ("restarted: not ok", False),
        ("restart: ok for an hour, then the same", False),
        ("restart -> still invalid_grant, 200 elsewhere", False),
    ],
)
def test_a_restart_is_noted_in_passing(note: str, *, helps: bool) -> None:
    cause = cause_of(f"401 Unauthorized on all calls\n{note}")

    assert (cause == "stale_cache_in_code") is helps
