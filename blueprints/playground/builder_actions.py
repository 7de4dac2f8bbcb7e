"""What the builder's buttons do: send, look, show as code, read a curl line, cancel."""

from dataclasses import replace
from typing import Final

import structlog
from flask import request
from werkzeug.wrappers import Response as BaseResponse

from blueprints.framing import frame_of
from blueprints.playground.answer_view import AnswerView, view_answer
from blueprints.playground.blueprint import playground
from blueprints.playground.builder_form import BuilderForm, form_of, read_builder
from blueprints.playground.builder_view import (
    CodeView,
    PartProblem,
    lint_parts,
    view_builder,
    view_code,
    view_connection,
)
from blueprints.playground.collection_views import read_name, to_collection
from blueprints.playground.kept_panel import view_kept
from blueprints.playground.last_choice import note_choice
from blueprints.playground.pages import PlaygroundPage, QuickView
from blueprints.playground.saving import save_into, save_targets
from blueprints.playground.traffic import view_traffic
from blueprints.playground.variables import variable_sets
from blueprints.rendering import part_asked, render_page
from blueprints.sentences import as_sentence
from blueprints.services import Services, services
from grantlab.errors import GrantlabError
from grantlab.flows.live_access_token import NeedsConsentError
from grantlab.flows.send_request import Sent, Wish, cancel_request, send_request
from grantlab.formats.curl_reader import CurlReading, is_curl, read_curl
from grantlab.formats.errors import CurlLineError
from grantlab.playground.hiding import hide_in_request
from grantlab.playground.request import CustomBasic
from grantlab.playground.sending import fill_in
from grantlab.playground.wall import Rule, WallError
from grantlab.protocol.errors import InvalidGrantError, TokenEndpointError
from grantlab.vault.errors import KeyBesideDataError

UNPROCESSABLE: Final = 422

log = structlog.get_logger()


@playground.post("/send")
def send() -> BaseResponse:
    """Send the request, and answer with the page that shows what came of it.

    No redirect: what was typed may hold a secret, and is kept nowhere. A curl command in
    the place of the address is read, and nothing is sent.
    """
    parts, form = services(), read_builder(request.form)
    if is_curl(form.url):
        return read_line()
    sets = variable_sets(form, parts)
    filled, uses = fill_in(form.request, sets)
    problems = lint_parts(form, parts)
    if problems or any(use.trouble for use in uses):
        return _answered(
            form, parts, refusal=_FLAWED, problems=problems, status=UNPROCESSABLE
        )
    wish = Wish(
        environment=form.environment,
        connection_id=form.connection_id,
        mode=form.refresh_mode,
        typed_name=form.company_name,
        handle=request.form.get("handle", ""),
    )
    try:
        sent = send_request(filled, wish, parts=parts.sending_parts)
    except GrantlabError as exc:
        return _answered(
            form,
            parts,
            refusal=_refusal(exc),
            ended=isinstance(exc, InvalidGrantError | NeedsConsentError),
            status=UNPROCESSABLE,
        )
    if form.shows_secrets:
        _note_shown(form)
    note_choice(form)
    not_kept = _keep(sent, form, parts)
    return _answered(form, parts, answer=_view(sent, form, parts, not_kept=not_kept))


@playground.post("/look")
def look() -> BaseResponse:
    """Show what would be sent, and what is wrong with it; nothing is sent."""
    return _answered(read_builder(request.form), services())


@playground.post("/code")
def code() -> BaseResponse:
    """Show the request as code; with its secrets only on a press that is recorded."""
    parts, form = services(), read_builder(request.form)
    if form.shows_secrets:
        _note_shown(form)
    return _answered(form, parts, code=view_code(form, variable_sets(form, parts)))


@playground.post("/curl")
def read_line() -> BaseResponse:
    """Fill the form with the curl command that stands in the place of the address."""
    parts, form = services(), read_builder(request.form)
    try:
        reading = read_curl(form.url)
    except CurlLineError as exc:
        problem = PartProblem("url", as_sentence(f"curl command, {exc}"))
        return _answered(form, parts, problems=(problem,), status=UNPROCESSABLE)
    filled = _without_credentials(reading)
    return _answered(form_of(filled.request, form), parts, notes=filled.notes)


@playground.post("/save")
def save() -> BaseResponse:
    """Save the request into a collection of one's own, with placeholders for secrets."""
    parts, form = services(), read_builder(request.form)
    handle = save_into(
        request.form.get("into", ""),
        hide_in_request(form.request),
        name=read_name(),
        parts=parts,
    )
    return to_collection(handle, notice="saved")


