"""The authorization request: what may be put to the user, and what comes of it."""

import pytest

from grantlab.protocol.scope import ACCOUNTING, PAYMENT
from grantlab.protocol.shapes import Kind, recognise
from grantlab.provider.registry import Keys
from tests.support.provider import COMPANY, REDIRECT_URI, Visitor, parameters_of


@pytest.mark.proves("L207")
def test_a_consent_comes_back_with_code_state_and_company(visitor: Visitor) -> None:
    answer = visitor.decide("connect")

    assert answer.status_code == 302
    assert answer.location.startswith(f"{REDIRECT_URI}?")
    response = parameters_of(answer.location)
    assert list(response) == ["code", "state", "realmId"]
    assert response["state"] == ["S1"]
    assert response["realmId"] == [COMPANY]
    shape = recognise(response["code"][0])
    assert shape is not None
    assert shape.kind is Kind.CODE


def test_a_request_without_a_company_scope_comes_back_without_a_company(
    visitor: Visitor,
) -> None:
    visitor.company = None

    assert set(visitor.consent(scope="openid profile")) == {"code", "state"}


@pytest.mark.proves("L206")
def test_a_user_who_says_no_sends_back_access_denied(visitor: Visitor) -> None:
    answer = visitor.decide("deny")

    assert parameters_of(answer.location) == {
        "error": ["access_denied"],
        "state": ["S1"],
    }
    assert visitor.reasons() == ["user_said_no"]


def test_access_denied_can_come_with_a_description(visitor: Visitor) -> None:
    visitor.set_policy(describes_denial="yes")

    answer = visitor.decide("deny")

    assert parameters_of(answer.location) == {
        "error": ["access_denied"],
        "error_description": ["The user did not connect the app"],
        "state": ["S1"],
    }


@pytest.mark.parametrize(
    "state",
    [
        pytest.param("a b&c=d%20+/?#", id="reserved characters"),
        pytest.param("zurück ☃", id="beyond ASCII"),
        pytest.param("x" * 2000, id="long"),
    ],
)
def test_the_state_comes_back_as_it_was(visitor: Visitor, state: str) -> None:
    assert visitor.consent(state=state)["state"] == state


def test_a_state_that_is_not_utf_8_comes_back_byte_for_byte(visitor: Visitor) -> None:
    query = f"{visitor.query(state=None)}&state=%ff%fe"

    answer = visitor.decide("connect", query)

    assert "&state=%FF%FE&" in answer.location


@pytest.mark.parametrize("state", [None, ""])
def test_a_request_without_a_state_is_let_pass_and_none_comes_back(
    visitor: Visitor, state: str | None
) -> None:
    assert set(visitor.consent(state=state)) == {"code", "realmId"}


@pytest.mark.proves("L201")
@pytest.mark.parametrize(
    ("changes", "error", "reason"),
    [
        pytest.param(
            {"scope": PAYMENT}, "invalid_scope", "scope_not_enabled", id="not enabled"
        ),
        pytest.param(
            {"scope": f"{ACCOUNTING} nonsense"},
            "invalid_scope",
            "scope_unknown",
            id="one of them unknown",
        ),
        pytest.param(
            {"scope": "com.intuit.QuickBooks.accounting"},
            "invalid_scope",
            "scope_unknown",
            id="in the case of an old FAQ",
        ),
        pytest.param({"scope": None}, "invalid_scope", "scope_missing", id="no scope"),
        pytest.param(
            {"response_type": None},
            "invalid_scope",
            "response_type_missing",
            id="no response type",
        ),
        pytest.param(
            {"response_type": "token"},
            "unsupported_response_type",
            "response_type_unsupported",
            id="another response type",
        ),
        pytest.param(
            {"code_challenge": "too short"},
            "invalid_request",
            "challenge_malformed",
            id="a challenge too short",
        ),
        pytest.param(
            {"code_challenge": "c" * 43, "code_challenge_method": "S512"},
            "invalid_request",
            "challenge_malformed",
            id="an unknown challenge method",
        ),
    ],
)
def test_a_wrong_request_goes_back_with_error_and_state(
    visitor: Visitor, changes: dict[str, str | None], error: str, reason: str
) -> None:
    answer = visitor.ask(visitor.query(**changes))

    assert answer.status_code == 302
    assert answer.location.startswith(f"{REDIRECT_URI}?")
    assert parameters_of(answer.location) == {"error": [error], "state": ["S1"]}
    assert visitor.reasons() == [reason]


