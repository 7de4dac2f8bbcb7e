"""What the shared pieces of pages say to a reader."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask, get_template_attribute

from blueprints.rendering import install_rendering
from blueprints.tags import NO_TAGS, Standing, Tag, TagKind, wire_text
from blueprints.timeline_panel import view_timeline
from blueprints.wire_panel import view_round_trip
from grantlab.protocol.environment import Environment
from grantlab.protocol.redirect_uri import find_difference
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.timeline.history import Event, History, Span, SpanKind

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
R1 = Tag(
    label="R1",
    kind=TagKind.REFRESH,
    fingerprint="3f9a21c0b7d2",
    standing=Standing.STALE,
)
TAGS = {R1.fingerprint: R1}
REFRESH = RoundTrip(
    purpose=Purpose.REFRESH,
    environment=Environment.EMBEDDED,
    method="POST",
    url="http://localhost:8484/intuit/oauth2/v1/tokens/bearer",
    request_headers=(
        ("Host", "localhost:8484"),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ),
    request_body="grant_type=refresh_token&refresh_token=‹refresh_token 3f9a21c0b7d2›",
    status=400,
    reason="Bad Request",
    response_headers=(("content-type", "application/json;charset=utf-8"),),
    response_body='{"error":"invalid_grant"}',
    started_at=NOON,
    elapsed=timedelta(milliseconds=38),
)


class Text(HTMLParser):
    """Collects what a reader can read, and the text of each ``pre`` alone."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.bodies: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag == "pre":
            self._inside = True
            self.bodies.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._inside = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            self.bodies[-1] += data


def read(markup: str) -> Text:
    text = Text()
    text.feed(markup)
    text.text = " ".join(text.text.split())
    return text


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask(__name__, root_path=str(ROOT))
    install_rendering(app)
    app.jinja_env.globals["csrf_token"] = lambda: "a-token"
    with app.test_request_context():
        yield app


def draw(macro: str, *values: object) -> str:
    return str(get_template_attribute(f"macros/{macro}.html", macro)(*values))


def draw_trip(round_trip: RoundTrip) -> str:
    return draw("round_trip", view_round_trip(round_trip, tags=TAGS, anchor="trip"))


def test_a_known_value_is_called_by_its_name() -> None:
    drawn = read(str(wire_text("refresh_token=‹refresh_token 3f9a21c0b7d2›", TAGS)))

    assert drawn.text == "refresh_token=R1 refresh token 3f9a21c0b7d2, stale"


def test_an_unknown_value_is_called_by_its_fingerprint() -> None:
    drawn = read(str(wire_text("‹refresh_token 3f9a21c0b7d2›", NO_TAGS)))

    assert drawn.text.startswith("refresh token 3f9a21c0b7d2")


def test_what_a_service_sends_is_never_markup() -> None:
    assert "<script>" not in wire_text("<script>‹code c111c111c111›", NO_TAGS)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        pytest.param("application/json", '{"a":[1,{}],"b":null}', id="JSON"),
        pytest.param("application/json", '{"a": "cut o', id="broken JSON"),
        pytest.param("application/json", '{\n  "a": 1\n}', id="JSON in lines"),
        pytest.param("text/xml", "<a><b c='d'>e, f</b></a>", id="XML"),
        pytest.param("text/html", "<h1>Bad Gateway</h1>", id="HTML"),
        pytest.param("application/json", "\ue000 {}", id="private-use characters"),
        pytest.param("", "plain", id="no content type"),
    ],
)
@pytest.mark.usefixtures("app")
def test_a_body_reads_as_it_was_sent(content_type: str, body: str) -> None:
    answer = replace(
        REFRESH,
        response_headers=(("content-type", content_type),),
        response_body=body,
    )

    assert read(draw_trip(answer)).bodies[1] == body


@pytest.mark.usefixtures("app")
def test_a_round_trip_shows_request_answer_and_what_to_copy() -> None:
    text = read(draw_trip(REFRESH)).text

    assert "400 Bad Request" in text
    assert "38 ms" in text
    assert "1 more header" in text
    assert "R1 refresh token 3f9a21c0b7d2, stale" in text
    assert "Copy curl" in text
    assert "Copy intuit-oauth" in text


