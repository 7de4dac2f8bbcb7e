"""The provider's pages: each a frozen value, rendered under a strict policy."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from flask import Response, make_response, render_template
from werkzeug.urls import iri_to_uri

_PLAIN_ORIGIN = re.compile(r"https?://[a-z0-9.:_\[\]-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """What one of the provider's templates needs to know."""

    template: ClassVar[str]


def render(
    page: ProviderPage, *, status: int = 200, leads_to: Iterable[str] = ()
) -> Response:
    """Render a page; ``leads_to`` is where forms on it may lead in the end.

    Chromium applies ``form-action`` to the redirect that follows a form, so the policy
    of the consent page names the origin of the registered redirect URI.
    """
    response = make_response(render_template(page.template, page=page), status)
    response.headers["Content-Security-Policy"] = _policy(leads_to)
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _policy(leads_to: Iterable[str]) -> str:
    # As browsers write them: a name in other letters has a form of its own on the wire.
    parts = [urlsplit(iri_to_uri(address)) for address in leads_to if address]
    origins = {f"{part.scheme}://{part.netloc}" for part in parts}
    # A star or a semicolon is a character of a name to us, and more to a policy.
    plain = sorted(filter(_PLAIN_ORIGIN.fullmatch, origins))
    form_action = " ".join(("'self'", *plain))
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
        f" form-action {form_action}; frame-ancestors 'none'"
    )
