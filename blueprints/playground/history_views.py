"""What was sent from the playground: listed, looked at, compared, forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from blueprints.drawn_breaks import Break
from blueprints.framing import frame_of
from blueprints.highlighting import highlight
from blueprints.playground.blueprint import playground
from blueprints.playground.collection_views import read_name, to_collection
from blueprints.playground.history_pages import (
    ComparisonPage,
    DiffLine,
    ForgetPage,
    HistoryPage,
    SentLine,
    SentPage,
)
from blueprints.playground.kept_notices import NOTICES
from blueprints.playground.opened import sent_href
from blueprints.playground.request_lines import request_lines
from blueprints.playground.saving import save_into, save_targets
from blueprints.rendering import render_page
from blueprints.sentences import as_sentence
from blueprints.services import Services, services
from blueprints.wire_panel import draw_pieces, elapsed_words
from grantlab.playground.comparing import Line, Side, compare_answers
from grantlab.playground.sent_request import Answer, SentRequest
from grantlab.store.playground_history import KeptSent, SentOutline

_SIGNS = {
    Side.BOTH: (" ", ""),
    Side.LEFT: ("−", "only in the first:"),
    Side.RIGHT: ("+", "only in the second:"),
    Side.GAP: ("⋯", "lines that are alike were left out"),
}


@playground.get("/history")
def history() -> BaseResponse:
    """List what was sent, or what of it has the words."""
    parts = services()
    outlines = parts.playground_history.all()
    query = " ".join(request.args.get("q", "")[:200].split())
    page = HistoryPage(
        lines=tuple(_line(one) for one in outlines if _has(one, query)),
        query=query,
        count=len(outlines),
        now=parts.machine_clock.now(),
        notice=NOTICES.get(request.args.get("notice", "")),
    )
    return render_page(page)


@playground.get("/history/<int:number>")
def show_sent(number: int) -> BaseResponse:
    """Show one request that was sent, and its answer."""
    parts = services()
    return render_page(_page(parts.playground_history.get(number), parts))


@playground.post("/history/<int:number>/save")
def save_sent(number: int) -> BaseResponse:
    """Save the request into a collection."""
    parts = services()
    sent = parts.playground_history.get(number).sent.request
    handle = save_into(
        request.form.get("into", ""), sent, name=read_name(), parts=parts
    )
    return to_collection(handle, notice="saved")


@playground.post("/history/<int:number>/forget")
def forget_sent(number: int) -> BaseResponse:
    """Forget one."""
    services().playground_history.remove(number)
    return redirect(url_for("playground.history", notice="forgotten"), code=303)


@playground.get("/history/forget")
def ask_to_forget_history() -> BaseResponse:
    """Ask once more."""
    page = ForgetPage(
        count=len(services().playground_history.all()),
        notice=NOTICES.get(request.args.get("notice", "")),
    )
    return render_page(page)


@playground.post("/history/forget")
def forget_history() -> BaseResponse:
    """Forget everything that was sent, if that is meant."""
    if not request.form.get("sure"):
        again = url_for("playground.ask_to_forget_history", notice="not-sure")
        return redirect(again, code=303)
    services().playground_history.remove_all()
    return redirect(url_for("playground.history", notice="forgotten"), code=303)


@playground.get("/history/compare")
def compare_sent() -> BaseResponse:
    """Show two answers beside each other, the older one first."""
    parts = services()
    numbers = sorted({int(it) for it in request.args.getlist("of") if it.isdecimal()})
    if len(numbers) != 2:  # noqa: PLR2004 -- a comparison is of two
        return redirect(url_for("playground.history", notice="two-needed"), code=303)
    left, right = (parts.playground_history.get(number) for number in numbers)
    ours, theirs = left.sent.answer, right.sent.answer
    compared = compare_answers(ours or Answer(status=0), theirs or Answer(status=0))
    content_type = (theirs and theirs.header("content-type")) or ""
    page = ComparisonPage(
        left=_line(left.outline),
        right=_line(right.outline),
        now=parts.machine_clock.now(),
        headers=tuple(_diff_lines(compared.headers, "")),
        body=tuple(_diff_lines(compared.body, content_type)),
        cut_after=compared.cut_after,
        unanswered=ours is None or theirs is None,
    )
    return render_page(page)


def _has(one: SentOutline, query: str) -> bool:
    told = f"{one.method} {one.url} {one.status or ''} {one.environment}".casefold()
    return all(word in told for word in query.casefold().split())


def _line(one: SentOutline) -> SentLine:
    return SentLine(
        id=one.id,
        environment=one.environment,
        method=one.method,
        url=one.url,
        came_to="no answer" if one.status is None else str(one.status),
        refused=one.status is None or one.status >= HTTPStatus.BAD_REQUEST,
        elapsed=elapsed_words(one.elapsed),
        may_have_been_carried_out=one.may_have_been_carried_out,
        started_at=one.started_at,
    )


def _page(kept: KeptSent, parts: Services) -> SentPage:
    sent, line = kept.sent, _line(kept.outline)
    answer = sent.answer
    same = (
        _line(one)
        for one in parts.playground_history.all()
        if one.id < line.id and (one.method, one.url) == (line.method, line.url)
    )
    return SentPage(
        frame=frame_of(kept.outline.environment, parts),
        line=line,
        now=parts.machine_clock.now(),
        connection=kept.outline.connection_id,
        meaning=as_sentence(kept.meaning),
        failure=sent.failure,
        request=request_lines(sent.request),
        timing=tuple(_timing(sent)),
        headers=() if answer is None else answer.headers,
        body=None
        if answer is None
        else draw_pieces(
            highlight(answer.body, answer.header("content-type") or ""), {}
        ),
        size=f"{kept.answer_octets:,} octets",
        is_cut=kept.is_cut,
        ended_early="" if answer is None else answer.ended_early,
        resend_href=sent_href(line.id),
        earlier=next(same, None),
        targets=save_targets(parts),
    )


def _timing(sent: SentRequest) -> Iterator[tuple[str, str]]:
    timing = sent.timing
    parts: tuple[tuple[str, timedelta | None], ...] = (
        ("DNS", timing.dns),
        ("Connect", timing.connect),
        ("TLS", timing.tls),
        ("First byte", timing.first_byte),
        ("Receive", timing.receive),
        ("Total", sent.elapsed),
    )
    for name, length in parts:
        if length is not None:
            yield name, elapsed_words(length)


def _drawn(text: str, content_type: str) -> Markup:
    """Return a line in colour, with no break drawn into it: it is one line as it stands."""
    pieces = highlight(text, content_type)
    return draw_pieces(
        tuple(piece for piece in pieces if not isinstance(piece, Break)), {}
    )


def _diff_lines(lines: tuple[Line, ...], content_type: str) -> Iterator[DiffLine]:
    for line in lines:
        sign, word = _SIGNS[line.side]
        yield DiffLine(
            side=line.side,
            sign=sign,
            word=word,
            text=_drawn(line.text, content_type),
            left=line.left,
            right=line.right,
        )
