"""Where published descriptions differ, each preset is told by the clock."""

import base64
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from grantlab.provider.policy.presets import UnknownPresetError
from tests.support.provider import OTHER_COMPANY, Visitor, make_visitor

EVERY_PRESET = ("faq", "observed", "rfc-9700")
INCORRECT = "Incorrect or invalid refresh token"
VERIFIER = "v" * 43
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest())
    .rstrip(b"=")
    .decode()
)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def connect(visitor: Visitor) -> dict[str, Any]:
    """Connect with a challenge, as every preset lets one."""
    code = visitor.code(code_challenge=CHALLENGE, code_challenge_method="S256")
    answer = visitor.exchange(code, code_verifier=VERIFIER)
    return dict(answer.get_json())


def refresh(visitor: Visitor, token: str) -> str:
    return str(visitor.refresh(token).get_json()["refresh_token"])


@pytest.mark.proves("L505")
@pytest.mark.parametrize("preset", ["faq", "rfc-9700"])
def test_a_value_changes_on_every_refresh(visitor: Visitor, preset: str) -> None:
    visitor.set_policy(preset)
    first = connect(visitor)["refresh_token"]

    assert refresh(visitor, first) != first


@pytest.mark.proves("L501", "L505", "L509")
def test_an_observed_value_stays_for_a_day_and_counts_down(visitor: Visitor) -> None:
    visitor.set_policy("observed")
    first = connect(visitor)
    visitor.clock.advance(timedelta(seconds=82_563))

    again, parallel = (
        visitor.refresh(first["refresh_token"]).get_json() for _ in range(2)
    )

    assert first["x_refresh_token_expires_in"] == 8_726_400
    assert again["x_refresh_token_expires_in"] == 8_643_837
    assert again["refresh_token"] == first["refresh_token"] == parallel["refresh_token"]
    assert again["access_token"] != parallel["access_token"]
    assert again["expires_in"] == 3600


@pytest.mark.proves("L502", "L504", "L505")
def test_an_observed_value_changes_after_a_day_and_the_old_one_ends_at_once(
    visitor: Visitor,
) -> None:
    visitor.set_policy("observed")
    first = connect(visitor)["refresh_token"]
    visitor.clock.advance(DAY)

    body = visitor.refresh(first).get_json()

    assert body["refresh_token"] != first
    assert body["x_refresh_token_expires_in"] == 8_726_400
    assert visitor.refresh(first).get_json()["error_description"] == INCORRECT
    assert visitor.reasons() == ["superseded"]
    assert visitor.refresh(body["refresh_token"]).status_code == 200


@pytest.mark.proves("L503", "L506")
@pytest.mark.parametrize(
    ("preset", "days"),
    [
        pytest.param("faq", 100, id="faq"),
        pytest.param("observed", 101, id="observed"),
        pytest.param("rfc-9700", 100, id="rfc-9700"),
    ],
)
def test_an_unused_value_ends_after_its_life(
    visitor: Visitor, preset: str, days: int
) -> None:
    visitor.set_policy(preset)
    token = connect(visitor)["refresh_token"]
    visitor.clock.advance(days * DAY)

    assert visitor.refresh(token).status_code == 400
    assert visitor.reasons() == ["expired"]


@pytest.mark.proves("L506")
def test_refreshing_inside_the_day_does_not_lengthen_an_observed_life(
    visitor: Visitor,
) -> None:
    visitor.set_policy("observed")
    token = connect(visitor)["refresh_token"]
    visitor.clock.advance(23 * HOUR)
    visitor.refresh(token)
    visitor.clock.advance(101 * DAY - 23 * HOUR)

    assert visitor.refresh(token).status_code == 400


@pytest.mark.proves("L504")
@pytest.mark.parametrize(
    ("preset", "status"),
    [
        pytest.param("faq", 200, id="faq: honoured for a day"),
        pytest.param("rfc-9700", 400, id="rfc-9700: ended"),
    ],
)
def test_what_a_value_is_worth_the_moment_it_was_superseded(
    visitor: Visitor, preset: str, status: int
) -> None:
    visitor.set_policy(preset)
    first = connect(visitor)["refresh_token"]
    refresh(visitor, first)

    assert visitor.refresh(first).status_code == status


