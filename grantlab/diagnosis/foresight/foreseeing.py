"""What would happen if a connection were refreshed now."""

from dataclasses import replace

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import GenerationFact
from grantlab.diagnosis.foresight.expected import (
    Foresight,
    StoreFacts,
    nothing_sent,
)
from grantlab.diagnosis.foresight.grounds import (
    expect_pair,
    judge_call,
    judge_consent,
    judge_end,
    judge_unanswered,
)
from grantlab.diagnosis.wording import moment, refresh_token, span


def foresee_refresh(evidence: Evidence, store: StoreFacts) -> Foresight:
    """Return what a refresh of the connection would come to at the evidence's moment.

    The order is that of the refresh itself: what keeps it from being sent comes before
    what the service would look at.
    """
    current = _current(evidence, store)
    if current is None:
        return nothing_sent("There are no tokens to send.", "L605")
    kept_back = _keeps_from_sending(store)
    if kept_back is not None:
        return kept_back
    judged = (
        judge_end(evidence, store, current)
        or judge_consent(evidence, current)
        or judge_unanswered(evidence, store, current)
        or judge_call(evidence, current)
        or expect_pair(evidence, current)
    )
    return replace(judged, sends=current, besides=_besides(evidence, store, current))


def _current(evidence: Evidence, store: StoreFacts) -> GenerationFact | None:
    generations = evidence.generations or ()
    return next((one for one in generations if one.number == store.current), None)


def _keeps_from_sending(store: StoreFacts) -> Foresight | None:
    if not store.is_kept:
        because = "The value of its refresh token is wiped."
        if store.revoked_at is not None:
            because = f"It was ended here {moment(store.revoked_at)}, and its values are wiped."
        return nothing_sent(because, "L604")
    if not store.has_keys:
        because = "The keys of its environment are not there, and no request goes without them."
        return nothing_sent(because, "L301")
    if store.held_for is not None:
        return nothing_sent(
            "Another refresh holds the connection, for at most"
            f" {span(store.held_for)} more. This one would wait, and be given its pair.",
            "L509",
        )
    return None


def _besides(
    evidence: Evidence, store: StoreFacts, current: GenerationFact
) -> tuple[str, ...]:
    told = []
    if store.held_back_for is not None:
        told.append(
            f"No refresh is sent by itself for {span(store.held_back_for)} more, because"
            " answers did not come; a person’s is sent all the same."
        )
    for other in evidence.generations or ():
        if other.number != current.number and _is_sibling(other, current):
            mark = refresh_token(other.refresh_fingerprint or "")
            told.append(
                f"The same refresh token also gave pair {other.number} ({mark}); if the"
                " newest is refused, that one is tried once, where its value is kept."
            )
    return tuple(told)


def _is_sibling(other: GenerationFact, current: GenerationFact) -> bool:
    return (
        other.refresh_fingerprint is not None
        and current.sent_fingerprint is not None
        and other.sent_fingerprint == current.sent_fingerprint
    )
