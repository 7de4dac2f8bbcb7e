"""The keys page for the developer, the apps page for the user."""

import pytest

from grantlab.protocol.scope import PAYMENT
from grantlab.provider.registry import Keys
from tests.support.provider import COMPANY, OTHER_COMPANY, Visitor

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


def test_the_front_door_says_what_this_is(visitor: Visitor) -> None:
    page = visitor.browser.get("/", base_url="http://127.0.0.1:8485/intuit").text

    assert "stand-in for Intuit" in page
    assert "http://127.0.0.1:8485/intuit/.well-known/openid_configuration" in page


def test_the_keys_page_hides_the_secrets(visitor: Visitor) -> None:
    page = visitor.browser.get("/app/keys").text

    for keys in Keys:
        pair = visitor.provider.key_pair(keys)
        assert pair.client_id in page
        assert pair.client_secret.reveal() not in page


def test_a_secret_is_shown_after_a_click_on_a_page_that_is_not_kept(
    visitor: Visitor,
) -> None:
    page = visitor.press("/app/keys", "/app/keys/production/secret")

    secret = visitor.provider.key_pair("production").client_secret
    assert secret.reveal() in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_new_secret_is_another_one(visitor: Visitor) -> None:
    old = visitor.pair.client_secret

    answer = visitor.press("/app/keys", "/app/keys/development/new-secret")

    assert answer.status_code == 303
    assert visitor.pair.client_secret != old


def test_a_redirect_uri_is_added_and_removed(visitor: Visitor) -> None:
    uri = "https://app.example.com/other"
    visitor.press("/app/keys", "/app/keys/production/redirect-uris", uri=uri)
    visitor.press("/app/keys", "/app/keys/production/redirect-uris", uri=uri)
    assert visitor.provider.redirect_uris("production").count(uri) == 1
    assert uri in visitor.browser.get("/app/keys").text

    visitor.press("/app/keys", "/app/keys/production/redirect-uris/remove", uri=uri)

    assert uri not in visitor.provider.redirect_uris("production")


@pytest.mark.proves("L104", "L105")
@pytest.mark.parametrize(
    ("keys", "uri", "says"),
    [
        pytest.param("production", "http://localhost/x", "https", id="localhost"),
        pytest.param("development", "http://127.0.0.1/x", "IP address", id="address"),
        pytest.param("development", "https://a.example/x?y=1", "query", id="query"),
        pytest.param("development", "https://a.example/x#y", "fragment", id="fragment"),
        pytest.param("development", "", "Enter the address", id="nothing"),
    ],
)
def test_a_redirect_uri_against_the_rules_comes_back_with_a_sentence(
    visitor: Visitor, keys: str, uri: str, says: str
) -> None:
    before = visitor.provider.redirect_uris(keys)

    page = visitor.press("/app/keys", f"/app/keys/{keys}/redirect-uris", uri=uri)

    assert page.status_code == 400
    assert "Not added:" in page.text
    assert says in page.text
    assert f'value="{uri}"' in page.text
    assert visitor.provider.redirect_uris(keys) == before


@pytest.mark.proves("L104")
def test_http_localhost_is_good_for_development_keys(visitor: Visitor) -> None:
    uri = "http://localhost:9000/callback"

    answer = visitor.press("/app/keys", "/app/keys/development/redirect-uris", uri=uri)

    assert answer.status_code == 303
    assert uri in visitor.provider.redirect_uris("development")


@pytest.mark.proves("L201")
def test_the_ticked_scopes_are_the_enabled_ones(visitor: Visitor) -> None:
    visitor.press("/app/keys", "/app/scopes", scope=PAYMENT)

    enabled = {
        item.value for item in visitor.provider.registry.scopes() if item.enabled
    }
    assert enabled == {PAYMENT}


def test_unknown_keys_are_a_page_not_found(visitor: Visitor) -> None:
    answer = visitor.press("/app/keys", "/app/keys/staging/secret")

    assert answer.status_code == 404


def test_without_a_connection_the_apps_page_says_what_will_be_there(
    visitor: Visitor,
) -> None:
    assert "No company is connected" in visitor.browser.get("/app/apps").text