@pytest.mark.proves("L502")
def test_by_rfc_9700_an_old_value_that_comes_back_ends_the_family(
    visitor: Visitor,
) -> None:
    visitor.set_policy("rfc-9700")
    first = connect(visitor)["refresh_token"]
    newest = visitor.refresh(first).get_json()

    visitor.refresh(first)

    assert visitor.refresh(newest["refresh_token"]).status_code == 400
    assert visitor.company_info(newest["access_token"]).status_code == 401
    assert visitor.reasons() == [
        "superseded",
        "revoked_by_token_reuse",
        "revoked_by_token_reuse",
    ]


@pytest.mark.proves("L303", "L304")
@pytest.mark.parametrize("preset", EVERY_PRESET)
def test_a_second_exchange_ends_the_refresh_token_of_the_first(
    visitor: Visitor, preset: str
) -> None:
    visitor.set_policy(preset)
    code = visitor.code(code_challenge=CHALLENGE, code_challenge_method="S256")
    first = visitor.exchange(code, code_verifier=VERIFIER).get_json()

    second = visitor.exchange(code, code_verifier=VERIFIER)

    assert second.get_json() == {"error": "invalid_grant"}
    assert visitor.refresh(first["refresh_token"]).get_json() == second.get_json()
    assert visitor.company_info(first["access_token"]).status_code == 200


@pytest.mark.proves("L507")
@pytest.mark.parametrize("preset", EVERY_PRESET)
def test_every_chain_ends_after_five_years(visitor: Visitor, preset: str) -> None:
    visitor.set_policy(preset)
    token = connect(visitor)["refresh_token"]
    for _ in range(18):
        visitor.clock.advance(99 * DAY)
        token = refresh(visitor, token)
    visitor.clock.advance(43 * DAY)

    assert visitor.refresh(token).status_code == 400
    assert visitor.reasons() == ["hard_expired"]


@pytest.mark.parametrize(
    ("preset", "status"),
    [
        pytest.param("faq", 400, id="faq"),
        pytest.param("observed", 400, id="observed"),
        pytest.param("rfc-9700", 200, id="rfc-9700"),
    ],
)
def test_revoking_an_unknown_token(visitor: Visitor, preset: str, status: int) -> None:
    visitor.set_policy(preset)

    answer = visitor.revoke("RT1-0-H0-17000000000abcdefghijklmnopqr")

    assert (answer.status_code, answer.data) == (status, b"")


def test_by_rfc_7009_too_another_clients_token_is_not_revoked(visitor: Visitor) -> None:
    visitor.set_policy("rfc-9700")
    token = connect(visitor)["refresh_token"]
    visitor.keys = visitor.provider.key_pair("production").keys

    assert visitor.revoke(token).status_code == 400


@pytest.mark.parametrize(
    ("preset", "status"),
    [
        pytest.param("faq", 400, id="faq verifies what was sent"),
        pytest.param("observed", 200, id="observed ignores it"),
        pytest.param("rfc-9700", 400, id="rfc-9700 verifies it"),
    ],
)
def test_a_wrong_verifier(visitor: Visitor, preset: str, status: int) -> None:
    visitor.set_policy(preset)
    code = visitor.code(code_challenge=CHALLENGE, code_challenge_method="S256")

    assert visitor.exchange(code, code_verifier="w" * 43).status_code == status


def test_by_rfc_9700_a_request_without_a_challenge_goes_back(visitor: Visitor) -> None:
    visitor.set_policy("rfc-9700")

    answer = visitor.ask()

    assert "error=invalid_request" in answer.location
    assert visitor.reasons() == ["challenge_missing"]


def test_an_ignored_challenge_may_have_any_form(visitor: Visitor) -> None:
    visitor.set_policy("observed")

    assert visitor.exchange(visitor.code(code_challenge="\x00short")).status_code == 200


# --- single knobs


def test_of_two_at_once_the_second_can_get_the_same_new_value(visitor: Visitor) -> None:
    visitor.set_policy("rfc-9700", parallel_refresh="same-value")
    first = connect(visitor)["refresh_token"]

    winner, loser = (visitor.refresh(first).get_json() for _ in range(2))

    assert winner["refresh_token"] == loser["refresh_token"] != first
    assert winner["access_token"] != loser["access_token"]
    assert refresh(visitor, winner["refresh_token"]) != winner["refresh_token"]


def test_ten_seconds_later_it_is_not_at_once_any_more(visitor: Visitor) -> None:
    visitor.set_policy("observed", changes_every="0", parallel_refresh="same-value")
    first = connect(visitor)["refresh_token"]
    refresh(visitor, first)
    visitor.clock.advance(timedelta(seconds=10))

    assert visitor.refresh(first).status_code == 400


