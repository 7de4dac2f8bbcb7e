"""What speaks for a refusal, for a new pair, or for neither."""

from datetime import datetime, timedelta
from http import HTTPStatus

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import AttemptFact, GenerationFact
from grantlab.diagnosis.foresight.expected import (
    Expected,
    Foresight,
    StoreFacts,
    Sureness,
    refused,
)
from grantlab.diagnosis.readings.calls import UNANSWERED
from grantlab.diagnosis.readings.endings import find_code_use
from grantlab.diagnosis.readings.requests import sent_refresh_token
from grantlab.diagnosis.readings.tokens import GRACE
from grantlab.diagnosis.wording import moment, span
from grantlab.protocol.round_trip import Purpose, RoundTrip

NOTHING_SENT = "nothing was sent"
"""What a round trip says that came to no connection."""

NEXT = timedelta(minutes=1)
"""How soon after the journal’s line its request leaves, at most."""

LONG_UNPROVED = timedelta(days=7)
"""After a week without an accepted request the last one proves little."""


def judge_end(
    evidence: Evidence, store: StoreFacts, current: GenerationFact
) -> Foresight | None:
    """Expect a refusal where the pair has ended, or was refused before."""
    if store.revoked_at is not None:
        because = f"It was revoked from here {moment(store.revoked_at)}."
        return refused(Sureness.CERTAIN, because, "L602")
    hard, soft = current.hard_expires_at, current.refresh_expires_at
    if hard is not None and evidence.now >= hard:
        because = f"Its consent ended {moment(hard)}; no refresh helps after that."
        return refused(Sureness.CERTAIN, because, "L507")
    if soft is not None and evidence.now >= soft:
        because = f"Its refresh token ended {moment(soft)}, unused for its whole life."
        return refused(Sureness.CERTAIN, because, "L506")
    if store.refused_at is not None:
        return refused(
            Sureness.LIKELY,
            f"The same value was refused {moment(store.refused_at)}. Only if the service"
            " was in trouble then would it be accepted now.",
            "L510",
        )
    return None


def judge_consent(evidence: Evidence, current: GenerationFact) -> Foresight | None:
    """Expect a refusal where the code of the consent was exchanged twice."""
    of_current = [
        pair.root
        for pair in evidence.received
        if pair.refresh == current.refresh_fingerprint
    ]
    family = tuple(pair for pair in evidence.received if pair.root in of_current)
    use = find_code_use(family, evidence.round_trips)
    if use is None or not use.again:
        return None
    again = moment(use.again[0].started_at)
    because = f"The code of its consent was exchanged again {again}, which ends what it had given."
    return refused(Sureness.LIKELY, because, "L304")


def judge_unanswered(
    evidence: Evidence, store: StoreFacts, current: GenerationFact
) -> Foresight | None:
    """Weigh a refresh of the same value whose answer never arrived."""
    lost = _unanswered(evidence, current)
    if lost is None:
        return None
    grace = GRACE if store.grace is None else store.grace
    ago = evidence.now - lost.started_at
    told = f"The same value was sent {span(ago)} ago, and no usable answer came."
    if ago < grace:
        return Foresight(
            expected=Expected.NEW_PAIR,
            sure=Sureness.LIKELY,
            because=f"{told} If the service had replaced it then, it is honoured for {span(grace - ago)} yet.",
            source="L504, L513",
        )
    return Foresight(
        expected=Expected.CANNOT_TELL,
        sure=Sureness.OPEN,
        because=f"{told} If the service had replaced it then, it is refused now; if not, it is good.",
        source="L504, L513",
    )


def _unanswered(evidence: Evidence, current: GenerationFact) -> AttemptFact | None:
    """Return the first refresh of the current value that may have replaced it unnoticed."""
    for attempt in evidence.attempts or ():
        is_own = attempt.sent_fingerprint == current.refresh_fingerprint
        is_later = attempt.started_at >= current.received_at
        is_open = attempt.outcome in UNANSWERED and not _never_left(attempt, evidence)
        if is_own and is_later and is_open:
            return attempt
    return None


def _never_left(attempt: AttemptFact, evidence: Evidence) -> bool:
    """Whether the request of a line of the journal came to no connection."""
    return any(
        one.failure is not None
        and NOTHING_SENT in one.failure
        and sent_refresh_token(one) == attempt.sent_fingerprint
        and timedelta() <= one.started_at - attempt.started_at < NEXT
        for one in evidence.round_trips
    )


def judge_call(evidence: Evidence, current: GenerationFact) -> Foresight | None:
    """Expect a refusal where the company last refused an access token in its hour."""
    ends = current.access_expires_at
    calls = [
        call
        for call in evidence.round_trips
        if call.purpose is Purpose.COMPANY_INFO
        and ends is not None
        and current.received_at <= call.started_at < ends
    ]
    if not calls or calls[-1].status != HTTPStatus.UNAUTHORIZED:
        return None
    return refused(
        Sureness.LIKELY,
        f"Its access token was refused {moment(calls[-1].started_at)}, within its hour:"
        " so it is when the company has disconnected.",
        "L602, L603",
    )


def expect_pair(evidence: Evidence, current: GenerationFact) -> Foresight:
    """Expect a new pair where nothing speaks against it."""
    proved_at = _last_proof(evidence, current)
    ago = evidence.now - proved_at
    told = f"The newest pair came {moment(current.received_at)}, nothing has replaced it since, and its own end has not come."
    if ago >= LONG_UNPROVED:
        told = f"{told} The service last accepted something of it {span(ago)} ago."
    return Foresight(
        expected=Expected.NEW_PAIR,
        sure=Sureness.LIKELY,
        because=f"{told} A disconnect inside QuickBooks would not show here.",
        source="L502, L508, L603",
    )


def _last_proof(evidence: Evidence, current: GenerationFact) -> datetime:
    """Return when the service last gave or accepted something of the current pair."""
    calls = [
        one.started_at
        for one in evidence.round_trips
        if one.purpose is Purpose.COMPANY_INFO and _went_well(one)
    ]
    return max([current.received_at, *calls])


def _went_well(round_trip: RoundTrip) -> bool:
    return round_trip.status == HTTPStatus.OK