def test_the_apps_page_lists_companies_and_not_consents(visitor: Visitor) -> None:
    visitor.connect()
    visitor.connect()
    visitor.company = OTHER_COMPANY
    visitor.connect()
    visitor.company = None
    visitor.connect(scope="openid")

    page = visitor.browser.get("/app/apps").text

    assert page.count("<h2>") == 3
    assert "2 consents" in page
    assert "Harbour Cafe" in page
    assert "Sign-in without a company" in page


def test_a_production_connection_is_named_so(visitor: Visitor) -> None:
    visitor.keys, visitor.company = Keys.PRODUCTION, "9341450000000201"
    visitor.redirect_uri = visitor.provider.redirect_uris("production")[0]
    visitor.connect()

    assert "production keys" in visitor.browser.get("/app/apps").text


@pytest.mark.proves("L603")
def test_disconnect_ends_the_company_and_leads_back(visitor: Visitor) -> None:
    tokens = visitor.connect()
    back = "http://localhost:8484/walk/revoke"

    answer = visitor.press(
        "/app/apps", "/app/apps/disconnect", realm_id=COMPANY, back=back
    )

    page = visitor.browser.get(answer.location).text
    assert "Sandbox Company_US_1 is disconnected." in page
    assert f'href="{back}"' in page
    assert visitor.refresh(tokens["refresh_token"]).status_code == 400
    assert visitor.reasons() == ["revoked_by_user_disconnect"]


@pytest.mark.parametrize(
    ("back", "shown"),
    [
        pytest.param("/walk", True, id="a path here"),
        pytest.param("http://localhost:8484/walk?x=1", True, id="localhost"),
        pytest.param("http://127.0.0.1:8484/walk", True, id="loopback"),
        pytest.param("https://evil.example/", False, id="elsewhere"),
        pytest.param("//evil.example/", False, id="elsewhere without a scheme"),
        pytest.param("/\\evil.example/", False, id="a backslash"),
        pytest.param("/\t/evil.example/", False, id="a control character"),
        pytest.param("http://localhost@evil.example/", False, id="a user name"),
        pytest.param("http://u@localhost/", False, id="a user name here"),
        pytest.param("http://localhost.evil.example/", False, id="a longer name"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("http://[", False, id="no address"),
        pytest.param("walk", False, id="no path"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_the_way_back_never_leads_off_this_machine(
    visitor: Visitor, back: str, *, shown: bool
) -> None:
    page = visitor.browser.get("/app/apps", query_string={"back": back})

    assert ("Back to where you came from" in page.text) is shown


def test_the_keys_page_leads_back_too(visitor: Visitor) -> None:
    page = visitor.browser.get("/app/keys?back=/walk").text

    assert '<a href="/walk">Back to where you came from</a>' in page


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8485", "127.0.0.1:8485", "[::1]:8485", "[::1]"]
)
def test_the_provider_answers_to_the_names_of_this_machine(
    visitor: Visitor, host: str
) -> None:
    assert visitor.browser.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "[", "192.0.2.1", ""]
)
def test_it_answers_to_no_other_name(visitor: Visitor, host: str) -> None:
    answer = visitor.browser.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "intuit_tid" in answer.headers


def test_a_page_that_is_not_there_says_so_and_can_be_traced(visitor: Visitor) -> None:
    answer = visitor.browser.get("/nowhere", headers=BROWSER)

    assert answer.status_code == 404
    assert "Not Found" in answer.text
    assert answer.headers["intuit_tid"] in answer.text


def test_a_bug_shows_no_more_than_a_reference(visitor: Visitor) -> None:
    def fail() -> str:
        raise ZeroDivisionError("a secret")

    visitor.app.add_url_rule("/fails", view_func=fail)

    answer = visitor.browser.get("/fails", headers=BROWSER)

    assert answer.status_code == 500
    assert "a secret" not in answer.text
    assert answer.headers["intuit_tid"] in answer.text


def test_the_style_sheet_is_small_and_served(visitor: Visitor) -> None:
    answer = visitor.browser.get("/static/css/provider.css")

    assert answer.status_code == 200
    assert len(answer.data) < 8000
    answer.close()
