"""Each form in which evidence arrives, and what is understood of it."""

from dataclasses import dataclass

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.redacting import redact
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Where, texts
from tests.support.invented import (
    ACCESS_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    CODE,
    REALM_ID,
    REFRESH_TOKEN,
    STATE,
)

TID = "1-6a5b4c3d-00112233445566778899aabb"
OLD_TID = "6a5b4c3d-0011-2233-4455-66778899aabb"
ENDPOINT = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"


@dataclass(frozen=True, kw_only=True)
class Form:
    """A text, and what has to be understood of it at least."""

    text: str
    signs: tuple[Sign, ...] = ()
    statuses: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    tids: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    grants: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    realms: tuple[str, ...] = ()
    redirects: tuple[tuple[str, Where], ...] = ()
    moments: tuple[str, ...] = ()


FORMS = {
    "1 intuit-oauth for Python": Form(
        text="intuitlib.exceptions.AuthClientError: HTTP status 400, error message: "
        'b\'{"error_description":"Incorrect or invalid refresh token","error":"invalid_grant"}\', '
        f"intuit_tid {TID} at time Tue, 14 Apr 2026 09:14:22 GMT",
        signs=(Sign.REFRESH_VALUE_REFUSED, Sign.GRANT_REFUSED),
        statuses=("400",),
        tids=(TID,),
        libraries=("intuit-oauth for Python",),
        moments=("2026-04-14T09:14:22+00:00",),
    ),
    "2 python-quickbooks, both ages": Form(
        text="quickbooks.exceptions.AuthorizationException: QB Auth Exception 401: Application"
        ' authentication failed\n\n{"warnings":null,"fault":{"error":[{"message":"message='
        'AuthenticationFailed; errorCode=003200; statusCode=401","detail":"Token expired",'
        '"code":"3200","element":null}],"type":"AUTHENTICATION"}}',
        signs=(Sign.ACCESS_TOKEN_EXPIRED,),
        statuses=("401",),
        faults=("3200",),
        libraries=("python-quickbooks",),
    ),
    "3 python-quickbooks, any other": Form(
        text='QB Exception 0: Error returned with status code \'401\': {"fault":{"error":'
        '[{"code":"3200","detail":"Token expired"}]}}',
        signs=(Sign.ACCESS_TOKEN_EXPIRED,),
        statuses=("401",),
        faults=("3200",),
    ),
    "4 PHP SDK at the token endpoint": Form(
        text="PHP Fatal error:  Uncaught QuickBooksOnline\\API\\Exception\\ServiceException: Http"
        " Status Code [400]: Refresh OAuth 2 Access token with Refresh Token failed. Body:"
        ' [{"error":"invalid_grant"}].',
        signs=(Sign.GRANT_REFUSED, Sign.REFRESH_SEEN),
        statuses=("400",),
        libraries=("QuickBooks V3 PHP SDK",),
    ),
    "5 PHP SDK at the API": Form(
        text="QuickBooksOnline\\API\\Exception\\ServiceException: Http Status Code [403]: Request"
        ' is not made successful. Response Code:[403] with body: [<?xml version="1.0"?>'
        '<IntuitResponse><Fault type="SERVICE"><Error code="3100"><Message>message='
        "ApplicationAuthorizationFailed; errorCode=003100; statusCode=403</Message></Error>"
        "</Fault></IntuitResponse>]",
        statuses=("403",),
        faults=("3100",),
        libraries=("QuickBooks V3 PHP SDK",),
    ),
    "6 PHP SDK, of itself": Form(
        text="QuickBooksOnline\\API\\Exception\\SdkException: [0]: Can't get OAuth 2 Scope. It is"
        " not set.",
        signs=(Sign.SCOPE_LOCALLY_MISSING,),
        libraries=("QuickBooks V3 PHP SDK",),
    ),
    "7 intuit-oauth for Node, inspected": Form(
        text='Response { Url: [Object], rawHeaders: [Array], body: \'{"error":"invalid_grant"}\','
        " status: 400, statusText: 'Bad Request' },\n body: '{\"error\":\"invalid_grant\"}',"
        f" json: {{ error: 'invalid_grant' }},\n intuit_tid: '{OLD_TID}' }}\nError: Response has an"
        " Error at OAuthClient.createError",
        signs=(Sign.GRANT_REFUSED,),
        statuses=("400",),
        tids=(OLD_TID,),
        libraries=("intuit-oauth for Node",),
    ),
    "8 intuit-oauth for Node, as JSON": Form(
        text=f'{{"url":"{ENDPOINT}","headers":{{"intuit_tid":"{TID}","content-length":"25"}},'
        '"body":"{\\"error\\":\\"invalid_grant\\"}","status":400,"statusText":"Bad Request"}',
        signs=(Sign.GRANT_REFUSED,),
        statuses=("400",),
        tids=(TID,),
        hosts=("oauth.platform.intuit.com",),
    ),
    "9 intuit-oauth for Node, with axios": Form(
        text="Error: Request failed with status code 400\n    at OAuthClient.loadResponse\n"
        "  data: { error: 'invalid_grant' }",
        signs=(Sign.GRANT_REFUSED,),
        statuses=("400",),
        libraries=("intuit-oauth for Node",),
    ),
    "10 OAuthError": Form(
        text="OAuthError: invalid_grant { code: '400', description: 'Incorrect or invalid refresh"
        f" token', intuitTid: '{TID}' }}",
        signs=(Sign.GRANT_REFUSED, Sign.REFRESH_VALUE_REFUSED),
        statuses=("400",),
        tids=(TID,),
    ),
    "11 intuit-oauth for Node, of itself": Form(
        text="Error: The Refresh token is invalid, please Authorize again.",
        signs=(Sign.LOCALLY_REFUSED,),
    ),
    "12 a callback of node-quickbooks": Form(
        text='qbo.refreshAccessToken(cb)\ne : null\nr : {"error":"invalid_grant"}',
        signs=(Sign.GRANT_REFUSED, Sign.REFRESH_SEEN),
        libraries=("node-quickbooks",),
    ),
    "13 an MCP server": Form(
        text="Failed to refresh Quickbooks token: Request failed with status code 400",
        signs=(Sign.REFRESH_SEEN,),
        statuses=("400",),
        libraries=("an MCP server for QuickBooks",),
    ),
    "14 intuit-oauth for Ruby": Form(
        text='IntuitOAuth::OAuth2ClientException: HTTP status 401, error message: {"error":'
        f'"invalid_client"}}, intuit_tid: {TID} on Wed, 15 Apr 2026 01:39:12 GMT',
        signs=(Sign.CLIENT_REFUSED,),
        statuses=("401",),
        tids=(TID,),
        libraries=("intuit-oauth for Ruby",),
        moments=("2026-04-15T01:39:12+00:00",),
    ),
    "15 oauth2 for Ruby": Form(
        text="OAuth2::Error (invalid_grant: {&quot;error&quot;:&quot;invalid_grant&quot;})",
        signs=(Sign.GRANT_REFUSED,),
        libraries=("oauth2 for Ruby",),
    ),
    "16 qbo_api": Form(
        text='E, [2026-04-15T10:49:58.996523 #10825] ERROR -- : {"error":"QboApi::Unauthorized:'
        ' [{:fault_type=>\\"AUTHENTICATION\\", :error_code=>\\"3200\\", :error_message=>\\"message='
        'AuthenticationFailed; errorCode=003200; statusCode=401\\"}]"}',
        signs=(Sign.ACCESS_TOKEN_REFUSED,),
        statuses=("401",),
        faults=("3200",),
        libraries=("qbo_api",),
        moments=("2026-04-15T10:49:58.996523+00:00",),
    ),
    "17 quickbooks-ruby": Form(
        text="Quickbooks::ThrottleExceeded (Quickbooks::ThrottleExceeded)",
        signs=(Sign.TOO_MANY_REQUESTS,),
        libraries=("quickbooks-ruby",),
    ),
    "18 the Java SDK": Form(
        text="com.intuit.oauth2.exception.OAuthException: failed getting access token\n\tat com."
        "intuit.oauth2.client.OAuth2PlatformClient.refreshToken(OAuth2PlatformClient.java:140)",
        signs=(Sign.REFUSED_WITHOUT_DETAIL, Sign.REFRESH_SEEN),
        libraries=("Intuit's Java SDK",),
    ),
    "19 the .NET SDK": Form(
        text='TokenResponse { IsError = True, HttpStatusCode = BadRequest, Error = "invalid_grant",'
        " ErrorType = Protocol }",
        signs=(Sign.GRANT_REFUSED,),
        statuses=("400",),
        libraries=("Intuit's .NET SDK",),
    ),
    "20 requests": Form(
        text="requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: "
        + ENDPOINT,
        signs=(Sign.TOKEN_ENDPOINT_SEEN,),
        statuses=("401",),
        libraries=("requests",),
        hosts=("oauth.platform.intuit.com",),
    ),
    "21 oauthlib": Form(
        text="oauthlib.oauth2.rfc6749.errors.InvalidGrantError: (invalid_grant) Missing code"
        " verifier.",
        signs=(Sign.VERIFIER_MISSING,),
        libraries=("oauthlib",),
    ),
    "22 Authlib": Form(
        text="authlib.integrations.base_client.errors.MismatchingStateError: mismatching_state:"
        " CSRF Warning! State not equal in request and response.",
        signs=(Sign.STATE_DIFFERS,),
        libraries=("Authlib",),
    ),
    "23 Guzzle": Form(
        text=f"GuzzleHttp\\Exception\\ClientException: Client error: `POST {ENDPOINT}` resulted in a"
        ' `400 Bad Request` response:\n{"error":"invalid_grant"}',
        signs=(Sign.GRANT_REFUSED,),
        statuses=("400",),
        libraries=("Guzzle",),
        hosts=("oauth.platform.intuit.com",),
    ),
    "24 x/oauth2 for Go": Form(
        text='oauth2: "invalid_grant" "Token has been expired or revoked."',
        signs=(Sign.GRANT_REFUSED, Sign.EXPIRED_OR_REVOKED),
        libraries=("x/oauth2 for Go",),
    ),
    "25 Google's .NET client": Form(
        text='TokenResponseException: \'Error:"invalid_grant", Description:"Bad Request", Uri:""\'',
        signs=(Sign.GRANT_REFUSED,),
        libraries=("Google's .NET client",),
    ),
    "26 OmniAuth": Form(
        text="(quickbooks) Authentication failure! invalid_credentials: OAuth2::Error,"
        " invalid_grant: ",
        signs=(Sign.GRANT_REFUSED,),
        libraries=("OmniAuth",),
    ),
    "27 Microsoft's description": Form(
        text='{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has'
        " expired due to inactivity. The token was issued on 2026-01-04T10:00:00Z and was inactive"
        ' for 90.00:00:00.","error_codes":[700082]}',
        signs=(Sign.GRANT_REFUSED, Sign.INACTIVITY),
        libraries=("Microsoft Entra ID",),
        moments=("2026-01-04T10:00:00+00:00",),
    ),
    "28 a raw exchange": Form(
        text=f"POST {ENDPOINT}\nAuthorization: Basic ***\n\ngrant_type=authorization_code&code={CODE}"
        "&redirect_uri=https%3A%2F%2Fapp.example.com\n\nHTTP/1.1 400 Bad Request\n"
        '{"error":"invalid_grant"}',
        signs=(Sign.GRANT_REFUSED, Sign.EXCHANGE_SEEN),
        statuses=("400",),
        fields=(Field.CODE,),
        grants=("authorization_code",),
        hosts=("oauth.platform.intuit.com",),
        redirects=(("https://app.example.com", Where.EXCHANGE),),
    ),
    "29 curl": Form(
        text='curl -X GET "https://sandbox-quickbooks.api.intuit.com/v3/company/${realm_id}'
        '/companyinfo/${realm_id}" \\\n  -H "Authorization: Bearer ${access_token}"',
        signs=(Sign.SANDBOX_HOST,),
        libraries=("curl",),
        hosts=("sandbox-quickbooks.api.intuit.com",),
    ),
    "30 bare JSON": Form(
        text='{\n    "error": "invalid_grant"\n}', signs=(Sign.GRANT_REFUSED,)
    ),
    "31 var_dump": Form(
        text=f'array(2) {{ ["url"]=> string(60) "{ENDPOINT}" ["data"]=> string(161) "client_id='
        f'{CLIENT_ID}&code={CODE}&grant_type=authorization_code" }} object(stdClass)#5 (1) {{'
        ' ["error"]=> string(13) "invalid_grant" }',
        signs=(Sign.GRANT_REFUSED,),
        fields=(Field.CODE,),
        grants=("authorization_code",),
        libraries=("PHP var_dump",),
    ),
    "32 XML of the company API": Form(
        text='<IntuitResponse time="2026-04-15T02:31:05.926-08:00"><Fault type='
        '"AuthenticationFault"><Error code="100"><Message>General Authentication Error</Message>'
        "<Detail>AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401"
        "</Detail></Error></Fault></IntuitResponse>",
        signs=(Sign.GENERAL_AUTHENTICATION,),
        statuses=("401",),
        faults=("100",),
        moments=("2026-04-15T10:31:05.926000+00:00",),
    ),
    "33 a fault in JSON in JSON": Form(
        text='"{\\"Fault\\":{\\"Error\\":[{\\"Message\\":\\"message=AuthenticationFailed; errorCode='
        '003200; statusCode=401\\",\\"Detail\\":\\"Token expired\\",\\"code\\":\\"3200\\"}]}}"',
        signs=(Sign.ACCESS_TOKEN_EXPIRED,),
        statuses=("401",),
        faults=("3200",),
    ),
    "34 a page of a gateway": Form(
        text="<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body>"
        "</html>",
        signs=(Sign.SERVICE_FAILED,),
        statuses=("502",),
    ),
    "35 a callback in an access log": Form(
        text=f'10.0.0.7 - - [15/Apr/2026:10:00:02 +0000] "GET /callback?code={CODE}&state={STATE}'
        f'&realmId={REALM_ID} HTTP/1.1" 302 0',
        signs=(Sign.CALLBACK_SEEN,),
        fields=(Field.CODE, Field.STATE),
        realms=(REALM_ID,),
        moments=("2026-04-15T10:00:02+00:00",),
    ),
    "36 the consent page": Form(
        text="Uh oh, there's a connection problem\nView error details (for Developers)\nThe"
        " redirect_uri query parameter value is invalid.",
        signs=(Sign.REDIRECT_REFUSED, Sign.CONSENT_PAGE_FAILED),
    ),
    "37 the callback of a sample": Form(
        text="Callback\nCode: none\nState: 0f1e2d3c4b5a69788796a5b4c3d2e1f0 (valid)\nRealmId: none"
        "\nError: invalid_scope",
        signs=(Sign.SCOPE_REFUSED,),
        fields=(Field.STATE,),
    ),
    "38 the console of a browser": Form(
        text=f"Access to XMLHttpRequest at '{ENDPOINT}' from origin 'http://localhost:8080' has been"
        " blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present.",
        signs=(Sign.BLOCKED_BY_BROWSER,),
        hosts=("oauth.platform.intuit.com",),
    ),
    "39 a token row": Form(
        text=" id | realm_id | access_token | refresh_token | updated_at\n"
        "----+----------+--------------+---------------+-----------\n"
        f"  7 | {REALM_ID} | {ACCESS_TOKEN} | {REFRESH_TOKEN} | 2026-04-15 10:00:00+00\n",
        fields=(Field.ACCESS_TOKEN, Field.REFRESH_TOKEN),
        realms=(REALM_ID,),
        moments=("2026-04-15T10:00:00+00:00",),
    ),
    "40 a piece of a program": Form(
        text="const qbo = new QuickBooks(key, secret, token, false, realm, false, true, null,"
        " '2.0', 'your refresh token');",
        signs=(Sign.SANDBOX_FLAG_OFF,),
        libraries=("node-quickbooks",),
    ),
    "41 an error of a database": Form(
        text="SQLSTATE[22001]: String data, right truncated: 1406 Data too long for column"
        " 'refresh_token' at row 1",
        signs=(Sign.COLUMN_TOO_SMALL,),
    ),
    "42 an ODBC connector": Form(
        text="ERROR [HY000] [Microsoft][QuickBooks] (20) API Connection Failed. Bad Request. HTTP"
        " Response code: 400",
        statuses=("400",),
        libraries=("an ODBC connector",),
    ),
    "43 WWW-Authenticate": Form(
        text='HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer error="insufficient_scope",'
        ' scope="com.intuit.quickbooks.payment"',
        signs=(Sign.SCOPE_INSUFFICIENT,),
        statuses=("403",),
    ),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_of_evidence_is_understood(form: Form) -> None:
    for text in (form.text, redact(form.text)):
        understood = read_paste(text)

        assert set(form.signs) <= understood.signs
        assert set(form.statuses) == set(texts(understood.statuses))
        assert set(form.faults) == set(texts(understood.fault_codes))
        assert form.tids == texts(understood.intuit_tids)
        assert set(form.libraries) <= set(texts(understood.libraries))
        assert form.fields == tuple(value.field for value in understood.values)
        assert form.grants == tuple(one.grant_type for one in understood.token_requests)
        assert set(form.hosts) <= set(texts(understood.hosts))
        assert form.realms == texts(understood.realm_ids)
        assert form.redirects == tuple(
            (one.uri, one.where) for one in understood.redirect_uris
        )
        assert form.moments == tuple(
            moment.at.isoformat() for moment in understood.moments if moment.at
        )


def test_every_form_is_there_once() -> None:
    assert [int(name.split()[0]) for name in FORMS] == list(range(1, 44))


REQUESTS = {
    "raw": f"POST {ENDPOINT} HTTP/1.1\nAccept: application/json\n\n"
    f"grant_type=refresh_token&refresh_token={REFRESH_TOKEN}\n",
    "curl over several lines": f"curl -X POST {ENDPOINT} \\\n  -u {CLIENT_ID}:{CLIENT_SECRET} \\\n"
    f"  -d grant_type=refresh_token \\\n  --data-urlencode 'refresh_token={REFRESH_TOKEN}'\n",
    "curl in a Windows shell": f'curl ^"{ENDPOINT}^" ^\n  -H ^"Accept: application/json^" ^\n'
    f'  --data-raw ^"grant_type=refresh_token^&refresh_token={REFRESH_TOKEN}^"\n',
    "HAR": f'{{"log":{{"version":"1.2","entries":[{{"request":{{"method":"POST","url":"{ENDPOINT}",'
    '"postData":{"params":[{"name":"grant_type","value":"refresh_token"},'
    f'{{"name":"refresh_token","value":"{REFRESH_TOKEN}"}}]}}}}}}]}}}}',
    "Postman": f'{{"request": {{\n  "method": "POST",\n  "url": {{"raw": "{ENDPOINT}"}},\n'
    '  "body": {"mode": "urlencoded", "urlencoded": [\n    {\n      "key": "grant_type",\n'
    '      "value": "refresh_token",\n      "type": "text"\n    },\n    {\n      "key":'
    f' "refresh_token",\n      "value": "{REFRESH_TOKEN}"\n    }}\n  ]}}\n}}}}',
}  # fmt: skip


@pytest.mark.parametrize("pasted", REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_the_same_however_it_is_written(pasted: str) -> None:
    understood = read_paste(pasted)

    (request,) = understood.token_requests
    (sent,) = understood.values_of(Field.REFRESH_TOKEN)
    assert request.method == "POST"
    assert request.host == "oauth.platform.intuit.com"
    assert request.refresh_token == sent.number
    assert not request.is_json
    assert CLIENT_SECRET not in redact(pasted)
