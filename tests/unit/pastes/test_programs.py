"""What shows in the shape of a program, a log or a row."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign
from tests.support.invented import ACCESS_TOKEN, ID_TOKEN, REFRESH_TOKEN

CLIENT = "AuthClient(client_id=a, client_secret=b, environment='production'{})"
OF_A_ROW = f"auth = {CLIENT}\nqb = QuickBooks(auth_client=auth, refresh_token=row.refresh_token)\n"
LOG = (
    "2026-01-02 10:00 refresh -> 200, new refresh token received\n"
    "2026-01-03 10:00 refresh with the token from {} -> 400 invalid_grant"
)
BEARER = "Bearer "
EARLIER = REFRESH_TOKEN.replace("179", "178", 1)
COLUMNS = "INSERT INTO t (access_token, refresh_token)"
SELECTED = "select left(access_token, 40), left(refresh_token, 40) from t;\n"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        pytest.param(
            "function keep($realm, $refreshToken, $accessToken) {}\n"
            "keep($realm, $t->getAccessToken(), $t->getRefreshToken());",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="arguments in the other order",
        ),
        pytest.param(
            "def keep(access_token: str, refresh_token: str): ...\n"
            "keep(got['refresh_token'], got['access_token'])",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="the same in Python",
        ),
        pytest.param(
            'run("INSERT INTO t (access_token, refresh_token) VALUES (?, ?)",'
            " (got.refresh_token, got.access_token))",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="columns in the other order",
        ),
        pytest.param(
            f"{SELECTED}| {REFRESH_TOKEN} | {ACCESS_TOKEN} |",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a row of swapped columns",
        ),
        pytest.param(
            f"new Api({{ accessToken: `{BEARER}${{t}}` }})",
            Sign.HEADER_MALFORMED,
            id="a scheme in an option that is a token",
        ),
        pytest.param(
            f"client.setAccessToken('{BEARER}' + t)",
            Sign.HEADER_MALFORMED,
            id="a scheme in a setter of a token",
        ),
        pytest.param(
            f"held = '{BEARER}' + t\nheaders = {{'Authorization': f'{BEARER}{{held}}'}}",
            Sign.HEADER_MALFORMED,
            id="a scheme twice",
        ),
        pytest.param(
            OF_A_ROW.format(""), Sign.NOT_STORED, id="a client that refreshes as made"
        ),
        pytest.param(
            LOG.format("2026-01-01"),
            Sign.OLD_VALUE_SENT,
            id="the token of a day before",
        ),
        pytest.param(
            "the user consented at https://test.service.example\n"
            "refresh: POST https://login.service.example/token",
            Sign.ENVIRONMENT_SWITCHED,
            id="consented at the test service",
        ),
        pytest.param(
            "connected on accounts.service.eu, refreshed at https://accounts.service.com/token",
            Sign.ENVIRONMENT_SWITCHED,
            id="consented in another region",
        ),
        pytest.param(
            "const { access_token } = await client.refreshUsingToken(held);",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="one member of an answer",
        ),
        pytest.param(
            "row.token = auth.refresh(held)['access_token']",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="one key of an answer",
        ),
        pytest.param(
            "auth.refresh(refresh_token=os.environ['RT'])\nreturn Books(auth=auth)",
            Sign.NOT_STORED,
            id="a refresh from the environment",
        ),
        pytest.param(
            "{ authorization: 'undefined', accept: '*/*' }",
            Sign.HEADER_MALFORMED,
            id="a header without a value",
        ),
        pytest.param(
            "scope=com.intuit.quickbooks.accounting\nGET /v1/openid_connect/userinfo -> 403",
            Sign.SCOPE_NOT_ASKED,
            id="a call beyond the scopes",
        ),
        pytest.param(
            f"sent: {EARLIER}\ndb row: {REFRESH_TOKEN}",
            Sign.OLD_VALUE_SENT,
            id="another token than the stored one",
        ),
        pytest.param(
            "UPDATE t SET access_token = :a, expires_at = :e WHERE id = :i",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="an update of one column",
        ),
        pytest.param(
            "rows.update({ accessToken: got.access_token })",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="an update of one member",
        ),
        pytest.param(
            'CURLOPT_HTTPHEADER, array("Authorization" => $value)',
            Sign.HEADER_MALFORMED,
            id="headers with keys, where lines are wanted",
        ),
        pytest.param(
            "requests.get(url, headers)", Sign.HEADER_MALFORMED, id="headers as a query"
        ),
        pytest.param(
            "access_token: 900 characters as it came\nstored access_token: 512 characters",
            Sign.ROW_CUT,
            id="shorter in the store",
        ),
        pytest.param(
            "print(len(got['refresh_token']))  # 51\nselect length(refresh_token) from t -> 36",
            Sign.ROW_CUT,
            id="shorter in a query",
        ),
        pytest.param(
            "token = client2.token.refresh_tokens(row.refresh_token).access_token",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="one method of an answer",
        ),
        pytest.param(
            "08:00 R4 -> R5\n09:00 R5 -> R6\n10:00 sent R5: 400",
            Sign.OLD_VALUE_SENT,
            id="a label that had been replaced",
        ),
        pytest.param(
            "client.on('tokens', fresh => console.log(fresh));",
            Sign.NOT_STORED,
            id="a listener that only writes to a log",
        ),
        pytest.param(
            "GET /callback?code=XAB1 (::1)\nGET /callback?code=(the same) (127.0.0.1)",
            Sign.CODE_DELIVERED_TWICE,
            id="a callback that says that it is the same",
        ),
        pytest.param(
            f'  ["access"]=>\n  string(40) "{REFRESH_TOKEN}"\n  ["refresh"]=>\n  string(900) "{ACCESS_TOKEN}"',
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="swapped members of a dump",
        ),
        pytest.param(
            f"refresh_token | {ACCESS_TOKEN}",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a row that is written down the page",
        ),
        pytest.param(
            "id | access_token | refresh_token\n---+---+---\n"
            f"4 | {REFRESH_TOKEN} | {ACCESS_TOKEN}",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a table in the order of its heading",
        ),
        pytest.param(
            f"{COLUMNS} VALUES ('{REFRESH_TOKEN}', '{ACCESS_TOKEN}');",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a statement in the order of its columns",
        ),
        pytest.param(
            f"access_token: {REFRESH_TOKEN}\n-> invalid_grant",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a refresh token for the access token, and a refusal",
        ),
        pytest.param(
            "const got = await post({ grant_type: 'refresh_token', refresh_token: myToken });\n"
            "await store.save({ ...got, refresh_token: myToken });",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="what was sent, over what came",
        ),
        pytest.param(
            "got = client.refresh_token(my_token)\nrow.update(\n    access_token=got.access_token,\n"
            "    refresh_token=my_token,\n)",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="the same in Python, over lines",
        ),
        pytest.param(
            "$got = $helper->refreshAccessTokenWithRefreshToken($held);\n"
            "$this->saveTokens($got->getAccessToken(), $held);",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="the same in PHP, by place",
        ),
        pytest.param(
            "resp := refresh(myToken)\nsave(Tokens{AccessToken: resp.AccessToken, RefreshToken: myToken})",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="the same in Go",
        ),
        pytest.param(
            "if (token.expires_in < Date.now()) askAgain();",
            Sign.LOCALLY_REFUSED,
            id="a duration, compared with the time",
        ),
        pytest.param(
            "if time.time() > row['expires_in']: ask_again()",
            Sign.LOCALLY_REFUSED,
            id="the time, compared with a duration",
        ),
        pytest.param(
            "row.expiresAt = Date.now() + got.expires_in;",
            Sign.LOCALLY_REFUSED,
            id="seconds and milliseconds",
        ),
        pytest.param(
            "row['expires_at'] = datetime.fromtimestamp(got['expires_at'])\n"
            "if row['expires_at'] < utcnow(): refresh()",
            Sign.ALWAYS_VALID,
            id="a local time, held against another",
        ),
        pytest.param(
            "connect/oauth2?client_id=ABone0000001&scope=a\n"
            "POST tokens/bearer refresh client_id=ABtwo0000002",
            Sign.ENVIRONMENT_SWITCHED,
            id="a consent to one client, a refresh by another",
        ),
        pytest.param(
            "-CLIENT_ID=ABone0000001\n+CLIENT_ID=ABtwo0000002\nrefresh -> 400",
            Sign.ENVIRONMENT_SWITCHED,
            id="a change of the client alone",
        ),
        pytest.param(
            "scope=openid profile\nGET /v3/company/1/query -> 403",
            Sign.SCOPE_NOT_ASKED,
            id="the scopes of a sign-in alone",
        ),
        pytest.param(
            "this only works if the accounting scope was asked for",
            Sign.SCOPE_NOT_ASKED,
            id="a program that says which scope it misses",
        ),
        pytest.param(
            "GET /v3/company/undefined/query -> 401",
            Sign.REALMS_DIFFER,
            id="a call of no company",
        ),
        pytest.param(
            '["access_token"]=>\n string(255) "abc"',
            Sign.ROW_CUT,
            id="a length that columns have",
        ),
        pytest.param(
            "len(access_token) of the answer: 900, select length(access_token): 512",
            Sign.ROW_CUT,
            id="two lengths in one line",
        ),
        pytest.param(
            '"RefreshTokenHardExpiresIn": 3600',
            Sign.HARD_EXPIRY,
            id="the last hour of a grant",
        ),
        pytest.param(
            "GET /company/9341450000000101/query 200\nGET /company/9341450000000202/query 401",
            Sign.SEVERAL_COMPANIES_CALLED,
            id="two companies, each called",
        ),
        pytest.param(
            "got = await client.refreshUsingToken(held);\nsave(got.access_token, got.refresh_token);",
            Sign.STORED_EVERY_VALUE,
            id="both tokens, by their places",
        ),
        pytest.param(
            '{"name": "entitlement", "operation": "Disconnect"}',
            Sign.DISCONNECTED_BY_USER,
            id="a notice of a disconnection",
        ),
        pytest.param(
            "headers['Authorization'] = 'Bearer ' + row.refresh_token",
            Sign.HEADER_MALFORMED,
            id="the refresh token at the API",
        ),
        pytest.param(
            "refresh_token=&grant_type=refresh_token",
            Sign.TOKEN_MISSING,
            id="a form that begins with an empty member",
        ),
    ],
)
def test_a_mistake_is_read_from_its_shape(text: str, sign: Sign) -> None:
    assert sign in read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        pytest.param(
            "function keep($realm, $refreshToken, $accessToken) {}\n"
            "keep($realm, $t->getRefreshToken(), $t->getAccessToken());",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="arguments in their order",
        ),
        pytest.param(
            'run("INSERT INTO t (access_token, refresh_token) VALUES (?, ?)",'
            " (got.access_token, got.refresh_token))",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="columns in their order",
        ),
        pytest.param(
            f"{SELECTED}{ACCESS_TOKEN} | {REFRESH_TOKEN}",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a row as it should be",
        ),
        pytest.param(
            f"held = '{BEARER}' + t\nheaders = {{'Authorization': held}}",
            Sign.HEADER_MALFORMED,
            id="a scheme once",
        ),
        pytest.param(
            OF_A_ROW.format(", access_token=row.access_token"),
            Sign.NOT_STORED,
            id="a client that has an access token",
        ),
        pytest.param(
            OF_A_ROW.format("") + "row.refresh_token = qb.refresh_token",
            Sign.NOT_STORED,
            id="a client whose token is read back",
        ),
        pytest.param(
            LOG.format("2026-01-02"), Sign.OLD_VALUE_SENT, id="the token of the last day"
        ),
        pytest.param(
            "connected at https://appcenter.intuit.com/connect/oauth2\n"
            "refresh: POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
            Sign.ENVIRONMENT_SWITCHED,
            id="two hosts that belong together",
        ),
        pytest.param(
            "connected at https://test.service.example\n"
            "refresh: POST https://test.service.example/token",
            Sign.ENVIRONMENT_SWITCHED,
            id="one host",
        ),
        pytest.param(
            "const { access_token, refresh_token } = await client.refreshUsingToken(held);",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="both members of an answer",
        ),
        pytest.param(
            "auth.refresh(refresh_token=os.environ['RT'])\nsave(auth.refresh_token)",
            Sign.NOT_STORED,
            id="a refresh that is kept",
        ),
        pytest.param(
            "{ authorization: 'Bearer abc', accept: undefined }",
            Sign.HEADER_MALFORMED,
            id="another header without a value",
        ),
        pytest.param(
            "scope=openid com.intuit.quickbooks.accounting\nGET /v1/openid_connect/userinfo -> 403",
            Sign.SCOPE_NOT_ASKED,
            id="a call within the scopes",
        ),
        pytest.param(
            f"sent: {REFRESH_TOKEN}\ndb row: {REFRESH_TOKEN}",
            Sign.OLD_VALUE_SENT,
            id="the stored token",
        ),
        pytest.param(
            f"sent: {REFRESH_TOKEN}\ndb row: {EARLIER}",
            Sign.OLD_VALUE_SENT,
            id="a newer token than the stored one",
        ),
        pytest.param(
            "UPDATE t SET access_token = :a, refresh_token = :r WHERE id = :i",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="an update of both columns",
        ),
        pytest.param(
            "UPDATE t SET access_token = :a;\nUPDATE t SET refresh_token = :r;",
            Sign.KEPT_ACCESS_TOKEN_ONLY,
            id="an update of each column",
        ),
        pytest.param(
            "requests.get(url, headers=headers)",
            Sign.HEADER_MALFORMED,
            id="headers as headers",
        ),
        pytest.param(
            "access_token: 900 characters as it came\nstored access_token: 900 characters",
            Sign.ROW_CUT,
            id="as long in the store",
        ),
        pytest.param(
            "access token of 900 characters\nthe stored refresh token has 50 characters",
            Sign.ROW_CUT,
            id="lengths of two kinds",
        ),
        pytest.param(
            "08:00 R4 -> R5\n09:00 R5 -> R6\n10:00 sent R6: 400",
            Sign.OLD_VALUE_SENT,
            id="the last label",
        ),
        pytest.param(
            "client.on('tokens', fresh => { console.log(fresh); save(fresh); });",
            Sign.NOT_STORED,
            id="a listener that keeps what it is given",
        ),
        pytest.param(
            "grant_type=refresh_token&refresh_token=undefined",
            Sign.FORM_UNREADABLE,
            id="a form with an empty member",
        ),
        pytest.param(
            "the refresh token passed is incorrect or expired",
            Sign.CODE_UNKNOWN,
            id="words about a code, of a token",
        ),
        pytest.param(
            f'  ["access"]=>\n  string(900) "{ACCESS_TOKEN}"\n  ["refresh"]=>\n  string(40) "{REFRESH_TOKEN}"',
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="members of a dump in their places",
        ),
        pytest.param(
            "id | refresh_token | access_token\n---+---+---\n"
            f"4 | {REFRESH_TOKEN} | {ACCESS_TOKEN}",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a table that names the refresh token first",
        ),
        pytest.param(
            f"after the refresh: {ACCESS_TOKEN}\naccess_token={ACCESS_TOKEN} refresh_token={REFRESH_TOKEN}",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="what a refresh brought",
        ),
        pytest.param(
            f"keycloak answered invalid_grant\nrefresh_token={ID_TOKEN}",
            Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
            id="a service whose refresh tokens are signed",
        ),
        pytest.param(
            "const got = await post({ grant_type: 'refresh_token', refresh_token: myToken });\n"
            "await store.save({ refresh_token: myToken, ...got });",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="what came, over what was sent",
        ),
        pytest.param(
            "const got = await post({ grant_type: 'refresh_token', refresh_token: myToken });\n"
            "if (!got.refresh_token) store.save({ ...got, refresh_token: myToken });",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="what was sent, where none came",
        ),
        pytest.param(
            "got = client.refresh_token(my_token)\nmy_token = got.refresh_token\n"
            "row.update(access_token=got.access_token, refresh_token=my_token)",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="a variable that is set anew",
        ),
        pytest.param(
            "got = client.refresh_token(my_token)\nkeep(got)\ndef keep(access, my_token):\n"
            "    row.update(access_token=access, refresh_token=my_token)",
            Sign.KEPT_OLD_REFRESH_TOKEN,
            id="a name that another function uses as well",
        ),
        pytest.param(
            "if (row.createdAt + row.expires_in < time()) refresh();",
            Sign.LOCALLY_REFUSED,
            id="a time and a duration, compared with the time",
        ),
        pytest.param(
            "if (token.expires_in > now - received) refresh();",
            Sign.LOCALLY_REFUSED,
            id="a duration, compared with another",
        ),
        pytest.param(
            "row.expiresAt = Date.now() + (got.expires_in - 60) * 1000;",
            Sign.LOCALLY_REFUSED,
            id="milliseconds and milliseconds",
        ),
        pytest.param(
            "row['expires_at'] = datetime.fromtimestamp(got['expires_at'], tz=UTC)\n"
            "if row['expires_at'] < now(utc): refresh()",
            Sign.ALWAYS_VALID,
            id="two times that have a zone",
        ),
        pytest.param(
            "connect/oauth2?client_id=ABone0000001&scope=a\n"
            "POST tokens/bearer refresh client_id=ABone0000001",
            Sign.ENVIRONMENT_SWITCHED,
            id="one client for both",
        ),
        pytest.param(
            "-CLIENT_ID=ABone0000001\n+CLIENT_ID=ABtwo0000002\n+REFRESH_TOKEN=new",
            Sign.ENVIRONMENT_SWITCHED,
            id="a change of the client and its token",
        ),
        pytest.param(
            "scope=openid com.intuit.quickbooks.accounting\nGET /v3/company/1/query -> 403",
            Sign.SCOPE_NOT_ASKED,
            id="the scope of the books as well",
        ),
        pytest.param(
            '["access_token"]=>\n string(907) "abc"',
            Sign.ROW_CUT,
            id="a length that no column has",
        ),
        pytest.param(
            '"RefreshTokenHardExpiresIn": 31536000',
            Sign.HARD_EXPIRY,
            id="a year of a grant",
        ),
        pytest.param(
            "GET /company/9341450000000101/query 200\nGET /company/9341450000000202/query 401\n"
            "realm=9341450000000101",
            Sign.SEVERAL_COMPANIES_CALLED,
            id="two companies, of which one is stored",
        ),
        pytest.param(
            '{"name": "entitlement", "operation": "Update"}',
            Sign.DISCONNECTED_BY_USER,
            id="a notice of something else",
        ),
        pytest.param(
            "headers['Authorization'] = 'Bearer ' + row.access_token; row.refresh_token",
            Sign.HEADER_MALFORMED,
            id="the access token at the API",
        ),
    ],
)  # fmt: skip
def test_what_is_right_or_something_else_is_no_mistake(text: str, sign: Sign) -> None:
    assert sign not in read_paste(text).signs


def test_the_code_of_an_error_is_no_name_of_a_value() -> None:
    assert read_paste("bad_refresh_token: The value is of no use").values == ()


def test_a_keyword_is_no_token() -> None:
    assert read_paste("const refreshToken = await store.load();").values == ()
