"""Cases with their causes, and what the diagnosis of each comes to."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.diagnosis.verdicts import Diagnosis

CASES = Path(__file__).parents[1] / "data" / "cases.jsonl"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A paste, and the cause that its thread came to."""

    id: str
    provider: str
    cause: str
    acceptable_causes: tuple[str, ...]
    confidence: str
    is_sufficient: bool
    """Whether the paste alone names the cause."""

    paste: str

    @property
    def is_unknown(self) -> bool:
        return self.cause == UNKNOWN

    @property
    def counts_as_named(self) -> bool:
        """Whether a verdict is expected, and it is sure enough to be counted."""
        return self.is_sufficient and not self.is_unknown and self.confidence != "weak"

    @property
    def counts_as_asked(self) -> bool:
        """Whether candidates and a question are expected."""
        return not self.is_sufficient and not self.is_unknown


@dataclass(frozen=True, slots=True)
class Scored:
    """A case and its diagnosis."""

    case: Case
    diagnosis: Diagnosis

    @property
    def verdict(self) -> str | None:
        return self.diagnosis.verdict.id if self.diagnosis.verdict else None

    @property
    def is_right(self) -> bool:
        """Whether the diagnosis says what it should: a cause, a question, or nothing."""
        if self.case.is_unknown:
            return self.verdict is None
        if self.case.is_sufficient:
            return self.verdict in {self.case.cause, *self.case.acceptable_causes}
        candidates = {rule.id for rule in self.diagnosis.candidates}
        return self.case.cause in candidates and self.diagnosis.question is not None


def read_cases(path: Path = CASES) -> tuple[Case, ...]:
    """Return the cases of a file, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_read_case(json.loads(line)) for line in lines if line.strip())


def score(cases: Iterable[Case]) -> tuple[Scored, ...]:
    """Return what each case comes to, with its paste alone."""
    return tuple(Scored(case, diagnose_paste(case.paste)) for case in cases)


def count(
    scored: Iterable[Scored], is_counted: Callable[[Case], bool]
) -> tuple[int, int]:
    """Return how many of the counted cases are right, and how many there are."""
    counted = [one for one in scored if is_counted(one.case)]
    return sum(one.is_right for one in counted), len(counted)


def _read_case(members: dict[str, object]) -> Case:
    acceptable = members.get("acceptable_causes") or ()
    assert isinstance(acceptable, list | tuple)
    return Case(
        id=str(members["id"]),
        provider=str(members["provider"]),
        cause=str(members["cause"]),
        acceptable_causes=tuple(map(str, acceptable)),
        confidence=str(members["confidence"]),
        is_sufficient=bool(members["paste_sufficient"]),
        paste=str(members["raw_paste"]),
    )
