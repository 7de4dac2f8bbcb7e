"""Which token is this? A value or a fingerprint that is typed in, and placed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import request
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections.placing import Placed, place_token, secrets_owner
from blueprints.diagnosis.blueprint import diagnosis
from blueprints.rendering import Page, render_page
from blueprints.services import Services, services
from grantlab.diagnosis.which_token import TypedToken, judge_typed, read_typed
from grantlab.protocol.environment import Environment
from grantlab.protocol.shapes import Kind

KIND_WORDS: Mapping[Kind, str] = {
    Kind.ACCESS_TOKEN: "an access token",
    Kind.ACCESS_REFERENCE: "the reference of an access token",
    Kind.REFRESH_TOKEN: "a refresh token",
    Kind.CODE: "an authorization code",
    Kind.ID_TOKEN: "an ID token",
    Kind.CLIENT_SECRET: "a client secret",
    Kind.OCTETS_32: "a state or code verifier of ours",
}
"""What a value is by its shape, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPage(Page):
    """A form, and once it was sent, what is known. It never holds the value."""

    template: ClassVar[str] = "diagnosis/token.html"

    problem: str
    """Why nothing was looked at; empty if nothing is wrong."""

    told: TypedToken | None
    """``None`` before anything was typed."""

    kind: str
    """What it is by its shape; empty when that is not known."""

    placed: tuple[Placed, ...]
    secret_of: Environment | None
    """The environment whose client secret it is."""

    now: datetime


@diagnosis.get("/token")
def ask_which_token() -> BaseResponse:
    """Ask for a token or a fingerprint."""
    return render_page(_page(services()))


@diagnosis.post("/token")
def which_token() -> BaseResponse:
    """Place what was typed, and answer with the page itself.

    No redirect: the value is kept nowhere, so no other address could show the result.
    """
    parts = services()
    typed = request.form.get("token", "")
    problem = judge_typed(typed)
    if problem:
        return render_page(_page(parts, problem=problem), status=422)
    return render_page(_page(parts, read_typed(typed)))


def _page(
    parts: Services, told: TypedToken | None = None, *, problem: str = ""
) -> TokenPage:
    return TokenPage(
        problem=problem,
        told=told,
        kind="" if told is None or told.kind is None else KIND_WORDS[told.kind],
        placed=() if told is None else place_token(told.fingerprint, parts),
        secret_of=None if told is None else secrets_owner(told.fingerprint, parts),
        now=parts.machine_clock.now(),
    )
