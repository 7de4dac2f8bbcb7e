"""``flask diagnose``, as people and programs use it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blueprints.diagnosis.commands import diagnose
from grantlab.diagnosis.evidence_file.file import write_evidence
from grantlab.pastes.refusals import LONGEST
from tests.unit.diagnosis.evidence_files import stored_file

EXPIRED = '{"fault":{"error":[{"detail":"Token expired","code":"3200"}]}}'
LOST_ANSWER = """\
2025-02-04T16:20:11Z refresh -> 504 Gateway Timeout
2025-02-04T16:25:11Z refresh -> 400 invalid_grant
"""
BARE = '{"error":"invalid_grant"}'
MEMBERS = {
    "verdict",
    "candidates",
    "question",
    "question_id",
    "answers",
    "findings",
    "understood",
}


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(diagnose, arguments, input=given)


def test_a_cause_that_was_found_ends_with_one() -> None:
    result = run("-", given=EXPIRED)

    assert result.exit_code == 1
    assert "(access_token_expired_401)" in result.output
    assert "What to do: Refresh" in result.output


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_of_another_shell_is_read_as_it_was_written(
    tmp_path: Path, encoding: str
) -> None:
    saved = tmp_path / "saved.txt"
    saved.write_bytes(EXPIRED.encode(encoding))

    result = run(str(saved))

    assert "(access_token_expired_401)" in result.output


def test_what_it_may_be_besides_is_not_taken_for_what_to_do() -> None:
    lines = run("-", given=LOST_ANSWER).output.splitlines()

    assert lines[0].startswith("suspected: ")
    assert lines[3] == "It may be as well:"
    assert lines[4].startswith("- ")
    assert any(line.startswith("What would confirm it: ") for line in lines)


def test_without_a_cause_it_asks_and_ends_with_zero() -> None:
    result = run("-", given=BARE)

    assert result.exit_code == 0
    assert result.output.startswith("Cannot tell yet.")
    assert "--answer which-request=refresh" in result.output


def test_an_answer_refines_it() -> None:
    answer = "last-two-refreshes=two-at-once"

    result = run("-", "--answer", answer, "--json", given=f"refresh_token\n{BARE}")

    assert json.loads(result.output)["verdict"] == "concurrent_refresh_race"


def test_the_json_has_its_members_and_no_secret(tmp_path: Path) -> None:
    token = "RT1-12-H0-1750000000abcdefgh12345678"
    paste = tmp_path / "paste.txt"
    paste.write_text(f"refresh_token={token}\n{BARE}", encoding="utf-8")

    result = run(str(paste), "--json")

    members = json.loads(result.output)
    assert set(members) == MEMBERS
    assert token not in result.output
    assert {"cause", "verdict", "because", "remedy", "source"} <= set(
        members["findings"][0]
    )


def test_cases_are_answered_a_line_each_with_their_ids(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    lines = [{"id": "a", "raw_paste": EXPIRED}, {"id": "b", "raw_paste": "hello"}]
    cases.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    result = run("--cases", str(cases))

    told = [json.loads(line) for line in result.output.splitlines()]
    assert [(one["id"], one["verdict"]) for one in told] == [
        ("a", "access_token_expired_401"),
        ("b", None),
    ]
    assert all(set(one) == MEMBERS | {"id"} for one in told)
    assert result.exit_code == 1


@pytest.mark.parametrize("zone", ["Etc/GMT-2", "+02:00", "UTC+2", "+0200"])
def test_times_without_a_zone_are_of_the_zone_that_was_given(zone: str) -> None:
    log = f"2025-03-04 10:00:00 refresh {BARE}"

    result = run("-", "--json", "--time-zone", zone, given=log)

    (event,) = json.loads(result.output)["understood"]["events"]
    assert event["at"] == "2025-03-04T08:00:00+00:00"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param((), "either FILE or --cases", id="nothing to read"),
        pytest.param(("-", "--answer", "x"), "QUESTION=ANSWER", id="half an answer"),
        pytest.param(("-", "--answer", "x=y"), "no answer", id="an unknown question"),
        pytest.param(
            ("-", "--time-zone", "../x"), "no time zone", id="an unknown zone"
        ),
        pytest.param(("--cases", "-"), "line 1 is not JSON", id="no JSON"),
    ],
)
def test_wrong_use_ends_with_two(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments, given="x")

    assert result.exit_code == 2
    assert says in result.output


def test_a_case_without_a_paste_is_wrong_use() -> None:
    assert run("--cases", "-", given='{"id": 1}').exit_code == 2


UNREAD = [
    pytest.param("\x00\x01", "This is not text.", id="octets"),
    pytest.param(" \n", "There is nothing in it.", id="blank"),
    pytest.param("x" * (LONGEST + 1), "longer than a million", id="too long"),
    pytest.param(
        '{"format": "grantlab-connection", "version": 1}', "version 1", id="an old file"
    ),
]


@pytest.mark.parametrize(("given", "says"), UNREAD)
def test_what_is_not_read_is_said_on_the_other_stream_and_ends_with_two(
    given: str, says: str
) -> None:
    result = run("-", given=given)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in result.stderr


@pytest.mark.parametrize(("given", "says"), UNREAD)
def test_the_json_of_what_is_not_read_says_why(given: str, says: str) -> None:
    result = run("-", "--json", given=given)

    told = json.loads(result.stdout)
    assert result.exit_code == 2
    assert set(told) == MEMBERS
    assert says in told["understood"]["refusal"]
    assert told["understood"]["length"] == len(given)


def test_of_what_is_not_read_there_is_no_report() -> None:
    result = run("-", "--report", "json", given="\x00\x01")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "This is not text." in result.stderr


def test_cases_that_are_not_read_keep_their_line_and_do_not_stop_the_others() -> None:
    texts = ("\x00\x01", '{"format": "grantlab-connection", "version": 1}', EXPIRED)
    lines = (json.dumps({"raw_paste": text}) for text in texts)

    result = run("--cases", "-", given="\n".join(lines))

    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["verdict"] for one in told] == [None, None, "access_token_expired_401"]
    assert [bool(one["understood"]["refusal"]) for one in told] == [True, True, False]
    assert [line[:14] for line in result.stderr.splitlines()] == [
        "Error: line 1:",
        "Error: line 2:",
    ]
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("form", "begins"),
    [("html", "<!DOCTYPE html>"), ("markdown", "# "), ("json", "{")],
)
def test_a_report_is_printed_in_the_form_that_is_asked_for(
    form: str, begins: str
) -> None:
    token = "RT1-12-H0-1750000000abcdefgh12345678"

    result = run("-", "--report", form, given=f"refresh_token={token}\n{EXPIRED}")

    assert result.exit_code == 1
    assert result.output.lstrip().startswith(begins)
    assert "The access token was past its hour" in result.output
    assert token not in result.output


def test_what_was_answered_stands_in_the_report() -> None:
    answer = "which-request=refresh"

    result = run("-", "--report", "markdown", "--answer", answer, given=BARE)

    assert "**Answered:** A refresh" in result.output


def test_an_evidence_file_is_diagnosed_like_a_stored_connection() -> None:
    file = json.dumps(write_evidence(stored_file()))

    told = json.loads(run("-", "--json", given=file).output)
    report = run("-", "--report", "markdown", given=file)

    assert told["verdict"] == "stale_refresh_token"
    assert set(told) == MEMBERS
    assert "from an evidence file of" in report.output


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        pytest.param(("-", "--report", "pdf"), BARE, id="a form that there is not"),
        pytest.param(("-", "--report", "json", "--json"), BARE, id="two forms"),
    ],
)
def test_wrong_use_of_reports_ends_with_2(
    arguments: tuple[str, ...], given: str
) -> None:
    assert run(*arguments, given=given).exit_code == 2
