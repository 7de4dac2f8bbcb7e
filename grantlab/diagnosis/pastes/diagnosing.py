"""The one way in: a paste becomes a verdict, or candidates and one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from grantlab.diagnosis.findings import (
    Finding,
    Verdict,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.catalogue import EXPLAINS, PRECEDENCE, all_paste_rules
from grantlab.diagnosis.pastes.look_alikes import LookAlikes, find_look_alikes
from grantlab.diagnosis.pastes.questions import (
    QUESTIONS,
    Answer,
    Question,
    find_question,
)
from grantlab.diagnosis.pastes.registry import PasteRule
from grantlab.pastes.reading import read_paste
from grantlab.pastes.understood import Understood

MOST_CANDIDATES = 4
NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteFinding:
    """One rule and what it found; a rule that found nothing leaves none."""

    rule: PasteRule
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What a paste comes to."""

    verdict: PasteRule | None
    """The cause to name; ``None`` when the facts carry no single one."""

    candidates: tuple[PasteRule, ...]
    """The causes that remain, the likeliest first; at most four."""

    question: Question | None
    """What separates them best; ``None`` when a cause is confirmed, or nothing failed."""

    findings: tuple[PasteFinding, ...]
    """The strongest first."""

    understood: Understood


class UnknownAnswerError(ValueError):
    """An answer named a question, or a choice, that does not exist."""


def diagnose_paste(text: str, *, answers: Mapping[str, str] = NO_ANSWERS) -> Diagnosis:
    """Return the cause that a paste shows, or what to ask.

    ``answers`` maps the id of a question to the id of one of its answers. Nothing of the
    text is kept but what was understood of it, without a secret.

    Raises:
        UnknownAnswerError: there is no such question or answer.
    """
    given = tuple(_find_answer(*one) for one in answers.items())
    understood = read_paste(text)
    found = {
        rule.id: PasteFinding(rule=rule, finding=finding)
        for rule in all_paste_rules()
        if (finding := rule.judge(understood)) is not None
    }
    family = find_look_alikes(understood)
    if family is not None and not found:
        found |= {one.rule.id: one for one in _leave_open(family)}
    for question, answer in given:
        _apply(answer, question, found)
    return _conclude(understood, found, family, frozenset(answers))


def _conclude(
    understood: Understood,
    found: dict[str, PasteFinding],
    family: LookAlikes | None,
    answered: frozenset[str],
) -> Diagnosis:
    confirmed = _with(found, Verdict.CONFIRMED)
    suspects = _with(found, Verdict.SUSPECTED)
    open_ = _with(found, Verdict.CANNOT_TELL)
    named = confirmed[:1] or _named_among(suspects)
    candidates = [*confirmed[:1], *suspects, *open_] if named else [*suspects, *open_]
    rules = [one.rule for one in candidates]
    if not confirmed and family is not None:
        rules += [
            rule
            for rule in _rules(family.causes)
            if rule not in rules and _is_open(found.get(rule.id))
        ]
    verdict = named[0].rule if named else None
    if verdict is not None:
        rules = [verdict, *(rule for rule in rules if rule is not verdict)]
    order = (
        Verdict.CONFIRMED,
        Verdict.SUSPECTED,
        Verdict.CANNOT_TELL,
        Verdict.RULED_OUT,
    )
    return Diagnosis(
        verdict=verdict,
        candidates=tuple(rules[:MOST_CANDIDATES]),
        question=None if confirmed else _ask(named or suspects, family, answered),
        findings=tuple(
            sorted(found.values(), key=lambda one: order.index(one.finding.verdict))
        ),
        understood=understood,
    )


def _named_among(suspects: list[PasteFinding]) -> list[PasteFinding]:
    """Return the one suspicion that accounts for all others, if there is one."""
    for suspect in suspects:
        others = {one.rule.id for one in suspects if one is not suspect}
        if others <= EXPLAINS.get(suspect.rule.id, frozenset()):
            return [suspect]
    return []


def _ask(
    named: list[PasteFinding], family: LookAlikes | None, answered: frozenset[str]
) -> Question | None:
    """Return the best question that has not been answered."""
    asked = [find_question(one.finding.question) for one in named]
    if family is not None:
        asked.append(family.question)
    return next((one for one in asked if one and one.id not in answered), None)


def _apply(answer: Answer, question: Question, found: dict[str, PasteFinding]) -> None:
    """Let what a person answered speak for or against causes."""
    told = f"{question.text} {answer.text}."
    for rule in _rules(answer.rules_out):
        found[rule.id] = PasteFinding(rule=rule, finding=ruled_out(told))
    if not answer.points_to:
        return
    for cause, one in tuple(found.items()):
        if (
            one.finding.verdict is not Verdict.CONFIRMED
            and cause not in answer.points_to
        ):
            found[cause] = PasteFinding(rule=one.rule, finding=ruled_out(told))
    for rule in _rules(answer.points_to):
        before = found.get(rule.id)
        remedy = before.finding.remedy if before else None
        found[rule.id] = PasteFinding(
            rule=rule,
            finding=suspected(
                told,
                remedy=remedy or f"Read docs/causes/{rule.id}.md, and do as it says.",
                question=question.text,
            ),
        )


def _leave_open(family: LookAlikes) -> list[PasteFinding]:
    because = "What was pasted looks the same for each of these causes."
    finding = undetermined(family.question.text, because=because)
    return [PasteFinding(rule=rule, finding=finding) for rule in _rules(family.causes)]


def _find_answer(question_id: str, answer_id: str) -> tuple[Question, Answer]:
    for question in QUESTIONS:
        for answer in question.answers:
            if (question.id, answer.id) == (question_id, answer_id):
                return question, answer
    raise UnknownAnswerError(f"there is no answer {answer_id!r} to {question_id!r}")


def _rules(ids: tuple[str, ...]) -> list[PasteRule]:
    by_id = {rule.id: rule for rule in all_paste_rules()}
    return [by_id[id_] for id_ in ids]


def _with(found: dict[str, PasteFinding], verdict: Verdict) -> list[PasteFinding]:
    held = [one for one in found.values() if one.finding.verdict is verdict]
    if verdict is Verdict.CANNOT_TELL:
        return held
    return sorted(held, key=lambda one: PRECEDENCE.index(one.rule.id))


def _is_open(found: PasteFinding | None) -> bool:
    return found is None or found.finding.verdict is not Verdict.RULED_OUT
