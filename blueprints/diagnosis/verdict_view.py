"""The verdict of a case, as the page says it: a line, what to do, and how it is known."""

from dataclasses import dataclass

from blueprints.diagnosis.paste_panel import Place, places_of
from grantlab.diagnosis.findings import Finding, Verdict
from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis
from grantlab.diagnosis.pastes.unanswered import after_silence
from grantlab.diagnosis.verdicts import Cause, CauseFinding, Question

PASTE_MORE = (
    "Paste more: the request and the answer around the failure, with their times, and the"
    " row of the token table."
)
NOTHING_JUDGED = "No answer came, so no token and no key was judged"
NOTHING_FAILED = "Nothing in it is known to be a failure of OAuth"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFinding:
    """A finding, and where in the paste it points."""

    cause: Cause
    finding: Finding
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """What to read first."""

    verdict: Verdict
    line: str
    next_verb: str
    """``Do``, ``Ask`` or ``Next``: what kind of step comes next."""

    next_step: str
    """What to do, beginning with a verb; or the question that decides it."""

    named: PlacedFinding | None
    candidates: tuple[Cause, ...]
    """What it may be besides; without a named cause, what it may be at all."""

    question: Question | None


def view_verdict(
    diagnosis: PasteDiagnosis, *, places: tuple[Place, ...]
) -> VerdictView:
    """Return the verdict of a diagnosis."""
    named = diagnosis.named
    verb, step = _next_step(diagnosis)
    return VerdictView(
        verdict=Verdict.CANNOT_TELL if named is None else named.finding.verdict,
        line=_line(diagnosis),
        next_verb=verb,
        next_step=step,
        named=None if named is None else place(named, places),
        candidates=tuple(
            cause for cause in diagnosis.candidates if cause is not diagnosis.verdict
        ),
        question=diagnosis.question,
    )


def place(one: CauseFinding, places: tuple[Place, ...]) -> PlacedFinding:
    """Return a finding with the places that it points at."""
    return PlacedFinding(
        cause=one.cause, finding=one.finding, places=places_of(one, places)
    )


def _line(diagnosis: PasteDiagnosis) -> str:
    if diagnosis.verdict is not None:
        return diagnosis.verdict.title
    if diagnosis.understood.unanswered is not None:
        return NOTHING_JUDGED
    count = len(diagnosis.candidates)
    if count > 1:
        return f"Most likely it is one of {count} causes"
    if count == 1:
        return f"It may be this: {diagnosis.candidates[0].title}"
    return NOTHING_FAILED


def _next_step(diagnosis: PasteDiagnosis) -> tuple[str, str]:
    named = diagnosis.named
    if named is not None and named.finding.remedy:
        return "Do", named.finding.remedy
    after = after_silence(diagnosis.understood)
    if after is not None:
        return "Do", after
    if diagnosis.question is not None:
        return "Ask", diagnosis.question.text
    return "Next", PASTE_MORE
