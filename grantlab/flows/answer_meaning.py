"""What an answer means, in the words of OAuth or of the company API."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from grantlab.diagnosis.readings.faults import THROTTLED, read_fault
from grantlab.errors import GrantlabError
from grantlab.playground.hiding import hide_in_text, hide_in_url
from grantlab.playground.purpose import is_token_request
from grantlab.playground.request import (
    BasicOfKeyPair,
    CustomBasic,
    NoAuth,
    PlaygroundRequest,
)
from grantlab.playground.sent_request import Answer, SentRequest
from grantlab.playground.wall import Target
from grantlab.protocol.durations import span_words
from grantlab.protocol.errors import TokenEndpointError
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.token_response import TokenAnswer, TokenSet, read_token_answer

_CHALLENGE = re.compile(
    r"\berror=\"(?P<error>[^\"]{1,80})\"(?:.{0,200}?error_description=\"(?P<told>[^\"]{1,300})\")?",
    re.IGNORECASE,
)
"""What a protected resource says of a token it refuses. Spec: RFC 6750 §3."""


class MeaningKind(StrEnum):
    """What an answer comes to."""

    TOKENS = "tokens"
    REVOKED = "revoked"
    ANSWERED = "answered"
    REDIRECT = "redirect"
    OAUTH_ERROR = "oauth-error"
    FAULT = "fault"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an answer comes to, without a secret."""

    kind: MeaningKind
    words: str
    """A sentence without its full stop."""

    code: str = ""
    """The error as the service names it: ``invalid_grant``, ``3200``; empty without one."""

    detail: str = ""
    """What the service says to it, in its own words; a fault may name the token itself."""

    intuit_tid: str = ""

    @property
    def can_be_diagnosed(self) -> bool:
        """Whether it is a no that has causes."""
        return self.kind in {
            MeaningKind.OAUTH_ERROR,
            MeaningKind.FAULT,
            MeaningKind.REFUSED,
        }


def read_meaning(
    sent: SentRequest, target: Target, purpose: Purpose | None, *, now: datetime
) -> Meaning:
    """Return what came of a request that was sent to a place."""
    answer = sent.answer
    if answer is None:
        return Meaning(kind=MeaningKind.NO_ANSWER, words=_words_of_silence(sent))
    found = _read(answer, target, purpose, now)
    if answer.status == HTTPStatus.UNAUTHORIZED:
        words = _words_of_credentials(sent.request, target, purpose)
        found = replace(found, words=words or found.words)
    return replace(
        found,
        detail=hide_in_text(found.detail),
        intuit_tid=answer.header("intuit_tid") or "",
    )


def _read(
    answer: Answer, target: Target, purpose: Purpose | None, now: datetime
) -> Meaning:
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
        return _redirect(answer)
    if is_token_request(target):
        return _of_token_endpoint(answer, now)
    if purpose is Purpose.REVOCATION:
        return _of_revocation(answer)
    if answer.status < HTTPStatus.BAD_REQUEST:
        # A fault can come with 200: the body decides, not the status alone.
        fault = read_fault(answer.body)
        if fault.code is None:
            return Meaning(kind=MeaningKind.ANSWERED, words="It was answered")
    return _refusal(answer)


def _words_of_credentials(
    request: PlaygroundRequest, target: Target, purpose: Purpose | None
) -> str:
    """Return what a 401 says of what went out; empty where the answer itself says more."""
    of_keys = is_token_request(target) or purpose is Purpose.REVOCATION
    wanted = (
        "the client id and secret as Basic" if of_keys else "an access token as Bearer"
    )
    if isinstance(request.auth, NoAuth) and request.header("authorization") is None:
        return f"The request carried no Authorization: send {wanted}"
    if isinstance(request.auth, BasicOfKeyPair | CustomBasic) and not of_keys:
        return f"The request carried Basic: send {wanted}"
    if purpose is Purpose.REVOCATION:
        return _WORDS_OF_ERRORS["invalid_client"]
    return ""


def _words_of_silence(sent: SentRequest) -> str:
    if sent.may_have_been_carried_out:
        return f"No answer came: {sent.failure}. It may have been carried out"
    return f"No answer came: {sent.failure}"


