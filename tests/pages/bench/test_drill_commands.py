"""The drills, as typed."""

import json
from importlib.metadata import entry_points

import pytest
from click.testing import CliRunner, Result

from blueprints.bench.drill_commands import drill
from grantlab.drills.catalogue import all_drills


def type_in(*words: str) -> Result:
    return CliRunner().invoke(drill, words)


def test_the_command_is_known_to_flask() -> None:
    (found,) = entry_points(group="flask.commands", name="drill")

    assert found.load() is drill


def test_the_list_names_every_drill_and_no_answer() -> None:
    lines = type_in("list").output.splitlines()
    members = json.loads(type_in("list", "--json").output)

    names = [drill.name for drill in all_drills()]
    assert [line.partition("\t")[0] for line in lines] == names
    assert [item["name"] for item in members] == names
    assert "right" not in members[0]


def test_a_play_is_told_in_brief_and_asks() -> None:
    result = type_in("run", "dead-from-the-first-refresh")

    assert result.exit_code == 0
    assert "POST /intuit/oauth2/v1/tokens/bearer C1 → 200 A1 R1" in result.output
    assert "POST /intuit/oauth2/v1/tokens/bearer R1 → 400 invalid_grant" in (
        result.output
    )
    assert "Why was the first refresh refused?" in result.output
    assert "revoked_by_code_reuse\tThe code of this connection" in result.output
    assert "What gave it away" not in result.output
    assert "The ledger knew" not in result.output


def test_a_right_answer_is_well_and_a_wrong_one_is_something_found() -> None:
    right = type_in(
        "run", "the-ski-rental", "--answer", "refresh_token_expired_inactivity"
    )
    wrong = type_in("run", "the-ski-rental", "--answer", "stale_refresh_token")

    assert right.exit_code == 0
    assert "Right: The refresh token had not been used" in right.output
    assert "R5 → 400 invalid_grant: expired" in right.output
    assert wrong.exit_code == 1
    assert "Not so: The refresh token had been replaced" in wrong.output
    assert "It was: The refresh token had not been used" in wrong.output


def test_many_requests_of_one_act_are_counted() -> None:
    result = type_in("run", "five-years-to-the-day")

    assert "… 18 more like these" in result.output


@pytest.mark.parametrize("name", [drill.name for drill in all_drills()])
def test_every_drill_runs_from_the_command_line(name: str) -> None:
    result = type_in("run", name, "--reveal", "--json")

    members = json.loads(result.output)
    assert result.exit_code == 0, result.stderr
    assert members["deviations"] == []
    assert members["reveal"]["right"] in members["reveal"]["why"]
    assert members["acts"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("run", "the-unheard-of"), id="no drill"),
        pytest.param(("run", "two-yeses", "--answer", "gremlins"), id="no answer"),
        pytest.param(("run",), id="no name"),
    ],
)
def test_wrong_use_is_said_in_words(words: tuple[str, ...]) -> None:
    result = type_in(*words)

    assert result.exit_code == 2
    assert "Error: " in result.stderr
