"""The playground: its page, and the quick form that stands first on it."""

from dataclasses import replace

from flask import request
from werkzeug.wrappers import Response as BaseResponse

from blueprints.framing import frame_of
from blueprints.playground import (
    builder_actions,
    collection_views,
    export_views,
    history_views,
    import_views,
    item_views,
    places,
    variable_views,
)
from blueprints.playground.answers import answer_all
from blueprints.playground.blueprint import playground
from blueprints.playground.builder_form import BuilderForm, form_of, read_builder
from blueprints.playground.builder_view import view_builder
from blueprints.playground.kept_panel import view_kept
from blueprints.playground.last_choice import with_last_choice
from blueprints.playground.opened import find_opened
from blueprints.playground.pages import PlaygroundPage, QuickView
from blueprints.playground.quick_form import QuickForm, read_quick_form
from blueprints.playground.saving import save_targets
from blueprints.rendering import render_page
from blueprints.services import Services, services
from blueprints.tags import Standing, Tag, TagKind
from blueprints.wire_panel import RoundTripView, view_round_trip
from grantlab.flows.check_tokens import TokenCheck, check_tokens
from grantlab.flows.ports import Outside
from grantlab.playground.hiding import hide_in_request
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret

__all__ = [
    "builder_actions",
    "collection_views",
    "export_views",
    "history_views",
    "import_views",
    "item_views",
    "places",
    "playground",
    "variable_views",
]

NO_KEYS = KeyPair("", Secret(""))
"""CompanyInfo carries an access token and nothing else, so a check needs no keys: they may
not even be there, when it is somebody else's token that is looked at."""


@playground.get("")
def index() -> BaseResponse:
    """Show the quick form, and the request that the address holds."""
    parts = services()
    form = read_builder(request.args)
    if "environment" not in request.args:
        form = with_last_choice(form, parts)
    opened = find_opened(request.args, parts)
    if opened is not None:
        handle = request.args.get("saved", "").partition(".")[0]
        form = form_of(hide_in_request(opened), replace(form, collection=handle))
    page = PlaygroundPage(
        frame=frame_of(form.environment, parts),
        quick=QuickView(environment=form.environment),
        builder=view_builder(form, parts),
        kept=view_kept(request.args, parts),
        targets=save_targets(parts),
    )
    return render_page(page)


@playground.post("")
def check() -> BaseResponse:
    """Check the tokens, and answer with the page itself.

    No redirect: the tokens are kept nowhere, so no other address could show the result.
    A reload asks the browser to send them again, and the page may not be stored.
    """
    parts = services()
    form = read_quick_form(request.form, provided=parts.environments.provided)
    if form.problems.count:
        return render_page(_page(form, parts), status=422)
    outside = parts.environments.open_with(form.environment, NO_KEYS)
    checked = check_tokens(
        access_token=form.access_token,
        refresh_token=form.refresh_token,
        realm_id=form.realm_id,
        company=outside.company,
        now=outside.now(),
    )
    return render_page(_page(form, parts, checked, _wire(form, outside, checked)))


def _page(
    form: QuickForm,
    parts: Services,
    checked: TokenCheck | None = None,
    wire: RoundTripView | None = None,
) -> PlaygroundPage:
    return PlaygroundPage(
        frame=frame_of(form.environment, parts),
        quick=QuickView(
            environment=form.environment,
            realm_id=form.realm_id,
            problems=form.problems,
            answers=() if checked is None else answer_all(checked),
            wire=wire,
        ),
        builder=view_builder(with_last_choice(BuilderForm(), parts), parts),
        kept=view_kept(request.args, parts),
        targets=save_targets(parts),
    )


def _wire(
    form: QuickForm, outside: Outside, checked: TokenCheck
) -> RoundTripView | None:
    sent = [item for item in outside.recorded() if item.purpose is Purpose.COMPANY_INFO]
    if not sent:
        return None
    alive = checked.access_token_is_alive
    fingerprint = form.access_token.fingerprint
    tag = Tag(
        label="A1",
        kind=TagKind.ACCESS,
        fingerprint=fingerprint,
        standing=Standing.CURRENT if alive else Standing.UNKNOWN,
    )
    return view_round_trip(sent[-1], tags={fingerprint: tag}, anchor="round-trip")
