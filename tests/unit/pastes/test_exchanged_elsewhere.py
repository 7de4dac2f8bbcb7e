"""A code that something else has exchanged: a library, or the first of two requests."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign
from tests.support.invented import CODE

REFUSED = '{"error":"invalid_grant"}'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "def slack\n  auth = request.env['omniauth.auth']\n"
            "  client.auth_code.get_token(params[:code], redirect_uri: CB)\nend",
            id="OmniAuth",
        ),
        pytest.param(
            "app.get('/back', passport.authenticate('xero'), async (req, res) => {\n"
            "  const t = await axios.post(url, qs.stringify({ grant_type: 'authorization_code',\n"
            "    code: req.query.code }));",
            id="Passport",
        ),
        pytest.param(
            "$user = Socialite::driver('quickbooks')->user();\n"
            "$t = $helper->exchangeAuthorizationCodeForToken($request->query('code'), $realm);",
            id="Socialite",
        ),
        pytest.param(
            "token = oauth.qbo.authorize_access_token()\n"
            "bearer = auth_client.get_bearer_token(request.args['code'], realm_id=realm)",
            id="Authlib",
        ),
        pytest.param(
            "OnAuthorizationCodeReceived = async n => {\n"
            "  await app.AcquireTokenByAuthorizationCode(scopes, n.ProtocolMessage.Code).ExecuteAsync();",
            id="ASP.NET",
        ),
    ],
)
def test_a_library_has_exchanged_the_code(text: str) -> None:
    assert Sign.CODE_DELIVERED_TWICE in read_paste(text).signs


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "app.get('/login', passport.authenticate('google'));\n\n"
            "app.get('/qbo', async (req, res) => {\n  await client.createToken(req.query.code)",
            id="another route has another service",
        ),
        pytest.param(
            "def slack\n  auth = request.env['omniauth.auth']\n  redirect_to root\nend\n"
            "def quickbooks\n  client.auth_code.get_token(params[:code])\nend",
            id="another method",
        ),
        pytest.param(
            "OnAuthorizationCodeReceived = async n => {\n"
            "  var t = await app.AcquireTokenByAuthorizationCode(scopes, n.Code).ExecuteAsync();\n"
            "  n.HandleCodeRedemption(t.AccessToken, t.IdToken);",
            id="told to the library",
        ),
        pytest.param(
            "$user = Socialite::driver('quickbooks')->user();\n$token = $user->token;",
            id="its tokens are used",
        ),
    ],
)
def test_a_code_is_exchanged_by_one_of_them_alone(text: str) -> None:
    assert Sign.CODE_DELIVERED_TWICE not in read_paste(text).signs


@pytest.mark.parametrize(
    "sent",
    [
        f"auth_client.get_bearer_token('{CODE}', realm_id=r)",
        f"exchanging {CODE}",
        f"requesting tokens with code={CODE}",
        f"POST token endpoint, sent code {CODE}",
    ],
)
def test_a_code_that_came_and_was_sent_is_not_there_twice(sent: str) -> None:
    diagnosis = diagnose_paste(f"GET /cb?code={CODE}&state=s\n{sent}\n{REFUSED}")

    assert diagnosis.verdict is None


def test_a_code_that_was_handed_over_twice_is_there_twice() -> None:
    call = f"auth_client.get_bearer_token('{CODE}')"

    diagnosis = diagnose_paste(f"{call}\n{call}\n{REFUSED}")

    assert diagnosis.verdict is not None
    assert diagnosis.verdict.id == "code_reused"


def test_a_code_is_not_called_late_where_its_token_was_refused() -> None:
    diagnosis = diagnose_paste(
        f"GET /cb?code={CODE}&state=s&realmId=9130000000000001\n"
        "GET /v3/company/9130000000000002/query\n"
        "2026-09-21T14:40:00Z 401 AuthenticationErrorGeneral: SRV-110-Authentication Failure"
    )

    assert diagnosis.verdict is not None
    assert diagnosis.verdict.id == "realm_mismatch_403"


@pytest.mark.parametrize(
    "text",
    [
        "Code '7c1d2e3f-aaaa' already used for session",
        "authorization code ab12cd34ef was already redeemed",
        "Invalidated authorization code used by registered client 'shop'",
        "authorization code replay detected",
    ],
)
def test_a_server_logs_a_spent_code(text: str) -> None:
    assert Sign.CODE_SPENT in read_paste(text).signs


@pytest.mark.parametrize(
    "text",
    ["promo code AB12CD34 already used", "status code 400123 already used"],
)
def test_another_code_may_be_used_up(text: str) -> None:
    assert Sign.CODE_SPENT not in read_paste(text).signs


SPENT = "12:00:01 WARN code 'aa11bb22' already used for session x"


def test_a_refresh_after_a_spent_code_is_refused_for_it() -> None:
    diagnosis = diagnose_paste(
        f"{SPENT}\n12:30:00 REFRESH_TOKEN_ERROR grant_type=refresh_token\n{REFUSED}"
    )

    assert diagnosis.verdict is not None
    assert diagnosis.verdict.id == "revoked_by_code_reuse"


def test_a_refresh_before_a_spent_code_has_nothing_to_do_with_it() -> None:
    diagnosis = diagnose_paste(
        f"11:30:00 refresh with grant_type=refresh_token -> 200\n{SPENT}"
    )

    assert diagnosis.verdict is not None
    assert diagnosis.verdict.id == "code_reused"
