"""What Intuit's support asks for, collected, and what of it is missing.

Source: the wire facts on what support asks for: the ``intuit_tid``, the time with its zone,
the endpoint, request and answer without tokens, the client id and the company.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.pastes.two_sides import PRODUCTION_HOSTS, SANDBOX_HOSTS
from grantlab.diagnosis.readings.requests import answer_words
from grantlab.diagnosis.wording import moment
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Happened, Named, Understood, texts
from grantlab.protocol.environment import INTUIT_SANDBOX
from grantlab.protocol.intuit_tid import made_at
from grantlab.protocol.round_trip import FRONT_CHANNEL, RoundTrip

MOST_REQUESTS = 5
"""How many requests are told of; support looks at one or two."""

LONGEST_BODY = 2_000

_APART = timedelta(days=1)
"""How far two clocks and a time zone that was not told may be from each other."""

_TOKEN_ENDPOINT = INTUIT_SANDBOX.token
_INTUIT = ".intuit.com"
_ERROR_OBJECT = re.compile(r'\{[^{}]{0,400}"error"[^{}]{0,800}\}')


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRequest:
    """One request as support looks for it; what is not known is ``None``."""

    intuit_tid: str | None = None
    at: datetime | None = None
    endpoint: str | None = None
    """Method and address, without a query."""

    environment: str | None = None
    client_id: str | None = None
    status: str | None = None
    body: str | None = None
    """Of the answer, redacted."""

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What is known of it, but for the body: names and values, in words."""
        named = (
            ("intuit_tid", self.intuit_tid),
            ("Time", None if self.at is None else moment(self.at)),
            ("Endpoint", self.endpoint),
            ("Environment", self.environment),
            ("Client id", self.client_id),
            ("Status", self.status),
        )
        return tuple((name, value) for name, value in named if value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportFacts:
    """What can be told, and what has to be found yet."""

    requests: tuple[SupportRequest, ...]
    missing: tuple[str, ...]
    """Each a thing and where it is found."""

    @property
    def text(self) -> str:
        """The whole of it in lines, to be copied into a ticket."""
        lines: list[str] = []
        for request in self.requests:
            lines += [f"{name}: {value}" for name, value in request.told]
            lines += [request.body] if request.body else []
            lines.append("")
        lines += [f"Missing: {what}" for what in self.missing]
        return "\n".join(lines).strip()


def support_facts_of_record(evidence: Evidence) -> SupportFacts:
    """Return the facts of the refused request, and of the last others that failed."""
    failed = [one for one in evidence.round_trips if is_for_support(one)]
    refused = evidence.refused
    others = [one for one in reversed(failed) if one is not refused]
    chosen = ([] if refused is None else [refused]) + others
    return _facts(map(_of_round_trip, chosen[:MOST_REQUESTS]))


def support_facts_of_paste(understood: Understood, redacted: str) -> SupportFacts:
    """Return the facts that a paste shows; ``redacted`` is its text without secrets."""
    known = SupportRequest(
        at=_refused_at(understood),
        endpoint=_endpoint(understood) or _asked(understood),
        environment=_environment(understood),
        client_id=_only(understood.client_ids),
        status=_status(understood) or _silence(understood),
        body=_error_object(redacted),
    )
    tids = texts(understood.intuit_tids)[:MOST_REQUESTS]
    if len(tids) > 1:
        # Which of several requests had that answer is not for us to say.
        known = replace(known, at=None, status=None, body=None)
    return _facts([_with_tid(known, tid) for tid in tids] or [known])


def _facts(requests: Iterable[SupportRequest]) -> SupportFacts:
    told = tuple(requests)
    return SupportFacts(requests=told, missing=tuple(_missing(told)))


def _missing(requests: tuple[SupportRequest, ...]) -> Iterator[str]:
    """Yield what the first request, which is the one to ask about, does not have."""
    first = requests[0] if requests else SupportRequest()
    for value, what in (
        (first.intuit_tid, "the intuit_tid: a header of the answer"),
        (first.at, "the time of the request, with its zone"),
        (first.endpoint, "the endpoint: method and address"),
        (first.environment, "the environment: sandbox or production"),
        (first.client_id, "the client id: of the key pair that was used"),
        (first.status, "the status of the answer"),
        (first.body, "the body of the answer, without tokens"),
    ):
        if value is None:
            yield what


def is_for_support(round_trip: RoundTrip) -> bool:
    """Whether a request was refused, or got no answer."""
    is_silent = round_trip.status is None and round_trip.purpose not in FRONT_CHANNEL
    return is_silent or round_trip.refused


def _of_round_trip(item: RoundTrip) -> SupportRequest:
    parts = urlsplit(item.url)
    return SupportRequest(
        intuit_tid=item.intuit_tid,
        at=item.started_at.astimezone(UTC),
        endpoint=f"{item.method} {parts.scheme}://{parts.netloc}{parts.path}",
        environment=item.environment,
        client_id=item.client_id,
        status=f"none: {answer_words(item)}"
        if item.status is None
        else f"{item.status} {item.reason}".strip(),
        body=item.response_body[:LONGEST_BODY] or None,
    )


def _with_tid(request: SupportRequest, tid: str) -> SupportRequest:
    """Return a request with its id, and the moment of the id where that can be believed.

    An id that is days off what the paste says was altered, as ids are before they are
    passed on.
    """
    by_id, told = made_at(tid), request.at
    if by_id is None or (told is not None and abs(by_id - told) > _APART):
        return replace(request, intuit_tid=tid)
    return replace(request, intuit_tid=tid, at=by_id)


def _refused_at(understood: Understood) -> datetime | None:
    """Return when the refusal was, if a line with a zone says so."""
    bad = {Happened.REFUSED, Happened.UNAUTHORIZED, Happened.FAILED}
    for event in reversed(understood.events):
        if event.happened in bad and event.moment.has_zone:
            return event.moment.at
    return None


def _endpoint(understood: Understood) -> str | None:
    hosts = texts(understood.hosts)
    if hosts and not any(host.endswith(_INTUIT) for host in hosts):
        # It may have been sent to another service.
        return None
    is_token_request = understood.sees(Sign.REFRESH_SEEN, Sign.EXCHANGE_SEEN) or (
        understood.sees(Sign.TOKEN_ENDPOINT_SEEN)
        and understood.sees(Sign.GRANT_REFUSED)
    )
    if understood.token_requests or is_token_request:
        return f"POST {_TOKEN_ENDPOINT}"
    return None


def _asked(understood: Understood) -> str | None:
    """Return what was asked without its query, where the paste is one request without an answer."""
    if understood.unanswered is None:
        return None
    return understood.unanswered.asked.partition("?")[0]


def _silence(understood: Understood) -> str | None:
    if understood.unanswered is None:
        return None
    return f"none: {understood.unanswered.why}"


def _environment(understood: Understood) -> str | None:
    hosts = {host.lower() for host in texts(understood.hosts)}
    if hosts.intersection(SANDBOX_HOSTS):
        return "sandbox"
    return "production" if hosts.intersection(PRODUCTION_HOSTS) else None


def _only(named: tuple[Named, ...]) -> str | None:
    """Return the one text; of several nobody can say which it was."""
    found = texts(named)
    return found[0] if len(found) == 1 else None


def _status(understood: Understood) -> str | None:
    """Return the status of the failure; of several, the one that ``invalid_grant`` has.

    Spec: RFC 6749 §5.2.
    """
    if understood.has_status("400") and understood.sees(Sign.GRANT_REFUSED):
        return "400"
    return _only(understood.statuses)


def _error_object(redacted: str) -> str | None:
    match = _ERROR_OBJECT.search(redacted)
    return None if match is None else match[0]
