"""The FAQ's ten causes of ``invalid_grant``, in its order, over one body of evidence."""

from dataclasses import dataclass

from grantlab.diagnosis.engine import Conclusion, diagnose
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import STRONGEST_FIRST, Verdict
from grantlab.diagnosis.top import Top, top
from grantlab.protocol.round_trip import RoundTrip

ITEMS = (
    (
        "E1",
        "The redirect URI is the registered one, in both requests, and has no query.",
    ),
    ("E2", "Nothing else on the redirect's address is called code."),
    ("E3", "Keys and redirect URIs all belong to one environment."),
    ("E4", "The code was exchanged once only."),
    ("R1", "The refresh token has not expired and is not an older one."),
    ("R2", "The service was up, and not under maintenance."),
    ("R3", "The code sends the latest token, not one that it had kept in memory."),
    ("R4", "The tokens of the last refresh were stored, and are the ones in use."),
    ("R5", "The refresh token was not revoked."),
    ("R6", "The code that began the connection was exchanged once only."),
)
"""What should be so, in our words; a rule finds where it is not.

Source: Intuit FAQ, the question about ``invalid_grant``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One line of the checklist: what should be so, and what was found."""

    id: str
    says: str
    verdict: Verdict
    """The strongest of its conclusions."""

    conclusions: tuple[Conclusion, ...]
    """Those of its rules, the strongest first."""

    @property
    def leading(self) -> Conclusion:
        """The conclusion that the verdict is taken from."""
        return self.conclusions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The ten items, and what to name or ask first."""

    refused: RoundTrip | None
    """The refused request that is explained; ``None`` when nothing was refused, and the
    items then say what would be looked at."""

    items: tuple[ChecklistItem, ...]
    top: Top


def build_checklist(evidence: Evidence) -> Checklist:
    """Return the checklist for the refused request of the evidence."""
    conclusions = diagnose(evidence)
    return Checklist(
        refused=evidence.refused,
        items=tuple(_build_item(id_, says, conclusions) for id_, says in ITEMS),
        top=top(conclusions),
    )


def _build_item(
    id_: str, says: str, conclusions: tuple[Conclusion, ...]
) -> ChecklistItem:
    own = [one for one in conclusions if one.rule.faq_item == id_]
    own.sort(key=lambda one: STRONGEST_FIRST.index(one.finding.verdict))
    return ChecklistItem(
        id=id_,
        says=says,
        verdict=own[0].finding.verdict,
        conclusions=tuple(own),
    )