def _redirect(answer: Answer) -> Meaning:
    where = answer.header("location")
    if where is None:
        return Meaning(
            kind=MeaningKind.ANSWERED, words="There is nothing new, or nothing to show"
        )
    return Meaning(
        kind=MeaningKind.REDIRECT,
        words="It points to another address, which was not asked: what this request"
        " carried stays with the host it was sent to",
        detail=hide_in_url(where),
    )


def _of_token_endpoint(answer: Answer, now: datetime) -> Meaning:
    try:
        tokens = read_token_answer(
            TokenAnswer(
                status=answer.status,
                body=answer.body.encode(errors="replace"),
                intuit_tid=None,
                received_at=now,
            )
        )
    except TokenEndpointError as exc:
        return Meaning(
            kind=MeaningKind.OAUTH_ERROR,
            words=_WORDS_OF_ERRORS.get(exc.error, "The token endpoint refused"),
            code=exc.error,
            detail=exc.error_description or "",
        )
    except GrantlabError as exc:
        return _of_unreadable(answer, exc)
    return Meaning(kind=MeaningKind.TOKENS, words=_words_of_tokens(tokens, now))


def _of_unreadable(answer: Answer, trouble: GrantlabError) -> Meaning:
    """Return what the status alone says, where it says enough: an outage sends HTML."""
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return Meaning(
            kind=MeaningKind.REFUSED, words=_WORDS_OF_ERRORS["invalid_client"]
        )
    if (
        answer.status == HTTPStatus.TOO_MANY_REQUESTS
        or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    ):
        return _refusal(answer)
    return Meaning(
        kind=MeaningKind.UNREADABLE,
        words=f"It is neither a token response nor an error response: {trouble}",
    )


_WORDS_OF_ERRORS = {
    "invalid_grant": "The code or refresh token was not accepted",
    "invalid_client": "The client id and secret were not accepted",
    "invalid_request": "The token request lacks a parameter, or has one twice or wrong",
    "unauthorized_client": "This client may not use this grant",
    "unsupported_grant_type": "This grant type is not known here",
    "invalid_scope": "A scope is unknown, or more than was granted",
}
"""Spec: RFC 6749 §5.2."""


def _words_of_tokens(tokens: TokenSet, now: datetime) -> str:
    parts = ["A new access token"]
    if tokens.access_expires_at is not None:
        parts.append(f"for {span_words(tokens.access_expires_at - now)}")
    if tokens.refresh_token is not None:
        parts.append("and a refresh token")
        if tokens.refresh_expires_at is not None:
            parts.append(f"for {span_words(tokens.refresh_expires_at - now)}")
    return f"{' '.join(parts)}; what was sent by hand is stored nowhere"


def _of_revocation(answer: Answer) -> Meaning:
    if answer.status == HTTPStatus.OK:
        return Meaning(
            kind=MeaningKind.REVOKED,
            words="The token has ended, and every other of the same consent",
        )
    if answer.status == HTTPStatus.BAD_REQUEST and not answer.body.strip():
        return Meaning(
            kind=MeaningKind.REFUSED,
            words="The token is unknown, has expired or was revoked before: none acts any more",
        )
    return _refusal(answer)


def _refusal(answer: Answer) -> Meaning:
    fault = read_fault(answer.body)
    challenge = _CHALLENGE.search(answer.header("www-authenticate") or "")
    if fault.code is not None:
        return Meaning(
            kind=MeaningKind.FAULT,
            words=_words_of_status(answer.status, fault.code),
            code=fault.code,
            detail=fault.detail or "",
        )
    return Meaning(
        kind=MeaningKind.REFUSED,
        words=_words_of_status(answer.status, ""),
        code=challenge["error"] if challenge else "",
        detail=(challenge["told"] or "") if challenge else "",
    )


def _words_of_status(status: int, code: str) -> str:
    if code == THROTTLED or status == HTTPStatus.TOO_MANY_REQUESTS:
        return "Too many requests: wait, and send fewer"
    if status == HTTPStatus.UNAUTHORIZED:
        return "The access token was not accepted: refresh once, and ask again"
    if status == HTTPStatus.FORBIDDEN:
        return "The token is good, and not for this: look at scope, company and environment"
    if status == HTTPStatus.NOT_FOUND:
        return "There is nothing at this address"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "The service failed, which says nothing about the tokens"
    return "The service refused it"