@playground.post("/download")
def download() -> BaseResponse:
    """Hand out the whole of an answer that was too large to be shown, once."""
    pieces = services().large_answers.take(request.form.get("answer", ""))
    answer = BaseResponse(pieces, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = "attachment; filename=answer.bin"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@playground.post("/cancel")
def cancel() -> BaseResponse:
    """End a request that is under way, in whichever worker it is."""
    cancel_request(request.form.get("handle", ""), sendings=services().sendings)
    return BaseResponse(status=204)


_FLAWED = "Something has to be mended first."
_KEY_BESIDE_DATA = (
    "It is not in the history: nothing of production is kept while the vault’s key lies "
    "beside the data."
)
_NOT_WRITTEN = (
    "It was sent, and is not in the history: the database could not be written."
)
_REPLACED = (
    "The command’s own token or key pair was left out, because a page shows no secret. The "
    "chosen connection’s token, or the environment’s key pair, is sent instead."
)
_TO_BE_TYPED = (
    "The command’s own password was left out, because a page shows no secret. Type it in its "
    "place, or choose the key pair."
)


def _without_credentials(reading: CurlReading) -> CurlReading:
    """Put the connection's credentials, or a placeholder, in the place of the command's."""
    hidden = replace(reading.request, auth=hide_in_request(reading.request).auth)
    if hidden == reading.request:
        return reading
    is_typed = isinstance(hidden.auth, CustomBasic)
    note = _TO_BE_TYPED if is_typed else _REPLACED
    return CurlReading(hidden, (*reading.notes, note))


def _keep(sent: Sent, form: BuilderForm, parts: Services) -> str:
    """Keep it in the history, and return why it is not there; empty where it is."""
    try:
        number = parts.playground_history.add(
            sent.sent,
            environment=form.environment,
            connection_id=form.connection_id,
            meaning=sent.meaning.words,
            may_have_been_carried_out=sent.sent.may_have_been_carried_out,
            answer_octets=None if sent.sent.answer is None else sent.sent.answer.size,
        )
    except KeyBesideDataError:
        # It is of production, and this machine may keep nothing of that.
        log.info("a sent request was not kept", environment=form.environment.value)
        return _KEY_BESIDE_DATA
    return _NOT_WRITTEN if number is None else ""


def _view(
    sent: Sent, form: BuilderForm, parts: Services, *, not_kept: str
) -> AnswerView:
    return view_answer(
        sent,
        secrets_shown=form.shows_secrets,
        traffic=view_traffic(form.connection_id, parts),
        not_kept=not_kept,
    )


def _refusal(problem: GrantlabError) -> str:
    """Say why nothing was sent; a refresh that had to come first is named as such."""
    if isinstance(problem, TokenEndpointError):
        return (
            "The connection’s token had to be refreshed first, and the refresh was"
            f" refused: {problem}."
        )
    words = as_sentence(str(problem))
    if isinstance(problem, WallError) and problem.rule is Rule.FOREIGN_HOST:
        return f"{words} Write {{{{api_base}}}} for the API of the chosen environment."
    return words


def _note_shown(form: BuilderForm) -> None:
    log.info(
        "secrets were shown",
        where="playground",
        environment=form.environment.value,
        connection=form.connection_id,
    )


def _answered(
    form: BuilderForm,
    parts: Services,
    *,
    answer: AnswerView | None = None,
    code: tuple[CodeView, ...] = (),
    refusal: str = "",
    ended: bool = False,
    notes: tuple[str, ...] = (),
    problems: tuple[PartProblem, ...] = (),
    status: int = 200,
) -> BaseResponse:
    part = part_asked(PlaygroundPage)
    page = PlaygroundPage(
        frame=frame_of(form.environment, parts),
        quick=QuickView(environment=form.environment),
        # What nobody sees of the page is not opened: while a request is typed, and where its
        # answer alone is asked for.
        builder=None
        if part == "response" and answer is not None
        else view_builder(form, parts, problems=problems),
        kept=view_kept(request.form, parts) if part in {None, "kept"} else None,
        targets=save_targets(parts) if part in {None, "builder"} else (),
        answer=answer,
        asked_with=None if answer is None else view_connection(form, parts),
        code=code,
        refusal=refusal,
        ended_connection=form.connection_id if ended else None,
        notes=notes,
    )
    return render_page(page, status=status)
