"""The pages of the bench, for the line of links that each of them begins with."""

from typing import NamedTuple

from flask import request, url_for

from blueprints.bench.blueprint import bench
from blueprints.rendering import has_endpoint


class Place(NamedTuple):
    """One page of the bench."""

    endpoint: str
    label: str


PLACES = (
    Place("bench.index", "Bench"),
    Place("bench.drills", "Drills"),
    Place("bench.clients", "Point your integration here"),
)
"""From left to right; a page that is not mounted is not shown."""


class PlaceLink(NamedTuple):
    """A page as the line shows it."""

    label: str
    href: str
    current: bool


@bench.context_processor
def offer_places() -> dict[str, tuple[PlaceLink, ...]]:
    """Give every template of the bench its line of links."""
    links = [
        (place.label, url_for(place.endpoint))
        for place in PLACES
        if has_endpoint(place.endpoint)
    ]
    # The address of the bench begins all the others: the longest that fits is meant.
    here = max((href for _, href in links if request.path.startswith(href)), key=len)
    return {
        "bench_places": tuple(
            PlaceLink(label, href, href == here) for label, href in links
        )
    }
