"""The verification, as typed."""

import json
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from blueprints.verification.commands import PRESETS, REPORTS, verify
from blueprints.verification.report_forms import FORMS
from grantlab.verification.reports.wording import PRESETS as WORDS_OF_PRESETS
from grantlab.verification.run_file import read_run
from tests.support.mutants import exchanging
from tests.support.reading import Reading

[LEAVES_THE_GRANT] = [
    one for one in exchanging.MUTANTS if one.name == "second-exchange-leaves-the-grant"
]
"""The second exchange is refused, and ends nothing: L304 does not hold."""


def type_in(*words: str) -> Result:
    return CliRunner().invoke(verify, words)


@pytest.fixture
def _mistaken(monkeypatch: pytest.MonkeyPatch) -> None:
    LEAVES_THE_GRANT.apply(monkeypatch)


def test_the_command_is_known_to_flask() -> None:
    (found,) = entry_points(group="flask.commands", name="verify")

    assert found.load() is verify


def test_what_can_be_typed_is_what_there_is() -> None:
    assert tuple(FORMS) == REPORTS
    assert tuple(WORDS_OF_PRESETS) == PRESETS


def test_all_presets_are_told_in_a_line_each() -> None:
    result = type_in("--only", "L303,l304")

    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert [line.split()[:3] for line in lines[1:4]] == [
        ["faq", "2", "0"],
        ["observed", "2", "0"],
        ["rfc-9700", "2", "0"],
    ]
    assert lines[-1] == "All that was checked is as stated."


@pytest.mark.usefixtures("_mistaken")
def test_what_failed_is_told_with_what_was_expected_and_sent() -> None:
    result = type_in("--preset", "faq", "--only", "L303", "--only", "L304")

    assert result.exit_code == 1
    words = " ".join(result.output.split())
    assert "L304 A second exchange of a code does more harm" in words
    assert (
        "faq: This was expected and is not so: The second exchange has ended that refresh"
        " token: 400 invalid_grant." in words
    )
    assert "done: The refresh token of the first exchange is sent." in words
    assert "[3] POST /intuit/oauth2/v1/tokens/bearer → 200 OK" in words
    assert "L303 A code is good" not in words
    assert words.endswith("One statement does not hold.")


def test_advice_alone_shows_nothing() -> None:
    result = type_in("--preset", "faq", "--only", "L202")

    assert result.exit_code == 2
    assert "Not shown, for reasons that a report gives: L202." in result.output
    assert "Nothing was shown." in result.output


def test_outcomes_can_be_read_by_a_program() -> None:
    result = type_in("--preset", "observed", "--only", "L303", "--json")

    members = json.loads(result.stdout)
    assert members["verdict"] == "as stated"
    assert members["runs"][0]["preset"] == "observed"
    assert members["runs"][0]["results"][0]["outcome"] == "pass"


@pytest.mark.usefixtures("_mistaken")
def test_a_report_is_printed_and_nothing_beside_it() -> None:
    result = type_in("--only", "L303,L304", "--report", "junit")

    assert result.exit_code == 1
    root = ET.fromstring(result.stdout)  # noqa: S314 -- we wrote it
    assert root.attrib["tests"] == "6"
    failures = [
        (suite.attrib["name"], case.attrib["name"][:4])
        for suite in root.findall("testsuite")
        for case in suite.findall("testcase")
        if case.find("failure") is not None
    ]
    assert failures == [
        ("lifecycle.faq", "L304"),
        ("lifecycle.observed", "L304"),
        ("lifecycle.rfc-9700", "L304"),
    ]


def test_files_take_their_form_from_their_names(tmp_path: Path) -> None:
    endings = [form.ending for form in FORMS.values()]
    files = [tmp_path / f"verification.{ending}" for ending in endings]
    outputs = [word for file in files for word in ("--output", str(file))]

    result = type_in("--preset", "faq", "--only", "L303", *outputs)

    assert result.exit_code == 0
    assert "All that was checked is as stated." in result.output
    html, members, junit, markdown = (
        file.read_text(encoding="utf-8") for file in files
    )
    assert "<h1>All that was checked is as stated</h1>" in html
    [run] = json.loads(members)["runs"]
    assert read_run(json.dumps(run)).preset == "faq"
    assert ET.fromstring(junit).attrib["tests"] == "1"  # noqa: S314 -- we wrote it
    assert markdown.startswith("# All that was checked is as stated\n")