@pytest.mark.usefixtures("app")
def test_a_request_without_an_answer_says_so() -> None:
    lost = replace(REFRESH, status=None, failure="the connection was closed")

    assert "No answer arrived: the connection was closed" in read(draw_trip(lost)).text


@pytest.mark.usefixtures("app")
def test_a_request_of_the_browser_has_no_answer_to_miss() -> None:
    front = replace(
        REFRESH, purpose=Purpose.AUTHORIZATION_REQUEST, status=None, request_body=""
    )

    text = read(draw_trip(front)).text

    assert "in the browser" in text
    assert "no answer ·" not in text


@pytest.mark.usefixtures("app")
def test_a_company_sees_its_own_answer() -> None:
    private = replace(REFRESH, response_body="", private_body=Secret('{"Id":"1"}'))

    assert '{"Id":"1"}' in read(draw_trip(private)).bodies


@pytest.mark.usefixtures("app")
def test_a_request_sent_on_purpose_says_which_break_sent_it() -> None:
    broken = replace(REFRESH, sent_on_purpose="an-hour")

    assert "on purpose: let an hour pass" in read(draw_trip(broken)).text


@pytest.mark.usefixtures("app")
def test_a_time_line_says_in_words_what_it_draws() -> None:
    history = History(
        spans=(
            Span(
                label="R1",
                kind=SpanKind.REFRESH,
                starts_at=NOON,
                ends_at=NOON + timedelta(days=100),
                stale_from=NOON + timedelta(minutes=1),
                stale_until=NOON + timedelta(days=1),
            ),
        ),
        events=(Event("consent", NOON),),
        now=NOON + timedelta(minutes=2),
        hard_limit=NOON + timedelta(days=5 * 365),
    )

    text = read(draw("timeline", view_timeline(history))).text

    assert "R1, refresh token" in text
    assert "stale, still honoured" in text
    assert "12 Mar 2026 12:00:00 UTC 2 minutes ago" in text
    assert "Hard limit of the consent" in text


@pytest.mark.usefixtures("app")
def test_two_redirect_uris_part_at_a_character() -> None:
    difference = find_difference("http://localhost/cb", "http://localhost/cb/")

    text = read(draw("difference", difference, "Registered", "Sent")).text

    assert "Registered http://localhost/cb ends here" in text
    assert "they part at character 20" in text


@pytest.mark.usefixtures("app")
def test_texts_that_share_nothing_differ_from_the_first_character() -> None:
    text = read(
        draw("difference", find_difference("ab", "ba"), "Sent", "Received")
    ).text

    assert "They differ from the first character on." in text
    assert "0 characters" not in text


class Step(NamedTuple):
    """A step as the rail needs it."""

    number: int
    label: str
    href: str | None
    progress: str


@pytest.mark.usefixtures("app")
def test_the_rail_says_where_one_is_in_words() -> None:
    steps = [
        Step(1, "Keys", "/walk/keys", "done"),
        Step(2, "Scopes", "/walk/scopes", "here"),
        Step(3, "Request", None, "later"),
    ]

    text = read(draw("steps", steps)).text

    assert "2 of 3 Scopes" in text
    assert "Keys done" in text
    assert "Request later" in text


@pytest.mark.usefixtures("app")
def test_a_button_carries_the_token_that_guards_it() -> None:
    markup = draw("button_form", "/walk/1/refresh", "Refresh", "", (("break", "old"),))

    assert 'name="csrf_token" value="a-token"' in unescape(markup)
    assert 'name="break" value="old"' in markup


@dataclass(frozen=True)
class Column:
    """A column as the stored row needs it."""

    name: str
    on_disk: str
    means: str


@pytest.mark.usefixtures("app")
def test_a_stored_row_stands_beside_its_meaning() -> None:
    columns = [Column("sealed_access_token", "x'6b31'", "A1, sealed")]

    text = read(draw("stored_row", "token_generation 1", columns)).text

    assert "sealed_access_token On disk: x'6b31' It means: A1, sealed" in text
