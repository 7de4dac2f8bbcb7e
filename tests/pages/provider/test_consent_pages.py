"""Signing in, choosing a company and consenting, as a person sees them."""

import pytest

from grantlab.protocol.scope import ACCOUNTING
from grantlab.provider.registry import Keys
from tests.support.provider import COMPANY, REDIRECT_URI, Visitor


def test_signing_in_says_that_there_is_no_password(visitor: Visitor) -> None:
    page = visitor.ask()

    assert page.status_code == 200
    assert "Sign in as Ada Example" in page.text
    assert "There is no password" in page.text
    assert "stand-in, not Intuit" in page.text


def test_who_has_signed_in_is_not_asked_again(visitor: Visitor) -> None:
    visitor.sign_in()

    page = visitor.ask()

    assert "Sign in as" not in page.text
    assert "Choose a company" in page.text


def test_development_keys_are_offered_sandbox_companies(visitor: Visitor) -> None:
    visitor.sign_in()

    page = visitor.ask().text

    assert "Sandbox Company_US_1" in page
    assert "9223372036854770003" in page
    assert "Garden Supplies" not in page


def test_production_keys_are_offered_real_companies(visitor: Visitor) -> None:
    visitor.keys = Keys.PRODUCTION
    visitor.redirect_uri = visitor.provider.redirect_uris("production")[0]
    visitor.sign_in()

    page = visitor.ask().text

    assert "Garden Supplies" in page
    assert "Sandbox Company_US_1" not in page


def test_consent_lists_the_scopes_in_words(visitor: Visitor) -> None:
    visitor.sign_in()
    query = visitor.query(scope=f"{ACCOUNTING} openid")

    page = visitor.browser.get(f"/connect/oauth2/company/{COMPANY}?{query}").text

    assert "Connect Sandbox Company_US_1 to the app?" in page
    assert "read and write" in page
    assert ACCOUNTING in page
    assert "No thanks" in page
    assert "no <code>state</code>" not in page


@pytest.mark.parametrize("state", [None, ""])
def test_consent_warns_of_a_missing_state(visitor: Visitor, state: str | None) -> None:
    visitor.sign_in()
    query = visitor.query(state=state)

    page = visitor.browser.get(f"/connect/oauth2/company/{COMPANY}?{query}").text

    assert "Caution: the request has no <code>state</code>" in page


def test_a_request_for_the_user_alone_asks_for_no_company(visitor: Visitor) -> None:
    query = visitor.query(scope="openid profile")
    visitor.sign_in(query)

    page = visitor.ask(query).text

    assert "Tell the app who you are?" in page
    assert "Choose a company" not in page


def test_two_tabs_do_not_get_into_each_others_way(visitor: Visitor) -> None:
    visitor.sign_in()
    first, second = visitor.query(state="S1"), visitor.query(state="S2")
    page = visitor.browser.get(f"/connect/oauth2/company/{COMPANY}?{first}")
    visitor.browser.get(f"/connect/oauth2/company/{COMPANY}?{second}")

    answer = visitor.press_on(
        page, f"/connect/decision/{COMPANY}?{first}", decision="connect"
    )

    assert "state=S1" in answer.location


@pytest.mark.parametrize("path", ["", f"/company/{COMPANY}"])
def test_who_is_not_signed_in_is_asked_to(visitor: Visitor, path: str) -> None:
    answer = visitor.browser.get(
        f"/connect/oauth2{path}?{visitor.query()}", follow_redirects=True
    )

    assert "Sign in as Ada Example" in answer.text


def test_a_decision_without_a_sign_in_goes_back_to_signing_in(
    visitor: Visitor,
) -> None:
    page = visitor.ask()

    answer = visitor.press_on(
        page, f"/connect/decision/{COMPANY}?{visitor.query()}", decision="connect"
    )

    assert answer.status_code == 303
    assert "/connect/oauth2?" in answer.location


@pytest.mark.parametrize(
    "path", ["/connect/sign-in", f"/connect/decision/{COMPANY}", "/connect/decision"]
)
def test_a_post_of_a_bad_request_is_refused_like_a_get(
    visitor: Visitor, path: str
) -> None:
    page = visitor.ask()

    answer = visitor.press_on(page, f"{path}?{visitor.query(client_id='AB')}")

    assert answer.status_code == 400
    assert "connection problem" in answer.text


def test_a_consent_page_of_a_bad_request_is_refused_too(visitor: Visitor) -> None:
    visitor.sign_in()

    answer = visitor.browser.get(
        f"/connect/oauth2/company/{COMPANY}?{visitor.query(scope='nonsense')}"
    )

    assert answer.status_code == 302
    assert "error=invalid_scope" in answer.location


def test_a_wrong_redirect_uri_is_shown_where_it_differs(visitor: Visitor) -> None:
    wrong = REDIRECT_URI.replace("callback", "Callback")

    page = visitor.ask(visitor.query(redirect_uri=wrong)).text

    assert "Uh oh, there’s a connection problem." in page
    assert "/walk/<mark>Callback</mark>" in page
    assert "/walk/<mark>callback</mark>" in page
    assert "differ from character 28 on" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        pytest.param({"client_id": "AB"}, "not one of this app’s two", id="client"),
        pytest.param({"redirect_uri": None}, "is missing", id="no redirect URI"),
        pytest.param(
            {"redirect_uri": f"{REDIRECT_URI}/"}, "(ends here)", id="one is longer"
        ),
    ],
)
def test_the_error_page_says_what_to_compare(
    visitor: Visitor, query: dict[str, str | None], says: str
) -> None:
    page = visitor.ask(visitor.query(**query))

    assert page.status_code == 400
    assert says in page.text
    assert page.headers["intuit_tid"] in page.text


def test_a_redirect_uri_sent_twice_is_named(visitor: Visitor) -> None:
    page = visitor.ask(f"{visitor.query()}&redirect_uri={REDIRECT_URI}")

    assert "came twice" in page.text


def test_a_list_without_redirect_uris_is_named(visitor: Visitor) -> None:
    for uri in visitor.provider.redirect_uris("development"):
        visitor.provider.registry.remove_redirect_uri(Keys.DEVELOPMENT, uri)

    page = visitor.ask()

    assert "No redirect URI is registered" in page.text


@pytest.mark.parametrize(
    ("uri", "form_action"),
    [
        pytest.param(
            "https://käse.example/cb",
            "'self' https://xn--kse-qla.example",
            id="other letters",
        ),
        pytest.param("https://*.example.com/cb", "'self'", id="a star"),
        pytest.param("https://a.example;sandbox/cb", "'self'", id="a semicolon"),
    ],
)
def test_the_policy_names_the_origin_as_a_browser_writes_it_and_nothing_more(
    visitor: Visitor, uri: str, form_action: str
) -> None:
    visitor.provider.registry.add_redirect_uri(Keys.DEVELOPMENT, uri)
    visitor.redirect_uri = uri

    policy = visitor.ask().headers["Content-Security-Policy"]

    assert f"; form-action {form_action}; frame-ancestors 'none'" in policy


def test_pages_are_shut_to_frames_and_their_forms_lead_back_to_the_client(
    visitor: Visitor,
) -> None:
    page = visitor.ask()

    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'self' http://localhost:8484;" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_the_session_cookie_is_the_providers_own(visitor: Visitor) -> None:
    cookie = visitor.ask().headers["Set-Cookie"]

    assert cookie.startswith("grantlab_provider=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
