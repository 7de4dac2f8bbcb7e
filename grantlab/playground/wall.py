"""The wall: where a request may go, and what it may carry there.

It is asked once variables are filled in, and about the address as the transport reads it.
Which addresses a name may resolve to is the transport's own business.
"""

import base64
import binascii
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Final
from urllib.parse import unquote, unquote_plus, urlsplit

from grantlab.errors import GrantlabError
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
)
from grantlab.playground.sending import Outgoing
from grantlab.protocol.environment import INTUIT_PRODUCTION, Endpoints, Environment
from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import Kind, kinds_in

READING: Final = frozenset({"GET", "HEAD"})
"""Methods that change nothing. Spec: RFC 9110 §9.2.1."""

_OVERRIDES: Final = frozenset(
    {"x-http-method", "x-http-method-override", "x-method-override"}
)
_PORTS: Final = {"http": 80, "https": 443}
_TOKENS: Final = {
    Kind.ACCESS_TOKEN: "an access token",
    Kind.REFRESH_TOKEN: "a refresh token",
}


class Rule(StrEnum):
    """The rules of the wall."""

    SCHEME = "scheme"
    HOST_HEADER = "host-header"
    TWO_CREDENTIALS = "two-credentials"
    FOREIGN_HOST = "foreign-host"
    COMPANY_NAME = "company-name"


class WallError(GrantlabError):
    """A request was not let through the wall; nothing was sent."""

    slug: ClassVar[str] = "not-let-through"

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address as the transport reads it."""

    scheme: str
    host: str
    port: int
    path: str
    """Decoded, so that nothing hides in its encoding."""


@dataclass(frozen=True, slots=True)
class Territory:
    """The places of one environment: where its own credentials may go."""

    environment: Environment
    places: tuple[Target, ...]
    """A path is where a place begins; ``/`` is the whole host."""

    def holds(self, target: Target) -> bool:
        """Whether an address is one of the environment's own."""
        return any(_is_within(target, place) for place in self.places)

    @property
    def hosts(self) -> str:
        """The names of its hosts, for a sentence."""
        return ", ".join(dict.fromkeys(place.host for place in self.places))


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A secret that is known here, and where it may go."""

    value: Secret
    words: str
    """What it is, for a sentence: ``the client secret of sandbox``."""

    territory: Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What a person has said so that something may be changed in production."""

    typed_name: str = field(default="", repr=False)
    """The company's name, as it was typed for this request."""

    company_name: str | None = field(default=None, repr=False)
    """The name of the chosen connection's company; ``None`` while it is not known."""

    realm_id: str | None = field(default=None, repr=False)
    """Its number; ``None`` when no connection was chosen, or has none."""


def territory_of(environment: Environment, endpoints: Endpoints) -> Territory:
    """Return the hosts that serve an environment; who consents in a browser is elsewhere."""
    urls = (endpoints.token, endpoints.revocation, endpoints.userinfo, endpoints.api)
    return territory_at(environment, *(f"{_origin(url)}/" for url in urls))


def territory_at(environment: Environment, *bases: str) -> Territory:
    """Return a territory of what lies under these addresses."""
    return Territory(environment, tuple(dict.fromkeys(map(_place, bases))))


def check_wall(
    outgoing: Outgoing,
    target: Target,
    *,
    territory: Territory,
    protected: tuple[Protected, ...],
    read_guard: Callable[[], Guard],
) -> None:
    """Check that a request may be sent; the guard is read only where it decides.

    Raises:
        WallError: it may not; its words say what and why.
    """
    _check_scheme(target, territory)
    _check_headers(outgoing, target)
    _check_credentials(outgoing.auth, target, territory)
    _check_secrets(outgoing, target, territory, protected)
    if changes_production(outgoing, target, territory):
        _check_name(target, read_guard())


def changes_production(
    outgoing: Outgoing, target: Target, territory: Territory
) -> bool:
    """Whether a request may change something that is real."""
    if not _may_write(outgoing):
        return False
    companies = territory_at(
        Environment.PRODUCTION,
        f"{INTUIT_PRODUCTION.api}/",
        f"{_origin(INTUIT_PRODUCTION.userinfo)}/",
    )
    is_production = territory.environment is Environment.PRODUCTION
    return companies.holds(target) or (is_production and territory.holds(target))


def company_in(path: str) -> str | None:
    """Return the number of the company that a path names; ``None`` when it names none."""
    _, found, behind = path.lower().partition("/company/")
    return behind.partition("/")[0] if found else None


