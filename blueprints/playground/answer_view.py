"""An answer as the page shows it: what it says, what it means, how long each part took."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from markupsafe import Markup, escape

from blueprints.drawn_breaks import Break
from blueprints.elements import bold, joined
from blueprints.highlighting import Piece, highlight
from blueprints.playground.exchange_text import exchange_text
from blueprints.sentences import as_sentence
from blueprints.wire_panel import RoundTripView, draw_pieces, elapsed_words
from grantlab.flows.answer_meaning import Meaning, MeaningKind
from grantlab.flows.send_request import RefreshNote, Sent
from grantlab.playground.hiding import hide_in_sent, hide_in_url
from grantlab.playground.sending import full_url
from grantlab.playground.sent_request import Answer, SentRequest, Timing

_PICTURE: Final = 100.0
"""How wide the picture of the times is, in its own units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One part of the time a request took."""

    label: str
    words: str
    start: float
    width: float
    """Both in hundredths of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    """A body in colour, as it came, and what kind it says it is."""

    kind: str
    pretty: Markup
    """Empty for one that is too long for colours, or has none."""

    raw: str
    drawn_breaks: bool
    """Whether line breaks were drawn that were not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningView:
    """What an answer comes to, in one of four roles."""

    role: str
    title: str
    """The error as the service names it, and what it says to it; or a word, or the status."""

    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What came of one request."""

    first_line: str
    """What was asked for, without a secret."""

    status_line: str
    """Empty when no answer arrived."""

    refused: bool
    elapsed: str
    size: str
    headers: tuple[Markup, ...]
    body: BodyView | None
    not_whole: str
    """Why a part of the body is missing, in a sentence; empty where none is."""

    not_kept: str
    """Why it is not in the history, in a sentence; empty where it is."""

    bars: tuple[Bar, ...]
    meaning: MeaningView | None
    """``None`` for what was answered as it was asked."""

    intuit_tid: str
    notes: tuple[RefreshNote, ...]
    """Whenever a token was refreshed on the way."""

    traffic: tuple[RoundTripView, ...]
    """What was said with the token endpoint about this connection, newest first."""

    kept_as: str
    """Under which handle the whole of a large body can be fetched; else empty."""

    diagnosable: str
    """The exchange without its secrets, for the desk; empty where nothing was refused."""

    secrets_shown: bool
    hides_something: bool
    """Whether it holds something that is shown as a placeholder."""


def view_answer(
    told: Sent,
    *,
    secrets_shown: bool,
    traffic: tuple[RoundTripView, ...],
    not_kept: str = "",
) -> AnswerView:
    """Return what the page shows; secrets only where they were asked for."""
    sent = told.sent
    hidden = hide_in_sent(sent)
    answer = sent.answer if secrets_shown else hidden.answer
    refused = answer is None or answer.status >= HTTPStatus.BAD_REQUEST
    status_line = "" if answer is None else f"{answer.status} {answer.reason}".strip()
    return AnswerView(
        first_line=f"{sent.request.method} {hide_in_url(full_url(sent.request))}",
        status_line=status_line,
        refused=refused,
        elapsed=elapsed_words(sent.elapsed),
        size="" if answer is None else size_words(answer.size),
        headers=() if answer is None else _headers(answer),
        body=None if answer is None or not answer.body else _body(answer),
        not_whole="" if answer is None else _not_whole(answer, sent),
        not_kept=not_kept,
        bars=_bars(sent.timing, sent.elapsed),
        meaning=_meaning(told.meaning, status_line),
        intuit_tid=told.meaning.intuit_tid,
        notes=told.notes,
        traffic=traffic,
        kept_as="" if answer is None else answer.kept_as or "",
        diagnosable=exchange_text(sent)
        if refused or told.meaning.can_be_diagnosed
        else "",
        secrets_shown=secrets_shown,
        hides_something=hidden.answer != sent.answer,
    )


def _meaning(meaning: Meaning, status_line: str) -> MeaningView | None:
    if meaning.kind is MeaningKind.ANSWERED:
        return None
    named = ": ".join(part for part in (meaning.code, meaning.detail) if part)
    role, word = _ROLES[meaning.kind]
    return MeaningView(
        role=role,
        title=named or word or status_line,
        says=as_sentence(meaning.words),
    )


def size_words(octets: int) -> str:
    """Return a size with its unit."""
    if octets < 10_000:  # noqa: PLR2004 -- up to here every octet can be told
        return f"{octets:,} octets"
    kilo = octets / 1000
    return f"{kilo:,.0f} kB" if kilo < 10_000 else f"{kilo / 1000:,.1f} MB"  # noqa: PLR2004 -- and here every kB


def _headers(answer: Answer) -> tuple[Markup, ...]:
    return tuple(
        joined((bold("k", name), escape(value)), ": ") for name, value in answer.headers
    )


def _body(answer: Answer) -> BodyView:
    content_type = answer.header("content-type") or ""
    pieces = highlight(answer.body, content_type)
    return BodyView(
        kind=content_type.partition(";")[0].strip(),
        pretty=Markup() if pieces == (Piece(answer.body),) else draw_pieces(pieces, {}),
        raw=answer.body,
        drawn_breaks=any(isinstance(piece, Break) for piece in pieces),
    )


def _not_whole(answer: Answer, sent: SentRequest) -> str:
    if not answer.ended_early:
        return ""
    words = f"The body is not whole: {answer.ended_early}."
    if sent.may_have_been_carried_out:
        return f"{words} It may have been carried out."
    return words


def _bars(timing: Timing, elapsed: timedelta) -> tuple[Bar, ...]:
    """Return the parts one after the other, and the whole."""
    if elapsed <= timedelta():
        return ()
    parts = (
        ("DNS", timing.dns),
        ("connect", timing.connect),
        ("TLS", timing.tls),
        ("first byte", timing.first_byte),
        ("body", timing.receive),
    )
    bars: list[Bar] = []
    begun = timedelta()
    for label, took in parts:
        if took is not None:
            bars.append(_bar(label, begun, took, elapsed))
            begun += took
    return (*bars, _bar("total", timedelta(), elapsed, elapsed))


def _bar(label: str, begun: timedelta, took: timedelta, elapsed: timedelta) -> Bar:
    start = min(_PICTURE, _PICTURE * (begun / elapsed))
    width = min(_PICTURE - start, _PICTURE * (took / elapsed))
    return Bar(
        label=label,
        words=elapsed_words(took),
        start=round(start, 1),
        width=max(round(width, 1), 0.4),
    )


_ROLES: Final = {
    MeaningKind.TOKENS: ("caution", "New tokens"),
    MeaningKind.REVOKED: ("good", "Revoked"),
    MeaningKind.REDIRECT: ("unknown", "A redirect"),
    MeaningKind.OAUTH_ERROR: ("refused", "An OAuth error"),
    MeaningKind.FAULT: ("refused", "A fault"),
    MeaningKind.REFUSED: ("refused", ""),
    MeaningKind.UNREADABLE: ("unknown", "Not readable"),
    MeaningKind.NO_ANSWER: ("unknown", "No answer"),
}
"""The role of each, and a title where the service gave no name; without one, the status."""
