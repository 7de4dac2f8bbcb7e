"""From findings to a verdict, or to candidates and the one question that separates them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from grantlab.diagnosis.findings import (
    STRONGEST_FIRST,
    Verdict,
    ruled_out,
    suspected,
)
from grantlab.diagnosis.questions import find_answer, find_question
from grantlab.diagnosis.remedies import REMEDIES
from grantlab.diagnosis.verdicts import (
    Answer,
    Cause,
    CauseFinding,
    Diagnosis,
    Question,
)

MOST_CANDIDATES = 4
NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How findings of several causes stand to each other."""

    causes: Mapping[str, Cause]
    """Every cause that may be named, by its id."""

    precedence: Sequence[str]
    """Of causes that hold together, the one that is named first."""

    explains: Mapping[str, frozenset[str]]
    """Suspicions that a more telling one accounts for, and that do not stand against it."""

    rare: frozenset[str] = frozenset()
    """Causes that come last among those of which nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpen:
    """What a failure of its kind leaves open, when no rule has a suspicion."""

    causes: tuple[str, ...]
    question: Question


def conclude(
    findings: Iterable[CauseFinding],
    *,
    weighing: Weighing,
    left_open: LeftOpen | None = None,
    answers: Mapping[str, str] = NO_ANSWERS,
) -> Diagnosis:
    """Return what findings and answers come to together.

    A confirmed cause is named, or else the one suspicion that accounts for all others.

    Raises:
        UnknownAnswerError: there is no such question or answer.
    """
    given = [find_answer(*one) for one in answers.items()]
    found = {one.cause.id: one for one in findings}
    is_settled = frozenset(id_ for id_, one in found.items() if not _is_open(one))
    for question, answer in given:
        _apply(answer, question, found, is_settled=is_settled, causes=weighing.causes)
    return _name(found, weighing, left_open, frozenset(answers))


def _name(
    found: dict[str, CauseFinding],
    weighing: Weighing,
    left_open: LeftOpen | None,
    answered: frozenset[str],
) -> Diagnosis:
    confirmed = _with(found, Verdict.CONFIRMED, weighing)
    suspects = _with(found, Verdict.SUSPECTED, weighing)
    open_ = [
        one for one in found.values() if one.finding.verdict is Verdict.CANNOT_TELL
    ]
    open_.sort(key=lambda one: one.cause.id in weighing.rare)
    named = confirmed[:1] or _accounts_for_all(suspects, weighing)
    candidates = [one.cause for one in (*named, *suspects, *open_)]
    if not confirmed and left_open is not None:
        candidates += [
            weighing.causes[id_] for id_ in left_open.causes if _is_open(found.get(id_))
        ]
    return Diagnosis(
        verdict=named[0].cause if named else None,
        candidates=tuple(dict.fromkeys(candidates))[:MOST_CANDIDATES],
        question=None
        if confirmed
        else _ask(named or suspects, left_open, open_, answered),
        findings=tuple(
            sorted(
                found.values(),
                key=lambda one: STRONGEST_FIRST.index(one.finding.verdict),
            )
        ),
    )


def _with(
    found: dict[str, CauseFinding], verdict: Verdict, weighing: Weighing
) -> list[CauseFinding]:
    held = [one for one in found.values() if one.finding.verdict is verdict]
    return sorted(held, key=lambda one: weighing.precedence.index(one.cause.id))


def _accounts_for_all(
    suspects: list[CauseFinding], weighing: Weighing
) -> list[CauseFinding]:
    """Return the one suspicion that accounts for all others, if there is one."""
    for suspect in suspects:
        others = {one.cause.id for one in suspects if one is not suspect}
        if others <= weighing.explains.get(suspect.cause.id, frozenset()):
            return [suspect]
    return []


def _ask(
    suspects: list[CauseFinding],
    left_open: LeftOpen | None,
    open_: list[CauseFinding],
    answered: frozenset[str],
) -> Question | None:
    """Return the best question that has not been answered."""
    asked = _questions_of(suspects)
    if left_open is not None:
        asked.append(left_open.question)
    asked += _questions_of(open_)
    return next((one for one in asked if one.id not in answered), None)


def _questions_of(findings: list[CauseFinding]) -> list[Question]:
    """Return the questions that are asked, the commonest first; of equals, the first."""
    asked = Counter(one.finding.question for one in findings)
    found = (find_question(text) for text, _ in asked.most_common())
    return [question for question in found if question is not None]


def _apply(
    answer: Answer,
    question: Question,
    found: dict[str, CauseFinding],
    *,
    is_settled: frozenset[str],
    causes: Mapping[str, Cause],
) -> None:
    """Let what a person answered speak for or against the causes that facts leave open."""
    told = f"{question.text} {answer.text}."
    for id_ in answer.rules_out:
        if id_ in causes and not _is_confirmed(found.get(id_)):
            found[id_] = CauseFinding(cause=causes[id_], finding=ruled_out(told))
    pointed = [
        id_ for id_ in answer.points_to if id_ in causes and id_ not in is_settled
    ]
    if not pointed:
        return
    for id_, one in tuple(found.items()):
        if not _is_confirmed(one) and id_ not in pointed and id_ not in is_settled:
            found[id_] = CauseFinding(cause=one.cause, finding=ruled_out(told))
    for id_ in pointed:
        if _is_confirmed(found.get(id_)):
            continue
        before = found.get(id_)
        remedy = before.finding.remedy if before else None
        finding = suspected(
            told,
            remedy=remedy or REMEDIES[id_],
            question=question.text,
        )
        found[id_] = CauseFinding(cause=causes[id_], finding=finding)


def _is_confirmed(found: CauseFinding | None) -> bool:
    return found is not None and found.finding.verdict is Verdict.CONFIRMED


def _is_open(found: CauseFinding | None) -> bool:
    return found is None or found.finding.verdict is not Verdict.RULED_OUT
