"""The provider's pages: each a frozen value, rendered under a strict policy."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from flask import Response, make_response, render_template


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """What one of the provider's templates needs to know."""

    template: ClassVar[str]


def render(
    page: ProviderPage, *, status: int = 200, redirect_uri: str | None = None
) -> Response:
    """Render a page; ``redirect_uri`` is where a form on it may lead in the end.

    Chromium applies ``form-action`` to the redirect that follows a form, so the policy
    of the consent page names the origin of the registered redirect URI.
    """
    response = make_response(render_template(page.template, page=page), status)
    response.headers["Content-Security-Policy"] = _policy(redirect_uri)
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _policy(redirect_uri: str | None) -> str:
    form_action = "'self'"
    if redirect_uri is not None:
        parts = urlsplit(redirect_uri)
        form_action += f" {parts.scheme}://{parts.netloc}"
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
        f" form-action {form_action}; frame-ancestors 'none'"
    )
