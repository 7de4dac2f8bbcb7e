"""Exchanging a code at the token endpoint."""

import base64
import hashlib
from datetime import timedelta
from typing import Any

import pytest

from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.shapes import Kind, recognise
from grantlab.provider.registry import Keys
from tests.support.provider import COMPANY, REDIRECT_URI, Visitor, basic_header

BARE = b'{"error":"invalid_grant"}'
WRONG_CLIENT = (
    b'{"error":"invalid_grant","error_description":"Incorrect Token type or clientID"}'
)
VERIFIER = "v" * 43
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest())
    .rstrip(b"=")
    .decode()
)


@pytest.mark.proves("L302")
def test_an_exchange_gives_both_tokens_with_their_lifetimes(visitor: Visitor) -> None:
    answer = visitor.exchange(visitor.code())

    body = answer.get_json()
    assert answer.status_code == 200
    assert list(body) == [
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "x_refresh_token_expires_in",
    ]
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 3600
    assert body["x_refresh_token_expires_in"] == 8_640_000


def test_the_tokens_have_the_shapes_of_intuits(visitor: Visitor) -> None:
    body = visitor.connect()

    access, refresh = (
        recognise(body["access_token"]),
        recognise(body["refresh_token"]),
    )
    assert access is not None
    assert access.kind is Kind.ACCESS_TOKEN
    assert refresh is not None
    assert refresh.kind is Kind.REFRESH_TOKEN
    assert refresh.expires_at == visitor.clock.now() + timedelta(seconds=8_640_000)
    assert body["refresh_token"].startswith("RT1-0-H0-")


def test_a_token_response_may_not_be_kept_and_can_be_traced(visitor: Visitor) -> None:
    answer = visitor.exchange(visitor.code())

    assert answer.headers["Content-Type"] == "application/json;charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache, no-store"
    assert answer.headers["Pragma"] == "no-cache"
    assert answer.headers["Server"] == "nginx"
    assert answer.headers["Date"] == "Mon, 09 Mar 2026 12:00:00 GMT"
    assert answer.headers["Strict-Transport-Security"] == "max-age=15552000"
    tid = answer.headers["intuit_tid"]
    assert tid.startswith(f"1-{int(visitor.clock.now().timestamp()):08x}-")
    assert answer.headers["x-amzn-trace-id"] == f"Root={tid}"


@pytest.mark.proves("L302")
def test_an_id_token_comes_only_where_openid_was_granted(visitor: Visitor) -> None:
    without = visitor.connect()
    granted = visitor.connect(scope=f"{ACCOUNTING} openid")

    assert "id_token" not in without
    assert list(granted)[-1] == "id_token"


@pytest.mark.proves("L303", "L304")
def test_a_second_exchange_ends_the_refresh_token_of_the_first(
    visitor: Visitor,
) -> None:
    code = visitor.code()
    tokens = visitor.exchange(code).get_json()

    again = visitor.exchange(code)

    assert (again.status_code, again.data) == (400, BARE)
    refused = visitor.refresh(tokens["refresh_token"])
    assert (refused.status_code, refused.data) == (400, BARE)
    assert visitor.reasons() == ["code_reused", "revoked_by_code_reuse"]


@pytest.mark.proves("L304")
def test_the_access_token_outlives_a_second_exchange(visitor: Visitor) -> None:
    code = visitor.code()
    tokens = visitor.exchange(code).get_json()

    visitor.exchange(code)

    assert visitor.company_info(tokens["access_token"]).status_code == 200


@pytest.mark.proves("L304")
def test_a_second_exchange_ends_what_the_chain_has_become(visitor: Visitor) -> None:
    code = visitor.code()
    first = visitor.exchange(code).get_json()
    second = visitor.refresh(first["refresh_token"]).get_json()

    visitor.exchange(code)

    assert visitor.refresh(second["refresh_token"]).data == BARE


@pytest.mark.proves("L307")
def test_a_code_expires_after_five_minutes(visitor: Visitor) -> None:
    code = visitor.code()
    visitor.clock.advance(timedelta(seconds=300))

    answer = visitor.exchange(code)

    assert (answer.status_code, answer.data) == (400, BARE)
    assert visitor.reasons() == ["code_expired"]


@pytest.mark.proves("L307")
def test_a_code_is_good_until_its_last_second(visitor: Visitor) -> None:
    code = visitor.code()
    visitor.clock.advance(timedelta(seconds=299))

    assert visitor.exchange(code).status_code == 200


@pytest.mark.proves("L305")
def test_another_redirect_uri_is_refused_and_leaves_the_code(visitor: Visitor) -> None:
    code = visitor.code()

    refused = visitor.exchange(code, redirect_uri=f"{REDIRECT_URI}/")

    assert (refused.status_code, refused.data) == (400, BARE)
    assert visitor.reasons() == ["redirect_uri_mismatch"]
    assert visitor.exchange(code).status_code == 200


