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
