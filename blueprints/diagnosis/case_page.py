"""The page of one case, put together."""

from flask import url_for

from blueprints.answering import Answering
from blueprints.diagnosis.notices import NOTICES
from blueprints.diagnosis.opened_case import OpenedCase
from blueprints.diagnosis.pages import CaseLine, CasePage, ItemView
from blueprints.diagnosis.paste_panel import Place, find_places, view_paste
from blueprints.diagnosis.paste_tags import name_pasted
from blueprints.diagnosis.take_away import take_away
from blueprints.diagnosis.understanding import view_understanding
from blueprints.diagnosis.verdict_view import place, view_verdict
from blueprints.diagnosis.zone_choices import zone_choices
from blueprints.services import Services
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.pastes.catalogue import all_paste_rules
from grantlab.diagnosis.pastes.checklist import PasteItem, build_paste_checklist
from grantlab.diagnosis.reports.support import support_facts_of_paste
from grantlab.pastes.understood import texts
from grantlab.store.cases import KEPT_FOR
from grantlab.store.models import DiagnosisCase
from grantlab.vault.errors import UnsealError

UNOPENED = "Case whose title does not open"


def build_case_page(opened: OpenedCase, parts: Services, *, notice: str) -> CasePage:
    """Return the page of an opened case."""
    case, diagnosis = opened.case, opened.diagnosis
    understood = diagnosis.understood
    tags = name_pasted(understood)
    places = find_places(diagnosis.findings, values=understood.values)
    checklist = build_paste_checklist(diagnosis)
    now = parts.machine_clock.now()
    return CasePage(
        handle=case.handle,
        title=opened.title,
        pasted_at=case.pasted_at,
        kept_until=case.changed_at + KEPT_FOR,
        now=now,
        notice=NOTICES.get(notice),
        tags=tags,
        understanding=view_understanding(understood, tags, now=now),
        answering=Answering(
            action=url_for("diagnosis.answer", handle=case.handle),
            told=opened.answers,
            method="post",
        ),
        verdict=view_verdict(diagnosis, places=places),
        paste=view_paste(opened.text, understood, places=places, tags=tags),
        items=tuple(_view_item(item, places) for item in checklist.items),
        others=tuple(place(one, places) for one in checklist.others),
        silent=checklist.silent,
        zone=opened.zone,
        zones=zone_choices(),
        take_away=take_away(
            diagnosis,
            support_facts_of_paste(understood, opened.text),
            url_for("diagnosis.case_report", handle=case.handle),
            companies=texts(understood.realm_ids),
        ),
    )


def list_cases(cases: list[DiagnosisCase], parts: Services) -> tuple[CaseLine, ...]:
    """Return the lines of a list of cases."""
    titles = {rule.cause.id: rule.cause.title for rule in all_paste_rules()}
    now = parts.machine_clock.now()
    return tuple(
        CaseLine(
            handle=case.handle,
            title=name_case(case, parts),
            verdict=Verdict(case.verdict),
            cause=titles.get(case.cause_id or "", ""),
            changed_at=case.changed_at,
            now=now,
        )
        for case in cases
    )


def name_case(case: DiagnosisCase, parts: Services) -> str:
    """Return what a case is called.

    One row that was tampered with does not hide the others, and can still be deleted.
    """
    try:
        return parts.cases.title(case)
    except UnsealError:
        return UNOPENED


def _view_item(item: PasteItem, places: tuple[Place, ...]) -> ItemView:
    return ItemView(
        id=item.id,
        says=item.says,
        verdict=item.verdict,
        because=item.because,
        findings=tuple(place(one, places) for one in item.findings),
    )
