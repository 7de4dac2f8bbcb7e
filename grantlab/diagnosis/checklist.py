"""The FAQ's ten causes of ``invalid_grant``, in its order, over one body of evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from grantlab.diagnosis.concluding import NO_ANSWERS
from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.verdicts import CauseFinding, Diagnosis
from grantlab.protocol.round_trip import RoundTrip

ITEMS = (
    (
        "E1",
        "The redirect URI is not the registered one, differs between the requests, or has a query.",
    ),
    ("E2", "Something else on the redirect's address is called code."),
    ("E3", "Keys or redirect URIs are those of the other environment."),
    ("E4", "The code is exchanged more than once."),
    ("R1", "The refresh token has expired, or is an older one."),
    ("R2", "The service is down, or under maintenance."),
    ("R3", "The program sends a token that it has kept in memory, not the latest."),
    (
        "R4",
        "The tokens of the last refresh were not stored, or are not the ones in use.",
    ),
    ("R5", "The refresh token was revoked."),
    ("R6", "The code that began the connection was exchanged more than once."),
)
"""The causes, in our words: a verdict says whether it was so.

Source: Intuit FAQ, the question about ``invalid_grant``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One line of the checklist: a cause, and what was found."""

    id: str
    says: str
    findings: tuple[CauseFinding, ...]
    """Those of its causes, the strongest first."""

    @property
    def leading(self) -> CauseFinding:
        """The finding that speaks for the item."""
        return self.findings[0]

    @property
    def verdict(self) -> Verdict:
        """The strongest of its verdicts."""
        return self.leading.finding.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The ten items, and what the same findings come to together."""

    refused: RoundTrip | None
    """The refused request that is explained; ``None`` when nothing was refused, and the
    items then say what would be looked at."""

    items: tuple[ChecklistItem, ...]
    beyond: tuple[CauseFinding, ...]
    """What may be, or is, although the FAQ does not name it."""

    diagnosis: Diagnosis


def build_checklist(
    evidence: Evidence, *, answers: Mapping[str, str] = NO_ANSWERS
) -> Checklist:
    """Return the checklist for the refused request of the evidence.

    Raises:
        UnknownAnswerError: there is no such question or answer.
    """
    diagnosis = diagnose_evidence(evidence, answers=answers)
    return Checklist(
        refused=evidence.refused,
        items=tuple(_build_item(id_, says, diagnosis) for id_, says in ITEMS),
        beyond=tuple(
            one
            for one in diagnosis.findings
            if one.cause.faq_item is None
            and one.finding.verdict is not Verdict.RULED_OUT
        ),
        diagnosis=diagnosis,
    )


def _build_item(id_: str, says: str, diagnosis: Diagnosis) -> ChecklistItem:
    own = tuple(one for one in diagnosis.findings if one.cause.faq_item == id_)
    return ChecklistItem(id=id_, says=says, findings=own)