@pytest.mark.parametrize("name", ["scope", "state", "response_type"])
def test_a_doubled_parameter_goes_back_as_invalid_request(
    visitor: Visitor, name: str
) -> None:
    answer = visitor.ask(f"{visitor.query()}&{name}=again")

    assert parameters_of(answer.location)["error"] == ["invalid_request"]
    assert visitor.reasons() == ["parameter_doubled"]


@pytest.mark.proves("L103")
@pytest.mark.parametrize(
    "uri",
    [
        pytest.param(f"{REDIRECT_URI}/", id="a slash more"),
        pytest.param(REDIRECT_URI.replace("http", "https"), id="another scheme"),
        pytest.param(REDIRECT_URI.replace("callback", "Callback"), id="a capital"),
        pytest.param(REDIRECT_URI.replace("localhost", "127.0.0.1"), id="an address"),
        pytest.param(f"{REDIRECT_URI}?x=1", id="a query"),
        pytest.param("https://app.example.com/quickbooks/callback", id="production's"),
        pytest.param(None, id="none"),
    ],
)
def test_an_unregistered_redirect_uri_gets_a_page_and_no_redirect(
    visitor: Visitor, uri: str | None
) -> None:
    answer = visitor.ask(visitor.query(redirect_uri=uri))

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert visitor.reasons() == ["redirect_uri_mismatch"]


@pytest.mark.proves("L101")
@pytest.mark.parametrize(
    "client_id",
    ["", "&client_id=", "&client_id=ABunknown", "&client_id=%ff"],
    ids=["none", "an empty one", "a stranger's", "not UTF-8"],
)
def test_an_unknown_client_gets_a_page_and_no_redirect(
    visitor: Visitor, client_id: str
) -> None:
    answer = visitor.ask(visitor.query(client_id=None) + client_id)

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert visitor.reasons() == ["client_unknown"]


def test_two_client_ids_get_a_page(visitor: Visitor) -> None:
    answer = visitor.ask(f"{visitor.query()}&client_id=again")

    assert answer.status_code == 400
    assert visitor.reasons() == ["client_unknown"]


@pytest.mark.proves("L103")
def test_a_request_is_judged_again_when_the_decision_comes(visitor: Visitor) -> None:
    query = visitor.query()
    visitor.sign_in(query)
    where = f"/connect/oauth2/company/{COMPANY}?{query}"
    page = visitor.browser.get(where)
    visitor.provider.registry.remove_redirect_uri(Keys.DEVELOPMENT, REDIRECT_URI)

    answer = visitor.press_on(
        page, f"/connect/decision/{COMPANY}?{query}", decision="connect"
    )

    assert answer.status_code == 400
    assert visitor.reasons() == ["redirect_uri_mismatch"]


def test_a_decision_needs_the_forms_own_token(visitor: Visitor) -> None:
    visitor.sign_in()

    answer = visitor.browser.post(
        f"/connect/decision/{COMPANY}?{visitor.query()}", data={"decision": "connect"}
    )

    assert answer.status_code == 400
    assert "out of date" in answer.text


def test_sandbox_keys_cannot_connect_a_real_company(visitor: Visitor) -> None:
    visitor.sign_in()
    query = visitor.query()

    answer = visitor.browser.get(f"/connect/oauth2/company/9341450000000201?{query}")

    assert answer.status_code == 404


@pytest.mark.proves("L203")
def test_other_scopes_need_another_consent_and_give_other_tokens(
    visitor: Visitor,
) -> None:
    narrow = visitor.connect()
    wide = visitor.connect(scope=f"{ACCOUNTING} openid")

    assert wide["refresh_token"] != narrow["refresh_token"]
    assert visitor.userinfo(wide["access_token"]).status_code == 200
    assert visitor.userinfo(narrow["access_token"]).status_code == 401
    refreshed = visitor.refresh(narrow["refresh_token"]).get_json()
    assert visitor.userinfo(refreshed["access_token"]).status_code == 401


@pytest.mark.proves("L106")
def test_another_tools_redirect_uri_works_once_it_is_registered(
    visitor: Visitor,
) -> None:
    visitor.redirect_uri = "https://oauth.pstmn.io/v1/callback"
    assert visitor.ask().status_code == 400

    visitor.provider.registry.add_redirect_uri(Keys.DEVELOPMENT, visitor.redirect_uri)

    assert "code" in visitor.consent()


def test_parameters_that_are_not_known_are_let_pass(visitor: Visitor) -> None:
    response = visitor.consent(
        claims='{"id_token":{"realmId":null}}', nonce="n", prompt="login", locale="en"
    )

    assert set(response) == {"code", "state", "realmId"}
