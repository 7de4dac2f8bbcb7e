"""What makes a redirect URI registrable, and where two of them differ."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class UriProblem:
    """One rule that a redirect URI breaks."""

    id: str
    says: str
    """What is wrong and what to do, in one sentence."""


def lint_redirect_uri(uri: str, *, for_production: bool) -> tuple[UriProblem, ...]:
    """Return the rules that a redirect URI breaks, none if it could be registered.

    Source: Intuit FAQ on redirect URIs (L103, L104, L105) and the wire facts on redirect
    URI rules: development keys may use ``http://localhost``, production keys only https,
    no IP address and no localhost; no query, no fragment.
    """
    if not uri:
        return (
            UriProblem(
                "empty", "Enter the address that the browser is to come back to."
            ),
        )
    if uri != uri.strip() or any(character.isspace() for character in uri):
        return (UriProblem("space", "There is white space in it; remove it."),)
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return (
            UriProblem(
                "unreadable", "This is not a URI; it needs a scheme, a host and a path."
            ),
        )
    if not parts.scheme or not host:
        return (UriProblem("relative", "It must be absolute: scheme, host and path."),)
    problems = [*_scheme_problems(parts.scheme, host, for_production=for_production)]
    if parts.query or uri.endswith("?"):
        problems.append(
            UriProblem(
                "query",
                "It has a query; put what you want to carry into state instead.",
            )
        )
    if parts.fragment or uri.endswith("#"):
        problems.append(
            UriProblem("fragment", "It has a fragment, which never reaches a server.")
        )
    if parts.username or parts.password:
        problems.append(UriProblem("userinfo", "It has a user name in it; remove it."))
    return tuple(problems)


def _scheme_problems(
    scheme: str, host: str, *, for_production: bool
) -> list[UriProblem]:
    local = host == "localhost"
    problems = []
    if for_production and local:
        problems.append(
            UriProblem("localhost", "Production keys do not take localhost.")
        )
    if _is_address(host):
        problems.append(
            UriProblem("address", "A host name is needed, not an IP address.")
        )
    if scheme == "http" and not local:
        problems.append(
            UriProblem(
                "http", "It must begin with https; only http://localhost is excepted."
            )
        )
    if scheme == "http" and local and for_production:
        problems.append(UriProblem("http", "It must begin with https."))
    if scheme not in {"http", "https"}:
        problems.append(UriProblem("scheme", "It must begin with https."))
    return problems


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two texts part: what they share, and what each goes on with."""

    position: int
    """How many characters they have in common from the left."""

    shared: str
    left_rest: str
    right_rest: str


def find_difference(left: str, right: str) -> Difference | None:
    """Return where two URIs first differ, or ``None`` if they are equal.

    The comparison is exact, character by character: that is how a registered
    redirect URI is compared (L103).
    """
    if left == right:
        return None
    position = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        position += 1
    return Difference(position, left[:position], left[position:], right[position:])
