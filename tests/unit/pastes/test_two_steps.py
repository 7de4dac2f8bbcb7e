"""The request for consent and the exchange, told apart in a program of any language."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.programs.steps import Step, step_at, step_of_name
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Where

REFUSED = '\n// 400 {"error":"invalid_grant"}'
HERE = "https://desk.example.com/in"
THERE = "https://desk.example.com/settings"


def cause_of(program: str) -> str | None:
    verdict = diagnose_paste(program + REFUSED).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("getauthorizationurl", Step.CONSENT),
        ("generateconsentlink", Step.CONSENT),
        ("login_url", Step.CONSENT),
        ("get_token", Step.EXCHANGE),
        ("exchange_code", Step.EXCHANGE),
        ("acquiretokenbyauthorizationcode", Step.EXCHANGE),
        ("refresh_token", None),
        ("revoketoken", None),
        ("render", None),
    ],
)
def test_a_function_is_named_after_its_request(name: str, step: Step | None) -> None:
    assert step_of_name(name) is step


@pytest.mark.parametrize(
    ("program", "step"),
    [
        ("client.authorizeurl(scopes, [here])", Step.CONSENT),
        ("oauth.gettoken(trim(code), [here])", Step.EXCHANGE),
        ("{ response_type: 'code', redirect_uri: [here] }", Step.CONSENT),
        ('add("grant_type", "authorization_code"); add("uri", [here])', Step.EXCHANGE),
        ("def exchange_code(code):\n    uri = [here]", Step.EXCHANGE),
        ("oauth.gettoken(code);\nlog([here])", None),
        ("def exchange_code(code):\n    pass\n\ndef render():\n    uri = [here]", None),
        ("grant_type=refresh_token and [here]", None),
    ],
)
def test_a_place_belongs_to_the_request_around_it(
    program: str, step: Step | None
) -> None:
    start = program.index("[here]")

    assert step_at(program, start, start + 6) is step


@pytest.mark.parametrize(
    "program",
    [
        f"$c->authUrl($scope, '{HERE}', $state);\n$c->fetchTokens($code, '{THERE}');",
        f'authorize_link(state, "{HERE}")\ntokens = exchange(code, "{THERE}")',
        (
            f'p = dict(response_type="code", redirect_uri="{HERE}")\n\n'
            f'form.add("grant_type", "authorization_code")\nform.add("redirect_uri", "{THERE}")'
        ),
        (
            "q = { response_type: 'code', redirect_uri: env.DESK_IN }\n\n"
            "b = { grant_type: 'authorization_code', redirect_uri: `${env.HOST}/in` }"
        ),
    ],
)
def test_two_redirect_uris_in_two_requests_are_one_too_many(program: str) -> None:
    assert cause_of(program) == "redirect_uri_mismatch"


@pytest.mark.parametrize(
    "program",
    [
        f"$c->authUrl($scope, '{HERE}', $state);\n$c->fetchTokens($code, '{HERE}');",
        f"authUrl('{HERE}')\nfetchTokens('https://auth.example.com/oauth2/v1/token', code)",
        f"xero.authUrl('{HERE}/xero')\nqb.fetchTokens(code, '{HERE}/qb')",
        f"authUrl('{HERE}')\nrefreshToken(token, '{THERE}')",
        (
            "q = { response_type: 'code', redirect_uri: env.DESK_IN }\n\n"
            "b = { grant_type: 'authorization_code', redirect_uri: redirectUri }"
        ),
        (
            "q = { response_type: 'code', redirect_uri: env.DESK_IN }\n\n"
            "b = { grant_type: 'authorization_code', redirect_uri: settings['desk_in'] }"
        ),
    ],
)
def test_one_redirect_uri_or_one_nobody_can_follow_is_no_finding(program: str) -> None:
    assert cause_of(program) is None


def test_an_address_that_is_passed_without_a_name_has_its_request() -> None:
    found = read_paste(f"buildAuthorizeUrl(scopes, '{HERE}')").redirect_uris

    assert [(one.uri, one.where) for one in found] == [(HERE, Where.AUTHORIZATION)]


CONSENT = "function consentUrl() { return url({ clientId: env.CLIENT_ID }) }\n"


def test_the_exchange_that_takes_the_keys_of_another_environment_is_seen() -> None:
    program = CONSENT + "function exchangeCode(c) { id = { clientId: env.{} } }\n"

    other = program.replace("{}", "SANDBOX_CLIENT_ID")
    same = program.replace("{}", "CLIENT_ID")

    assert Sign.KEYS_OF_TWO_ENVIRONMENTS in read_paste(other).signs
    assert Sign.KEYS_OF_TWO_ENVIRONMENTS not in read_paste(same).signs
    assert cause_of(other) == "wrong_environment_keys"


PAGE = "\nThe redirect_uri query parameter value is invalid"


@pytest.mark.parametrize(
    "text",
    [
        "redirectUri: `https://desk.example.com/in?team=${team}`",
        "we put ?team=7 behind the redirect URI",
        "the callback URL ends in ?team=7",
        "our redirect_uri has a query string",
    ],
)
def test_a_query_is_part_of_what_is_compared(text: str) -> None:
    verdict = diagnose_paste(text + PAGE).verdict

    assert verdict is not None
    assert verdict.id == "redirect_uri_has_query"


@pytest.mark.parametrize(
    "text",
    [
        "redirectUri: `https://desk.example.com/in`",
        "what does the redirect_uri query parameter mean?",
        "we put ?team=7 behind the authorize URL",
    ],
)
def test_a_redirect_uri_without_a_query_is_another_one(text: str) -> None:
    verdict = diagnose_paste(text + PAGE).verdict

    assert verdict is not None
    assert verdict.id == "redirect_uri_mismatch"


def test_another_address_with_a_query_is_another_address_first() -> None:
    program = f"""buildAuthorizeUrl(scopes, '{HERE}')

back = 'x'
redirectUri = 'https://desk.example.com/done?ok=1'
await exchangeCode(code, redirectUri)
{{"error":"invalid_grant"}}"""

    verdict = diagnose_paste(program).verdict

    assert verdict is not None
    assert verdict.id == "redirect_uri_mismatch"


def test_an_address_is_compared_as_it_is_once_it_is_decoded() -> None:
    page = "\nSorry, Desk didn't connect"
    sent = "redirect_uri=https%3A%2F%2Fdesk.example.com%2Fin%2F"
    same = sent.removesuffix("%2F")

    assert diagnose_paste(f"listed: {HERE}, {sent}{page}").verdict is not None
    assert diagnose_paste(f"listed: {HERE}, {same}{page}").verdict is None