def _check_scheme(target: Target, territory: Territory) -> None:
    if target.scheme not in _PORTS:
        raise WallError(Rule.SCHEME, "an address begins with https:// or http://")
    if target.scheme == "http" and not territory.holds(target):
        raise WallError(
            Rule.SCHEME,
            f"{target.host} is asked over https alone: http shows everything to whoever"
            " is on the way",
        )


def _check_headers(outgoing: Outgoing, target: Target) -> None:
    names = [name.lower() for name, _ in outgoing.headers]
    for name, value in outgoing.headers:
        if name.lower() == "host" and not _names_host(value, target):
            raise WallError(
                Rule.HOST_HEADER,
                f"the header Host names another host than the address: {target.host} is"
                " where it would go",
            )
    is_chosen = isinstance(outgoing.auth, BearerOfConnection | BasicOfKeyPair)
    if names.count("authorization") + is_chosen > 1:
        raise WallError(
            Rule.TWO_CREDENTIALS,
            "it has two headers Authorization: keep the typed one or the chosen one",
        )


def _check_credentials(auth: Auth, target: Target, territory: Territory) -> None:
    match auth:
        case BearerOfConnection():
            words = "the access token of a connection"
        case BasicOfKeyPair():
            words = "the key pair"
        case _:
            return
    _check_place(f"{words} of {territory.environment}", target, territory)


def _check_secrets(
    outgoing: Outgoing,
    target: Target,
    territory: Territory,
    protected: tuple[Protected, ...],
) -> None:
    """Check what is in a request by whatever way: typed, or filled in for a variable."""
    for text in _texts(outgoing):
        for one in protected:
            if one.value.reveal() in text:
                _check_place(one.words, target, one.territory)
        for kind in kinds_in(text) & _TOKENS.keys():
            _check_place(_TOKENS[kind], target, territory)


def _check_place(words: str, target: Target, territory: Territory) -> None:
    if not territory.holds(target):
        raise WallError(
            Rule.FOREIGN_HOST,
            f"{words} goes only to the hosts of {territory.environment}"
            f" ({territory.hosts}), and {_named(target)} is none of them",
        )


def _check_name(target: Target, guard: Guard) -> None:
    if not guard.company_name:
        raise WallError(
            Rule.COMPANY_NAME,
            "it may change something in production, and it is not known which company is"
            " meant: choose its connection, and call CompanyInfo once",
        )
    named = company_in(target.path)
    if named is not None and named != guard.realm_id:
        raise WallError(
            Rule.COMPANY_NAME,
            "it may change something in production, and its address names another"
            " company than the chosen connection's",
        )
    if _plain(guard.typed_name) != _plain(guard.company_name):
        raise WallError(
            Rule.COMPANY_NAME,
            "it may change something in production: type the name of the company, as"
            " QuickBooks shows it",
        )


def _may_write(outgoing: Outgoing) -> bool:
    if outgoing.method.upper() not in READING:
        return True
    return any(name.lower() in _OVERRIDES for name, _ in outgoing.headers)


def _texts(outgoing: Outgoing) -> Iterator[str]:
    """Give every text of a request, as it is written and as it is meant."""
    yield outgoing.url
    yield unquote(outgoing.url)
    for name, value in outgoing.headers:
        yield name
        yield value
        yield unquote(value)
        yield _decoded(value.rpartition(" ")[2])
    body = outgoing.body.decode(errors="replace")
    yield body
    yield unquote_plus(body)


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""


def _is_within(target: Target, place: Target) -> bool:
    is_host = (target.scheme, target.host, target.port) == (
        place.scheme,
        place.host,
        place.port,
    )
    # A server may climb where a transport does not.
    climbs = ".." in target.path.replace("\\", "/").split("/")
    is_under = target.path.startswith(place.path) and not climbs
    return is_host and (place.path == "/" or is_under)


def _names_host(value: str, target: Target) -> bool:
    try:
        parts = urlsplit(f"//{value}")
        port = parts.port or target.port
    except ValueError:
        return False
    return (parts.hostname, port) == (target.host, target.port)


def _named(target: Target) -> str:
    """Name a host; where only the path is elsewhere, with its path's beginning."""
    usual = _PORTS.get(target.scheme) == target.port
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"{target.scheme}://{host}" if usual else f"{host}:{target.port}"


def _plain(name: str) -> str:
    """Return a name without what nobody sees: doubled spaces, ways to compose a letter."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _place(base: str) -> Target:
    parts = urlsplit(base)
    return Target(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        path=parts.path or "/",
    )