def test_a_successor_that_was_replaced_is_not_given_again(visitor: Visitor) -> None:
    visitor.set_policy("faq", parallel_refresh="same-value")
    first = connect(visitor)["refresh_token"]
    second = refresh(visitor, first)
    third = refresh(visitor, second)

    fourth = refresh(visitor, first)

    assert len({first, second, third, fourth}) == 4


def test_a_second_exchange_can_end_the_access_token_too(visitor: Visitor) -> None:
    visitor.set_policy(reused_code_revokes_access="yes")
    code = visitor.code()
    first = visitor.exchange(code).get_json()

    visitor.exchange(code)

    assert visitor.company_info(first["access_token"]).status_code == 401


@pytest.mark.parametrize(
    ("setting", "status"),
    [pytest.param("no", 200, id="both live"), pytest.param("yes", 400, id="one lives")],
)
def test_what_a_new_consent_does_to_an_older_one(
    visitor: Visitor, setting: str, status: int
) -> None:
    visitor.set_policy(consent_ends_older=setting)
    older = visitor.connect()["refresh_token"]
    visitor.company = OTHER_COMPANY
    elsewhere = visitor.connect()["refresh_token"]
    visitor.company = "9341450000000101"
    visitor.connect()

    assert visitor.refresh(older).status_code == status
    assert visitor.refresh(elsewhere).status_code == 200


def test_an_id_token_can_come_with_a_refresh(visitor: Visitor) -> None:
    visitor.set_policy(id_token_on_refresh="yes")
    scopes = "openid com.intuit.quickbooks.accounting"
    with_openid = visitor.connect(scope=scopes)["refresh_token"]
    without = visitor.connect()["refresh_token"]

    assert visitor.refresh(with_openid).get_json()["id_token"].count(".") == 2
    assert "id_token" not in visitor.refresh(without).get_json()


@pytest.mark.parametrize(
    ("style", "description"),
    [
        pytest.param("by-cause", INCORRECT, id="by its cause"),
        pytest.param("bare", None, id="none"),
        pytest.param("token-invalid", "Token invalid", id="the old one"),
    ],
)
def test_the_description_of_a_refusal(
    visitor: Visitor, style: str, description: str | None
) -> None:
    visitor.set_policy(descriptions=style)

    body = visitor.refresh("unheard of").get_json()

    assert (body["error"], body.get("error_description")) == (
        "invalid_grant",
        description,
    )


@pytest.mark.parametrize(
    ("setting", "told"),
    [pytest.param("missing", None, id="none"), pytest.param("null", "null", id="null")],
)
def test_the_realm_id_of_a_consent_without_a_company(
    visitor: Visitor, setting: str, told: str | None
) -> None:
    visitor.set_policy(no_company=setting)
    visitor.company, visitor.scope = None, "openid"

    assert visitor.consent().get("realmId") == told


@pytest.mark.parametrize("state", [None, ""])
def test_a_missing_state_can_be_refused_on_a_page(
    visitor: Visitor, state: str | None
) -> None:
    visitor.set_policy(requires_state="yes")

    answer = visitor.ask(visitor.query(state=state))

    assert answer.status_code == 400
    assert "The <code>state</code> is missing." in answer.text
    assert visitor.reasons() == ["state_missing"]
    assert visitor.ask().status_code == 200


def test_a_code_lives_as_long_as_it_is_set(visitor: Visitor) -> None:
    visitor.set_policy(code_lifetime="10m")
    code = visitor.code()
    visitor.clock.advance(timedelta(minutes=9))

    assert visitor.exchange(code).status_code == 200


# --- on the bench


def test_the_policy_survives_a_restart(visitor: Visitor, tmp_path: Path) -> None:
    visitor.set_policy("observed", grace="24h", lifetime="8726400s")
    visitor.provider.close()

    again = make_visitor(tmp_path).provider

    assert again.policy.preset == "observed"
    assert again.bench.in_force().turned == {"grace": "24h"}
    again.close()


def test_a_preset_takes_back_what_was_turned(visitor: Visitor) -> None:
    visitor.set_policy(grace="1h")
    visitor.set_policy(lifetime="5d")
    assert visitor.provider.policy.grace == HOUR

    visitor.set_policy("faq")

    assert visitor.provider.policy.grace == DAY
    assert visitor.provider.bench.in_force().turned == {}


def test_there_is_no_other_preset(visitor: Visitor) -> None:
    with pytest.raises(UnknownPresetError, match="there are faq, observed, rfc-9700"):
        visitor.set_policy("oauth-3")
