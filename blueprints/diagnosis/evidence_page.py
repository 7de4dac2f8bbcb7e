"""An evidence file, opened like a stored connection."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from flask import url_for

from blueprints.answering import Answering, Told, as_fields, ids_of
from blueprints.diagnosis.take_away import TakeAway, take_away
from blueprints.history import tell_history
from blueprints.naming import name_values
from blueprints.pairs import Pair, filed_pairs
from blueprints.rendering import Frame, Page
from blueprints.tags import Tags
from blueprints.timeline_panel import TimelineView, view_timeline
from blueprints.wire_panel import RoundTripView, view_round_trip
from grantlab.diagnosis.checklist import Checklist, build_checklist
from grantlab.diagnosis.evidence_file.file import EvidenceFile, write_evidence
from grantlab.diagnosis.foresight.expected import Foresight
from grantlab.diagnosis.foresight.foreseeing import foresee_refresh
from grantlab.diagnosis.reports.building import Circumstances, report_of_record
from grantlab.diagnosis.reports.report import Answered, Report
from grantlab.diagnosis.reports.support import support_facts_of_record
from grantlab.diagnosis.verdicts import Diagnosis
from grantlab.diagnosis.wording import moment
from grantlab.protocol.round_trip import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage(Page):
    """A connection as an evidence file tells of it."""

    template: ClassVar[str] = "diagnosis/evidence.html"
    foresees: ClassVar[str] = "If it had been refreshed when the file was written"

    connection: int
    """Its number where it is stored."""

    client_id: str
    exported_at: datetime
    """By the clock of the file's environment, which need not be this machine's."""

    checklist: Checklist
    answering: Answering
    tags: Tags
    foresight: Foresight
    timeline: TimelineView | None
    wire: RoundTripView | None
    """The refused request; ``None`` when nothing was refused."""

    take_away: TakeAway | None


def build_evidence_page(
    file: EvidenceFile, *, told: tuple[Told, ...] = ()
) -> EvidencePage:
    """Return the page of an evidence file; nothing is known but what stands in it."""
    evidence = file.evidence
    pairs = filed_pairs(evidence.generations or (), current=file.store.current)
    tags = name_values(
        generations=pairs,
        round_trips=evidence.round_trips,
        revoked_at=file.store.revoked_at,
        now=evidence.now,
    )
    checklist = build_checklist(evidence, answers=ids_of(told))
    sent_along = (("evidence", evidence_text(file)), *as_fields(told))
    refused = evidence.refused
    return EvidencePage(
        frame=Frame(environment=file.environment),
        connection=file.connection,
        client_id=file.client_id,
        exported_at=file.exported_at,
        checklist=checklist,
        answering=Answering(
            action=url_for("diagnosis.answer_evidence", _anchor="checklist"),
            told=told,
            fields=sent_along,
            method="post",
        ),
        tags=tags,
        foresight=foresee_refresh(evidence, file.store),
        timeline=_timeline(file, pairs, tags) if pairs else None,
        wire=None
        if refused is None
        else view_round_trip(refused, tags=tags, anchor="refused"),
        take_away=None
        if refused is None
        else _take_away(file, checklist.diagnosis, sent_along),
    )


def report_on_file(
    file: EvidenceFile,
    diagnosis: Diagnosis,
    *,
    made_at: datetime,
    answers: tuple[Answered, ...] = (),
) -> Report:
    """Return the report on an evidence file, which names no company."""
    return report_of_record(
        diagnosis,
        file.evidence,
        f"connection {file.connection}, {file.environment}, from an evidence file of"
        f" {moment(file.exported_at)}",
        Circumstances(made_at=made_at, answers=answers),
    )


def evidence_text(file: EvidenceFile) -> str:
    """Return a file as it is kept or sent along: written anew, so without a secret."""
    return json.dumps(write_evidence(file), ensure_ascii=False)


def _take_away(file: EvidenceFile, made: Diagnosis, sent_along: Pairs) -> TakeAway:
    support = support_facts_of_record(file.evidence)
    away = take_away(made, support, url_for("diagnosis.evidence_report"))
    return replace(away, resend=sent_along)


def _timeline(file: EvidenceFile, pairs: list[Pair], tags: Tags) -> TimelineView:
    return view_timeline(
        tell_history(
            generations=pairs,
            round_trips=file.evidence.round_trips,
            tags=tags,
            revoked_at=file.store.revoked_at,
            policy=None,
            now=file.evidence.now,
        )
    )
