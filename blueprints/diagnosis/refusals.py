"""What was refused, as far as it was recorded here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final

from flask import url_for
from werkzeug.exceptions import NotFound

from blueprints.browser import browser_digest
from blueprints.connections.record import ConnectionRecord, read_record
from blueprints.connections.summary import name_company
from blueprints.services import Services
from blueprints.tags import Tag, Tags
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.walk_state import read_walk
from grantlab.diagnosis.readings.refusals import find_latest
from grantlab.diagnosis.readings.requests import (
    TOKEN_REQUESTS,
    RequestKind,
    answer_words,
    bearer_of,
    kind_of,
    revoked_token,
    sent_code,
    sent_refresh_token,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import RoundTrip

LISTED: Final = 20
"""Refusals on the desk; each connection lists its own."""

MOST_RECORDS: Final = 60
"""Connections whose record is read for them."""

_SENT: dict[RequestKind, tuple[str, Callable[[RoundTrip], str | None]]] = {
    RequestKind.AUTHORIZATION: ("request for consent", lambda _: None),
    RequestKind.STATE: ("redirect back", lambda _: None),
    RequestKind.EXCHANGE: ("code", sent_code),
    RequestKind.REFRESH: ("refresh token", sent_refresh_token),
    RequestKind.REVOCATION: ("token to revoke", revoked_token),
    RequestKind.API: ("call with an access token", bearer_of),
}
"""What each kind of request sends, and how that is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refused request, and where its checklist is."""

    number: int
    """Of its round trip."""

    what: str
    """What was sent, such as ``code`` or ``refresh token``."""

    tag: Tag | None
    """The name of the value that was sent, where it has one."""

    answer: str
    """Status and error code, such as ``400 invalid_grant``."""

    was_judged: bool
    """Whether the service said no to what was sent, and not that it was in trouble."""

    on_purpose: bool
    """Whether a *Break it* sent it."""

    company: str
    connection: int | None
    """``None`` for a walk that has not led to a connection."""

    environment: Environment
    started_at: datetime
    now: datetime
    href: str


def find_refusals(parts: Services) -> tuple[Refusal, ...]:
    """Return the newest refusals on record, newest first.

    A fleet has thousands of connections, and most of them a 401 that was made good: the
    record of a connection is read only while it may hold something newer than what is found.
    """
    found = _refusals_of_unfinished_walk(parts)
    gone_wrong = parts.round_trips.connections_gone_wrong()
    for connection_id, newest in gone_wrong[:MOST_RECORDS]:
        if sum(refusal.number > newest for refusal in found) >= LISTED:
            break
        found += refusals_of(read_record(connection_id, parts), parts)
    found.sort(key=lambda item: item.number, reverse=True)
    return tuple(found[:LISTED])


def refusals_of(record: ConnectionRecord, parts: Services) -> tuple[Refusal, ...]:
    """Return the refusals of one connection, newest first."""
    connection = record.connection
    company = name_company(connection, parts)
    return tuple(
        _refusal(
            number,
            item,
            record.tags,
            company=company,
            connection=connection.id,
            now=record.now,
            href=url_for(
                "diagnosis.checklist", connection_id=connection.id, refusal=number
            ),
        )
        for number, item in reversed(_to_explain(record.numbered))
    )


def choose_refusal(refusals: tuple[Refusal, ...], wanted: str | None) -> Refusal | None:
    """Return the refusal with the number that an address names, else the latest.

    ``None`` when nothing was refused.

    Raises:
        NotFound: there is none with that number.
    """
    if wanted is None:
        return refusals[0] if refusals else None
    for refusal in refusals:
        if str(refusal.number) == wanted:
            return refusal
    raise NotFound


def _to_explain(
    numbered: Sequence[tuple[int, RoundTrip]],
) -> list[tuple[int, RoundTrip]]:
    """Return the round trips that have a checklist, with their numbers.

    Every refused code and refresh token is among them; of anything else only what was not
    made good, because each hour ends with a 401.
    """
    standing = find_latest([item for _, item in numbered])
    return [
        (number, item)
        for position, (number, item) in enumerate(numbered)
        if position == standing or _is_refused_grant(item)
    ]


def _is_refused_grant(round_trip: RoundTrip) -> bool:
    """Whether a code or a refresh token was sent, and an error came."""
    return round_trip.purpose in TOKEN_REQUESTS and round_trip.refused


def _was_judged(round_trip: RoundTrip) -> bool:
    """Whether the status is one of a judgement; a redirect that reports an error has none."""
    status = round_trip.status
    if status is None:
        return round_trip.failure is None
    return (
        status < HTTPStatus.INTERNAL_SERVER_ERROR
        and status != HTTPStatus.TOO_MANY_REQUESTS
    )


def _refusals_of_unfinished_walk(parts: Services) -> list[Refusal]:
    """Return those of this browser's walk, while it has led to no connection."""
    walk = parts.walks.newest_of_browser(browser_digest(parts.entropy))
    if walk is None or walk.connection_id is not None:
        return []
    state = read_walk(walk, parts)
    stage = Stage(
        step=StepId.CHECKLIST,
        environment=walk.environment,
        scopes=walk.scopes,
        walk=walk.handle,
    )
    return [
        _refusal(
            number,
            item,
            state.tags,
            company="your walk",
            connection=None,
            now=state.now,
            href=stage.url(),
        )
        for number, item in _to_explain(parts.round_trips.evidence_of_walk(walk.id))
    ]


def _refusal(
    number: int,
    item: RoundTrip,
    tags: Tags,
    *,
    company: str,
    connection: int | None,
    now: datetime,
    href: str,
) -> Refusal:
    what, fingerprint = _SENT[kind_of(item)]
    return Refusal(
        number=number,
        what=what,
        tag=tags.get(fingerprint(item) or ""),
        answer=answer_words(item),
        was_judged=_was_judged(item),
        on_purpose=item.sent_on_purpose is not None,
        company=company,
        connection=connection,
        environment=item.environment,
        started_at=item.started_at,
        now=now,
        href=href,
    )
