"""Every question that a diagnosis may ask, and its answers, by their ids."""

from functools import cache

from grantlab.diagnosis.pastes.questions import QUESTIONS as PASTE_QUESTIONS
from grantlab.diagnosis.rules.questions import QUESTIONS as RECORD_QUESTIONS
from grantlab.diagnosis.verdicts import Answer, Question


class UnknownAnswerError(ValueError):
    """An answer named a question, or a choice, that does not exist."""


@cache
def all_questions() -> tuple[Question, ...]:
    """Return every question: those about pastes, then those about recorded round trips."""
    return (*PASTE_QUESTIONS, *RECORD_QUESTIONS)


def find_question(text: str | None) -> Question | None:
    """Return the question that is put in these words."""
    return next((one for one in all_questions() if one.text == text), None)


def find_answer(question_id: str, answer_id: str) -> tuple[Question, Answer]:
    """Return a question and one of its answers.

    Raises:
        UnknownAnswerError: there is no such question or answer.
    """
    for question in all_questions():
        for answer in question.answers:
            if (question.id, answer.id) == (question_id, answer_id):
                return question, answer
    raise UnknownAnswerError(f"there is no answer {answer_id!r} to {question_id!r}")
