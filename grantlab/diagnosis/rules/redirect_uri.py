"""Causes that lie in the redirect URI of an exchange."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import BOTH_REDIRECT_URIS
from grantlab.diagnosis.readings.consent import authorized_redirect_uri
from grantlab.diagnosis.readings.requests import Answer, value_of
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage

_EXPLAINS = frozenset({Answer.GRANT_REFUSED, Answer.REQUEST_REFUSED})


@rule(
    "redirect_uri_has_query",
    title="The redirect URI carries a query",
    stage=Stage.EXCHANGE,
    faq_item="E1",
    looks_at="any redirect_uri of the two requests has a question mark in it",
    source="Intuit FAQ, invalid grant on exchange, item 1.",
    explains=_EXPLAINS,
)
def redirect_uri_with_query(evidence: Evidence) -> Finding:
    sent = value_of(evidence.refusal, "redirect_uri")
    expected = _expected(evidence)
    known = [uri for uri in (sent, *expected) if uri is not None]
    with_query = [uri for uri in known if "?" in uri]
    if not known:
        return undetermined(BOTH_REDIRECT_URIS.text)
    if not with_query:
        return ruled_out("No redirect URI on record has a query.")
    because = f"The redirect URI “{with_query[0]}” has a query"
    remedy = "Take the query out of the redirect URI, and carry what it said in state."
    facts = (evidence.refusal,)
    twin = None if sent is None else _twin_but_for_query(sent, expected)
    if twin is not None:
        return confirmed(
            f"{because}: but for that, “{sent}” and “{twin}” would be equal.",
            remedy=remedy,
            facts=facts,
        )
    return suspected(
        f"{because}, which a registered redirect URI never has.",
        remedy=remedy,
        question=BOTH_REDIRECT_URIS.text,
        facts=facts,
    )


@rule(
    "redirect_uri_mismatch",
    title="The exchange named another redirect URI than the authorization request",
    stage=Stage.EXCHANGE,
    faq_item="E1",
    looks_at=(
        "the redirect_uri of the exchange is, character by character, the one of the"
        " authorization request, and registered"
    ),
    source="Intuit FAQ, invalid grant on exchange, item 1; RFC 6749 §4.1.3.",
    explains=_EXPLAINS,
)
def mismatched_redirect_uri(evidence: Evidence) -> Finding:
    sent = value_of(evidence.refusal, "redirect_uri")
    authorized = authorized_redirect_uri(evidence)
    if authorized is not None and sent != authorized and evidence.refusal.form:
        return _confirm_mismatch(evidence, sent=sent, authorized=authorized)
    if sent is None:
        return undetermined(BOTH_REDIRECT_URIS.text)
    registered = evidence.registered_redirect_uris
    is_unlisted = registered is not None and sent not in registered
    if authorized is None:
        return _judge_by_list(evidence, sent=sent, is_unlisted=is_unlisted)
    if is_unlisted:
        return suspected(
            f"Both requests named “{sent}”, but it is not among the registered ones now:"
            f" {_listed(evidence)}.",
            remedy="Register the redirect URI for the key pair in use, and authorize again.",
            question=BOTH_REDIRECT_URIS.text,
            facts=(evidence.refusal,),
        )
    return ruled_out(
        f"Both requests named “{sent}”, character by character.",
        facts=(evidence.refusal,),
    )


def _confirm_mismatch(
    evidence: Evidence, *, sent: str | None, authorized: str
) -> Finding:
    remedy = (
        "Send the very redirect_uri of the authorization request with the exchange."
    )
    if sent is None:
        return confirmed(
            f"The authorization request named “{authorized}”, and the exchange named no"
            " redirect_uri at all.",
            remedy=remedy,
            facts=(evidence.refusal,),
        )
    return confirmed(
        f"The authorization request named “{authorized}”, but the exchange named"
        f" “{sent}”. {wording.difference(authorized, sent)}",
        remedy=remedy,
        facts=(evidence.refusal,),
    )


def _judge_by_list(evidence: Evidence, *, sent: str, is_unlisted: bool) -> Finding:
    if not is_unlisted:
        return undetermined(
            BOTH_REDIRECT_URIS.text,
            because=f"The exchange named “{sent}”; the other side is not known.",
        )
    return confirmed(
        f"The exchange named “{sent}”, which is not registered: {_listed(evidence)}.",
        remedy="Register the redirect URI for the key pair in use, and authorize again.",
        facts=(evidence.refusal,),
    )


def _listed(evidence: Evidence) -> str:
    listed = ", ".join(f"“{uri}”" for uri in evidence.registered_redirect_uris or ())
    return f"the list has {listed}" if listed else "the list is empty"


def _expected(evidence: Evidence) -> list[str]:
    authorized = authorized_redirect_uri(evidence)
    return [authorized] if authorized else list(evidence.registered_redirect_uris or ())


def _twin_but_for_query(sent: str, expected: list[str]) -> str | None:
    """Return the expected URI that differs from the sent one by a query only."""
    if sent in expected:
        return None
    bare = sent.partition("?")[0]
    return next((uri for uri in expected if uri.partition("?")[0] == bare), None)
