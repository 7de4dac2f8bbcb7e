"""The forms of a report on runs: what each is called, and how it is written."""

from collections.abc import Iterable

from blueprints.learn.documents import plain
from blueprints.learn.statements import all_chapters
from blueprints.report_form import ReportForm, as_json
from grantlab.verification.reports.junit import report_junit
from grantlab.verification.reports.markdown import report_markdown
from grantlab.verification.reports.members import report_members
from grantlab.verification.reports.report import Report, Stated, build_report
from grantlab.verification.results import Run


def _write_html(report: Report) -> str:
    from blueprints.verification.report_html import report_html

    return report_html(report)


def _write_json(report: Report) -> str:
    return as_json(report_members(report))


FORMS: dict[str, ReportForm[Report]] = {
    "html": ReportForm("HTML page", "html", "text/html", _write_html),
    "json": ReportForm("JSON", "json", "application/json", _write_json),
    "junit": ReportForm("JUnit XML", "xml", "application/xml", report_junit),
    "markdown": ReportForm("Markdown", "md", "text/markdown", report_markdown),
}
"""By the word that an address and a command take."""


def report_on(runs: Iterable[Run]) -> Report:
    """Return the report on runs of one service, in the words of the lifecycle's page."""
    return build_report(runs, all_stated())


def write_report(runs: Iterable[Run], form: ReportForm[Report]) -> str:
    """Return the report on runs of one service, written in a form."""
    return form.write(report_on(runs))


def all_stated() -> tuple[Stated, ...]:
    """Return the statements as a report tells them."""
    return tuple(
        Stated(
            id=statement.id,
            says=statement.says,
            plain=plain(statement.says),
            chapter=chapter.title,
            sources=statement.sources,
        )
        for chapter in all_chapters()
        for statement in chapter.statements
    )