@pytest.mark.proves("L306", "L102")
def test_a_code_is_refused_to_the_other_key_pair_and_stays_good(
    visitor: Visitor,
) -> None:
    code = visitor.code()
    other = basic_header(visitor.provider.key_pair(Keys.PRODUCTION))

    refused = visitor.exchange(code, headers=other)

    assert (refused.status_code, refused.data) == (400, WRONG_CLIENT)
    assert visitor.reasons() == ["foreign_client"]
    assert visitor.exchange(code).status_code == 200


def test_a_stranger_cannot_revoke_by_presenting_a_used_code(visitor: Visitor) -> None:
    code = visitor.code()
    tokens = visitor.exchange(code).get_json()
    other = basic_header(visitor.provider.key_pair(Keys.PRODUCTION))

    visitor.exchange(code, headers=other)

    assert visitor.refresh(tokens["refresh_token"]).status_code == 200


def test_an_unknown_code_is_refused_without_words(visitor: Visitor) -> None:
    answer = visitor.exchange("XAB11773057900" + "a" * 36)

    assert (answer.status_code, answer.data) == (400, BARE)
    assert visitor.reasons() == ["code_unknown"]


def test_a_refresh_token_in_place_of_a_code_is_of_the_wrong_kind(
    visitor: Visitor,
) -> None:
    tokens = visitor.connect()

    answer = visitor.exchange(tokens["refresh_token"])

    assert answer.data == WRONG_CLIENT
    assert visitor.reasons() == ["wrong_kind"]


@pytest.mark.parametrize(
    ("method", "challenge", "verifier", "status"),
    [
        pytest.param("S256", CHALLENGE, VERIFIER, 200, id="S256, right"),
        pytest.param("S256", CHALLENGE, "w" * 43, 400, id="S256, wrong"),
        pytest.param(
            "S256", CHALLENGE, CHALLENGE, 400, id="S256, the challenge itself"
        ),
        pytest.param("plain", VERIFIER, VERIFIER, 200, id="plain, right"),
        pytest.param(None, VERIFIER, VERIFIER, 200, id="plain when no method is named"),
        pytest.param("S256", CHALLENGE, None, 400, id="no verifier"),
        pytest.param(None, None, VERIFIER, 200, id="a verifier without a challenge"),
    ],
)
def test_pkce_is_verified_when_a_challenge_was_sent(
    visitor: Visitor,
    method: str | None,
    challenge: str | None,
    verifier: str | None,
    status: int,
) -> None:
    code = visitor.code(code_challenge=challenge, code_challenge_method=method)
    sent: dict[str, Any] = {} if verifier is None else {"code_verifier": verifier}

    answer = visitor.exchange(code, **sent)

    assert answer.status_code == status
    assert visitor.reasons() == ([] if status == 200 else ["pkce_mismatch"])


def test_the_ledger_names_a_refused_code_by_its_fingerprint(visitor: Visitor) -> None:
    code = visitor.code()
    visitor.exchange(code)

    answer = visitor.exchange(code)

    (refusal,) = visitor.provider.refusals()
    assert refusal.fingerprint == hashlib.sha256(code.encode()).hexdigest()[:12]
    assert refusal.intuit_tid == answer.headers["intuit_tid"]
    assert refusal.at == visitor.clock.now()
    assert refusal.client_id == visitor.pair.client_id
    assert (refusal.endpoint, refusal.error) == ("token", "invalid_grant")


@pytest.mark.proves("L605")
def test_a_new_consent_starts_a_new_life(visitor: Visitor) -> None:
    code = visitor.code()
    visitor.exchange(code)
    visitor.exchange(code)
    visitor.clock.advance(timedelta(days=400))

    body = visitor.connect()

    assert body["x_refresh_token_expires_in"] == 8_640_000
    assert visitor.refresh(body["refresh_token"]).status_code == 200


def test_two_consents_of_one_company_live_side_by_side(visitor: Visitor) -> None:
    first, second = visitor.connect(), visitor.connect()

    assert visitor.refresh(first["refresh_token"]).status_code == 200
    assert visitor.refresh(second["refresh_token"]).status_code == 200


def test_only_digests_are_kept(visitor: Visitor) -> None:
    body = visitor.connect()

    family = visitor.provider.family(1)

    kept = {token.digest for token in family}
    assert kept == {
        hashlib.sha256(body[name].encode()).hexdigest()
        for name in ("access_token", "refresh_token")
    }
    assert {token.chain.realm_id for token in family} == {COMPANY}
