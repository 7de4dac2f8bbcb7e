"""What became of a refused token."""

from flask import request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.answering import (
    ANSWER,
    Told,
    answer_words,
    answering_by_address,
    ids_of,
    read_answers,
)
from blueprints.connections.record import ConnectionRecord, read_record
from blueprints.connections.store_facts import store_facts_of
from blueprints.connections.summary import call_connection, name_company
from blueprints.diagnosis import cases, desk, evidence_files, reports, tokens
from blueprints.diagnosis.blueprint import diagnosis
from blueprints.diagnosis.evidence import evidence_of, with_headers
from blueprints.diagnosis.pages import ChecklistPage
from blueprints.diagnosis.refusals import Refusal, choose_refusal, refusals_of
from blueprints.diagnosis.reports import companies_of
from blueprints.diagnosis.take_away import TakeAway, take_away
from blueprints.framing import frame_of
from blueprints.rendering import render_page
from blueprints.services import Services, services
from blueprints.wire_panel import RoundTripView, view_round_trip
from grantlab.diagnosis.checklist import build_checklist
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.foresight.foreseeing import foresee_refresh
from grantlab.diagnosis.reports.support import support_facts_of_record
from grantlab.diagnosis.verdicts import Diagnosis

__all__ = ["cases", "desk", "diagnosis", "evidence_files", "reports", "tokens"]


@diagnosis.get("/connections/<int:connection_id>")
def checklist(connection_id: int) -> BaseResponse:
    """Show the checklist for a connection's latest refusal, or for a chosen one."""
    parts = services()
    record = read_record(connection_id, parts)
    refusals = refusals_of(record, parts)
    shown = choose_refusal(refusals, request.args.get("refusal"))
    evidence = evidence_of(record, parts, refusal=shown)
    told = read_answers(request.args.getlist(ANSWER))
    examined = build_checklist(evidence, answers=ids_of(told))
    page = ChecklistPage(
        frame=frame_of(record.connection.environment, parts),
        connection=connection_id,
        called=call_connection(connection_id, name_company(record.connection, parts)),
        shown=shown,
        others=tuple(item for item in refusals if item is not shown),
        checklist=examined,
        answering=answering_by_address(
            url_for(
                "diagnosis.checklist", connection_id=connection_id, _anchor="checklist"
            ),
            told,
            fields=() if shown is None else (("refusal", str(shown.number)),),
        ),
        tags=record.tags,
        wire=_wire(record, shown, parts),
        foresight=foresee_refresh(evidence, store_facts_of(record, parts)),
        take_away=None
        if shown is None
        else _take_away(
            record, shown, evidence, examined.diagnosis, told=told, parts=parts
        ),
    )
    return render_page(page)


def _wire(
    record: ConnectionRecord, shown: Refusal | None, parts: Services
) -> RoundTripView | None:
    if shown is None:
        return None
    [(_, refused)] = parts.round_trips.with_numbers([shown.number])
    return view_round_trip(refused, tags=record.tags, anchor="refused")


def _take_away(
    record: ConnectionRecord,
    shown: Refusal,
    evidence: Evidence,
    made: Diagnosis,
    *,
    told: tuple[Told, ...],
    parts: Services,
) -> TakeAway:
    return take_away(
        made,
        support_facts_of_record(with_headers(evidence, record, parts)),
        url_for(
            "diagnosis.connection_report",
            connection_id=record.connection.id,
            refusal=shown.number,
            answer=answer_words(told),
        ),
        companies=companies_of(record, parts),
    )
