"""What a report says of runs, and its forms that are text."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.environment import Environment
from grantlab.verification.reports.junit import report_junit
from grantlab.verification.reports.markdown import report_markdown
from grantlab.verification.reports.members import outcome_members, report_members
from grantlab.verification.reports.report import Report, Stated, Verdict, build_report
from grantlab.verification.reports.wording import OUTCOMES, heading, summary
from grantlab.verification.results import CheckResult, Manner, Outcome
from grantlab.verification.run_file import read_run
from tests.support.builders import round_trip
from tests.support.clocks import NOON
from tests.support.invented import EVERY_SECRET, REALM_ID
from tests.unit.verification.builders import line, result, run

WORKS_ONCE = Stated(
    id="L303",
    says="A code works *once*: `code`.",
    plain="A code works once: code.",
    chapter="3 The code",
    sources=("Intuit's FAQ",),
)
ENDS_IT = Stated(
    id="L304",
    says="It ends | it.",
    plain="It ends | it.",
    chapter="3 The code",
    sources=(),
)
IS_ADVICE = Stated(
    id="L702", says="Keep it.", plain="Keep it.", chapter="7 Keeping", sources=()
)
ALL = (WORKS_ONCE, ENDS_IT, IS_ADVICE)

REFUSED = round_trip(
    request_headers=(("Content-Type", "application/x-www-form-urlencoded"),),
    request_body="grant_type=refresh_token",
    status=400,
    reason="Bad Request",
    response_headers=(("intuit_tid", "1-5"),),
    response_body='{"error":"invalid_grant"}',
)
BROKEN = result(
    "L303",
    Outcome.FAILED,
    line(Manner.DID, "The code is sent twice."),
    REFUSED,
    line(Manner.MISSED, "The second is refused."),
    because="This was expected and is not so: The second is refused.",
)
ADVICE = result("L702", Outcome.NOT_RUN, because="It is advice.")


def report(*results: CheckResult, **changes: Any) -> Report:
    return build_report([run(*results, **changes)], ALL)


def case_of(text: str, statement: str) -> ET.Element:
    cases = ET.fromstring(text).iter("testcase")  # noqa: S314 -- we wrote it
    return next(case for case in cases if case.attrib["name"].startswith(statement))


@pytest.mark.parametrize(
    ("results", "changes", "verdict"),
    [
        pytest.param([result(), ADVICE], {}, Verdict.AS_STATED, id="well"),
        pytest.param([result(), BROKEN], {}, Verdict.FAILED, id="failed"),
        pytest.param([ADVICE], {}, Verdict.NOTHING_SHOWN, id="advice only"),
        pytest.param([], {}, Verdict.NOTHING_SHOWN, id="nothing"),
        pytest.param(
            [result(), result("L304", Outcome.NEEDS_PERSON)],
            {},
            Verdict.NOBODY_THERE,
            id="nobody",
        ),
        pytest.param(
            [result()], {"ended_at": None}, Verdict.UNFINISHED, id="under way"
        ),
        pytest.param(
            [BROKEN], {"ended_at": None}, Verdict.FAILED, id="under way and failed"
        ),
    ],
)
def test_a_report_comes_to_a_verdict(
    results: list[CheckResult], changes: dict[str, Any], verdict: Verdict
) -> None:
    assert report(*results, **changes).verdict is verdict
    assert heading(report(*results, **changes))


def test_statements_stand_in_the_order_of_the_lifecycle_with_all_their_runs() -> None:
    first = run(result("L304"), result("L303"), preset="faq")
    second = run(BROKEN, preset="observed")

    told = build_report([first, second], ALL)

    assert [row.stated.id for row in told.rows] == ["L303", "L304"]
    assert [row.stated.id for row in told.failures] == ["L303"]
    assert [one.run.preset for one in told.rows[0].failures] == ["observed"]
    assert told.rows[1].in_run(told.runs[1]) is None
    assert summary(told) == (
        "This report has 2 of 3 statements of the lifecycle. Not so: L303."
    )


def test_a_statement_that_is_not_known_is_told_all_the_same() -> None:
    [row] = report(result("L999")).rows

    assert row.stated.id == "L999"
    assert "L999" in report_markdown(report(result("L999")))


def test_a_report_takes_from_the_first_beginning_to_the_last_end() -> None:
    later = NOON + timedelta(seconds=5)
    second = run(result(), began_at=later, ended_at=later + timedelta(seconds=3))

    assert build_report([run(result()), second], ALL).elapsed == timedelta(seconds=8)


def test_why_several_statements_were_not_shown_is_read_once() -> None:
    because = "Only our own service can do that."
    left_out = [
        result(id_, Outcome.NOT_APPLICABLE, because=because) for id_ in ("L303", "L304")
    ]
    told = report(*left_out, ADVICE)

    [unshown] = told.unshown_alike
    assert (unshown.count, unshown.statements) == (2, ("L303", "L304"))
    text = report_markdown(told)
    assert text.count(because) == 1
    assert (
        f"- 2 statements cannot be shown here, each for this reason: {because}" in text
    )
    assert "<br>It is advice. |" in text
    assert report_junit(told).count(because) == 2
    assert json.dumps(outcome_members(told)).count(because) == 2


def test_a_reason_that_every_preset_has_of_one_statement_stands_with_it() -> None:
    told = build_report(
        [run(ADVICE, preset="faq"), run(ADVICE, preset="observed")], ALL
    )

    assert told.unshown_alike == ()
    assert told.own_reasons(told.rows[0]) == ("It is advice.",)


def test_what_failed_alike_is_told_with_each_statement() -> None:
    told = report(BROKEN, replace(BROKEN, statement="L304"))

    assert told.unshown_alike == ()


def test_junit_has_a_suite_for_each_run_and_a_case_for_each_statement() -> None:
    runs = [run(result(), replace(BROKEN, statement="L304"), ADVICE)]
    runs.append(run(result(), preset="observed"))

    root = ET.fromstring(report_junit(build_report(runs, ALL)))  # noqa: S314 -- we wrote it

    assert root.tag == "testsuites"
    assert _figures(root) == ("4", "1", "0", "1")
    suites = root.findall("testsuite")
    assert [suite.attrib["name"] for suite in suites] == [
        "lifecycle.faq",
        "lifecycle.observed",
    ]
    assert [_figures(suite) for suite in suites] == [
        ("3", "1", "0", "1"),
        ("1", "0", "0", "0"),
    ]
    assert suites[0].attrib["timestamp"] == "2026-03-09T12:00:00"
    assert [case.attrib["name"] for case in suites[1].findall("testcase")] == [
        "L303 A code works once: code."
    ]


def test_junit_tells_of_a_failure_what_was_expected_done_and_sent() -> None:
    case = case_of(report_junit(report(BROKEN)), "L303")

    [failure] = case.findall("failure")
    assert failure.attrib["message"] == BROKEN.because
    told = failure.text or ""
    assert "done: The code is sent twice." in told
    assert (
        "[1] POST /intuit/oauth2/v1/tokens/bearer → 400 Bad Request, invalid_grant"
        in (told)
    )
    assert "expected, and not so: The second is refused." in told
    assert "intuit_tid: 1-5" in told
    assert '{"error":"invalid_grant"}' in told


@pytest.mark.parametrize(
    "outcome", [Outcome.NOT_APPLICABLE, Outcome.NEEDS_PERSON, Outcome.NOT_RUN]
)
def test_junit_skips_what_was_not_shown_and_says_why(outcome: Outcome) -> None:
    case = case_of(
        report_junit(report(result("L702", outcome, because="It is advice."))), "L702"
    )

    [skipped] = case.findall("skipped")
    assert skipped.attrib["message"] == f"{outcome}: It is advice."


@given(st.text())
def test_junit_is_xml_whatever_a_service_says(text: str) -> None:
    odd = result(
        "L303",
        Outcome.FAILED,
        line(Manner.SAW, text),
        round_trip(url=f"http://localhost/{text[:0]}", response_body=text),
        because=text,
    )

    case_of(report_junit(report(odd)), "L303")


def test_markdown_has_the_verdict_first_then_the_failures_then_all() -> None:
    text = report_markdown(report(BROKEN, result("L304"), ADVICE))

    assert text.startswith("# One statement does not hold\n")
    order = [
        text.index(part)
        for part in (
            "Not so: L303.",
            "## What failed",
            "### L303 A code works *once*",
            "expected, and not so: The second is refused.",
            "POST http://localhost:8484/intuit/oauth2/v1/tokens/bearer",
            "## Every statement",
            "| L304 | It ends \\| it. | pass |",
            "| L702 | Keep it.<br>It is advice. | not run |",
            "## How to read this",
        )
    ]
    assert order == sorted(order)
    assert all(f"**{outcome}**" in text for outcome in OUTCOMES)


def test_what_a_service_says_does_not_become_markup() -> None:
    body = "```\n</details><script>"
    odd = result(
        "L303", Outcome.FAILED, round_trip(response_body=body), because="a | <b> [x](y)"
    )

    text = report_markdown(report(odd))

    assert r"a \| \<b\> \[x\](y)" in text
    assert text.count("```") == 4


def test_json_has_the_file_of_each_run() -> None:
    members = report_members(report(BROKEN, ADVICE))

    assert members["verdict"] == "failed"
    [file] = json.loads(json.dumps(members))["runs"]
    assert read_run(json.dumps(file)) == run(BROKEN, ADVICE)


def test_outcomes_are_told_without_their_records() -> None:
    members: Any = outcome_members(report(BROKEN, ADVICE))

    [told] = members["runs"]
    assert told["count"] == {"fail": 1, "not run": 1}
    assert [one["statement"] for one in told["results"]] == ["L303", "L702"]
    assert "record" not in told["results"][0]


@pytest.mark.proves("L705")
@pytest.mark.parametrize("secret", EVERY_SECRET.values(), ids=EVERY_SECRET)
@pytest.mark.parametrize(
    "write",
    [
        report_junit,
        report_markdown,
        lambda of: json.dumps(report_members(of)),
        lambda of: json.dumps(outcome_members(of)),
    ],
    ids=["junit", "markdown", "json", "outcomes"],
)
def test_no_form_has_a_secret_or_a_company(write: Any, secret: str) -> None:
    told = f"It was {secret} of {REALM_ID}."
    careless = result(
        "L303",
        Outcome.FAILED,
        line(Manner.SAW, told),
        round_trip(response_body=told, url=f"http://localhost/{secret}"),
        because=told,
    )

    text = write(report(careless))

    assert secret not in text
    assert REALM_ID not in text


def test_a_real_service_is_named_as_what_it_is() -> None:
    sandbox = report(result(), environment=Environment.SANDBOX, preset=None)

    assert "Against: the sandbox" in report_markdown(sandbox)
    assert 'name="lifecycle.sandbox"' in report_junit(sandbox)


def _figures(suite: ET.Element) -> tuple[str, ...]:
    return tuple(
        suite.attrib[name] for name in ("tests", "failures", "errors", "skipped")
    )
