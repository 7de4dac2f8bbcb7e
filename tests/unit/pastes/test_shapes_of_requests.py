"""What a header is made of, what is cut out of an address, and who a refusal spares."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

CODE = "4%2F0Ab32kq9XwLm7TzRv8YnPc5Hd"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "headers",
    [
        "headers: { '0': 'B', '1': 'e', '2': 'a', Accept: 'application/json' }",
        'headers: {"0":"e","1":"y","2":"J","Accept":"*/*"}',
        "requestHeaders = { 0: 'e', 1: 'y', 2: 'J' }",
        "headers => array(\n  [0] => 'B', [1] => 'e', [2] => 'a'\n)",
    ],
)
def test_a_header_of_single_letters_carries_no_token(headers: str) -> None:
    text = f"GET /v3/company/9/query -> 401\n{headers}"

    assert cause_of(text) == "malformed_authorization_header"


@pytest.mark.parametrize(
    "other",
    [
        "headers: { Accept: '*/*' }, rows: { '0': 'A', '1': 'B' }",
        "headers: { '0': 'Accept', '1': 'Content-Type' }",
    ],
)
def test_other_tables_of_numbers_are_no_headers(other: str) -> None:
    assert Sign.HEADER_UNSENDABLE not in read_paste(f"GET /items -> 401\n{other}").signs


@pytest.mark.parametrize(
    "program",
    [
        "const code = location.search.split('code=')[1].split('&')[0];",
        "code = re.search(r'code=([^&]+)', request.url).group(1)",
        "$code = explode('&', explode('code=', $_SERVER['REQUEST_URI'])[1])[0];",
        "var code = /code=([^&]*)/.exec(window.location.href)[1];",
    ],
)
def test_a_code_that_is_cut_out_is_still_encoded(program: str) -> None:
    text = f'GET /back?code={CODE}&scope=openid\n{program}\nexchange: 400 {{"error":"invalid_grant"}}'

    assert cause_of(text) == "code_malformed_or_truncated"


@pytest.mark.parametrize(
    "text",
    [
        # A code that is the same either way.
        "GET /back?code=AB11765000000tYh2Wq8LzVbn5KrTe7Xu0J&state=q\nconst code = location.search.split('code=')[1];",
        # Decoded.
        f"GET /back?code={CODE}\nconst code = decodeURIComponent(location.search.split('code=')[1]);",
        # Read by what decodes.
        f"GET /back?code={CODE}\nconst code = new URL(req.url).searchParams.get('code');",
    ],
)
def test_a_code_that_is_decoded_is_none_of_these(text: str) -> None:
    assert cause_of(text + '\nexchange: 400 {"error":"invalid_grant"}') is None


def test_a_client_that_lets_new_users_in_is_refused_for_another_one() -> None:
    diagnosis = diagnose_paste(
        "refresh: invalid_client\nsince the rename; new logins work"
    )

    assert diagnosis.verdict is not None
    assert diagnosis.verdict.id == "wrong_client_or_environment_for_token"
    assert diagnosis.question is not None


@pytest.mark.parametrize(
    "told", ["new logins fail as well", "nobody said that new logins work", ""]
)
def test_a_client_that_is_refused_for_all_has_wrong_keys(told: str) -> None:
    assert cause_of(f"refresh: invalid_client\n{told}") == "bad_client_credentials"


def test_a_service_that_lists_reasons_knows_its_client() -> None:
    text = (
        "token exchange: 401\nThe provided authorization grant is invalid, expired, revoked, does not"
        " match the redirection URI used in the authorization request, or was issued to another client."
    )
    candidates = {one.id for one in diagnose_paste(text).candidates}

    assert "code_reused" in candidates
    assert "bad_client_credentials" not in candidates


def test_what_is_run_by_hand_may_not_have_run_for_long() -> None:
    diagnosis = diagnose_paste(
        '$ node pull.js\nrefreshing token\n400 {"error":"invalid_grant"}'
    )
    candidates = {one.id for one in diagnosis.candidates}

    assert "refresh_token_expired_inactivity" in candidates
    assert "concurrent_refresh_race" not in candidates
    assert diagnosis.question is not None


@pytest.mark.parametrize(
    "text",
    [
        "10:00:01 grant_type=authorization_code -> 200\n11:00:04 grant_type=refresh_token -> 400 invalid_grant",
        'token refresh failed: {"error":"invalid_grant"}\nreconnected, same again',
        'token refresh failed: {"error":"invalid_grant"}\nfresh consent, fails at the first refresh',
    ],
)
def test_the_first_refresh_that_fails_may_be_that_of_a_code_sent_twice(
    text: str,
) -> None:
    diagnosis = diagnose_paste(text)

    assert diagnosis.verdict is None
    assert diagnosis.candidates[0].id == "revoked_by_code_reuse"
    assert diagnosis.question is not None


def test_a_refresh_that_went_well_between_makes_it_no_first_one() -> None:
    text = (
        "10:00:01 grant_type=authorization_code -> 200\n11:00:04 grant_type=refresh_token -> 200\n"
        "12:00:09 grant_type=refresh_token -> 400 invalid_grant"
    )

    assert Sign.JUST_CONSENTED not in read_paste(text).signs


def test_a_token_called_stale_by_a_service_that_replaces_none_is_asked_about() -> None:
    said = '400 {"error":"invalid_grant","error_description":"Stale token"}\n'
    plain = diagnose_paste(said)
    kept = diagnose_paste(said + "refresh token rotation: disabled")

    assert plain.question is None
    assert kept.question is not None
