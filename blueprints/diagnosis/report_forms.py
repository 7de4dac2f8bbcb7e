"""The three forms of a report: what each is called, and how it is written."""

import json
from collections.abc import Callable
from typing import NamedTuple

from grantlab.diagnosis.reports.markdown import report_markdown
from grantlab.diagnosis.reports.members import report_members
from grantlab.diagnosis.reports.report import Report


class ReportForm(NamedTuple):
    """One form."""

    label: str
    ending: str
    """Of a file's name."""

    media_type: str
    write: Callable[[Report], str]


def _write_html(report: Report) -> str:
    from blueprints.diagnosis.report_html import report_html

    return report_html(report)


def _write_json(report: Report) -> str:
    return json.dumps(report_members(report), indent=2, ensure_ascii=False) + "\n"


FORMS = {
    "html": ReportForm("HTML page", "html", "text/html", _write_html),
    "markdown": ReportForm("Markdown", "md", "text/markdown", report_markdown),
    "json": ReportForm("JSON", "json", "application/json", _write_json),
}
"""By the word that an address and a command take."""
