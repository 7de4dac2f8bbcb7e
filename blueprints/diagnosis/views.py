"""What became of a refused token."""

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections.record import ConnectionRecord, read_record
from blueprints.connections.summary import UNNAMED
from blueprints.diagnosis import cases, desk
from blueprints.diagnosis.blueprint import diagnosis
from blueprints.diagnosis.evidence import examine
from blueprints.diagnosis.pages import ChecklistPage
from blueprints.diagnosis.refusals import Refusal, refusals_of
from blueprints.framing import frame_of
from blueprints.rendering import render_page
from blueprints.services import Services, services
from blueprints.wire_panel import RoundTripView, view_round_trip

__all__ = ["cases", "desk", "diagnosis"]


@diagnosis.get("/connections/<int:connection_id>")
def checklist(connection_id: int) -> BaseResponse:
    """Show the checklist for a connection's latest refusal, or for a chosen one."""
    parts = services()
    record = read_record(connection_id, parts)
    refusals = refusals_of(record, parts)
    shown = _choose(refusals, request.args.get("refusal"))
    page = ChecklistPage(
        frame=frame_of(record.connection.environment, parts),
        connection=connection_id,
        company=parts.connections.company_name(record.connection) or UNNAMED,
        shown=shown,
        others=tuple(item for item in refusals if item is not shown),
        checklist=examine(
            record, parts, number=None if shown is None else shown.number
        ),
        tags=record.tags,
        wire=_wire(record, shown, parts),
    )
    return render_page(page)


def _choose(refusals: tuple[Refusal, ...], wanted: str | None) -> Refusal | None:
    """Return the refusal with the number that the address names, else the latest."""
    if wanted is None:
        return refusals[0] if refusals else None
    for refusal in refusals:
        if str(refusal.number) == wanted:
            return refusal
    raise NotFound


def _wire(
    record: ConnectionRecord, shown: Refusal | None, parts: Services
) -> RoundTripView | None:
    if shown is None:
        return None
    [(_, refused)] = parts.round_trips.with_numbers([shown.number])
    return view_round_trip(refused, tags=record.tags, anchor="refused")
