"""A page, what frames it, and how both become an answer."""

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from flask import (
    Flask,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)
from jinja2 import StrictUndefined
from jinja2.ext import Extension

from blueprints.moments import moment
from blueprints.sentences import with_capital
from blueprints.tags import draw_tag, wire_text
from grantlab.protocol.durations import span_words
from grantlab.protocol.environment import Environment


class Area(NamedTuple):
    """One entry of the navigation bar."""

    endpoint: str
    label: str


AREAS = (
    Area("walkthrough.index", "Walk"),
    Area("diagnosis.index", "Diagnose"),
    Area("playground.index", "Playground"),
    Area("connections.index", "Connections"),
    Area("verification.index", "Verify"),
    Area("bench.index", "Bench"),
    Area("learn.index", "Learn"),
)
"""The bar, from left to right; an area that is not mounted is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page: which environment it belongs to, and its time."""

    environment: Environment | None = None
    """``None`` on a page that belongs to none, such as an error page."""

    now: datetime | None = None
    """The embedded environment's clock; ``None`` where the machine's clock rules."""

    clock_offset: timedelta = timedelta()
    """How far that clock was moved ahead of the machine's."""


UNFRAMED = Frame()
"""For a page that belongs to no environment."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one template needs to know. Subclasses are frozen dataclasses.

    ``partials`` maps the id of an element that may be replaced alone to the template
    that fills it. A target that is not listed gets the whole page.
    """

    template: ClassVar[str]
    partials: ClassVar[Mapping[str, str]] = MappingProxyType({})

    _: KW_ONLY
    frame: Frame = field(default=UNFRAMED)


class AreaLink(NamedTuple):
    """An area as the bar shows it."""

    label: str
    href: str
    current: bool


def part_asked(page: type[Page]) -> str | None:
    """Return the id of the one element that the request asks for, or ``None`` for the page."""
    target = request.headers.get("Swap-Target", "")
    return target if target in page.partials else None


def render_page(page: Page, *, status: int = 200) -> Response:
    """Render the page, or only the partial that the request asks for."""
    part = part_asked(type(page))
    template = page.template if part is None else page.partials[part]
    response = make_response(render_template(template, page=page), status)
    # One URL has two bodies, and the back button must not be given the wrong one.
    response.vary.add("Swap-Target")
    return response


class Unindented(Extension):
    """Leaves the indentation of our own templates out of what is sent.

    It is a quarter of a page's weight. Only a template's source is touched, when it is
    compiled; values, such as a body on the wire, keep their spaces.
    """

    def preprocess(
        self, source: str, _name: str | None, _filename: str | None = None
    ) -> str:
        return _INDENTATION.sub("", source)


_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


def install_rendering(app: Flask) -> None:
    """Give an application our templates' manners: filters, globals, strictness."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(Unindented)
    app.add_template_filter(moment)
    app.add_template_filter(span_words)
    app.add_template_filter(draw_tag)
    app.add_template_filter(wire_text)
    app.add_template_filter(with_capital)
    app.add_template_global(area_links)
    app.add_template_global(has_endpoint)


def has_endpoint(endpoint: str) -> bool:
    """Whether this application has a view of that name."""
    return endpoint in current_app.view_functions


def area_links() -> tuple[AreaLink, ...]:
    """Return the areas that are mounted, with the one we are in marked."""
    here = request.blueprint or ""
    return tuple(
        AreaLink(
            area.label, url_for(area.endpoint), area.endpoint.startswith(f"{here}.")
        )
        for area in AREAS
        if has_endpoint(area.endpoint)
    )
