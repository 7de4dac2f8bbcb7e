"""The cause in which two refreshes met."""

from datetime import timedelta

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import LAST_TWO_CALLS
from grantlab.diagnosis.readings.calls import RefreshCall, find_attempt, other_calls
from grantlab.diagnosis.readings.tokens import sent_fingerprint
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage

CLOSE = timedelta(seconds=10)
"""How soon after another refresh a second one may still come of the same occasion."""


@rule(
    "concurrent_refresh_race",
    title="Two refreshes were under way at once, and the other one won",
    stage=Stage.REFRESH,
    faq_item="R4",
    looks_at="another refresh with the same token was under way at the same time",
    source=(
        "Intuit FAQ, invalid grant on refresh, items 3 and 4; the wire facts on reuse and"
        " concurrency."
    ),
)
def lost_race(evidence: Evidence) -> Finding:
    sent = sent_fingerprint(evidence)
    if sent is None:
        return undetermined(LAST_TWO_CALLS.text)
    winners = [call for call in other_calls(evidence, sent) if _has_changed(call, sent)]
    for call in winners:
        if _overlap(call, evidence):
            return _confirm(evidence, call, sent)
    for call in winners:
        if _is_close(call, evidence) and _is_another_asker(call, evidence):
            return _suspect(evidence, call, sent)
    if evidence.attempts is None and not evidence.record_is_whole:
        return undetermined(LAST_TWO_CALLS.text)
    return ruled_out(
        f"No other refresh with {wording.refresh_token(sent)} on record met this one."
    )


def _has_changed(call: RefreshCall, sent: str) -> bool:
    return call.sent == sent and call.brought is not None and call.brought != sent


def _overlap(call: RefreshCall, evidence: Evidence) -> bool:
    refusal = evidence.refusal
    ended_at = call.ended_at or call.started_at
    return (
        call.started_at <= refusal.started_at + refusal.elapsed
        and refusal.started_at < ended_at
    )


def _is_close(call: RefreshCall, evidence: Evidence) -> bool:
    gap = evidence.refusal.started_at - (call.ended_at or call.started_at)
    return timedelta() <= gap <= CLOSE


def _is_another_asker(call: RefreshCall, evidence: Evidence) -> bool:
    """Whether somebody else asked, as whoever leaves no line in the journal is.

    Without a journal nobody can say that it was not.
    """
    own = find_attempt(evidence)
    return own is None or own.asked_by != call.asked_by


def _confirm(evidence: Evidence, call: RefreshCall, sent: str) -> Finding:
    return confirmed(
        f"A refresh with {wording.refresh_token(sent)}{_asked(call)} had begun at"
        f" {wording.moment(call.started_at)} and brought"
        f" {wording.refresh_token(call.brought or '')} while the refused one, with the same"
        " token, was under way.",
        remedy="Let one process at a time refresh a connection, and others wait for its result.",
        facts=(call.fact, evidence.refusal),
    )


def _suspect(evidence: Evidence, call: RefreshCall, sent: str) -> Finding:
    return suspected(
        f"Seconds earlier another refresh with {wording.refresh_token(sent)}{_asked(call)}"
        f" had brought {wording.refresh_token(call.brought or '')}.",
        remedy="Let one process at a time refresh a connection, and read the store again after it.",
        question=LAST_TWO_CALLS.text,
        facts=(call.fact, evidence.refusal),
    )


def _asked(call: RefreshCall) -> str:
    return f", asked by {call.asked_by}," if call.asked_by else ""
