"""Answers that are late, lost, cut short, or not what they should be.

All but two come after the work was done: what was rotated stays rotated.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from grantlab.provider.faults.fault import MACHINES, Fault, Occasion
from grantlab.provider.refusals import INVALID_GRANT, Reason, Refusal
from grantlab.provider.server import Answer

Members = dict[str, Any]
_HTML = (
    b"<html><head><title>Maintenance</title></head><body>Please wait</body></html>\n"
)
_INFERRED = "inferred: what clients have to bear"


@dataclass(frozen=True, slots=True)
class SlowAnswer(Fault):
    """The answer is kept back for a while, after the work was done."""

    name: ClassVar[str] = "slow-answer"
    says: ClassVar[str] = "the answer comes late, two seconds unless told otherwise"
    source: ClassVar[str] = "reports of time-outs during outages"
    occasions: ClassVar[tuple[Occasion, ...]] = MACHINES
    usual_amount: ClassVar[timedelta | None] = timedelta(seconds=2)
    most: ClassVar[timedelta] = timedelta(seconds=60)

    def delay(self) -> timedelta:
        return self.amount


@dataclass(frozen=True, slots=True)
class AnswerCut(Fault):
    """The connection ends after the work was done, before a byte of the answer."""

    name: ClassVar[str] = "answer-cut"
    says: ClassVar[str] = "the work is done, and the connection ends without an answer"
    source: ClassVar[str] = _INFERRED
    occasions: ClassVar[tuple[Occasion, ...]] = MACHINES
    loses_answer: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AnswerNever(Fault):
    """Nothing comes after the work was done, until the connection ends."""

    name: ClassVar[str] = "answer-never"
    says: ClassVar[str] = (
        "the work is done, and nothing comes for a minute, unless told otherwise"
    )
    source: ClassVar[str] = "reports of time-outs during outages"
    occasions: ClassVar[tuple[Occasion, ...]] = MACHINES
    usual_amount: ClassVar[timedelta | None] = timedelta(seconds=60)
    most: ClassVar[timedelta] = timedelta(minutes=5)
    loses_answer: ClassVar[bool] = True

    def delay(self) -> timedelta:
        return self.amount


@dataclass(frozen=True, slots=True)
class TruncatedAnswer(Fault):
    """Half of the body is missing, and the length does not tell."""

    name: ClassVar[str] = "truncated-answer"
    says: ClassVar[str] = "the second half of the body is missing"
    source: ClassVar[str] = _INFERRED
    occasions: ClassVar[tuple[Occasion, ...]] = MACHINES

    def change(self, answer: Answer) -> Answer:
        return replace(answer, body=answer.body[: len(answer.body) // 2])


@dataclass(frozen=True, slots=True)
class AnswerNotJson(Fault):
    """A page of HTML comes with status 200; the request went nowhere."""

    name: ClassVar[str] = "answer-not-json"
    says: ClassVar[str] = "a page of HTML with status 200; nothing was done"
    source: ClassVar[str] = _INFERRED
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN, Occasion.COMPANY_API)

    def refuse(self) -> Refusal | None:
        return Refusal("", Reason.OUTAGE, status=200)

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        del at
        return Answer(refusal.status, _HTML, {"Content-Type": "text/html"})


@dataclass(frozen=True, slots=True)
class ErrorWithStatus200(Fault):
    """An error body comes with status 200; the request went nowhere."""

    name: ClassVar[str] = "error-with-status-200"
    says: ClassVar[str] = "invalid_grant in the body of a 200; no token is touched"
    source: ClassVar[str] = _INFERRED
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN,)

    def refuse(self) -> Refusal | None:
        return Refusal(INVALID_GRANT, Reason.OUTAGE, status=200)


@dataclass(frozen=True, slots=True)
class OtherKeyOrder(Fault):
    """The members of the answer come in another order."""

    name: ClassVar[str] = "other-key-order"
    says: ClassVar[str] = "the members of the answer in the opposite order"
    source: ClassVar[str] = "captures until 2022 have error_description first"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN,)

    def change(self, answer: Answer) -> Answer:
        return _rewrite(answer, lambda members: dict(reversed(members.items())))


@dataclass(frozen=True, slots=True)
class RefreshLifetimeMissing(Fault):
    """The answer does not say how long the refresh token is good."""

    name: ClassVar[str] = "refresh-lifetime-missing"
    says: ClassVar[str] = "no x_refresh_token_expires_in in the token response"
    source: ClassVar[str] = "the member is Intuit's own; RFC 6749 §5.1 does not have it"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN,)

    def change(self, answer: Answer) -> Answer:
        return _rewrite(answer, _without_lifetime)


def _without_lifetime(members: Members) -> Members:
    members.pop("x_refresh_token_expires_in", None)
    return members


def _rewrite(answer: Answer, rewrite: Callable[[Members], Members]) -> Answer:
    try:
        members = json.loads(answer.body)
    except ValueError:
        # Another fault was there before: what is no JSON has no members.
        return answer
    body = json.dumps(rewrite(members), separators=(",", ":"))
    return replace(answer, body=body.encode())
