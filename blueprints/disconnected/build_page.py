"""From a hint to its page; nothing is sent and nothing is changed."""

from flask import url_for

from blueprints.connections.actions import TOLD
from blueprints.connections.build_page import tell_reconnect
from blueprints.connections.notices import NOTICES, Notice
from blueprints.connections.record import (
    ConnectionRecord,
    read_record,
    summarise_record,
)
from blueprints.disconnected.pages import (
    DisconnectedPage,
    HintedConnection,
    LastCall,
)
from blueprints.framing import frame_of
from blueprints.rendering import UNFRAMED
from blueprints.services import Services
from blueprints.wire_panel import TITLES, view_round_trip
from grantlab.protocol.disconnect_hint import (
    DisconnectHint,
    Verification,
    judge_call,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Purpose, RoundTrip

TELLING = frozenset({Purpose.COMPANY_INFO, Purpose.REFRESH})
"""What says how a connection stands."""

MOST_OF_A_CALL = 4
"""Round trips: it is made twice at most, with one refresh in between."""

FOUND = {
    Verification.CONNECTED: Notice(
        "good",
        "It is still connected",
        "The company answered with the stored token. Either nobody disconnected it, or it has consented again since.",
    ),
    Verification.ENDED: Notice(
        "refused",
        "It is over",
        "The access token was refused, and the refresh token too: that is what a disconnect inside QuickBooks leaves behind. Who ended it, no answer says.",
    ),
    Verification.UNANSWERED: Notice(
        "caution",
        "The service cannot be reached",
        "No answer came, so nothing is known but the hint. The tokens are kept as they were: try again.",
    ),
    Verification.UNDECIDED: Notice(
        "caution",
        "The answer decides nothing",
        "It was neither the company’s nor a refusal of both tokens. They are kept as they were: the answer is shown as it came.",
    ),
}
_SLUGS = frozenset(error.slug for error in TOLD)


def build_page(
    hint: DisconnectHint, parts: Services, *, since: int | None, notice: str
) -> DisconnectedPage:
    """Return the page of a hint.

    ``since`` is the number of the newest round trip before a call; what came after it is
    what the call came to. It is read from the record: the address cannot make it up.
    """
    records = [] if hint.realm_id is None else _find(hint.realm_id, parts)
    environments = {record.connection.environment for record in records}
    embedded = parts.environments.profiles[Environment.EMBEDDED]
    return DisconnectedPage(
        frame=frame_of(environments.pop(), parts)
        if len(environments) == 1
        else UNFRAMED,
        hint=hint,
        connections=tuple(
            _view(record, parts, since=since, notice=notice) for record in records
        ),
        address=f"{parts.settings.base_url}{url_for('disconnected.landing')}",
        keys_page=embedded.keys_page,
    )


def telling(record: ConnectionRecord) -> list[tuple[int, RoundTrip]]:
    """Return the round trips that say how a connection stands, with their numbers."""
    return [pair for pair in record.numbered if pair[1].purpose in TELLING]


def _find(realm_id: str, parts: Services) -> list[ConnectionRecord]:
    """Return the company's connections; each is found by the keyed index."""
    found = (parts.connections.find(kind, realm_id) for kind in Environment)
    return [read_record(one.id, parts) for one in found if one is not None]


def _view(
    record: ConnectionRecord, parts: Services, *, since: int | None, notice: str
) -> HintedConnection:
    told, current = telling(record), record.current
    sent = _sent(told, since)
    found = judge_call(
        [item for _, item in sent],
        refresh_refused=record.connection.refused_at is not None,
    )
    return HintedConnection(
        summary=summarise_record(record, parts),
        consented_at=record.connection.consented_at,
        last_call=_last_call(told[-1][1]) if told else None,
        can_verify=record.connection.revoked_at is None
        and current is not None
        and current.sealed_refresh_token is not None,
        has_access_token=current is not None
        and current.sealed_access_token is not None,
        found=None if found is None else FOUND[found],
        problem=NOTICES.get(notice) if notice in _SLUGS else None,
        reconnect=tell_reconnect(record) if found is Verification.ENDED else None,
        refreshed=found is Verification.CONNECTED
        and any(item.purpose is Purpose.REFRESH for _, item in sent),
        wire=tuple(
            view_round_trip(item, tags=record.tags, anchor=f"round-trip-{number}")
            for number, item in parts.round_trips.with_numbers(
                [number for number, _ in sent]
            )
        ),
    )


def _sent(
    told: list[tuple[int, RoundTrip]], since: int | None
) -> list[tuple[int, RoundTrip]]:
    """Return what was sent since a round trip; nothing when that was not a call just now.

    Anybody can write the number into the address, and an old answer says nothing of today.
    """
    sent = [] if since is None else [pair for pair in told if pair[0] > since]
    return sent if len(sent) <= MOST_OF_A_CALL else []


def _last_call(item: RoundTrip) -> LastCall:
    result = "no answer" if item.status is None else f"{item.status} {item.reason}"
    return LastCall(TITLES[item.purpose], result.strip(), item.started_at)
