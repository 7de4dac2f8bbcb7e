"""Reports in their three forms: what they say, and what never comes out of them."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.diagnosis.report_forms import FORMS
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import Outcome
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.diagnosis.reports.building import (
    Circumstances,
    report_of_paste,
    report_of_record,
)
from grantlab.diagnosis.reports.report import Answered, Report
from grantlab.pastes.reading import read_paste
from grantlab.pastes.redacting import redact
from grantlab.protocol.secret import Secret
from tests.support.clocks import NOON
from tests.support.invented import EVERY_SECRET, REALM_ID
from tests.support.mangling import PASTES
from tests.unit.diagnosis.builders import (
    DAY,
    api_call,
    at,
    attempt,
    came_back,
    evidence,
    exchange,
    generation,
    refresh,
)

COMPANY = "Invented Bakery"
BARE = '{"error":"invalid_grant"}'
PLACES = {
    "a form": "grant_type=refresh_token&{name}={secret}&state=x",
    "JSON": '{{"{name}": "{secret}", "error": "invalid_grant"}}',
    "JSON in JSON": '{{\\"{name}\\": \\"{secret}\\"}} invalid_grant',
    "a log": "2026-03-02 12:00:00 invalid_grant for {secret}",
    "a header": "Authorization: Bearer {secret}\nHTTP/1.1 401",
    "an address": "https://app.example/callback?{name}={secret}&realmId=9341450000000101",
    "an error": '{{"error":"invalid_grant","error_description":"{secret} is not valid"}}',
}


def of_paste(text: str, *, names_company: bool = False) -> Report:
    circumstances = Circumstances(made_at=NOON, names_company=names_company)
    return report_of_paste(diagnose_paste(text), redact(text), circumstances)


def of_record(given: Evidence, *, names_company: bool = False) -> Report:
    circumstances = Circumstances(
        made_at=NOON, companies=(COMPANY, REALM_ID), names_company=names_company
    )
    return report_of_record(
        diagnose_evidence(given), given, "connection 3, sandbox", circumstances
    )


def every_form(report: Report) -> str:
    return "\n".join(form.write(report) for form in FORMS.values())


STALE = evidence(
    exchange(gives="1"),
    refresh("R1", 60, gives="2"),
    refresh("R1", 3 * DAY),
    generations=(generation(1, 0), generation(2, 60)),
    attempts=(attempt("R1", 60, Outcome.ROTATED, generation=2),),
    now=at(3 * DAY),
)


@pytest.mark.proves("L705")
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("name", EVERY_SECRET)
def test_no_secret_of_a_paste_comes_out_in_any_form(name: str, place: str) -> None:
    secret = EVERY_SECRET[name]

    told = every_form(of_paste(place.format(name=name, secret=secret)))

    assert secret not in told
    assert REALM_ID not in told


def test_the_moments_of_a_row_stand_among_the_times_in_every_form() -> None:
    row = '{"updated_at": "2026-02-01T10:00:00Z", "expires_at": "2026-02-01 11:00:00"}'

    report = of_paste(f"{row}\n2026-02-02T10:00:00Z refresh -> 400 invalid_grant")

    assert [(one.when, one.what) for one in report.happenings] == [
        ("2026-02-01 10:00:00 UTC", "updated at"),
        ("2026-02-01 11:00:00 UTC (zone not told)", "expires at"),
        ("2026-02-02 10:00:00 UTC", "refresh, refused"),
    ]
    for form in FORMS.values():
        assert "updated at" in form.write(report)


@pytest.mark.proves("L705")
@pytest.mark.parametrize("secret", EVERY_SECRET.values(), ids=EVERY_SECRET.keys())
def test_no_secret_of_a_record_comes_out_in_any_form(secret: str) -> None:
    """Planted where a redaction that failed would have left it."""
    failed = replace(
        api_call("A1", 70, status=401),
        url=f"https://sandbox.example/v3/company/{REALM_ID}/x?token={secret}",
        reason=secret,
        response_headers=(("intuit_tid", secret),),
        response_body=f"{secret} of {COMPANY}",
        private_body=Secret(f"{secret} {COMPANY} {REALM_ID}"),
        failure=secret,
    )
    refused = replace(
        refresh("R1", 3 * DAY, description=secret), client_id=secret, failure=secret
    )
    journal = (attempt("R1", 60, Outcome.REFUSED, asked_by=secret),)
    careless = replace(
        STALE,
        round_trips=(*STALE.round_trips[:-1], failed, refused),
        attempts=journal,
        registered_redirect_uris=(f"https://app.example/{secret}",),
    )

    told = every_form(of_record(careless))

    assert secret not in told
    assert REALM_ID not in told
    assert COMPANY not in told


@given(st.sampled_from(sorted(EVERY_SECRET.values())), st.text(max_size=40), st.text(max_size=40))  # fmt: skip
def test_whatever_stands_around_a_secret_it_stays_inside(
    secret: str, before: str, after: str
) -> None:
    told = every_form(of_paste(f"{BARE}\n{before} {secret} {after}"))

    assert secret not in told


def test_the_company_is_left_out_and_the_report_says_so() -> None:
    text = f"company_id: {REALM_ID} was refused: {BARE}"

    silent, naming = of_paste(text), of_paste(text, names_company=True)

    for form in FORMS.values():
        assert REALM_ID not in form.write(silent)
        assert REALM_ID in form.write(naming)
    assert "name and number are left out" in FORMS["html"].write(silent)
    assert "This report names the company" in FORMS["markdown"].write(naming)


def test_of_a_record_the_company_is_named_only_when_it_is_meant() -> None:
    assert COMPANY not in every_form(of_record(STALE))
    for form in FORMS.values():
        told = form.write(of_record(STALE, names_company=True))
        assert COMPANY in told
        assert REALM_ID in told


@pytest.mark.parametrize(
    "name", ["fresh", "token", "out", "confirmed", "sandbox", "still", "succeeded"]
)
def test_a_company_may_be_called_like_a_word_that_programs_read(name: str) -> None:
    def members(*companies: str) -> dict[str, Any]:
        circumstances = Circumstances(made_at=NOON, companies=companies)
        report = report_of_record(
            diagnose_evidence(STALE), STALE, f"of {name}", circumstances
        )
        told: dict[str, Any] = json.loads(FORMS["json"].write(report))
        return told

    silent, plain = members(name), members()

    assert words_for_programs(silent) == words_for_programs(plain)
    assert silent["report"]["about"] == "of ‹company›"


def words_for_programs(told: dict[str, Any]) -> list[object]:
    return [
        told["verdict"],
        told["candidates"],
        told["question_id"],
        *(one["id"] for one in told["answers"]),
        *((one["cause"], one["verdict"]) for one in told["findings"]),
        *(one["happened"] for one in told["understood"]["events"]),
        *((one["field"], one["look"]) for one in told["understood"]["values"]),
        *(one["cause"] for one in told["report"]["causes"]),
        *(one["environment"] for one in told["report"]["support"]["requests"]),
    ]


def test_every_form_says_what_was_found_with_its_source_and_what_to_do() -> None:
    report = of_record(STALE)

    assert report.verdict is not None
    for form in FORMS.values():
        told = form.write(report)
        assert report.title in told
        assert "replaced by a newer one" in told
        assert "Intuit FAQ, invalid grant on refresh, items 1, 3 and 4" in told
        assert " ".join((report.verdict.remedy or "").split()[:3]) in told
        assert "2026-03-05" in told
        assert report.customer.do in told


def test_a_report_asks_in_its_heading_what_is_only_suspected() -> None:
    suspected = of_paste("the user pressed Disconnect. invalid_grant")

    assert suspected.verdict is not None
    assert suspected.verdict.verdict is Verdict.SUSPECTED
    for form in ("html", "markdown"):
        assert f"{suspected.title}?" in unescape(FORMS[form].write(suspected))
        assert f"{of_record(STALE).title}?" not in FORMS[form].write(of_record(STALE))


def test_what_cannot_be_told_yet_is_a_report_too() -> None:
    report = of_paste(BARE)

    assert report.verdict is None
    assert report.title == "Cannot tell yet"
    for form in FORMS.values():
        told = form.write(report)
        assert "Which request was refused" in told
        assert "Did it fail while you were connecting QuickBooks" in told


def test_the_json_has_the_members_of_a_diagnosis_and_its_own() -> None:
    for report in (of_paste(BARE), of_record(STALE)):
        members = json.loads(FORMS["json"].write(report))

        assert set(members) == {
            "verdict", "candidates", "question", "question_id", "answers", "findings",
            "understood", "report",
        }  # fmt: skip
        assert set(members["understood"]) == set(of_paste(BARE).members["understood"])  # type: ignore[call-overload]  # an object of JSON
        assert set(members["report"]) == {
            "format", "version", "about", "made_at", "company", "title", "answered",
            "causes", "timeline", "customer", "support",
        }  # fmt: skip
        assert members["report"]["company"] is None


def test_what_was_asked_and_answered_is_told() -> None:
    told = Answered("Which request was refused?", "A refresh")
    circumstances = Circumstances(made_at=NOON, answers=(told,))

    report = report_of_paste(diagnose_paste(BARE), BARE, circumstances)

    for form in FORMS.values():
        assert "A refresh" in form.write(report)


def test_a_question_that_was_answered_is_not_asked_again() -> None:
    text = (
        "2025-02-04T16:20:11Z refresh -> 504 Gateway Timeout\n"
        "2025-02-04T16:25:11Z refresh -> 400 invalid_grant\n"
    )
    diagnosis = diagnose_paste(text)
    assert diagnosis.question is not None
    told = Answered(diagnosis.question.text, "No answer arrived")

    report = report_of_paste(
        diagnosis, redact(text), Circumstances(made_at=NOON, answers=(told,))
    )

    [found] = [one for one in report.findings if one.verdict is Verdict.SUSPECTED]
    assert found.question is None


def test_times_without_a_zone_are_told_to_be_without_one() -> None:
    told = every_form(of_paste(f"2026-03-02 12:00:00 refresh failed {BARE}"))

    assert "2026-03-02 12:00:00 UTC (zone not told)" in told
    assert "read as UTC" in told


def test_what_came_from_outside_cannot_become_markup() -> None:
    text = f"redirect_uri=https://x.example/<script>alert(1)</script>|`*[a](b)~~c~~_d_ {BARE}"

    report = of_paste(text)

    assert "<script>" not in FORMS["html"].write(report)
    written = re.sub(r"\\.", "", FORMS["markdown"].write(report))
    for markup in ("<script>", "[a]", "~", "_d_"):
        assert markup not in written


def test_a_consent_that_was_refused_in_the_browser_is_told_with_its_error() -> None:
    report = of_record(evidence(came_back(error="access_denied")))

    told = FORMS["markdown"].write(report)

    assert "the browser came back, 2026-03-02 12:00:00 UTC: access_denied" in told
    assert "Status: none: access_denied" in told
    assert "None" not in told


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    page = FORMS["html"].write(of_record(STALE))

    assert "<style>" in page
    assert "@media print" in page
    for loading in ("<script", "<link", "<img", "src=", "@import", "url("):
        assert loading not in page


def test_a_report_that_is_pasted_again_is_understood() -> None:
    token = EVERY_SECRET["refresh_token"]
    first = of_paste(f"refresh_token={token}\n{BARE}")

    again = read_paste(FORMS["markdown"].write(first))

    assert any(one.fingerprint == Secret(token).fingerprint for one in again.values)


def test_every_case_has_a_report_in_every_form() -> None:
    for paste in PASTES:
        report = of_paste(paste)

        json.loads(FORMS["json"].write(report))
        assert "</html>" in FORMS["html"].write(report)
        assert FORMS["markdown"].write(report).startswith("# ")
