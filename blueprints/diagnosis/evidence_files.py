"""An evidence file that was pasted or chosen at the desk: looked at, and not kept."""

from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from blueprints.answering import ANSWER, Told, as_reported, ids_of, read_answers
from blueprints.diagnosis.blueprint import diagnosis
from blueprints.diagnosis.evidence_page import build_evidence_page, report_on_file
from blueprints.diagnosis.reports import send_report
from blueprints.rendering import render_page
from blueprints.services import services
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence_file.errors import EvidenceFileError
from grantlab.diagnosis.evidence_file.file import EvidenceFile, open_evidence


def show_evidence(file: EvidenceFile) -> BaseResponse:
    """Answer the page of an evidence file.

    No redirect: the file is kept nowhere, so no other address could show it.
    """
    return render_page(build_evidence_page(file))


@diagnosis.post("/evidence/answers")
def answer_evidence() -> BaseResponse:
    """Show an evidence file that is sent along, with what was answered."""
    return render_page(build_evidence_page(_sent_along(), told=_told()))


@diagnosis.post("/evidence/report")
def evidence_report() -> BaseResponse:
    """Hand out the report on an evidence file that is sent along, with what was answered."""
    file, told = _sent_along(), _told()
    made = diagnose_evidence(file.evidence, answers=ids_of(told))
    report = report_on_file(
        file,
        made,
        made_at=services().machine_clock.now(),
        answers=as_reported(told),
    )
    return send_report(report, name=f"evidence-{file.connection}")


def _sent_along() -> EvidenceFile:
    """Return the evidence file of a form.

    Raises:
        BadRequest: it holds none, or one that cannot be opened.
    """
    try:
        file = open_evidence(request.form.get("evidence", ""))
    except EvidenceFileError as exc:
        raise BadRequest from exc
    if file is None:
        raise BadRequest
    return file


def _told() -> tuple[Told, ...]:
    return read_answers(request.form.getlist(ANSWER))
