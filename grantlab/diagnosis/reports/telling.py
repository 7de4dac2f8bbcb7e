"""What was read or recorded, in lines and in the order of time."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import GenerationFact
from grantlab.diagnosis.readings.requests import (
    answer_words,
    sent_code,
    sent_refresh_token,
)
from grantlab.diagnosis.reports.report import Happening, Line
from grantlab.diagnosis.wording import code, moment, refresh_token
from grantlab.pastes.marks import write_mark
from grantlab.pastes.understood import (
    Event,
    Happened,
    Moment,
    Named,
    Understood,
    Value,
    texts,
)
from grantlab.pastes.values import is_hidden
from grantlab.protocol.intuit_tid import made_at
from grantlab.protocol.round_trip import FRONT_CHANNEL, Purpose, RoundTrip

MOST_HAPPENINGS = 60
"""The newest; what is older is in the evidence file."""

NO_ZONE = "zone not told"

_HAPPENED = {
    Happened.SUCCEEDED: "succeeded",
    Happened.REFUSED: "refused",
    Happened.UNAUTHORIZED: "access token refused",
    Happened.FAILED: "no usable answer",
    Happened.UNKNOWN: "a line of the log",
}
_DONE = {
    Purpose.AUTHORIZATION_REQUEST: "the user was sent to consent",
    Purpose.AUTHORIZATION_RESPONSE: "the browser came back",
    Purpose.EXCHANGE: "exchange of a code",
    Purpose.REFRESH: "refresh",
    Purpose.REVOCATION: "revocation",
    Purpose.USERINFO: "UserInfo",
    Purpose.COMPANY_INFO: "CompanyInfo",
}


def lines_of_paste(understood: Understood) -> Iterator[Line]:
    """Yield what was understood of a paste."""
    yield Line("Length", f"{understood.length:,} characters")
    if understood.unanswered is not None:
        yield Line("Request", understood.unanswered.asked)
        yield Line("Answer", f"none came: {understood.unanswered.why}")
    for name, found in (
        ("Written by", understood.libraries),
        ("Hosts", understood.hosts),
        ("Statuses", understood.statuses),
        ("Fault codes", understood.fault_codes),
        ("Client ids", understood.client_ids),
        ("Companies", understood.realm_ids),
        ("intuit_tid", understood.intuit_tids),
    ):
        yield from _list(name, found)
    for uri in understood.redirect_uris:
        query = ", with a query" if uri.has_query else ""
        yield Line("Redirect URI", f"{uri.uri} ({uri.where.value}{query})")
    for value in {one.number: one for one in reversed(understood.values)}.values():
        yield Line(value.field.value.replace("_", " "), _value(value))


def lines_of_record(evidence: Evidence) -> Iterator[Line]:
    """Yield what is on record."""
    refused = evidence.refused
    if refused is not None:
        done, when = _DONE[refused.purpose], moment(refused.started_at)
        yield Line("Refused", f"{done}, {when}: {answer_words(refused)}")
        if refused.client_id is not None:
            yield Line("Client id", refused.client_id)
        sent = _sent(refused)
        if sent:
            yield Line("Sent", sent)
    if evidence.generations is not None:
        yield Line("Pairs of tokens", str(len(evidence.generations)))
    if evidence.attempts is not None:
        yield Line("Lines of the journal", str(len(evidence.attempts)))
    whole = {True: "all since the consent", False: "a part", None: "perhaps a part"}
    count = len(evidence.round_trips)
    yield Line("Round trips", f"{count}, {whole[evidence.record_is_whole]}")
    for uri in evidence.registered_redirect_uris or ():
        yield Line("Registered redirect URI", uri)


def happenings_of_paste(understood: Understood) -> tuple[Happening, ...]:
    """Return the events of a paste, its named moments, the ends inside its values, its requests.

    A named moment is a column of a row, such as ``updated_at``; one that dates a line is
    that line's event.
    """
    dating = {event.moment.span for event in understood.events}
    told = [
        *map(_of_event, understood.events),
        *(_of_moment(one) for one in understood.moments if one.span not in dating),
        *map(_ending, understood.values),
        *map(_of_tid, texts(understood.intuit_tids)),
    ]
    return _in_order(one for one in told if one is not None)


def happenings_of_record(evidence: Evidence) -> tuple[Happening, ...]:
    """Return the round trips and the pairs that came."""
    told = [
        *(_of_round_trip(one) for one in evidence.round_trips if one.purpose in _DONE),
        *map(_of_generation, evidence.generations or ()),
    ]
    return _in_order(told)


def _list(name: str, found: Iterable[Named]) -> Iterator[Line]:
    told = texts(found)
    if told:
        yield Line(name, ", ".join(told))


def _value(value: Value) -> str:
    """Return what is known of a value, as a mark if it was hidden: it can be read again."""
    if is_hidden(value.look):
        return write_mark(value)
    return f"{value.length} characters, looks like: {value.look.value}"


def _of_event(event: Event) -> Happening:
    what = _HAPPENED[event.happened]
    return _at_moment(event.moment, f"refresh, {what}" if event.is_refresh else what)


def _of_moment(told: Moment) -> Happening | None:
    if told.name is None:
        return None
    return _at_moment(told, told.name.replace("_", " "))


def _at_moment(told: Moment, what: str) -> Happening:
    if told.at is not None:
        remark = "" if told.has_zone else f" ({NO_ZONE})"
        return Happening(at=told.at, when=f"{moment(told.at)}{remark}", what=what)
    when = f"{_clock(told.clock or 0)} ({NO_ZONE})"
    return Happening(at=None, when=when, what=what)


def _clock(clock: float) -> str:
    days, seconds = divmod(int(clock), 86_400)
    told = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"day {days}, {told}" if days else told


def _ending(value: Value) -> Happening | None:
    if value.expires_at is None:
        return None
    name = value.field.value.replace("_", " ")
    what = f"{name} {value.fingerprint or ''} ends".replace("  ", " ")
    return Happening(at=value.expires_at, when=moment(value.expires_at), what=what)


def _of_tid(tid: str) -> Happening | None:
    at = made_at(tid)
    if at is None:
        return None
    return Happening(at=at, when=moment(at), what=f"the request {tid}")


def _of_round_trip(item: RoundTrip) -> Happening:
    at = item.started_at.astimezone(UTC)
    came = "" if item.purpose in FRONT_CHANNEL else f": {answer_words(item)}"
    sent = _sent(item)
    with_sent = f" with {sent}" if sent else ""
    return Happening(
        at=at, when=moment(at), what=f"{_DONE[item.purpose]}{with_sent}{came}"
    )


def _of_generation(fact: GenerationFact) -> Happening:
    at = fact.received_at.astimezone(UTC)
    mark = "without a refresh token"
    if fact.refresh_fingerprint is not None:
        mark = f"with {refresh_token(fact.refresh_fingerprint)}"
    return Happening(at=at, when=moment(at), what=f"pair {fact.number} came {mark}")


def _sent(item: RoundTrip) -> str:
    if item.purpose is Purpose.EXCHANGE:
        fingerprint = sent_code(item)
        return code(fingerprint) if fingerprint else ""
    fingerprint = sent_refresh_token(item)
    return refresh_token(fingerprint) if fingerprint else ""


def _in_order(told: Iterable[Happening]) -> tuple[Happening, ...]:
    """Return the newest, oldest first; what has no day comes first, as it stood."""
    found = list(dict.fromkeys(told))
    found.sort(key=lambda one: datetime.min.replace(tzinfo=UTC) if one.at is None else one.at)  # fmt: skip
    return tuple(found[-MOST_HAPPENINGS:])
