"""A report as Markdown, for a ticket."""

import re
from collections.abc import Iterator

from grantlab.diagnosis.reports.report import Report, ReportFinding
from grantlab.diagnosis.reports.support import SupportRequest
from grantlab.diagnosis.wording import moment

_SPECIAL = re.compile(r"[\\`*<>\[\]|#~]|(?<!\w)_|_(?!\w)")
"""Inside a word an underscore is none of it, and names such as invalid_grant have many."""

_FENCE = re.compile(r"`{3,}")


def report_markdown(report: Report) -> str:
    """Return the report; what came from outside cannot become markup."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_plain(report.heading)}"
    yield ""
    yield f"About {_plain(report.about)}. Made {moment(report.made_at)} by Grantlab."
    yield report.says_company
    if report.company:
        yield f"Company: {_plain(report.company)}"
    yield ""
    yield from _conclusion(report)
    yield from _section("What was understood")
    yield from (f"- {_plain(one.name)}: {_plain(one.value)}" for one in report.lines)
    if report.happenings:
        yield from _section("In the order of time")
        yield "| when | what |"
        yield "| --- | --- |"
        for happening in report.happenings:
            yield f"| {_plain(happening.when)} | {_plain(happening.what)} |"
    yield from _section("Finding by finding")
    for finding in report.told:
        yield from _finding(finding, asked=report.question)
    if not report.told:
        yield "No rule found anything that speaks for a cause."
    if report.ruled_out:
        yield "### Ruled out"
        yield ""
        for because, found in report.ruled_out.items():
            yield f"- {_plain(because)}"
            yield from map(_ruled_out, found)
    yield from _section("For the customer")
    yield from _quoted(report.customer.text)
    yield from _section("For Intuit’s support")
    for request in report.support.requests:
        yield from _request(request)
    yield from (f"- [ ] missing: {_plain(one)}" for one in report.support.missing)


def _conclusion(report: Report) -> Iterator[str]:
    if report.verdict is not None:
        yield f"**{report.verdict.verdict.capitalize()}.** {_plain(report.verdict.because)}"
        if report.verdict.remedy:
            yield ""
            yield f"**Do:** {_plain(report.verdict.remedy)}"
    elif report.candidates:
        yield "It may be one of these:"
        yield ""
        yield from (f"- {_plain(title)}" for title in report.candidates)
    else:
        yield "Nothing in it is known to be a failure of OAuth."
    if report.question:
        yield ""
        yield f"**Ask:** {_plain(report.question)}"
    for one in report.answers:
        yield ""
        yield f"**Asked:** {_plain(one.question)} **Answered:** {_plain(one.answer)}"


def _finding(one: ReportFinding, *, asked: str | None) -> Iterator[str]:
    item = f" (FAQ item {one.faq_item})" if one.faq_item else ""
    yield f"### {_plain(one.title)}: {one.verdict.replace('-', ' ')}{item}"
    yield ""
    if one.because:
        yield _plain(one.because)
        yield ""
    if one.remedy:
        yield f"- Do: {_plain(one.remedy)}"
    if one.question and one.question != asked:
        yield f"- Ask: {_plain(one.question)}"
    yield f"- Cause: {one.cause}"
    yield f"- Source: {_plain(one.source)}"
    yield ""


def _ruled_out(one: ReportFinding) -> str:
    item = f" ({one.faq_item})" if one.faq_item else ""
    return f"  - {_plain(one.title)}{item}, {_plain(one.source)}"


def _request(one: SupportRequest) -> Iterator[str]:
    yield from (f"- {name}: {_plain(value)}" for name, value in one.told)
    if one.body is not None:
        yield ""
        yield "```"
        yield _FENCE.sub("``", one.body)
        yield "```"
    yield ""


def _quoted(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"> {_plain(line)}".rstrip()


def _section(name: str) -> Iterator[str]:
    yield ""
    yield f"## {name}"
    yield ""


def _plain(text: str) -> str:
    """Return a text in one line that is read as it stands."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
