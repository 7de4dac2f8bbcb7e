"""Causes in which what was sent as a token was none of those that were received."""

import re

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import CLIENT_AT_CONSENT, WHAT_WAS_SENT
from grantlab.diagnosis.readings.lineage import Received
from grantlab.diagnosis.readings.requests import (
    Answer,
    RequestKind,
    bearer_of,
    client_id_of,
    description_of,
    kind_of,
    revoked_token,
    value_of,
)
from grantlab.diagnosis.readings.tokens import (
    find_sent,
    sent_fingerprint,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.rules.keys import OTHER_CLIENT
from grantlab.diagnosis.rules.questions import WHERE_FROM
from grantlab.diagnosis.verdicts import Stage

SHORT = 30
"""So few characters were never a token: the shortest that Intuit gives has 39."""

_HIDDEN = re.compile(r"‹hidden, (\d{1,7}) characters›")
_NEWEST = "Send the refresh token of the newest answer, read from where it was stored."


@rule(
    "access_token_sent_as_refresh_token",
    title="An access token was sent in place of the refresh token",
    stage=Stage.REFRESH,
    looks_at="what was sent as refresh token had been received as an access token",
    source="RFC 6749 §6; public reports.",
)
def access_token_in_its_place(evidence: Evidence) -> Finding:
    sent = sent_fingerprint(evidence)
    if sent is None:
        return _unmarked(evidence)
    pair = next((one for one in evidence.received_before if one.access == sent), None)
    if pair is None:
        return ruled_out(
            f"{wording.refresh_token(sent)} was received as no access token."
        )
    return confirmed(
        f"The request carried {wording.access_token(sent)}, which had been received as access"
        f" token at {wording.moment(pair.received_at)}.",
        remedy="Send the refresh token of the same answer; it is the shorter of the two.",
        facts=(pair.fact, evidence.refusal),
    )


@rule(
    "placeholder_or_empty_token",
    title="What was sent as refresh token never was one",
    stage=Stage.REFRESH,
    looks_at="what was sent as refresh token is as long as one",
    source="RFC 6749 §6; public reports.",
    explains=frozenset({Answer.GRANT_REFUSED, Answer.REQUEST_REFUSED}),
)
def placeholder(evidence: Evidence) -> Finding:
    length = _length_without_shape(evidence)
    facts = (evidence.refusal,)
    if not evidence.refusal.form:
        return ruled_out(
            "The body was not a form, so nothing in it was read.", facts=facts
        )
    if length is None:
        return ruled_out("What was sent has the shape of a token.", facts=facts)
    if length == 0:
        return confirmed(
            "The request carried no refresh token at all.", remedy=_NEWEST, facts=facts
        )
    if length < SHORT:
        return confirmed(
            f"What was sent as refresh token has {length} characters, and no token is so"
            " short.",
            remedy=_NEWEST,
            facts=facts,
        )
    return undetermined(
        WHAT_WAS_SENT.text, because="It has no token's shape.", facts=facts
    )


@rule(
    "token_truncated_by_storage",
    title="The store cut the token",
    stage=Stage.REFRESH,
    looks_at="the refresh token that was sent is as whole as those that were received",
    source="Intuit's documents on the length of tokens; public reports.",
)
def cut_token(evidence: Evidence) -> Finding:
    length, received = _length_without_shape(evidence), evidence.received_before
    facts = (evidence.refusal,)
    if length is None:
        return ruled_out("What was sent has the shape of a whole token.", facts=facts)
    if length < SHORT:
        return ruled_out("So little is left that it never was a token.", facts=facts)
    if not received:
        return undetermined(WHAT_WAS_SENT.text)
    return suspected(
        f"What was sent as refresh token has {length} characters and no token's shape, and"
        f" {wording.refresh_token(received[-1].refresh)}, which had been received, has it.",
        remedy="Store tokens in columns without a short limit, and consent again for what was cut.",
        question=WHAT_WAS_SENT.text,
        facts=(received[-1].fact, evidence.refusal),
    )


@rule(
    "wrong_client_or_environment_for_token",
    title="The refresh token belongs to another client id",
    stage=Stage.REFRESH,
    looks_at="the client id that received the token is the one that sent it",
    at=(RequestKind.REFRESH, RequestKind.REVOCATION),
    source="RFC 6749 §6 and §10.4; public reports of the error's words.",
)
def token_of_another_client(evidence: Evidence) -> Finding:
    held, refusal = _held(evidence), evidence.refusal
    brought = client_id_of(refusal)
    answer = None if held is None else held.answer
    received = None if answer is None else client_id_of(answer)
    if received is not None and brought is not None:
        facts = (held.fact, refusal) if held else (refusal,)
        if received == brought:
            return ruled_out(f"Client id {brought} had received it.", facts=facts)
        return confirmed(
            f"The token was received by client id {received}, and sent by {brought}.",
            remedy="Use the keys that the consent was given to, or consent again with the new ones.",
            facts=facts,
        )
    if description_of(refusal) == OTHER_CLIENT and _is_unknown(evidence):
        return suspected(
            f"The answer said “{OTHER_CLIENT}”, and no answer on record had brought the token.",
            remedy="Use the keys that the consent was given to, or consent again with the new ones.",
            question=CLIENT_AT_CONSENT.text,
            facts=(refusal,),
        )
    return undetermined(CLIENT_AT_CONSENT.text)


@rule(
    "token_unknown",
    title="The token was none that the service had given to this connection",
    stage=Stage.REFRESH,
    looks_at="an answer on record had brought the token that was sent",
    at=(RequestKind.REFRESH, RequestKind.REVOCATION, RequestKind.API),
    source="RFC 6749 §5.2 and §6; RFC 7009 §2.2; the wire facts on malformed bearers.",
    explains=frozenset({Answer.GRANT_REFUSED, Answer.TOKEN_REFUSED}),
)
def unknown_token(evidence: Evidence) -> Finding:
    sent = _fingerprint(evidence)
    if sent is None:
        return ruled_out(
            "What was sent has no token's shape.", facts=(evidence.refusal,)
        )
    if not _is_unknown(evidence):
        return ruled_out(f"An answer on record had brought ‹token {sent}›.")
    if not evidence.record_is_whole:
        return undetermined(
            WHERE_FROM.text,
            because="No answer on record had brought it, but the record may have gaps.",
        )
    return suspected(
        f"‹token {sent}› was sent, and nothing that is on record since the consent brought it:"
        " it is of another connection, of another service, or invented.",
        remedy="Use the tokens that are stored with this company, and no copies from elsewhere.",
        question=WHERE_FROM.text,
        facts=(evidence.refusal,),
    )


def _length_without_shape(evidence: Evidence) -> int | None:
    """Return the length of what was sent; ``None`` if it has a token's shape."""
    value = value_of(evidence.refusal, "refresh_token")
    if not value:
        return 0
    hidden = _HIDDEN.fullmatch(value)
    return int(hidden[1]) if hidden else None


def _unmarked(evidence: Evidence) -> Finding:
    return ruled_out("What was sent has no token's shape.", facts=(evidence.refusal,))


def _fingerprint(evidence: Evidence) -> str | None:
    match kind_of(evidence.refusal):
        case RequestKind.API:
            return bearer_of(evidence.refusal)
        case RequestKind.REVOCATION:
            return revoked_token(evidence.refusal)
        case _:
            return sent_fingerprint(evidence)


def _is_unknown(evidence: Evidence) -> bool:
    sent = _fingerprint(evidence)
    return not any(
        sent in {one.refresh, one.access} for one in evidence.received_before
    )


def _held(evidence: Evidence) -> Received | None:
    sent = _fingerprint(evidence)
    for pair in reversed(evidence.received_before):
        if sent is not None and sent in {pair.refresh, pair.access}:
            return pair
    return find_sent(evidence)
