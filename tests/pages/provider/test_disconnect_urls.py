"""Where a browser goes after a disconnect inside QuickBooks."""

import pytest

from grantlab.protocol.scope import OPENID
from tests.support.provider import COMPANY, Visitor

URL = "https://app.example.com/disconnected"


def register(visitor: Visitor, url: str, keys: str = "development") -> int:
    path = f"/app/keys/{keys}/disconnect-url"
    return visitor.press("/app/keys", path, url=url).status_code


@pytest.mark.proves("L603")
def test_after_a_disconnect_the_browser_is_sent_to_the_app_with_the_company(
    visitor: Visitor,
) -> None:
    assert register(visitor, URL) == 303
    token = visitor.connect()["access_token"]

    answer = visitor.press("/app/apps", "/app/apps/disconnect", realm_id=COMPANY)

    assert answer.status_code == 303
    assert answer.location == f"{URL}?realmId={COMPANY}"
    assert visitor.company_info(token).status_code == 401


def test_the_page_says_so_before_and_lets_the_form_lead_there(visitor: Visitor) -> None:
    register(visitor, URL)
    visitor.connect()

    page = visitor.browser.get("/app/apps")

    assert f"{URL}?realmId={COMPANY}" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'self' https://app.example.com;" in policy


@pytest.mark.parametrize(
    ("url", "location"),
    [
        pytest.param(
            f"{URL}?from=qbo", f"{URL}?from=qbo&realmId={COMPANY}", id="query"
        ),
        pytest.param("", f"/app/apps?ended={COMPANY}", id="none"),
    ],
)
def test_a_query_of_its_own_stays_and_without_an_address_nobody_leaves(
    visitor: Visitor, url: str, location: str
) -> None:
    register(visitor, URL)
    register(visitor, url)
    visitor.connect()

    answer = visitor.press("/app/apps", "/app/apps/disconnect", realm_id=COMPANY)

    assert answer.location == location


def test_each_key_pair_has_its_own(visitor: Visitor) -> None:
    register(visitor, URL, keys="production")
    visitor.connect()

    answer = visitor.press("/app/apps", "/app/apps/disconnect", realm_id=COMPANY)

    assert answer.location == f"/app/apps?ended={COMPANY}"


def test_the_end_of_a_sign_in_without_a_company_is_told_to_nobody(
    visitor: Visitor,
) -> None:
    register(visitor, URL)
    visitor.company = None
    visitor.connect(scope=OPENID)

    answer = visitor.press("/app/apps", "/app/apps/disconnect", realm_id="")

    assert answer.location == "/app/apps?ended="


@pytest.mark.parametrize(
    ("url", "says"),
    [
        pytest.param("http://app.example.com/", "begin with https", id="no https"),
        pytest.param("/disconnected", "must be absolute", id="no host"),
        pytest.param("https://10.0.0.1/", "not an IP address", id="an address"),
    ],
)
def test_a_wrong_address_is_shown_again_with_the_reason(
    visitor: Visitor, url: str, says: str
) -> None:
    path = "/app/keys/development/disconnect-url"

    page = visitor.press("/app/keys", path, url=url)

    assert page.status_code == 400
    assert f'value="{url}"' in page.text
    assert says in page.text
    assert "Not saved" in page.text


def test_the_bench_registers_one_without_a_browser(visitor: Visitor) -> None:
    headers = {"Authorization": f"Bearer {visitor.provider.bench_token.reveal()}"}

    def ask(url: str) -> tuple[int, str]:
        body = {"keys": "development", "url": url}
        answer = visitor.browser.post(
            "/_bench/app/disconnect-url", json=body, headers=headers
        )
        return answer.status_code, answer.text

    status, told = ask(URL)

    assert status == 200
    assert URL in told
    assert ask("ftp://app.example.com/")[0] == 400
