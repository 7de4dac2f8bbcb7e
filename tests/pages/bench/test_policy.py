"""The policy on the page: presets, and single knobs with their source."""

import pytest

from grantlab.provider.policy.knobs import KNOBS
from tests.pages.bench.user import BenchUser


def values(user: BenchUser) -> dict[str, str]:
    return {knob.name: knob.value for knob in user.state.policy.knobs}


def test_three_presets_say_what_they_do_and_whom_they_follow(user: BenchUser) -> None:
    assert "faq followed Each refresh gives a new value." in user.words
    assert "After captures on the wire" in user.words
    assert "After RFC 9700 §2.1.1 and §4.14.2" in user.words
    assert "Follow faq" not in user.words


def test_the_table_shows_where_the_presets_differ(user: BenchUser) -> None:
    assert "Knob faq, followed observed rfc-9700" in user.words
    assert (
        "How long a superseded refresh token is still honoured 1 day 0 0" in user.words
    )
    assert (
        "How long a fresh refresh token is good 100 days 101 days 100 days"
        in user.words
    )


@pytest.mark.parametrize("preset", ["observed", "rfc-9700"])
def test_another_preset_is_followed(user: BenchUser, preset: str) -> None:
    user.press(f"Follow {preset}")

    assert user.state.policy.preset == preset
    assert f"The service follows {preset} now" in user.words
    assert "Follow faq" in user.words


def test_every_knob_shows_its_source(user: BenchUser) -> None:
    for knob in KNOBS:
        assert f"{knob.name} · Source: {knob.source_of('faq')}" in user.words


def test_a_knob_is_turned_and_says_so(user: BenchUser) -> None:
    user.send("/bench/policy/grace", value=" 2h ")

    assert values(user)["grace"] == "2h"
    assert "grace is 2 hours now" in user.words
    assert "turned by hand; faq has 1d" in user.words
    assert "turned by hand: 2 hours" in user.words


def test_a_knob_with_choices_is_turned(user: BenchUser) -> None:
    user.send("/bench/policy/pkce", value="require")

    assert values(user)["pkce"] == "require"


def test_a_knob_goes_back_to_its_preset(user: BenchUser) -> None:
    user.send("/bench/policy/grace", value="2h")

    user.press("Back to 1d")

    assert "turned by hand" not in user.words


def test_every_knob_goes_back_at_once(user: BenchUser) -> None:
    user.send("/bench/policy/grace", value="2h")
    user.send("/bench/policy/pkce", value="ignore")

    user.press("Turn every knob back")

    assert [knob for knob in user.state.policy.knobs if knob.turned] == []


@pytest.mark.parametrize(
    ("knob", "value", "says"),
    [
        pytest.param("grace", "soon", "Grace takes a length such as 24h", id="words"),
        pytest.param("grace", "", "Grace takes a length such as 24h", id="nothing"),
        pytest.param("lifetime", "0", "Lifetime takes a length such as 100d", id="0"),
        pytest.param("pkce", "maybe", "Pkce takes verify-when-sent", id="no choice"),
        pytest.param("grace", "<i>", "not '<i>'.", id="markup"),
    ],
)
def test_a_value_that_a_knob_does_not_take_comes_back(
    user: BenchUser, knob: str, value: str, says: str
) -> None:
    before = values(user)

    page = user.send(f"/bench/policy/{knob}", value=value)

    assert page.status_code == 422
    assert says in user.words
    assert "<i>" not in page.text
    assert values(user) == before


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        pytest.param("/bench/policy/colour", {"value": "red"}, id="no such knob"),
        pytest.param("/bench/policy", {"preset": "mine"}, id="no such preset"),
        pytest.param("/bench/faults/earthquake", {}, id="no such fault"),
        pytest.param("/bench/faults/earthquake/disarm", {}, id="none to disarm"),
    ],
)
def test_what_the_bench_does_not_have_is_a_page_that_says_so(
    user: BenchUser, address: str, typed: dict[str, str]
) -> None:
    token = user.page.text.split('name="csrf_token" value="')[1].split('"')[0]

    page = user.client.post(
        address, base_url=user.address, data={"csrf_token": token, **typed}
    )

    assert page.status_code == 409
    assert "There is no " in page.text


def test_a_form_without_its_token_changes_nothing(user: BenchUser) -> None:
    page = user.client.post(
        "/bench/policy", base_url=user.address, data={"preset": "observed"}
    )

    assert page.status_code == 400
    assert user.state.policy.preset == "faq"
