"""A report as Markdown, for a ticket."""

from collections.abc import Iterator

from grantlab.diagnosis.reports.markdown_text import fenced, plain_line
from grantlab.diagnosis.reports.report import Report, ReportFinding
from grantlab.diagnosis.reports.support import SupportRequest
from grantlab.diagnosis.wording import moment


def report_markdown(report: Report) -> str:
    """Return the report; what came from outside cannot become markup."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {plain_line(report.heading)}"
    yield ""
    yield f"About {plain_line(report.about)}. Made {moment(report.made_at)} by Grantlab."
    yield report.says_company
    if report.company:
        yield f"Company: {plain_line(report.company)}"
    yield ""
    yield from _conclusion(report)
    yield from _section("What was understood")
    yield from (
        f"- {plain_line(one.name)}: {plain_line(one.value)}" for one in report.lines
    )
    if report.happenings:
        yield from _section("In the order of time")
        yield "| when | what |"
        yield "| --- | --- |"
        for happening in report.happenings:
            yield f"| {plain_line(happening.when)} | {plain_line(happening.what)} |"
    yield from _section("Finding by finding")
    for finding in report.told:
        yield from _finding(finding, asked=report.question)
    if not report.told:
        yield "No rule found anything that speaks for a cause."
    if report.ruled_out:
        yield "### Ruled out"
        yield ""
        for because, found in report.ruled_out.items():
            yield f"- {plain_line(because)}"
            yield from map(_ruled_out, found)
    yield from _section("For the customer")
    yield from _quoted(report.customer.text)
    yield from _section("For Intuit’s support")
    for request in report.support.requests:
        yield from _request(request)
    yield from (f"- [ ] missing: {plain_line(one)}" for one in report.support.missing)


def _conclusion(report: Report) -> Iterator[str]:
    if report.verdict is not None:
        yield f"**{report.verdict.verdict.capitalize()}.** {plain_line(report.verdict.because)}"
        if report.verdict.remedy:
            yield ""
            yield f"**Do:** {plain_line(report.verdict.remedy)}"
    elif report.candidates:
        yield "It may be one of these:"
        yield ""
        yield from (f"- {plain_line(title)}" for title in report.candidates)
    else:
        yield "Nothing in it is known to be a failure of OAuth."
    if report.question:
        yield ""
        yield f"**Ask:** {plain_line(report.question)}"
    for one in report.answers:
        yield ""
        yield f"**Asked:** {plain_line(one.question)} **Answered:** {plain_line(one.answer)}"


def _finding(one: ReportFinding, *, asked: str | None) -> Iterator[str]:
    item = f" (FAQ item {one.faq_item})" if one.faq_item else ""
    yield f"### {plain_line(one.title)}: {one.verdict.replace('-', ' ')}{item}"
    yield ""
    if one.because:
        yield plain_line(one.because)
        yield ""
    if one.remedy:
        yield f"- Do: {plain_line(one.remedy)}"
    if one.question and one.question != asked:
        yield f"- Ask: {plain_line(one.question)}"
    yield f"- Cause: {one.cause}"
    yield f"- Source: {plain_line(one.source)}"
    yield ""


def _ruled_out(one: ReportFinding) -> str:
    item = f" ({one.faq_item})" if one.faq_item else ""
    return f"  - {plain_line(one.title)}{item}, {plain_line(one.source)}"


def _request(one: SupportRequest) -> Iterator[str]:
    yield from (f"- {name}: {plain_line(value)}" for name, value in one.told)
    if one.body is not None:
        yield ""
        yield from fenced(one.body)
    yield ""


def _quoted(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"> {plain_line(line)}".rstrip()


def _section(name: str) -> Iterator[str]:
    yield ""
    yield f"## {name}"
    yield ""
