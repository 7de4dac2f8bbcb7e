"""The control API of the bench, as another project's tests drive it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from grantlab.provider.faults.catalogue import FAULTS
from tests.support.provider import COMPANY, NOON, OTHER_COMPANY, Visitor

HOUR = timedelta(hours=1)
POSTS = (
    "clock/advance",
    "policy",
    "faults/arm",
    "faults/disarm",
    "reset",
    "connect",
    "app/redirect-uris/add",
    "app/redirect-uris/remove",
    "app/disconnect-url",
    "app/scopes",
    "app/new-secret",
)


def bearer(visitor: Visitor) -> dict[str, str]:
    return {"Authorization": f"Bearer {visitor.provider.bench_token.reveal()}"}


def get(visitor: Visitor, path: str) -> Any:
    answer = visitor.browser.get(f"/_bench/{path}", headers=bearer(visitor))
    assert answer.status_code == 200
    return answer.get_json()


def post(visitor: Visitor, path: str, body: object = None) -> TestResponse:
    return visitor.browser.post(
        f"/_bench/{path}", json=body or {}, headers=bearer(visitor)
    )


# --- the door


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer ü", "Basic eDp5"])
@pytest.mark.parametrize("path", POSTS)
def test_nobody_comes_in_without_the_token(
    visitor: Visitor, path: str, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}

    answer = visitor.browser.post(f"/_bench/{path}", json={}, headers=headers)

    assert answer.status_code == 401
    assert answer.get_json()["error"] == "unauthorized"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="bench"'


@pytest.mark.parametrize("path", ["state", "ledger"])
def test_reading_asks_for_the_token_too(visitor: Visitor, path: str) -> None:
    assert visitor.browser.get(f"/_bench/{path}").status_code == 401


@pytest.mark.parametrize("path", POSTS)
def test_only_json_is_taken(visitor: Visitor, path: str) -> None:
    answer = visitor.browser.post(
        f"/_bench/{path}", data={"by": "1h"}, headers=bearer(visitor)
    )

    assert (answer.status_code, answer.get_json()["error"]) == (415, "not-json")
    assert visitor.clock.now() == NOON


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "nowhere", 404, id="no such address"),
        pytest.param("GET", "reset", 405, id="a GET changes nothing"),
        pytest.param("POST", "state", 405, id="the state is only read"),
    ],
)
def test_a_wrong_address_is_answered_in_json(
    visitor: Visitor, method: str, path: str, status: int
) -> None:
    answer = visitor.browser.open(
        f"/_bench/{path}", method=method, headers=bearer(visitor), json={}
    )

    assert answer.status_code == status
    assert answer.get_json()["error"] == "http"


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        pytest.param("policy", b"{", "The body is not JSON.", id="cut off"),
        pytest.param("policy", b"\xff", "The body is not JSON.", id="no UTF-8"),
        pytest.param("policy", b"[" * 99999, "The body is not JSON.", id="deep"),
        pytest.param("policy", b"[]", "The body is not a JSON object.", id="a list"),
        pytest.param(
            "reset",
            b'{"all": 1}',
            "There is no member 'all'; there are none.",
            id="a member too many",
        ),
        pytest.param("policy", b'{"preset": 1}', "Preset has to be text.", id="number"),
        pytest.param(
            "policy",
            b'{"preset": "x"}',
            "There is no preset 'x'; there are faq, observed, rfc-9700.",
            id="unknown preset",
        ),
        pytest.param(
            "policy",
            b'{"knobs": {"x": "1"}}',
            "There is no knob 'x'.",
            id="unknown knob",
        ),
        pytest.param(
            "policy",
            b'{"knobs": {"grace": "soon"}}',
            "Grace takes a length such as 24h, or 0, not 'soon'.",
            id="a knob's value",
        ),
        pytest.param(
            "policy",
            b'{"knobs": {"grace": 1}}',
            "Knobs has to be an object of texts.",
            id="a knob's type",
        ),
        pytest.param(
            "clock/advance",
            b"{}",
            "Either by or to has to be there.",
            id="neither by nor to",
        ),
        pytest.param(
            "clock/advance",
            b'{"by": "1h", "to": "after-code-ends"}',
            "Either by or to has to be there.",
            id="both by and to",
        ),
        pytest.param(
            "clock/advance",
            b'{"by": "-1h"}',
            "The clock only moves forward.",
            id="backwards",
        ),
        pytest.param(
            "clock/advance",
            b'{"by": "36500d1s"}',
            "'36500d1s' is not a length of time such as 25h, 90m or 100d.",
            id="too far",
        ),
        pytest.param(
            "clock/advance",
            b'{"to": "after-code-ends"}',
            "after-code-ends: nothing has been issued yet that ends then.",
            id="nothing to wait for",
        ),
        pytest.param("faults/arm", b"{}", "Name is missing.", id="no name"),
        pytest.param(
            "faults/arm", b'{"name": "x"}', "There is no fault 'x'.", id="no such fault"
        ),
        pytest.param(
            "faults/arm",
            b'{"name": "http-503", "times": true}',
            "Times has to be a whole number.",
            id="a truth for a number",
        ),
        pytest.param(
            "faults/arm",
            b'{"name": "http-503", "times": 0}',
            "A fault is armed for 1 to 1000000 requests, or for some time.",
            id="no request",
        ),
        pytest.param(
            "faults/arm",
            b'{"name": "http-503", "amount": "1s"}',
            "http-503 has no amount.",
            id="an amount of nothing",
        ),
        pytest.param(
            "connect",
            b'{"keys": "x"}',
            "Keys has to be development or production.",
            id="unknown keys",
        ),
        pytest.param(
            "connect",
            b'{"realm_id": "1"}',
            "The development keys reach no company of that number.",
            id="unknown company",
        ),
        pytest.param(
            "connect",
            b'{"redirect_uri": "http://localhost/x"}',
            "The request is refused: redirect_uri_mismatch.",
            id="unregistered redirect URI",
        ),
        pytest.param(
            "connect", b'{"state": "\\ud800"}', "State has to be text.", id="no text"
        ),
        pytest.param(
            "connect",
            b'{"scopes": "openid"}',
            "Scopes has to be a list of texts.",
            id="one scope as text",
        ),
        pytest.param(
            "app/scopes",
            b'{"scope": "openid", "enabled": 1}',
            "Enabled has to be true or false.",
            id="a number for a truth",
        ),
        pytest.param(
            "app/scopes",
            b'{"scope": "x", "enabled": true}',
            "There is no scope 'x'.",
            id="unknown scope",
        ),
        pytest.param(
            "app/redirect-uris/remove",
            b'{"keys": "production", "uri": "x"}',
            "The production keys have no such redirect URI.",
            id="nothing to remove",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    visitor: Visitor, path: str, body: bytes, says: str
) -> None:
    answer = visitor.browser.post(
        f"/_bench/{path}",
        data=body,
        content_type="application/json",
        headers=bearer(visitor),
    )

    assert answer.status_code == 400
    assert answer.get_json()["message"] == says


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
MEMBER = st.sampled_from(
    [
        "by",
        "to",
        "seen",
        "preset",
        "knobs",
        "name",
        "times",
        "for",
        "amount",
        "keys",
        "realm_id",
        "scopes",
        "redirect_uri",
        "state",
        "code_challenge",
        "code_challenge_method",
        "uri",
        "scope",
        "enabled",
    ]
)
WORD = st.sampled_from(
    ["1h", "-1h", "0", "after-code-ends", "faq", "http-503", "production", "openid"]
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    path=st.sampled_from(POSTS),
    body=st.dictionaries(MEMBER, ANY_JSON | WORD, max_size=4) | ANY_JSON,
)
def test_whatever_is_sent_the_answer_is_json_and_no_500(
    visitor: Visitor, path: str, body: object
) -> None:
    answer = visitor.browser.post(
        f"/_bench/{path}",
        data=json.dumps(body),
        content_type="application/json",
        headers=bearer(visitor),
    )

    assert answer.status_code in {200, 400}
    assert isinstance(answer.get_json(), dict)


# --- what it does


def test_the_state_says_how_everything_is_set_and_no_secret(visitor: Visitor) -> None:
    state = get(visitor, "state")

    assert state["clock"]["now"] == NOON.isoformat()
    assert state["clock"]["offset"] == "0"
    assert state["policy"]["preset"] == "faq"
    assert state["policy"]["knobs"][1] == {
        "name": "grace",
        "value": "1d",
        "turned": False,
        "source": "Intuit FAQ on refresh tokens",
        "says": "how long a superseded refresh token is still honoured",
        "takes": "a length such as 24h, or 0",
        "choices": [],
        "by_preset": {
            "faq": {"value": "1d", "source": "Intuit FAQ on refresh tokens"},
            "observed": {
                "value": "0",
                "source": "Intuit's help article on refresh tokens: it ends at once",
            },
            "rfc-9700": {"value": "0", "source": "RFC 9700 §4.14.2"},
        },
    }
    assert state["faults"]["armed"] == []
    assert [fault["name"] for fault in state["faults"]["known"]] == list(FAULTS)
    assert state["app"]["keys"]["development"]["client_id"] == visitor.pair.client_id
    for secret in (visitor.pair.client_secret, visitor.provider.bench_token):
        assert secret.reveal() not in json.dumps(state)


def test_the_clock_is_moved(visitor: Visitor) -> None:
    post(visitor, "connect")

    state = post(visitor, "clock/advance", {"by": "1m"}).get_json()
    assert state["clock"]["offset_seconds"] == 60
    post(visitor, "clock/advance", {"to": "after-code-ends"})

    assert visitor.clock.now() == NOON + timedelta(minutes=6)


def test_a_move_that_is_sent_twice_moves_the_clock_once(visitor: Visitor) -> None:
    move = {"by": "5m", "seen": "0"}

    first, second = (post(visitor, "clock/advance", move) for _ in range(2))

    assert first.status_code == 200
    assert second.get_json()["error"] == "moved-meanwhile"
    assert visitor.clock.now() == NOON + timedelta(minutes=5)


def test_the_offset_that_is_told_is_the_one_to_send_back(visitor: Visitor) -> None:
    visitor.clock.advance(timedelta(hours=1, microseconds=7))
    told = get(visitor, "clock")["offset"]

    answer = post(visitor, "clock/advance", {"by": "1h", "seen": told})

    assert answer.status_code == 200


def test_the_state_says_when_each_moment_is(visitor: Visitor) -> None:
    before = get(visitor, "state")["moments"]
    visitor.connect()

    after = {item["name"]: item["at"] for item in get(visitor, "state")["moments"]}

    assert {item["at"] for item in before} == {None}
    minute = timedelta(minutes=1)
    ends = NOON + timedelta(hours=1)
    assert after["before-access-token-ends"] == (ends - minute).isoformat()
    assert after["after-access-token-ends"] == (ends + minute).isoformat()
    assert after["after-stale-token-ends"] is None


def test_a_knob_tells_its_choices_and_a_fault_what_it_is_about(
    visitor: Visitor,
) -> None:
    state = get(visitor, "state")

    choices = {knob["name"]: knob["choices"] for knob in state["policy"]["knobs"]}
    groups = {fault["name"]: fault["group"] for fault in state["faults"]["known"]}
    assert choices["pkce"] == ["verify-when-sent", "ignore", "require"]
    assert choices["requires_state"] == ["yes", "no"]
    assert groups["http-503"] == "outages"
    assert groups["user-disconnects"] == "consents"


def test_a_policy_is_taken_and_turned(visitor: Visitor) -> None:
    body = {"preset": "observed", "knobs": {"grace": "1h"}}

    state = post(visitor, "policy", body).get_json()

    assert visitor.provider.policy.grace == HOUR
    assert state["policy"]["preset"] == "observed"
    (turned,) = (knob for knob in state["policy"]["knobs"] if knob["turned"])
    assert (turned["name"], turned["source"]) == ("grace", "turned by hand")


def test_faults_are_armed_and_disarmed(visitor: Visitor) -> None:
    body = {"name": "slow-answer", "times": 2, "for": "10m", "amount": "3s"}

    state = post(visitor, "faults/arm", body).get_json()

    assert state["faults"]["armed"] == [
        {
            "name": "slow-answer",
            "amount": "3s",
            "remaining": 2,
            "armed_at": NOON.isoformat(),
            "ends_at": (NOON + timedelta(minutes=10)).isoformat(),
        }
    ]
    post(visitor, "faults/disarm", {"name": "slow-answer"})
    assert visitor.provider.faults.armed() == ()


def test_a_connection_is_made_without_a_browser(visitor: Visitor) -> None:
    body = {"realm_id": OTHER_COMPANY, "scopes": [visitor.scope], "state": "S 1"}

    answer = post(visitor, "connect", body).get_json()

    assert (answer["state"], answer["realmId"]) == ("S 1", OTHER_COMPANY)
    assert answer["redirect"].startswith(
        f"{visitor.redirect_uri}?code={answer['code']}"
    )
    assert visitor.exchange(answer["code"]).status_code == 200


def test_without_a_word_the_first_company_consents_to_accounting(
    visitor: Visitor,
) -> None:
    answer = post(visitor, "connect").get_json()

    token = visitor.exchange(answer["code"]).get_json()["access_token"]
    assert answer["realmId"] == COMPANY
    assert visitor.company_info(token).status_code == 200


def test_a_sign_in_has_no_company(visitor: Visitor) -> None:
    answer = post(visitor, "connect", {"scopes": ["openid"]}).get_json()

    assert set(answer) == {"redirect", "code", "state"}


def test_a_refused_consent_comes_back_as_its_redirect(visitor: Visitor) -> None:
    answer = post(visitor, "connect", {"scopes": ["nonsense"]}).get_json()

    assert answer["error"] == "invalid_scope"


def test_the_ledger_names_tokens_by_fingerprint_and_refusals_by_reason(
    visitor: Visitor,
) -> None:
    tokens = visitor.connect()
    visitor.refresh("unheard of")

    ledger = get(visitor, "ledger")

    assert [token["kind"] for token in ledger["tokens"]] == ["refresh", "access"]
    assert [refusal["reason"] for refusal in ledger["refusals"]] == ["token_unknown"]
    assert len(ledger["tokens"][0]["fingerprint"]) == 12
    assert tokens["refresh_token"] not in json.dumps(ledger)


def test_the_ledger_tells_how_each_token_stands_now(visitor: Visitor) -> None:
    first = visitor.connect()
    visitor.refresh(first["refresh_token"])
    visitor.clock.advance(timedelta(hours=2))
    soon = [token["refused_as"] for token in get(visitor, "ledger")["tokens"]]
    visitor.clock.advance(timedelta(days=1))

    later = [token["refused_as"] for token in get(visitor, "ledger")["tokens"]]

    assert soon == [None, "expired", None, "expired"]
    assert later == ["superseded", "expired", None, "expired"]


def test_a_new_world_has_the_old_app_and_the_old_time(visitor: Visitor) -> None:
    tokens = visitor.connect()
    visitor.code()
    visitor.refresh("unheard of")
    visitor.arm("rate-limited")
    visitor.set_policy("observed")
    visitor.clock.advance(HOUR)
    pair = visitor.pair

    post(visitor, "reset")

    ledger = get(visitor, "ledger")
    assert ledger["refusals"] == ledger["tokens"] == []
    assert visitor.provider.faults.armed() == ()
    assert visitor.pair == pair
    assert visitor.clock.now() == NOON + HOUR
    assert visitor.provider.policy.preset == "observed"
    assert visitor.refresh(tokens["refresh_token"]).status_code == 400
    assert visitor.reasons() == ["token_unknown"]


def test_the_app_is_changed(visitor: Visitor) -> None:
    uri = {"keys": "production", "uri": "https://a.example/cb"}
    scope = {"scope": "openid", "enabled": False}
    before = visitor.pair.client_secret

    added = post(visitor, "app/redirect-uris/add", uri).get_json()
    removed = post(visitor, "app/redirect-uris/remove", uri).get_json()
    disabled = post(visitor, "app/scopes", scope).get_json()
    enabled = post(visitor, "app/scopes", {**scope, "enabled": True}).get_json()
    secret = post(visitor, "app/new-secret", {"keys": "development"}).get_json()

    assert uri["uri"] in added["app"]["keys"]["production"]["redirect_uris"]
    assert uri["uri"] not in removed["app"]["keys"]["production"]["redirect_uris"]
    assert disabled["app"]["scopes"]["openid"] is False
    assert enabled["app"]["scopes"]["openid"] is True
    assert secret["client_secret"] == visitor.pair.client_secret.reveal()
    assert secret["client_secret"] != before.reveal()


def test_a_redirect_uri_against_the_rules_is_refused_in_one_sentence(
    visitor: Visitor,
) -> None:
    uri = {"keys": "production", "uri": "http://localhost/cb"}

    answer = post(visitor, "app/redirect-uris/add", uri)

    assert answer.status_code == 400
    assert answer.get_json()["message"] == (
        "Production keys do not take localhost; it must begin with https."
    )
