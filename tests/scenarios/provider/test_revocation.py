"""Ending a connection: by the app, or by the user inside QuickBooks."""

import json
from datetime import timedelta

import pytest

from grantlab.provider.registry import Keys
from tests.support.provider import (
    OTHER_COMPANY,
    REVOCATION_PATH,
    Visitor,
    basic_header,
)

BARE = b'{"error":"invalid_grant"}'


@pytest.mark.proves("L601", "L602")
@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_revoking_either_token_voids_both(visitor: Visitor, kind: str) -> None:
    tokens = visitor.connect()

    answer = visitor.revoke(tokens[kind])

    assert (answer.status_code, answer.data) == (200, b"")
    assert "Content-Type" not in answer.headers
    refused = visitor.refresh(tokens["refresh_token"])
    assert (refused.status_code, refused.data) == (400, BARE)
    called = visitor.company_info(tokens["access_token"])
    assert called.status_code == 401
    detail = called.get_json()["fault"]["error"][0]["detail"]
    assert detail.startswith("Token revoked: AB0")
    assert visitor.reasons() == ["revoked_by_app", "revoked_by_app"]


def test_revoking_ends_every_consent_of_the_app_and_the_company(
    visitor: Visitor,
) -> None:
    first, second = visitor.connect(), visitor.connect()
    waiting = visitor.code()
    visitor.company = OTHER_COMPANY
    elsewhere = visitor.connect()

    visitor.revoke(first["refresh_token"])

    assert visitor.refresh(second["refresh_token"]).data == BARE
    assert visitor.exchange(waiting).data == BARE
    assert visitor.refresh(elsewhere["refresh_token"]).status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param('{"token": "%s"}', "application/json", id="JSON"),
        pytest.param("token=%s", "application/x-www-form-urlencoded", id="form"),
        pytest.param(
            "token=%s&token_type_hint=refresh_token",
            "application/x-www-form-urlencoded;charset=UTF-8",
            id="form with a charset and a hint",
        ),
        pytest.param(
            ' {"token": "%s", "n": 1}', "text/plain", id="JSON by another name"
        ),
    ],
)
def test_json_and_form_bodies_are_both_taken(
    visitor: Visitor, body: str, content_type: str
) -> None:
    token = visitor.connect()["refresh_token"]

    answer = visitor.browser.post(
        REVOCATION_PATH,
        data=body % token,
        content_type=content_type,
        headers=basic_header(visitor.pair),
    )

    assert (answer.status_code, answer.data) == (200, b"")


def test_credentials_in_the_body_are_taken(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]

    answer = visitor.browser.post(
        REVOCATION_PATH,
        data={
            "token": token,
            "client_id": visitor.pair.client_id,
            "client_secret": visitor.pair.client_secret.reveal(),
        },
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param('{"token":"unknown"}', "token_unknown", id="an unknown token"),
        pytest.param('{"token":"\\ud800"}', "token_unknown", id="half a surrogate"),
        pytest.param('{"token":7}', "parameter_missing", id="a number"),
        pytest.param('{"token":', "parameter_missing", id="half an object"),
        pytest.param("", "parameter_missing", id="nothing"),
        pytest.param("token=a&token=b", "parameter_doubled", id="two tokens"),
        pytest.param('{"\\ud800":"token"}', "parameter_missing", id="half a name"),
    ],
)
def test_what_cannot_be_revoked_gets_an_empty_400(
    visitor: Visitor, body: str, reason: str
) -> None:
    answer = visitor.browser.post(
        REVOCATION_PATH, data=body, headers=basic_header(visitor.pair)
    )

    assert (answer.status_code, answer.data) == (400, b"")
    assert visitor.reasons() == [reason]


@pytest.mark.parametrize(
    ("member", "reason"),
    [("client_id", "client_unknown"), ("client_secret", "client_secret_wrong")],
)
def test_half_a_surrogate_in_the_credentials_is_as_good_as_any_wrong_one(
    visitor: Visitor, member: str, reason: str
) -> None:
    credentials = {
        "client_id": visitor.pair.client_id,
        "client_secret": visitor.pair.client_secret.reveal(),
    }
    body = {"token": "unknown", **credentials, member: "\ud800"}

    answer = visitor.browser.post(REVOCATION_PATH, data=json.dumps(body))

    assert (answer.status_code, answer.data) == (401, b"")
    assert visitor.reasons() == [reason]


def test_revoking_twice_is_refused_the_second_time(visitor: Visitor) -> None:
    token = visitor.connect()["refresh_token"]
    visitor.revoke(token)

    answer = visitor.revoke(token)

    assert (answer.status_code, answer.data) == (400, b"")
    assert visitor.reasons() == ["revoked_by_app"]


@pytest.mark.parametrize(
    ("kind", "age"),
    [("access_token", timedelta(hours=1)), ("refresh_token", timedelta(days=100))],
)
def test_an_expired_token_cannot_be_revoked(
    visitor: Visitor, kind: str, age: timedelta
) -> None:
    tokens = visitor.connect()
    visitor.clock.advance(age)

    assert visitor.revoke(tokens[kind]).status_code == 400
    assert visitor.reasons() == ["expired"]


def test_the_other_key_pair_cannot_revoke(visitor: Visitor) -> None:
    tokens = visitor.connect()
    visitor.keys = Keys.PRODUCTION

    for kind in ("access_token", "refresh_token"):
        assert visitor.revoke(tokens[kind]).status_code == 400

    assert visitor.reasons() == ["foreign_client", "foreign_client"]


def test_bearer_in_place_of_basic_gets_an_empty_401(visitor: Visitor) -> None:
    tokens = visitor.connect()

    answer = visitor.browser.post(
        REVOCATION_PATH,
        json={"token": tokens["refresh_token"]},
        headers={"Authorization": f"Bearer {tokens['access_token']}"},
    )

    assert (answer.status_code, answer.data) == (401, b"")
    assert visitor.reasons() == ["client_missing"]


@pytest.mark.proves("L603")
def test_a_disconnect_in_quickbooks_is_learnt_from_the_next_refusal(
    visitor: Visitor,
) -> None:
    tokens = visitor.connect()
    waiting = visitor.code()

    visitor.provider.disconnect(visitor.company)

    assert visitor.company_info(tokens["access_token"]).status_code == 401
    assert visitor.refresh(tokens["refresh_token"]).data == BARE
    assert visitor.exchange(waiting).data == BARE
    assert visitor.revoke(tokens["refresh_token"]).status_code == 400
    assert set(visitor.reasons()) == {"revoked_by_user_disconnect"}


def test_a_sign_in_without_a_company_can_be_revoked_too(visitor: Visitor) -> None:
    company = visitor.connect()
    visitor.company, visitor.scope = None, "openid"
    alone = visitor.connect()

    assert visitor.revoke(alone["refresh_token"]).status_code == 200
    assert visitor.refresh(alone["refresh_token"]).data == BARE
    assert visitor.refresh(company["refresh_token"]).status_code == 200


def test_the_reason_never_goes_on_the_wire(visitor: Visitor) -> None:
    tokens = visitor.connect()
    visitor.provider.disconnect(visitor.company)

    answer = visitor.refresh(tokens["refresh_token"])

    wire = json.dumps([answer.text, *map(list, answer.headers)])
    assert "disconnect" not in wire
