"""The three questions of the quick form, answered in a word and its reason."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from markupsafe import Markup

from blueprints.moments import moment
from grantlab.flows.check_tokens import TokenCheck
from grantlab.protocol.company_info import CompanyAnswer


class Answer(NamedTuple):
    """One question, the word that answers it, and why."""

    question: str
    role: str
    """One of good, caution, refused, unknown."""

    word: str
    because: Markup


def answer_all(check: TokenCheck) -> tuple[Answer, ...]:
    """Return the answers in the order in which they are asked."""
    return (_is_alive(check), _answers(check), _is_due(check))


def _is_alive(check: TokenCheck) -> Answer:
    question = "Is the access token alive?"
    if check.answer is None:
        return Answer(question, "unknown", "unknown", _silence(check))
    if check.answer.token_refused:
        return Answer(question, "refused", "no", Markup(
            "The API answered 401: the token is expired or revoked, or another environment’s."
        ))  # fmt: skip
    if check.answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer(question, "unknown", "unknown", Markup(
            "The service failed before it said anything about the token."
        ))  # fmt: skip
    return Answer(question, "good", "yes", Markup(
        "The API did not answer 401, which is what it answers for a token that is over."
    ))  # fmt: skip


def _answers(check: TokenCheck) -> Answer:
    question = "Does the company answer?"
    answer = check.answer
    if answer is None:
        return Answer(question, "unknown", "unknown", _silence(check))
    if answer.answered:
        name = answer.company_name or ""
        return Answer(
            question, "good", "yes", Markup("It calls itself <b>{}</b>.").format(name)
        )
    return Answer(question, "refused", "no", _refusal(answer))


def _refusal(answer: CompanyAnswer) -> Markup:
    told = " ".join(part for part in (answer.fault_code, answer.fault_detail) if part)
    said = f"{answer.status}{f', {told}' if told else ''}"
    return Markup("It said {}. {}").format(said, _MEANS.get(answer.status, ""))


_MEANS: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "The token was not accepted, so the company was not asked.",
    HTTPStatus.FORBIDDEN: "The token is good, but not for this company, this environment, or this scope.",
    HTTPStatus.NOT_FOUND: "There is no company of that number there.",
}


def _is_due(check: TokenCheck) -> Answer:
    question = "Is a refresh due?"
    ends = check.refresh_expires_at
    if ends is not None and check.now >= ends:
        return Answer(question, "refused", "too late", Markup(
            "By its own value the refresh token ended {}. Only a new consent helps."
        ).format(moment(ends, check.now)))  # fmt: skip
    if check.access_token_is_alive is False:
        return Answer(question, "caution", "yes", Markup(
            "A 401 is the sign to refresh, once, and to repeat the call. {}"
        ).format(_told(check)))  # fmt: skip
    if check.refresh_is_due:
        return Answer(question, "caution", "yes", Markup(
            "The access token is good, but the refresh token nears its end. {}"
        ).format(_told(check)))  # fmt: skip
    if check.access_token_is_alive is None:
        return Answer(question, "unknown", "unknown", _told(check))
    return Answer(
        question,
        "good",
        "no",
        Markup("The access token was accepted. {}").format(_told(check)),
    )


def _told(check: TokenCheck) -> Markup:
    """Return what the refresh token tells by itself; it is never sent."""
    if check.refresh_expires_at is not None:
        return Markup(
            "The refresh token ends {}, by its own value; it was not sent."
        ).format(moment(check.refresh_expires_at, check.now))
    if check.refresh_kind is not None:
        return Markup("The refresh token’s value does not tell when it ends.")
    if check.refresh_given:
        return Markup(
            "What was pasted as the refresh token looks like none that is known, so it tells nothing."
        )
    return Markup("Paste the refresh token as well, to see when it ends.")


def _silence(check: TokenCheck) -> Markup:
    return Markup("No answer came: {}.").format(check.unreachable or "nothing was sent")
