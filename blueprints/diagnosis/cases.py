"""One case of the desk: looked at, answered, renamed, deleted."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.answering import ANSWER, ids_of, known_answers, split_answer
from blueprints.diagnosis.blueprint import diagnosis
from blueprints.diagnosis.case_page import build_case_page, name_case
from blueprints.diagnosis.desk import keep, to_case
from blueprints.diagnosis.notices import NOTICES
from blueprints.diagnosis.opened_case import (
    diagnose,
    open_case,
    outcome_of,
)
from blueprints.diagnosis.pages import DeleteCasePage
from blueprints.diagnosis.zone_choices import choice_of
from blueprints.rendering import render_page
from blueprints.services import Services, services
from grantlab.protocol.round_trip import Pairs
from grantlab.store.models import DiagnosisCase


@diagnosis.get("/cases/<handle>")
def show_case(handle: str) -> BaseResponse:
    """Show what was understood of a paste, and what it comes to."""
    parts = services()
    page = build_case_page(
        open_case(handle, parts), parts, notice=request.args.get("notice", "")
    )
    return render_page(page)


@diagnosis.get("/cases/<handle>/text")
def case_text(handle: str) -> BaseResponse:
    """Give the whole redacted text, which is too long for the page."""
    parts = services()
    text = parts.cases.text(parts.cases.get(handle))
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


@diagnosis.post("/cases/<handle>/answers")
def answer(handle: str) -> BaseResponse:
    """Keep an answer to a question, change it, or take it back."""
    parts = services()
    case = parts.cases.get(handle)
    question, told = split_answer(request.form.get(ANSWER, ""))
    others = tuple(pair for pair in case.answers if pair[0] != question)
    given = (*others, (question, told)) if told else others
    _note(case, parts, answers=given, zone=case.zone)
    return to_case(handle, anchor="verdict")


@diagnosis.post("/cases/<handle>/zone")
def set_zone(handle: str) -> BaseResponse:
    """Remember where the clock stood that wrote the moments without a zone."""
    parts = services()
    case = parts.cases.get(handle)
    chosen = choice_of(request.form.get("zone", ""))
    _note(case, parts, answers=case.answers, zone=chosen.id)
    return to_case(handle, anchor="understood")


@diagnosis.post("/cases/<handle>/title")
def rename_case(handle: str) -> BaseResponse:
    """Call a case otherwise; an empty title leaves it as it is."""
    parts = services()
    case = parts.cases.get(handle)
    title = " ".join(request.form.get("title", "").split())
    if not title:
        return to_case(handle)
    parts.cases.rename(case, title)
    return to_case(handle, notice="renamed")


@diagnosis.post("/cases/<handle>/second")
def begin_second(handle: str) -> BaseResponse:
    """Begin another case with the same text, without what was answered in the first."""
    parts = services()
    text = parts.cases.text(parts.cases.get(handle))
    return to_case(keep(text, parts).handle)


@diagnosis.get("/cases/<handle>/delete")
def ask_to_delete(handle: str) -> BaseResponse:
    """Ask once more."""
    parts = services()
    case = parts.cases.get(handle)
    page = DeleteCasePage(
        handle=handle,
        title=name_case(case, parts),
        pasted_at=case.pasted_at,
        now=parts.machine_clock.now(),
        notice=NOTICES.get(request.args.get("notice", "")),
    )
    return render_page(page)


@diagnosis.post("/cases/<handle>/delete")
def delete_case(handle: str) -> BaseResponse:
    """Delete a case, if that is meant."""
    parts = services()
    case = parts.cases.get(handle)
    if not request.form.get("sure"):
        again = url_for("diagnosis.ask_to_delete", handle=handle, notice="not-sure")
        return redirect(again, code=303)
    parts.cases.remove(case)
    diagnose.cache_clear()
    return redirect(url_for("diagnosis.index", notice="deleted"), code=303)


def _note(case: DiagnosisCase, parts: Services, *, answers: Pairs, zone: str) -> None:
    """Keep what was told, as far as it means something, and what it comes to."""
    known = known_answers(answers)
    made = diagnose(parts.cases.text(case), known, choice_of(zone))
    pairs = tuple(ids_of(known).items())
    parts.cases.note(case, answers=pairs, zone=zone, outcome=outcome_of(made))
