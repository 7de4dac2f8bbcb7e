"""The report on a kept case."""

from datetime import datetime

from blueprints.answering import as_reported
from blueprints.diagnosis.opened_case import OpenedCase
from grantlab.diagnosis.reports.building import Circumstances, report_of_paste
from grantlab.diagnosis.reports.report import Report


def report_on_case(
    opened: OpenedCase, *, made_at: datetime, names_company: bool = False
) -> Report:
    """Return the report on an opened case, with what was asked and answered."""
    circumstances = Circumstances(
        made_at=made_at,
        answers=as_reported(opened.answers),
        zone=str(opened.zone.zone),
        names_company=names_company,
    )
    return report_of_paste(opened.diagnosis, opened.text, circumstances)
