"""What a connection and its token endpoint said to each other, beside what was just sent."""

from typing import Final

from blueprints.connections.record import read_record
from blueprints.services import Services
from blueprints.wire_panel import RoundTripView, view_round_trip
from grantlab.errors import GrantlabError
from grantlab.protocol.round_trip import Purpose

SHOWN: Final = 3
"""Round trips; the page of the connection has all of them."""

_OF_TOKENS: Final = frozenset({Purpose.EXCHANGE, Purpose.REFRESH, Purpose.REVOCATION})


def view_traffic(
    connection_id: int | None, parts: Services
) -> tuple[RoundTripView, ...]:
    """Return the newest of a connection, with its values named as they are everywhere."""
    if connection_id is None:
        return ()
    try:
        record = read_record(connection_id, parts)
    except GrantlabError:
        return ()
    spoken = [number for number, one in record.numbered if one.purpose in _OF_TOKENS]
    newest = parts.round_trips.with_numbers(spoken[-SHOWN:])
    return tuple(
        view_round_trip(one, tags=record.tags, anchor=f"traffic-{number}")
        for number, one in sorted(newest, key=lambda kept: kept[0], reverse=True)
    )
