"""The bench's commands, as typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blueprints.provider.commands import provider
from tests.support.provider import Visitor


@pytest.fixture
def instance(visitor: Visitor, tmp_path: Path) -> Path:
    """Give the directory of a provider with one connection and one refusal."""
    visitor.connect()
    visitor.refresh("unheard of")
    return tmp_path


def type_in(instance: Path, *words: str) -> Result:
    return CliRunner().invoke(provider, [*words, "--instance", str(instance)])


def test_the_clock_is_shown_and_moved(instance: Path, visitor: Visitor) -> None:
    assert "ahead by\t0" in type_in(instance, "clock", "show").output

    result = type_in(instance, "clock", "advance", "25h")

    assert result.exit_code == 0
    assert "ahead by\t1d1h" in result.output
    assert visitor.clock.offset.total_seconds() == 25 * 3600


def test_the_clock_goes_to_a_moment(instance: Path) -> None:
    passed = type_in(instance, "clock", "to", "after-code-ends")

    # The connection was made at a noon long ago, and the command has today's clock.
    assert passed.exit_code == 1
    assert "Not done: after-code-ends was at" in passed.stderr
    ahead = type_in(instance, "clock", "to", "before-hard-limit", "--json")
    assert json.loads(ahead.output)["now"].startswith("2031-03-08T11:59:")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("clock", "advance", "soon"), id="no length"),
        pytest.param(("clock", "to", "tomorrow"), id="no moment"),
        pytest.param(("policy", "set", "colour=red"), id="no knob"),
        pytest.param(("policy", "set", "grace=soon"), id="no value of a knob"),
        pytest.param(("policy", "set", "grace"), id="no value at all"),
        pytest.param(("policy", "oauth-3"), id="no preset"),
        pytest.param(("fault", "arm", "gremlins"), id="no fault"),
        pytest.param(("fault", "arm", "http-503", "--times", "0"), id="no request"),
        pytest.param(("fault", "arm", "http-503", "--for", "x"), id="no span"),
        pytest.param(("fault", "disarm", "gremlins"), id="no fault to disarm"),
    ],
)
def test_wrong_use_is_said_in_words(instance: Path, words: tuple[str, ...]) -> None:
    result = type_in(instance, *words)

    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_a_preset_is_taken_and_a_knob_turned(instance: Path, visitor: Visitor) -> None:
    type_in(instance, "policy", "observed")
    result = type_in(instance, "policy", "set", "grace=24h", "pkce=require")

    assert "preset\tobserved" in result.output
    assert "grace\t1d\tturned by hand" in result.output
    assert "lifetime\t101d\n" in result.output
    assert visitor.provider.policy.preset == "observed"
    shown = json.loads(type_in(instance, "policy", "show", "--json").output)
    assert [knob["name"] for knob in shown["knobs"] if knob["turned"]] == [
        "grace",
        "pkce",
    ]


def test_faults_are_listed_armed_and_disarmed(instance: Path, visitor: Visitor) -> None:
    type_in(instance, "fault", "arm", "http-503", "--times", "2")
    type_in(instance, "fault", "arm", "slow-answer", "--for", "10m", "--amount", "5s")

    listed = type_in(instance, "fault", "list").output

    assert "armed\thttp-503\t2 left\n" in listed
    assert "armed\tslow-answer\tuntil " in listed
    assert "known\toutage-as-invalid-grant\t" in listed
    assert visitor.refresh("any").status_code == 503
    shown = json.loads(type_in(instance, "fault", "disarm", "--json").output)
    assert shown["armed"] == []


def test_a_ledger_with_nothing_in_it_says_so(instance: Path) -> None:
    type_in(instance, "reset")

    result = type_in(instance, "ledger")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing has been issued" in result.stderr


def test_the_ledger_is_listed(instance: Path) -> None:
    output = type_in(instance, "ledger").output

    assert "token\t1\t1\trefresh\t" in output
    assert "\ttoken\t400\tinvalid_grant\ttoken_unknown" in output
    shown = json.loads(type_in(instance, "ledger", "--json").output)
    assert [token["kind"] for token in shown["tokens"]] == ["refresh", "access"]


def test_a_new_world_is_begun(instance: Path, visitor: Visitor) -> None:
    result = type_in(instance, "reset")

    assert result.output.startswith("A new world")
    assert visitor.provider.newest_tokens() == ()
    shown = json.loads(type_in(instance, "reset", "--json").output)
    assert shown["policy"]["preset"] == "faq"
