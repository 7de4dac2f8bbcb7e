"""A request and its answer as a text that can be pasted, without a secret: for the desk."""

from collections.abc import Iterable

from grantlab.pastes.redacting import redact
from grantlab.pastes.unanswered import write_silence
from grantlab.playground.request import written_authorization
from grantlab.playground.sending import write_out
from grantlab.playground.sent_request import SentRequest

MOST_OF_A_BODY = 100_000
"""Octets; what is refused, and why, is said in fewer."""


def exchange_text(sent: SentRequest) -> str:
    """Return the exchange as it was on the wire, each secret as a mark with its fingerprint."""
    outgoing = write_out(sent.request)
    headers = list(outgoing.headers)
    authorization = written_authorization(outgoing.auth)
    if authorization is not None:
        headers.append(("Authorization", authorization))
    body = outgoing.body[:MOST_OF_A_BODY].decode(errors="replace")
    told = [f"{outgoing.method} {outgoing.url}", *_lines(headers), "", body, ""]
    if sent.answer is None:
        told.append(
            write_silence(
                sent.failure,
                asked_at=sent.started_at,
                may_have_been_carried_out=sent.may_have_been_carried_out,
            )
        )
    else:
        answer = sent.answer
        told += [f"HTTP/1.1 {answer.status} {answer.reason}", *_lines(answer.headers)]
        told += ["", answer.body[:MOST_OF_A_BODY]]
    return redact("\n".join(told))


def _lines(headers: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name}: {value}" for name, value in headers]
