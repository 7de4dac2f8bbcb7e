"""How a page takes answers to the questions of its diagnosis, and what it was told."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal

from grantlab.diagnosis.questions import (
    UnknownAnswerError,
    find_answer,
    find_question,
)
from grantlab.diagnosis.reports.report import Answered
from grantlab.diagnosis.verdicts import Answer, Question
from grantlab.protocol.round_trip import Pairs

ANSWER: Final = "answer"
"""The parameter of an address, or the field of a form, that holds one answer."""

Told = tuple[Question, Answer]
"""What was asked, and what somebody answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Where the answers of a page go, and what is sent along with each of them.

    Where nothing is kept, what was told before is among the fields, ahead of the new
    answer: of two answers to one question the later counts.
    """

    action: str
    told: tuple[Told, ...]
    """What was asked and answered, in that order."""

    fields: Pairs = ()
    method: Literal["get", "post"] = "get"
    """``get`` where the address of the page says what it was told."""

    def asked_as(self, text: str) -> Question | None:
        """Return the question that is put in these words; ``None`` for words of a rule's own."""
        return find_question(text)

    def was_told(self, text: str) -> bool:
        """Whether the question that is put in these words was answered."""
        return any(question.text == text for question, _ in self.told)


def answering_by_address(
    action: str, told: tuple[Told, ...], *, fields: Iterable[tuple[str, str]] = ()
) -> Answering:
    """Return how a page takes answers whose address keeps them, with the rest of its query."""
    return Answering(
        action=action,
        told=told,
        fields=(*fields, *as_fields(told)),
    )


def answer_words(told: Iterable[Told]) -> list[str]:
    """Return answers as an address or a form has them, ``question:answer``."""
    return [f"{question.id}:{answer.id}" for question, answer in told]


def as_fields(told: Iterable[Told]) -> Pairs:
    """Return answers as the fields of a form."""
    return tuple((ANSWER, word) for word in answer_words(told))


def read_answers(words: Iterable[str]) -> tuple[Told, ...]:
    """Read the answers of an address or a form; of two to one question the later counts.

    A question without an answer takes back what was told before, and what is no answer
    is left out.
    """
    told: dict[str, str] = {}
    for question, answer in map(split_answer, words):
        told.pop(question, None)
        told[question] = answer
    return known_answers(tuple(told.items()))


def split_answer(word: str) -> tuple[str, str]:
    """Return the ids of the question and the answer in one word; the second may be empty."""
    question, _, answer = word.partition(":")
    return question, answer


def known_answers(pairs: Pairs) -> tuple[Told, ...]:
    """Return the answers that are still answers; one to a withdrawn question is none."""
    return tuple(_known_answers(pairs))


def ids_of(told: Iterable[Told]) -> Mapping[str, str]:
    """Return the id of each answer by that of its question, as a diagnosis wants them."""
    return {question.id: answer.id for question, answer in told}


def as_reported(told: Iterable[Told]) -> tuple[Answered, ...]:
    """Return answers as a report has them."""
    return tuple(Answered(question.text, answer.text) for question, answer in told)


def _known_answers(pairs: Pairs) -> Iterator[Told]:
    for pair in pairs:
        with suppress(UnknownAnswerError):
            yield find_answer(*pair)
