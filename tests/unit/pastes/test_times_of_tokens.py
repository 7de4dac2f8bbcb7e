"""Programs that know nothing of the age of a token, or hold one beyond it."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "program",
    [
        """client.setToken(JSON.parse(doc.qbo));
        if (!client.isAccessTokenValid()) await client.refresh();""",
        """$token = new AccessToken(json_decode($row->json, true));
        if ($token->hasExpired()) { $token = $provider->refresh($token); }""",
        """let token = client.createToken(JSON.parse(saved));
        if (token.expired()) token = await token.refresh();""",
        """creds = Credentials(row.token, refresh_token=row.refresh, client_id=ID)
        if creds.expired: creds.refresh(Request())""",
        """tok := &oauth2.Token{AccessToken: row.At, RefreshToken: row.Rt}
        c := conf.Client(ctx, tok)""",
    ],
)
def test_a_token_without_its_times_always_counts_as_valid(program: str) -> None:
    assert cause_of(program + "\nGET /items -> 401") == "client_local_expiry_check"


@pytest.mark.parametrize(
    "text",
    [
        """client.setToken(JSON.parse(doc.qbo)); // {"createdAt": 1765000000000, ...}
        if (!client.isAccessTokenValid()) await client.refresh();
        GET /items -> 401""",
        """tok := &oauth2.Token{AccessToken: row.At, RefreshToken: row.Rt, Expiry: row.Ends}
        c := conf.Client(ctx, tok)
        GET /items -> 401""",
        """client.setToken(JSON.parse(doc.qbo));
        GET /items -> 401""",
        """client.setToken(JSON.parse(doc.qbo));
        if (!client.isAccessTokenValid()) await client.refresh();
        400 {"error":"invalid_grant"} where a 401 came before""",
    ],
)
def test_a_token_with_its_times_is_judged_rightly(text: str) -> None:
    assert cause_of(text) != "client_local_expiry_check"


@pytest.mark.parametrize(
    "text",
    [
        """token = os.environ["QBO_ACCESS_TOKEN"]
        worked earlier, now 401 Unauthorized""",
        """const at = process.env.ACCESS_TOKEN; // from the OAuth playground
        GET /v3/company/9/query -> 401""",
        """$token = getenv('QB_ACCESS_TOKEN');
        HTTP/1.1 401 Unauthorized
        was fine for the first run""",
    ],
)
def test_an_access_token_of_the_settings_lasts_an_hour(text: str) -> None:
    assert cause_of(text) == "access_token_expired_401"


@pytest.mark.parametrize(
    "text",
    [
        'token = os.environ["QBO_ACCESS_TOKEN"]\n401 Unauthorized from the first call on',
        'token = os.environ["QBO_ACCESS_TOKEN"]\nrefresh()\nworked earlier, now 401',
        "the client id comes from the playground\nHTTP/1.1 401 Unauthorized",
    ],
)
def test_without_a_time_that_it_worked_nothing_is_said(text: str) -> None:
    assert Sign.NEVER_REFRESHED not in read_paste(text).signs


@pytest.mark.parametrize(
    "tells",
    [
        "in an incognito window it works",
        "private tab: works, asks me to connect",
        "after clearing localStorage it works",
        "another browser works",
    ],
)
def test_a_browser_that_keeps_a_token_is_a_cache(tells: str) -> None:
    page = "const t = localStorage.getItem('qbo_token'); if (t) return call(t);\n-> 401 Unauthorized\n"

    assert cause_of(page + tells) == "stale_cache_in_code"


@pytest.mark.parametrize(
    "tells",
    [
        "same in an incognito window, it fails",
        "clearing localStorage does not help",
        "have you tried whether an incognito window works?",
    ],
)
def test_a_browser_that_does_the_same_without_is_none(tells: str) -> None:
    page = "const t = localStorage.getItem('qbo_token'); if (t) return call(t);\n-> 401 Unauthorized\n"

    assert Sign.KEPT_IN_BROWSER not in read_paste(page + tells).signs


@pytest.mark.parametrize(
    "tells",
    [
        "Google, 毎週ログインし直しています",
        "muss jede Woche neu verbinden",
        "il faut se reconnecter tous les 7 jours",
        "cada semana hay que autorizar de nuevo",
        "connected 2026-02-03 10:00\nlast ok 2026-02-10 07:00\nfailed 2026-02-10 11:30",
    ],
)
def test_a_week_is_the_life_of_a_grant_to_a_tested_app(tells: str) -> None:
    said = "google.auth.exceptions.RefreshError: ('invalid_grant: Token has been expired or revoked.')\n"

    assert cause_of(said + tells) == "refresh_token_hard_expired"


@pytest.mark.parametrize(
    "tells",
    [
        "connected 2026-02-03 10:00\nfailed 2026-02-05 11:30",
        "connected 2026-02-03 10:00\nfailed 2026-02-20 11:30",
    ],
)
def test_another_span_is_no_week(tells: str) -> None:
    said = "google.auth.exceptions.RefreshError: ('invalid_grant: Token has been expired or revoked.')\n"

    assert cause_of(said + tells) is None
