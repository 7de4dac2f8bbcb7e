"""The pages of the playground, for the line of links that each of them begins with."""

from typing import NamedTuple

from flask import request, url_for

from blueprints.playground.blueprint import playground

_PLACES = (
    ("playground.index", "Send"),
    ("playground.collections", "Collections"),
    ("playground.variable_sets", "Variables"),
    ("playground.history", "History"),
    ("playground.ask_for_file", "Import"),
)


class PlaceLink(NamedTuple):
    """A page as the line shows it."""

    label: str
    href: str
    current: bool


@playground.context_processor
def offer_places() -> dict[str, tuple[PlaceLink, ...]]:
    """Give every template of the playground its line of links."""
    links = [(label, url_for(endpoint)) for endpoint, label in _PLACES]
    # The address of the playground begins all the others: the longest that fits is meant.
    here = max((href for _, href in links if request.path.startswith(href)), key=len)
    return {
        "playground_places": tuple(
            PlaceLink(label, href, href == here) for label, href in links
        )
    }
