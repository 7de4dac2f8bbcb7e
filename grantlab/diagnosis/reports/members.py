"""A report as JSON: the form that ``docs/diagnose.md`` describes."""

from grantlab.diagnosis.reports.report import FORMAT, VERSION, Report, ReportFinding
from grantlab.diagnosis.reports.support import SupportRequest


def report_members(report: Report) -> dict[str, object]:
    """Return the members of a diagnosis, and the report's own under ``report``."""
    return {
        **report.members,
        "report": {
            "format": FORMAT,
            "version": VERSION,
            "about": report.about,
            "made_at": report.made_at.isoformat(timespec="seconds"),
            "company": report.company,
            "title": report.title,
            "answered": [
                {"question": one.question, "answer": one.answer}
                for one in report.answers
            ],
            "causes": [_cause(one) for one in report.findings],
            "timeline": [
                {
                    "at": None if one.at is None else one.at.isoformat(),
                    "when": one.when,
                    "what": one.what,
                }
                for one in report.happenings
            ],
            "customer": {
                "happened": report.customer.happened,
                "do": report.customer.do,
                "fear_not": report.customer.fear_not,
            },
            "support": {
                "requests": [_request(one) for one in report.support.requests],
                "missing": list(report.support.missing),
            },
        },
    }


def _cause(one: ReportFinding) -> dict[str, object]:
    return {"cause": one.cause, "title": one.title, "faq_item": one.faq_item}


def _request(one: SupportRequest) -> dict[str, object]:
    return {
        "intuit_tid": one.intuit_tid,
        "at": None if one.at is None else one.at.isoformat(),
        "endpoint": one.endpoint,
        "environment": one.environment,
        "client_id": one.client_id,
        "status": one.status,
        "body": one.body,
    }
