"""What is wrong with a redirect URI, as it is typed."""

from dataclasses import dataclass
from typing import ClassVar

from blueprints.rendering import Page
from grantlab.protocol.redirect_uri import UriProblem, lint_redirect_uri

LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LintView:
    """A redirect URI and the rules it breaks, for either kind of keys."""

    uri: str
    development: tuple[UriProblem, ...]
    production: tuple[UriProblem, ...]


@dataclass(frozen=True, slots=True)
class LintPage(Page):
    """The lint alone: what replaces the element while somebody types."""

    template: ClassVar[str] = "walkthrough/_lint.html"

    body: "LintBody"


@dataclass(frozen=True, slots=True, kw_only=True)
class LintBody:
    """What the partial reads; the step's own body has the same member."""

    lint: LintView


def lint(uri: str) -> LintView:
    """Return what a redirect URI breaks, under the rules of both kinds of keys."""
    uri = uri[:LONGEST]
    return LintView(
        uri=uri,
        development=lint_redirect_uri(uri, for_production=False),
        production=lint_redirect_uri(uri, for_production=True),
    )
