"""Every cause over one paste: the FAQ's ten items first, then the others."""

from dataclasses import dataclass

from grantlab.diagnosis.checklist import ITEMS
from grantlab.diagnosis.findings import STRONGEST_FIRST, Verdict
from grantlab.diagnosis.pastes.catalogue import all_paste_rules
from grantlab.diagnosis.pastes.contexts import is_exchange
from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis
from grantlab.diagnosis.verdicts import Cause, CauseFinding
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Understood

SILENT = "What was pasted says nothing for it or against it."
OTHER_REQUEST = {
    "E": "This is about the exchange of a code, and what was refused is a refresh.",
    "R": "This is about a refresh, and what was refused is the exchange of a code.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteItem:
    """One item of the FAQ, and what the paste shows of it."""

    id: str
    says: str
    verdict: Verdict
    because: str
    """Why nothing was found; empty when there are findings, which say it themselves."""

    findings: tuple[CauseFinding, ...]
    """The strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteChecklist:
    """Everything that was looked at."""

    items: tuple[PasteItem, ...]
    others: tuple[CauseFinding, ...]
    """Causes that the FAQ does not name, and of which the paste says something."""

    silent: tuple[Cause, ...]
    """Those of which it says nothing."""


def build_paste_checklist(diagnosis: PasteDiagnosis) -> PasteChecklist:
    """Return the checklist for what was pasted."""
    findings = sorted(diagnosis.findings, key=_strength)
    spoken_of = {one.cause.id for one in findings}
    return PasteChecklist(
        items=tuple(
            _build_item(id_, says, findings, diagnosis.understood)
            for id_, says in ITEMS
        ),
        others=tuple(one for one in findings if one.cause.faq_item is None),
        silent=tuple(
            rule.cause
            for rule in all_paste_rules()
            if rule.cause.faq_item is None and rule.cause.id not in spoken_of
        ),
    )


def _build_item(
    id_: str, says: str, findings: list[CauseFinding], understood: Understood
) -> PasteItem:
    own = tuple(one for one in findings if one.cause.faq_item == id_)
    is_other_request = (
        _is_refresh(understood) if id_[0] == "E" else is_exchange(understood)
    )
    verdict, because = Verdict.CANNOT_TELL, SILENT
    if own:
        verdict, because = own[0].finding.verdict, ""
    elif is_other_request:
        verdict, because = Verdict.RULED_OUT, OTHER_REQUEST[id_[0]]
    return PasteItem(id=id_, says=says, verdict=verdict, because=because, findings=own)


def _is_refresh(understood: Understood) -> bool:
    """Whether the refused request is seen to be a refresh; a stored token is no sign of it."""
    sent = {one.grant_type for one in understood.token_requests}
    said = understood.sees(Sign.REFRESH_VALUE_REFUSED, Sign.REFRESH_TOKEN_SPENT)
    return not is_exchange(understood) and (said or "refresh_token" in sent)


def _strength(one: CauseFinding) -> int:
    return STRONGEST_FIRST.index(one.finding.verdict)
