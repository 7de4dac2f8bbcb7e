"""Reports as files to be fetched."""

from flask import Response, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.answering import ANSWER, Told, as_reported, ids_of, read_answers
from blueprints.connections.record import ConnectionRecord, read_record
from blueprints.diagnosis.blueprint import diagnosis
from blueprints.diagnosis.case_report import report_on_case
from blueprints.diagnosis.evidence import evidence_of, with_headers
from blueprints.diagnosis.opened_case import open_case
from blueprints.diagnosis.refusals import choose_refusal, refusals_of
from blueprints.diagnosis.report_forms import FORMS
from blueprints.diagnosis.take_away import WITH_COMPANY
from blueprints.services import Services, services
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.reports.building import Circumstances, report_of_record
from grantlab.diagnosis.reports.report import Report
from grantlab.diagnosis.verdicts import Diagnosis


@diagnosis.get("/connections/<int:connection_id>/report")
def connection_report(connection_id: int) -> BaseResponse:
    """Hand out the report on a connection's latest refusal, or on a chosen one."""
    parts = services()
    record = read_record(connection_id, parts)
    shown = choose_refusal(refusals_of(record, parts), request.args.get("refusal"))
    evidence = evidence_of(record, parts, refusal=shown)
    told = read_answers(request.args.getlist(ANSWER))
    report = report_on_record(
        record,
        with_headers(evidence, record, parts),
        diagnose_evidence(evidence, answers=ids_of(told)),
        parts,
        told=told,
        names_company=bool(request.args.get(WITH_COMPANY)),
    )
    return send_report(report, name=f"connection-{connection_id}")


@diagnosis.get("/cases/<handle>/report")
def case_report(handle: str) -> BaseResponse:
    """Hand out the report on a case."""
    parts = services()
    report = report_on_case(
        open_case(handle, parts),
        made_at=parts.machine_clock.now(),
        names_company=bool(request.args.get(WITH_COMPANY)),
    )
    return send_report(report, name="case")


def report_on_record(
    record: ConnectionRecord,
    evidence: Evidence,
    diagnosis: Diagnosis,
    parts: Services,
    *,
    told: tuple[Told, ...] = (),
    names_company: bool = False,
) -> Report:
    """Return the report on a stored connection, with what was asked and answered."""
    connection = record.connection
    return report_of_record(
        diagnosis,
        evidence,
        f"connection {connection.id}, {connection.environment}",
        Circumstances(
            made_at=record.now,
            answers=as_reported(told),
            companies=companies_of(record, parts),
            names_company=names_company,
        ),
    )


def companies_of(record: ConnectionRecord, parts: Services) -> tuple[str, ...]:
    """Return the company's name and number, as far as they are known."""
    name = parts.connections.company_name(record.connection)
    realm_id = parts.connections.realm_id(record.connection)
    return tuple(filter(None, (name, realm_id)))


def send_report(report: Report, *, name: str) -> Response:
    """Answer a report as a file, in the form that the request asks for.

    Its name says of what, when, and what it came to.
    """
    form = FORMS.get(request.args.get("as", "html"))
    if form is None:
        raise NotFound
    came_to = report.verdict.cause if report.verdict else "cannot-tell"
    file = f"{name}-{report.made_at:%Y-%m-%d}-{came_to}.{form.ending}"
    response = Response(form.write(report), mimetype=form.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    response.headers["Cache-Control"] = "no-store"
    return response
