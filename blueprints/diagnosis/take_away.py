"""What a page offers to be taken along: reports, words for the customer, facts for support."""

from dataclasses import dataclass
from typing import NamedTuple

from blueprints.diagnosis.report_forms import FORMS
from grantlab.diagnosis.reports.cleaning import cleaned, cleaner
from grantlab.diagnosis.reports.customer_words import customer_words
from grantlab.diagnosis.reports.support import SupportFacts
from grantlab.diagnosis.reports.words_by_cause import CustomerWords
from grantlab.diagnosis.verdicts import Diagnosis
from grantlab.protocol.round_trip import Pairs

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

    resend: Pairs = ()
    """The fields that are sent along to have the report made, where nothing is kept."""


def take_away(
    diagnosis: Diagnosis,
    support: SupportFacts,
    address: str,
    *,
    companies: tuple[str, ...] = (),
) -> TakeAway:
    """Return what can be taken along of a diagnosis whose report is fetched at an address.

    The report itself is made when it is fetched. The address may have a query of its own;
    ``companies`` are the names and numbers that are known of the company.
    """
    mark = "&" if "?" in address else "?"
    return TakeAway(
        customer=customer_words(diagnosis),
        support=cleaned(support, cleaner(companies, names_company=False)),
        downloads=_downloads(f"{address}{mark}as="),
        naming_company=_downloads(f"{address}{mark}{WITH_COMPANY}=1&as=")
        if companies
        else (),
    )


def _downloads(address: str) -> tuple[Download, ...]:
    return tuple(
        Download(form.label, f"{address}{word}") for word, form in FORMS.items()
    )
