"""One round trip as the wire column shows it: raw, in colour, and to be copied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from markupsafe import Markup, escape

from blueprints.drawn_breaks import Break
from blueprints.elements import bold, joined, line_break
from blueprints.highlighting import Pieces, highlight, highlight_url
from blueprints.tags import Tags, draw_mark, wire_text
from blueprints.walkthrough.breaks import break_words
from grantlab.formats.curl import curl_command
from grantlab.formats.intuit_oauth_snippet import intuit_oauth_snippet
from grantlab.formats.request_parts import take_apart
from grantlab.formats.requests_snippet import requests_snippet
from grantlab.protocol.round_trip import (
    FRONT_CHANNEL,
    TELLING_HEADERS,
    Pairs,
    Purpose,
    RoundTrip,
)

TITLES: Final = {
    Purpose.METADATA: "Fetch the metadata",
    Purpose.JWKS: "Fetch the signing keys",
    Purpose.AUTHORIZATION_REQUEST: "The browser goes to Intuit",
    Purpose.AUTHORIZATION_RESPONSE: "The browser comes back",
    Purpose.EXCHANGE: "Exchange the code",
    Purpose.REFRESH: "Refresh",
    Purpose.REVOCATION: "Revoke",
    Purpose.USERINFO: "Ask who the user is",
    Purpose.COMPANY_INFO: "Call CompanyInfo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A request or an answer: its first line, headers and body, ready to be set."""

    first_line: Markup
    headers: tuple[Markup, ...]
    more_headers: tuple[Markup, ...]
    body: Markup
    drawn_breaks: bool
    """Whether line breaks were drawn that were not sent."""


@dataclass(frozen=True, slots=True)
class SnippetView:
    """The request as something to copy."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTripView:
    """One round trip, ready for the macro ``round_trip``."""

    anchor: str
    title: str
    sent_on_purpose: str
    """The *Break it* that sent it, in words; empty for everything else."""

    front_channel: bool
    request: MessageView
    status_line: str
    """Status and reason; empty when no answer was recorded."""

    refused: bool
    answer: MessageView | None
    """``None`` when none arrived, and for the browser's own navigations."""

    failure: str
    """Why no answer arrived; empty when one did."""

    started_at: datetime
    elapsed: str
    snippets: tuple[SnippetView, ...]


def view_round_trip(round_trip: RoundTrip, *, tags: Tags, anchor: str) -> RoundTripView:
    """Return a round trip with its values named by ``tags``.

    ``anchor`` becomes the id of the panel, and has to be unique on the page.
    """
    return RoundTripView(
        anchor=anchor,
        title=TITLES[round_trip.purpose],
        sent_on_purpose=break_words(round_trip.sent_on_purpose or ""),
        front_channel=round_trip.purpose in FRONT_CHANNEL,
        request=_request(round_trip, tags),
        status_line=_status_line(round_trip),
        refused=round_trip.refused,
        answer=None if round_trip.status is None else _answer(round_trip, tags),
        failure=round_trip.failure or "",
        started_at=round_trip.started_at,
        elapsed=elapsed_words(round_trip.elapsed),
        snippets=_snippets(round_trip, anchor),
    )


def _status_line(round_trip: RoundTrip) -> str:
    if round_trip.status is None:
        return ""
    return f"{round_trip.status} {round_trip.reason}".strip()


def elapsed_words(elapsed: timedelta) -> str:
    """Return a short time with its unit."""
    if elapsed >= timedelta(seconds=10):
        return f"{elapsed / timedelta(seconds=1):.0f} s"
    value = elapsed / timedelta(milliseconds=1)
    return f"{value:.1f} ms" if value < 10 else f"{value:,.0f} ms"  # noqa: PLR2004 -- a digit more for the quick


def draw_pieces(pieces: Pieces, tags: Tags) -> Markup:
    """Return coloured pieces as elements; marks among them as tags."""
    return joined(_drawn(pieces, tags))


def _drawn(pieces: Pieces, tags: Tags) -> Iterable[Markup]:
    for piece in pieces:
        if isinstance(piece, Break):
            yield line_break(piece.depth)
        elif not isinstance(piece.content, str):
            yield draw_mark(piece.content, tags)
        elif piece.style:
            yield bold(piece.style, piece.content)
        else:
            yield escape(piece.content)


def _request(round_trip: RoundTrip, tags: Tags) -> MessageView:
    body = highlight(
        round_trip.request_body, round_trip.request_header("content-type") or ""
    )
    url = draw_pieces(highlight_url(round_trip.url), tags)
    first_line = Markup("<b>{}</b> {}").format(round_trip.method, url)
    return _message(first_line, round_trip.request_headers, body, tags)


def _answer(round_trip: RoundTrip, tags: Tags) -> MessageView:
    content_type = round_trip.response_header("content-type") or ""
    body = highlight(_answer_text(round_trip), content_type)
    return _message(
        escape(_status_line(round_trip)), round_trip.response_headers, body, tags
    )


def _answer_text(round_trip: RoundTrip) -> str:
    """Return the body; a company's own data is kept apart, and shown to its owner."""
    if round_trip.private_body is not None:
        return round_trip.private_body.reveal()
    return round_trip.response_body


def _message(
    first_line: Markup, headers: Pairs, body: Pieces, tags: Tags
) -> MessageView:
    return MessageView(
        first_line=first_line,
        headers=tuple(
            _header(name, value, tags)
            for name, value in headers
            if name.lower() in TELLING_HEADERS
        ),
        more_headers=tuple(
            _header(name, value, tags)
            for name, value in headers
            if name.lower() not in TELLING_HEADERS
        ),
        body=draw_pieces(body, tags),
        drawn_breaks=any(isinstance(piece, Break) for piece in body),
    )


def _header(name: str, value: str, tags: Tags) -> Markup:
    return joined((bold("k", name), wire_text(value, tags)), ": ")


def _snippets(round_trip: RoundTrip, anchor: str) -> tuple[SnippetView, ...]:
    parts = take_apart(round_trip)
    return (
        SnippetView(f"{anchor}-curl", "curl", curl_command(parts)),
        SnippetView(f"{anchor}-requests", "requests", requests_snippet(parts)),
        SnippetView(
            f"{anchor}-intuit-oauth", "intuit-oauth", intuit_oauth_snippet(parts)
        ),
    )
