"""What a support person can send to whoever uses the app, in plain language."""

from dataclasses import replace

from grantlab.diagnosis.findings import Verdict
from grantlab.diagnosis.reports.plain_questions import PLAIN_QUESTIONS
from grantlab.diagnosis.reports.words_by_cause import UNTOUCHED, WORDS, CustomerWords
from grantlab.diagnosis.verdicts import Diagnosis, Question

_MOST_LIKELY = "This is most likely what happened; we are not quite certain yet."

_NOTHING_FOUND = CustomerWords(
    happened=(
        "We looked at what you sent us, and found nothing in it that shows why the connection"
        " to QuickBooks failed."
    ),
    do=(
        "Please send us the message that you saw, or a few lines of the log around it, and"
        " the time at which you saw it, with your time zone."
    ),
    fear_not=UNTOUCHED,
)


def customer_words(diagnosis: Diagnosis) -> CustomerWords:
    """Return the words for what a diagnosis came to.

    Where it cannot be told yet, they put the one question that would decide it.
    """
    named = diagnosis.named
    if named is not None:
        words = WORDS[named.cause.id]
        if named.finding.verdict is Verdict.CONFIRMED:
            return words
        return replace(words, happened=f"{words.happened} {_MOST_LIKELY}")
    if diagnosis.question is not None:
        return _asking(diagnosis.question)
    return _NOTHING_FOUND


def _asking(question: Question) -> CustomerWords:
    return CustomerWords(
        happened=(
            "The connection to QuickBooks failed. We cannot say for certain yet why: several"
            " things look the same from outside."
        ),
        do=f"One answer from you would decide it. {PLAIN_QUESTIONS[question.id]}",
        fear_not=f"{UNTOUCHED} Please do not disconnect it meanwhile.",
    )
