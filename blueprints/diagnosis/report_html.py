"""A report as one HTML page that needs nothing else."""

from dataclasses import dataclass

from markupsafe import Markup

from blueprints.standalone import render_alone, style_of
from grantlab.diagnosis.reports.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report, and all the style it has."""

    report: Report
    style: Markup


def report_html(report: Report) -> str:
    """Return the page; it loads nothing, and no script runs in it."""
    page = ReportPage(report=report, style=style_of("report.css"))
    return render_alone("diagnosis/report.html", page)
