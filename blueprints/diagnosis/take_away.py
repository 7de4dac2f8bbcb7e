"""What a page offers to be taken along: reports, words for the customer, facts for support."""

from dataclasses import dataclass
from typing import NamedTuple

from blueprints.diagnosis.report_forms import FORMS
from grantlab.diagnosis.reports.report import Report
from grantlab.diagnosis.reports.support import SupportFacts
from grantlab.diagnosis.reports.words_by_cause import CustomerWords

WITH_COMPANY = "company"
"""The parameter of an address that has the company named."""


class Download(NamedTuple):
    """One form of a report, and where it is fetched."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAway:
    """What ``diagnosis/_take_away.html`` shows."""

    customer: CustomerWords
    support: SupportFacts
    downloads: tuple[Download, ...]
    """Without the company."""

    naming_company: tuple[Download, ...] = ()
    """The same with the company; empty where it is not known."""

    resend: str = ""
    """What is sent along to have the report made, where nothing is kept; else empty."""


def take_away(report: Report, address: str, *, has_company: bool) -> TakeAway:
    """Return what can be taken along of a report that is fetched at an address.

    The address may have a query of its own.
    """
    mark = "&" if "?" in address else "?"
    return TakeAway(
        customer=report.customer,
        support=report.support,
        downloads=_downloads(f"{address}{mark}as="),
        naming_company=_downloads(f"{address}{mark}{WITH_COMPANY}=1&as=")
        if has_company
        else (),
    )


def _downloads(address: str) -> tuple[Download, ...]:
    return tuple(
        Download(form.label, f"{address}{word}") for word, form in FORMS.items()
    )
