"""The three forms of a report: what each is called, and how it is written."""

from blueprints.report_form import ReportForm, as_json
from grantlab.diagnosis.reports.markdown import report_markdown
from grantlab.diagnosis.reports.members import report_members
from grantlab.diagnosis.reports.report import Report


def _write_html(report: Report) -> str:
    from blueprints.diagnosis.report_html import report_html

    return report_html(report)


def _write_json(report: Report) -> str:
    return as_json(report_members(report))


FORMS: dict[str, ReportForm[Report]] = {
    "html": ReportForm("HTML page", "html", "text/html", _write_html),
    "markdown": ReportForm("Markdown", "md", "text/markdown", report_markdown),
    "json": ReportForm("JSON", "json", "application/json", _write_json),
}
"""By the word that an address and a command take."""
