"""A report as one HTML page that needs nothing else.

It is rendered beside the application, because a command that has none wants it, too.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from blueprints.rendering import Unindented
from blueprints.tags import wire_text
from grantlab.diagnosis.reports.report import Report
from grantlab.diagnosis.wording import moment

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report, and all the style it has."""

    report: Report
    style: Markup


def report_html(report: Report) -> str:
    """Return the page; it loads nothing, and no script runs in it."""
    return _template().render(page=ReportPage(report=report, style=_style()))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Unindented],
    )
    environment.filters["wire_text"] = wire_text
    environment.filters["in_words"] = moment
    return environment.get_template("diagnosis/report.html")


@cache
def _style() -> Markup:
    sheet = (_ROOT / "static" / "css" / "report.css").read_text(encoding="utf-8")
    return Markup(f"<style>\n{sheet}</style>")  # noqa: S704 -- our own sheet
