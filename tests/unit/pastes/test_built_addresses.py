"""Redirect URIs that programs of any language put together, and those that a console printed."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.built_addresses import may_be_one

REFUSED = '\n// 400 {"error":"invalid_grant"}'


def cause_of(program: str) -> str | None:
    verdict = diagnose_paste(program + REFUSED).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "program",
    [
        (
            "ask({ response_type: 'code', redirect_uri: 'http://localhost:' + PORT + '/in/' })\n\n"
            "post({ grant_type: 'authorization_code', redirect_uri: 'http://localhost:' + PORT + '/in' })"
        ),
        (
            "go(`${AUTH}?response_type=code&redirect_uri=${encodeURIComponent(`${BASE}/in`)}`)\n\n"
            "post({ grant_type: 'authorization_code', redirect_uri: `${BASE}/in/` })"
        ),
        (
            'ask = {"response_type": "code", "redirect_uri": f"http://{HOST}/in"}\n\n'
            'form = {"grant_type": "authorization_code", "redirect_uri": f"https://{HOST}/in"}'
        ),
        (
            "$to = $auth . '?response_type=code&redirect_uri=' . urlencode('https://' . $_SERVER['HTTP_HOST'] . '/in');\n\n"
            "$form = ['grant_type' => 'authorization_code', 'redirect_uri' => 'https://' . $_SERVER['HTTP_HOST'] . '/back'];"
        ),
        (
            'q.Set("response_type", "code"); q.Set("redirect_uri", fmt.Sprintf("http://%s/in", host))\n\n'
            'f.Set("grant_type", "authorization_code"); f.Set("redirect_uri", fmt.Sprintf("http://%s/in/", host))'
        ),
        (
            'ask response_type: "code", redirect_uri: "#{root}/in"\n\n'
            'post grant_type: "authorization_code", redirect_uri: "#{root}/oauth/in"'
        ),
    ],
)
def test_what_differs_between_two_templates_differs(program: str) -> None:
    assert cause_of(program) == "redirect_uri_mismatch"


@pytest.mark.parametrize(
    "program",
    [
        (
            "ask({ response_type: 'code', redirect_uri: 'http://localhost:' + PORT + '/in' })\n\n"
            "post({ grant_type: 'authorization_code', redirect_uri: `http://localhost:${PORT}/in` })"
        ),
        (
            'ask = {"response_type": "code", "redirect_uri": BASE + "/in"}\n\n'
            'form = {"grant_type": "authorization_code", "redirect_uri": "https://desk.example.com/in"}'
        ),
        (
            "to = AUTH + '?response_type=code&redirect_uri=' + base + '/in' + '&scope=x'\n\n"
            "post({ grant_type: 'authorization_code', redirect_uri: base + '/in' })"
        ),
    ],
)
def test_templates_that_may_come_to_the_same_are_no_cause(program: str) -> None:
    assert cause_of(program) is None


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("http://localhost:{port}/in", "http://localhost:8000/in", True),
        ("http://localhost:{port}/in", "http://localhost:8000/in/", False),
        ("{base}/in", "https://desk.example.com/app/in", True),
        ("{base}/in", "{base}/app/in", False),
        ("http://{host}/in", "https://desk.example.com/in", False),
        ("https://a.example.com/in", "https://a.example.com/in", True),
        ("https://a.example.com/in", "https://a.example.com/in/", False),
    ],
)
def test_holes_may_be_filled_with_anything(
    one: str, other: str, *, may_be: bool
) -> None:
    assert may_be_one(one, other) is may_be
    assert may_be_one(other, one) is may_be


def test_an_address_may_be_handed_over_without_a_name() -> None:
    program = """String to = config.prepareUrl(scopes, "https://" + host + "/in", csrf);
    Tokens t = client.retrieveBearerTokens(code, "http://" + host + "/in");"""

    assert cause_of(program) == "redirect_uri_mismatch"
    assert cause_of(program.replace("http:", "https:")) is None


def test_two_requests_may_be_named_before_their_addresses() -> None:
    log = """sign-in url: https://id.example.com/start?x=1&redirect_uri=http://localhost:3000/in
    token request: redirect_uri=https://desk.example.com/in"""

    assert cause_of(log) == "redirect_uri_mismatch"


def test_a_query_that_is_built_is_a_query() -> None:
    program = "ask({ response_type: 'code', redirect_uri: BACK + '?company=' + id })"

    assert cause_of(program) == "redirect_uri_has_query"


@pytest.mark.parametrize(
    "printed",
    [
        'irb> callback_url\n=> "https://desk.example.com/in?state=5a1c"',
        ">>> client.redirect_uri\n'https://desk.example.com/in?state=5a1c'",
        "console.log(redirectUri) // https://desk.example.com/in?state=5a1c",
        'var_dump($redirect_uri);\nstring(39) "https://desk.example.com/in?state=5a1c"',
    ],
)
def test_what_a_console_prints_is_what_is_sent(printed: str) -> None:
    assert cause_of(printed) == "redirect_uri_has_query"
    assert cause_of(printed.replace("?state=5a1c", "")) is None