def test_a_file_of_any_name_has_the_form_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "summary"

    type_in(
        *("--preset", "faq", "--only", "L303"),
        *("--report", "markdown", "--output", str(file)),
    )

    assert file.read_text(encoding="utf-8").startswith("# All")


@pytest.mark.usefixtures("_mistaken")
def test_a_stranger_reads_in_the_page_what_failed_and_how(tmp_path: Path) -> None:
    file = tmp_path / "verification.html"

    type_in("--only", "L202,L303,L304", "--output", str(file))

    text = file.read_text(encoding="utf-8")
    words = Reading(text[text.index("<main") :]).words
    parts = [
        "One statement does not hold",
        "3 of 63 statements of the lifecycle. Not so: L304.",
        "the embedded service, which is Grantlab’s imitation of Intuit’s",
        "What failed",
        "L304 A second exchange of a code does more harm",
        "Source: Intuit's Authorization FAQ",
        "fail under preset faq, observed, rfc-9700",
        "done The refresh token of the first exchange is sent.",
        "expected, and not so The second exchange has ended that refresh token: 400 invalid_grant.",
        "grant_type=refresh_token&refresh_token=",
        "Every statement",
        "L202 Practice.",
        "not run",
        "L303 A code is good for one exchange",
        "pass",
        "How to read this",
    ]
    at = 0
    for part in parts:
        at = words.index(part, at)


@pytest.mark.proves("L705")
def test_no_report_loads_anything_or_names_this_machine(tmp_path: Path) -> None:
    files = [tmp_path / f"verification.{form.ending}" for form in FORMS.values()]
    outputs = [word for file in files for word in ("--output", str(file))]

    type_in("--preset", "faq", "--only", "L303,L304", *outputs)

    for file in files:
        text = file.read_text(encoding="utf-8")
        assert str(Path.home()) not in text
        assert str(Path.cwd()) not in text
        assert "grantlab-verification-" not in text.replace(
            '"grantlab-verification-report"', ""
        )
        assert "src=" not in text
        assert "href=" not in text
        assert "<script" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("--only", "L999"), "'L999' is no statement", id="no statement"),
        pytest.param(("--preset", "mine"), "'mine' is not one of", id="no preset"),
        pytest.param(("--report", "pdf"), "'pdf' is not one of", id="no form"),
        pytest.param(("--output", "a.txt"), "does not say its form", id="no ending"),
        pytest.param(
            ("--output", "no/such/a.md"), "no directory no/such", id="no directory"
        ),
        pytest.param(
            ("--report", "html", "--output", "a", "--output", "b"),
            "--report is for one --output",
            id="one form for two files",
        ),
        pytest.param(
            ("--json", "--report", "html"),
            "--json and --report exclude",
            id="two things to print",
        ),
    ],
)
def test_wrong_use_is_said_in_words_before_anything_is_run(
    words: tuple[str, ...], said: str
) -> None:
    result = type_in(*words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    result = type_in(
        "--preset", "faq", "--only", "L303", "--output", str(tmp_path / f"{'a' * 300}.md")
    )  # fmt: skip

    assert result.exit_code == 2
    assert "cannot be written: File name too long." in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            ("--environment", "sandbox", "--preset", "faq"),
            "--preset is for the embedded service.",
            id="a preset of a service that has none",
        ),
        pytest.param(
            ("--without-endings",),
            "are for --environment sandbox.",
            id="endings where nobody loses anything",
        ),
        pytest.param(
            ("--without-person",),
            "are for --environment sandbox.",
            id="nobody where nobody is asked",
        ),
    ],
)
def test_what_does_not_fit_the_environment_is_wrong_use(
    words: tuple[str, ...], said: str
) -> None:
    result = type_in(*words)

    assert result.exit_code == 2
    assert said in result.output


def test_without_keys_the_sandbox_is_not_verified(app: Flask) -> None:
    result = app.test_cli_runner().invoke(verify, ["--environment", "sandbox"])

    assert result.exit_code == 2
    assert "There are no development keys yet" in result.output
