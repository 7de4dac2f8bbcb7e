"""Programs of any language that begin with the same refresh token at each start."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

REFUSED = '\n{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}'
TOKEN = "RT1-21-H0-1765000000m2vq8xk4ztw7dfh3rj9s"


def cause_of(program: str) -> str | None:
    verdict = diagnose_paste(program.replace("[token]", TOKEN) + REFUSED).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "program",
    [
        """const REFRESH = { refresh_token: '[token]' };
        const r = await post(URL, { grant_type: 'refresh_token', ...REFRESH });
        return r.data.access_token;""",
        """$refreshToken = '[token]';
        $r = post($url, ['grant_type' => 'refresh_token', 'refresh_token' => $refreshToken]);
        $accessToken = $r['access_token'];""",
        """form = {'grant_type': 'refresh_token', 'refresh_token': os.environ['QBO_REFRESH_TOKEN']}
        answer = requests.post(URL, data=form, auth=AUTH).json()
        headers = {'Authorization': 'Bearer ' + answer['access_token']}""",
        """form.Set("grant_type", "refresh_token")
        form.Set("refresh_token", os.Getenv("QBO_REFRESH_TOKEN"))
        return body.AccessToken""",
        """r = post('/bearer', grant_type: 'refresh_token', refresh_token: ENV['QBO_REFRESH_TOKEN'])
        @token = JSON.parse(r.body)['access_token']""",
        """define('QBO_REFRESH', '[token]');
        $answer = $helper->refreshAccessTokenWithRefreshToken(QBO_REFRESH);
        $service->updateOAuth2Token($answer);""",
        """auth_client.refresh(refresh_token=settings.QBO_REFRESH_TOKEN)
        qb = QuickBooks(access_token=auth_client.access_token)""",
        """ac = AuthClient(client_id=ID, client_secret=SECRET, environment='production', redirect_uri=BACK)
        qb = QuickBooks(auth_client=ac, refresh_token=Link.objects.first().refresh_token, company_id=1)""",
    ],
)
def test_a_token_that_no_answer_replaces_gets_old(program: str) -> None:
    assert cause_of(program) == "not_persisted_after_refresh"


@pytest.mark.parametrize(
    "program",
    [
        """form = {'grant_type': 'refresh_token', 'refresh_token': os.environ['QBO_REFRESH_TOKEN']}
        answer = requests.post(URL, data=form).json()
        keep(answer['refresh_token'])
        use(answer['access_token'])""",
        """form = {'grant_type': 'refresh_token', 'refresh_token': settings.REFRESH_TOKEN}
        answer = requests.post(URL, data=form).json()
        open(PATH, 'w').write(json.dumps(answer))  # the whole token
        use(answer['access_token'])""",
        """answer = post(grant_type='refresh_token', refresh_token=row.refresh_token)
        use(answer['access_token'])
        row.refresh_token = answer['refresh_token']""",
        """ac = AuthClient(client_id=ID, client_secret=SECRET, environment='production', redirect_uri=BACK)
        qb = QuickBooks(auth_client=ac, refresh_token=Link.objects.first().refresh_token, company_id=1)
        link.refresh_token = ac.refresh_token""",
    ],
)
def test_a_program_that_keeps_the_successor_is_not_blamed(program: str) -> None:
    assert cause_of(program) is None
