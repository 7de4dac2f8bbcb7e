"""The desk: a box to paste into, and the cases that came of it."""

from typing import Any

from flask import redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from blueprints.diagnosis.blueprint import diagnosis
from blueprints.diagnosis.case_page import list_cases
from blueprints.diagnosis.case_words import make_title
from blueprints.diagnosis.evidence_files import show_evidence
from blueprints.diagnosis.notices import NOTICES
from blueprints.diagnosis.opened_case import diagnose, outcome_of
from blueprints.diagnosis.pages import CasesPage, DeskPage
from blueprints.diagnosis.pasted import TOO_MUCH, read_pasted
from blueprints.diagnosis.refusals import find_refusals
from blueprints.diagnosis.zone_choices import NOT_TOLD
from blueprints.rendering import render_page
from blueprints.services import Services, services
from grantlab.store.models import DiagnosisCase

LISTED = 8
"""Cases that the desk lists; there is a page with all."""

LARGEST_FORM = 8 << 20
"""Octets; a text that is too long is refused in words at its field, not cut off before."""


@diagnosis.url_value_preprocessor
def take_large_forms(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a long paste come as far as the field that explains what is wrong with it.

    This runs before the form is first read, which is when its guard looks for its token.
    """
    request.max_form_memory_size = LARGEST_FORM
    request.max_content_length = LARGEST_FORM


@diagnosis.get("")
def index() -> BaseResponse:
    """Show the box, the newest cases, and what was refused here."""
    return render_page(_desk(services(), notice=request.args.get("notice", "")))


@diagnosis.post("")
def take_in() -> BaseResponse:
    """Redact what was pasted, before anything else, and keep it as a case.

    The same text opens the case that it made before (decision 0039). An evidence file
    becomes no case: it is opened, and whoever has it can open it again.
    """
    parts = services()
    pasted = read_pasted(request.form, request.files)
    if pasted.problem:
        page = _desk(parts, typed=pasted.typed, problem=pasted.problem)
        return render_page(page, status=422)
    if pasted.evidence is not None:
        return show_evidence(pasted.evidence)
    known = parts.cases.of_text(pasted.text)
    if known is not None:
        return to_case(known.handle, notice="same-text")
    return to_case(keep(pasted.text, parts).handle)


@diagnosis.errorhandler(RequestEntityTooLarge)
def refuse_too_much(_error: RequestEntityTooLarge) -> BaseResponse:
    """Answer what is too long even to be read, on the desk itself."""
    return render_page(_desk(services(), problem=TOO_MUCH), status=413)


@diagnosis.get("/cases")
def cases() -> BaseResponse:
    """List every case."""
    parts = services()
    return render_page(CasesPage(cases=list_cases(parts.cases.all(), parts)))


def keep(text: str, parts: Services) -> DiagnosisCase:
    """Keep a redacted text as a new case, with the title that its diagnosis gives it."""
    made = diagnose(text, (), NOT_TOLD)
    return parts.cases.add(text, title=make_title(made), outcome=outcome_of(made))


def to_case(
    handle: str, *, notice: str | None = None, anchor: str | None = None
) -> BaseResponse:
    """Lead to the page of a case, so that a reload repeats nothing."""
    shown = url_for("diagnosis.show_case", handle=handle, notice=notice, _anchor=anchor)
    return redirect(shown, code=303)


def _desk(
    parts: Services, *, typed: str = "", problem: str = "", notice: str = ""
) -> DeskPage:
    kept = parts.cases.all()
    return DeskPage(
        typed=typed,
        problem=problem,
        cases=list_cases(kept[:LISTED], parts),
        case_count=len(kept),
        refusals=find_refusals(parts),
        notice=NOTICES.get(notice),
    )
