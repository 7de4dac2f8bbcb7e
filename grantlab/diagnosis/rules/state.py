"""Causes for which the redirect back was disregarded: its state was not the expected one."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding, confirmed, ruled_out, suspected
from grantlab.diagnosis.pastes.questions import SESSION_PRESENT
from grantlab.diagnosis.readings.requests import Answer, parameter_of
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage
from grantlab.protocol.errors import StateProblem
from grantlab.protocol.round_trip import Purpose

_EXPLAINS = frozenset({Answer.REQUEST_REFUSED})
_OF_THE_SESSION = (StateProblem.EXPIRED, StateProblem.OTHER_BROWSER)


@rule(
    "state_mismatch_csrf",
    title="The state of the callback was not the one that was sent",
    stage=Stage.STATE,
    looks_at="the redirect back carried a state that this browser had been given",
    source="RFC 6749 §10.12.",
    explains=_EXPLAINS,
)
def mismatching_state(evidence: Evidence) -> Finding:
    problem = _problem(evidence)
    if problem in _OF_THE_SESSION:
        return ruled_out(
            f"The state was one that had been sent from here; it was {problem}.",
            facts=(evidence.refusal,),
        )
    carried = parameter_of(evidence.refusal, "state")
    remedy = "Begin again with a new state, and use nothing of the response that came."
    if carried is None:
        return confirmed(
            "The redirect back carried no state at all, and one had been sent.",
            remedy=remedy,
            facts=(evidence.refusal,),
        )
    if carried in _sent_states(evidence):
        return suspected(
            f"The redirect back carried {carried}, which had been used before: an old address"
            " was opened again, or somebody repeats it.",
            remedy=remedy,
            question=SESSION_PRESENT.text,
            facts=(evidence.refusal,),
        )
    return confirmed(
        f"The redirect back carried {carried}, and no request on record had sent that.",
        remedy=remedy,
        facts=(evidence.refusal,),
    )


@rule(
    "state_lost_session",
    title="The session that held the state was gone when the user came back",
    stage=Stage.STATE,
    looks_at="the browser that came back still held the state that it was sent with",
    source="RFC 6749 §10.12; RFC 6265 on cookies and their SameSite attribute.",
    explains=_EXPLAINS,
)
def lost_session(evidence: Evidence) -> Finding:
    problem = _problem(evidence)
    if problem not in _OF_THE_SESSION:
        return ruled_out(
            "It was not the session: the state itself was another, or had been used.",
            facts=(evidence.refusal,),
        )
    facts = (evidence.refusal,)
    if problem is StateProblem.EXPIRED:
        return confirmed(
            f"The state was the right one, and had expired when the user came back at"
            f" {wording.moment(evidence.refusal.started_at)}.",
            remedy="Begin again; keep a state for as long as a user may take to decide.",
            facts=facts,
        )
    return confirmed(
        "The state was the right one, and the browser that brought it had no session that"
        " it belongs to: another browser, another host name, or a cookie that was not sent.",
        remedy=(
            "Keep one host name from the first page to the callback, and let the session"
            " cookie be sent on a redirect from elsewhere (SameSite=Lax)."
        ),
        facts=facts,
    )


def _problem(evidence: Evidence) -> StateProblem | None:
    words = (evidence.refusal.failure or "").rpartition(" ")[2]
    return next((problem for problem in StateProblem if problem == words), None)


def _sent_states(evidence: Evidence) -> set[str | None]:
    return {
        parameter_of(one, "state")
        for one in evidence.earlier
        if one.purpose is Purpose.AUTHORIZATION_REQUEST
    }
