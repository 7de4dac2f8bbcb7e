"""What stands around every page, and one element of a page alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

import pytest
from flask import Blueprint, Flask, Response
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, UndefinedError

from blueprints.rendering import Frame, Page, install_rendering, render_page
from grantlab.protocol.environment import Environment

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GreetingPage(Page):
    """A page that greets."""

    template: ClassVar[str] = "greeting.html"
    partials: ClassVar[Mapping[str, str]] = MappingProxyType({"name": "_name.html"})

    name: str


@dataclass(frozen=True, slots=True)
class WrongPage(Page):
    """A page whose template asks for what is not there."""

    template: ClassVar[str] = "wrong.html"


TEMPLATES = {
    "greeting.html": (
        '{% extends "base.html" %}{% block title %}Greeting{% endblock title %}'
        '{% block content %}<h1>Hello</h1>{% include "_name.html" %}{% endblock content %}'
    ),
    "_name.html": '<p id="name">{{ page.name }}</p>',
    "wrong.html": "{{ page.missing }}",
}


def make_app(frame: Frame) -> Flask:
    app = Flask(__name__, root_path=str(ROOT))
    install_rendering(app)
    house = FileSystemLoader(ROOT / "templates")
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), house])
    walkthrough = Blueprint("walkthrough", __name__)

    @walkthrough.get("/walk")
    def index() -> Response:
        return render_page(GreetingPage("<Ada>", frame=frame))

    app.register_blueprint(walkthrough)
    return app


def words(frame: Frame) -> str:
    return make_app(frame).test_client().get("/walk").text


def test_a_page_has_its_title_its_area_and_a_way_past_the_bar() -> None:
    text = words(Frame())

    assert "<title>Greeting · Grantlab</title>" in text
    assert 'aria-current="page">Walk</a>' in text
    assert "Skip to the page" in text
    assert "&lt;Ada&gt;" in text


def test_an_area_that_is_not_mounted_is_not_shown() -> None:
    assert "Playground" not in words(Frame())


def test_the_embedded_environment_shows_its_clock_and_how_far_it_was_moved() -> None:
    frame = Frame(
        environment=Environment.EMBEDDED, now=NOON, clock_offset=timedelta(hours=25)
    )

    text = words(frame)

    assert "Embedded" in text
    assert "12 Mar 2026 12:00 UTC" in text
    assert "moved ahead 1 day 1 hour" in text


@pytest.mark.parametrize(
    ("environment", "band"),
    [(Environment.PRODUCTION, True), (Environment.SANDBOX, False)],
)
def test_only_production_has_a_band(environment: Environment, *, band: bool) -> None:
    assert ("Real companies" in words(Frame(environment=environment))) is band


def test_one_element_is_answered_alone_and_caches_are_told() -> None:
    client = make_app(Frame()).test_client()

    alone = client.get("/walk", headers={"Swap-Target": "name"})
    unknown = client.get("/walk", headers={"Swap-Target": "nothing-here"})

    assert alone.text == '<p id="name">&lt;Ada&gt;</p>'
    assert "Swap-Target" in alone.vary
    assert "<h1>Hello</h1>" in unknown.text


def test_a_name_that_is_not_there_is_an_error() -> None:
    app = make_app(Frame())

    with app.test_request_context(), pytest.raises(UndefinedError):
        render_page(WrongPage())
