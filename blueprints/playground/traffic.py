"""What a connection and its token endpoint said to each other, beside what was just sent."""

from typing import Final

from blueprints.connections.record import name_of_connection
from blueprints.services import Services
from blueprints.wire_panel import RoundTripView, view_round_trip
from grantlab.errors import GrantlabError

SHOWN: Final = 3
"""Round trips; the page of the connection has all of them."""


def view_traffic(
    connection_id: int | None, parts: Services
) -> tuple[RoundTripView, ...]:
    """Return the newest of a connection, with its values named as they are everywhere."""
    if connection_id is None:
        return ()
    try:
        connection = parts.connections.get(connection_id)
        spoken = parts.round_trips.token_traffic_of(connection_id)
        if not spoken:
            return ()
        generations = tuple(parts.generations.of_connection(connection_id))
        tags = name_of_connection(connection, generations, spoken, parts)
        newest = parts.round_trips.with_numbers(
            [number for number, _ in spoken[-SHOWN:]]
        )
    except GrantlabError:
        return ()
    return tuple(
        view_round_trip(one, tags=tags, anchor=f"traffic-{number}")
        for number, one in sorted(newest, key=lambda kept: kept[0], reverse=True)
    )
