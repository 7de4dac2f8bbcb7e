"""What a program, or a shell, makes of a code before it is posted."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

REFUSED = '\n{"error":"invalid_grant"} from exchange_code'
UNREADABLE = '\n{"error":"invalid_request"}'


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "line",
    [
        "code = query['code'].lower()",
        "$authCode = mb_strtoupper($in['code']);",
        "let code = upper(params.code)",
        'code := strings.ToLower(values.Get("code"))',
        "code = params[:code].gsub(/[^a-z0-9]/, '')",
        "code = request.args['code'].split('/')[0]",
        "const code = parseInt(query.code)",
        "the code comes back in lower case from our proxy",
        "a + in the code arrives as a blank",
        "the code has a slash, and our router cuts it: code stops at the slash",
        "auth_code varchar(40)",
        "found = parse_qs(url.query)\ncode = found['code']",
        "code = urllib.parse.parse_qs(query).get('code')",
        "code = request.GET.getlist('code')",
        'code := r.URL.Query()["code"]',
        "code = CGI.parse(uri.query)['code']",
        "const code = params.getAll('code');",
        'Object code = request.getParameterMap().get("code");',
        "code = event['multiValueQueryStringParameters']['code']",
        "$code = rawurlencode($in['code']);\n$body = http_build_query(['code' => $code]);",
    ],
)
def test_a_code_that_is_changed_on_its_way_is_not_known(line: str) -> None:
    assert cause_of(line + REFUSED) == "code_malformed_or_truncated"


@pytest.mark.parametrize(
    "line",
    [
        "lang = query['lang'].lower()",
        "const code = error.code.toLowerCase()",
        "country_code = row.country_code.upper()",
        "const code = query.code.trim()",
        "code = query['code']  # never .lower() it",
        "const code = query.code.split('#')[0]",
        "country_code varchar(2)",
        "found = parse_qs(url.query)\ncode = found['code'][0]",
        "found = parse_qs(url.query)\ncode = found['code']\nsend(code[0])",
        "code = urllib.parse.parse_qs(query).get('code', [None])[0]",
        "found = dict(parse_qsl(url.query))\ncode = found['code']",
        "code = CGI.parse(uri.query)['code'].first",
        "found = parse_qs(url.query)\nrequests.post(url, data={'code': found['code']})",
        "codes = request.GET.getlist('country')",
        "if (e.code.toUpperCase() === 'X') retry()",
    ],
)
def test_a_code_that_stays_as_it_was_is_no_finding(line: str) -> None:
    assert cause_of(line + REFUSED) is None


@pytest.mark.parametrize(
    "line",
    [
        "p = {'grant_type': 'authorization_code', 'code': 'your-code'}",
        "grant_type=authorization_code&code=&redirect_uri=x",
        "grant_type=authorization_code&redirect_uri=x&code=undefined",
        "getToken({ code: 'letmein', clientSecret: key, redirectUri: here })",
    ],
)
def test_what_an_example_has_for_a_code_is_none(line: str) -> None:
    assert cause_of(line + REFUSED) == "code_malformed_or_truncated"


@pytest.mark.parametrize(
    "line",
    [
        "grant_type=authorization_code&code=<code>&redirect_uri=x",
        "grant_type=authorization_code&code=xxxx&redirect_uri=x",
        "{ error: { code: 'letmein' } }",
        "grant_type=authorization_code&code=7a1f0e3d25c94b68ac5f7bdc89&redirect_uri=x",
    ],
)
def test_a_code_that_somebody_hid_may_have_been_one(line: str) -> None:
    assert cause_of(line + REFUSED) is None


FORM = "grant_type=authorization_code&code=7a1f0e3d25c94b68ac5f7bdc89"


@pytest.mark.parametrize(
    "text",
    [
        f"curl https://id.example.com/token -d {FORM}{UNREADABLE}",
        f"curl --data-raw {FORM} https://id.example.com/token\n[1] 8123",
        f"curl -d {FORM} https://id.example.com/token\nzsh: command not found: x",
    ],
)
def test_a_form_without_quotes_is_cut_by_the_shell(text: str) -> None:
    assert cause_of(text) == "wrong_grant_type_or_body_encoding"


@pytest.mark.parametrize(
    "text",
    [
        f"curl https://id.example.com/token -d '{FORM}'{UNREADABLE}",
        f"curl https://id.example.com/token -d {FORM}\n" + '{"error":"invalid_grant"}',
        f"curl https://id.example.com/token -d {FORM.replace('&', ' -d ')}{UNREADABLE}",
    ],
)
def test_a_form_in_quotes_and_one_that_arrived_are_whole(text: str) -> None:
    assert Sign.FORM_CUT_BY_SHELL not in read_paste(text).signs


def test_a_request_that_cannot_be_read_is_asked_for() -> None:
    diagnosis = diagnose_paste(f"{FORM}{UNREADABLE}")

    assert diagnosis.verdict is None
    assert diagnosis.question is not None
    assert diagnosis.question.id == "body-as-sent"


@pytest.mark.parametrize(
    "line",
    [
        "exchange_code(settings.DESK_CODE)",
        "$c->exchangeCode(self::AUTH_CODE, $realm)",
        "getToken(process.env.DESK_CODE)",
    ],
)
def test_a_code_out_of_the_settings_goes_out_more_than_once(line: str) -> None:
    assert cause_of(line + REFUSED) == "code_reused"
    assert cause_of("exchange_code(settings.CLIENT_CODE)" + REFUSED) is None
    assert cause_of("exchange_code(query.code)" + REFUSED) is None


@pytest.mark.parametrize(
    "line",
    [
        "got the code in the morning, tried it later",
        "the debugger held it for ten minutes",
        "the job took the code 00:20:00 later",
        "time.sleep(900)",
        "dispatch($code)->delay(now()->addMinutes(15))",
    ],
)
def test_a_code_that_waits_is_too_old(line: str) -> None:
    assert cause_of(line + REFUSED) == "code_expired"


@pytest.mark.parametrize(
    "line",
    [
        "the debugger held it for two minutes",
        "the job took the code 00:00:20 later",
        "time.sleep(9)",
        "a code change in the morning",
    ],
)
def test_a_code_that_hardly_waits_is_not(line: str) -> None:
    assert cause_of(line + REFUSED) is None
