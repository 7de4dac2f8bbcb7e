"""What each of the provider's pages shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from blueprints.provider.rendering import ProviderPage
from grantlab.protocol.redirect_uri import Difference, UriProblem
from grantlab.protocol.scope import Scope
from grantlab.provider.companies import Company, Person
from grantlab.provider.registry import KeyPair, ScopeSetting


@dataclass(frozen=True, slots=True)
class FrontPage(ProviderPage):
    """The provider's own front door."""

    template: ClassVar[str] = "provider/index.html"

    base: str
    """Where it is reached, without a trailing slash."""


@dataclass(frozen=True, slots=True)
class SignInPage(ProviderPage):
    """Signing in, without a password."""

    template: ClassVar[str] = "provider/sign_in.html"

    person: Person
    query: str
    """The authorization request, carried along unchanged."""


@dataclass(frozen=True, slots=True)
class CompaniesPage(ProviderPage):
    """Choosing the company to connect."""

    template: ClassVar[str] = "provider/companies.html"

    person: Person
    companies: tuple[Company, ...]
    keys: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage(ProviderPage):
    """Asking whether the app may."""

    template: ClassVar[str] = "provider/consent.html"

    person: Person
    company: Company | None
    """``None`` when only the user's own facts are asked for."""

    scopes: tuple[Scope, ...]
    redirect_uri: str
    keys: str
    stateless: bool
    """Whether the request came without a state, which is worth a warning."""

    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionProblemPage(ProviderPage):
    """An authorization request that must not be redirected."""

    template: ClassVar[str] = "provider/connection_problem.html"

    client_known: bool
    state_missing: bool
    keys: str
    """Which list the redirect URI was looked for in; empty for an unknown client."""

    sent: str
    nearest: str
    """The registered redirect URI most like the one sent; empty without any."""

    difference: Difference | None
    intuit_tid: str


@dataclass(frozen=True, slots=True)
class KeyPairView:
    """One key pair on the page of keys."""

    pair: KeyPair
    redirect_uris: tuple[str, ...]
    disconnect_url: str
    """The one registered, or the one that was typed and refused; empty for none."""

    typed: str = ""
    """What was typed as a redirect URI and refused."""

    problems: tuple[UriProblem, ...] = ()
    disconnect_problems: tuple[UriProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class KeysPage(ProviderPage):
    """The registered app: keys, redirect URIs, scopes."""

    template: ClassVar[str] = "provider/keys.html"

    pairs: tuple[KeyPairView, ...]
    scopes: tuple[ScopeSetting, ...]
    back: str | None


@dataclass(frozen=True, slots=True)
class SecretPage(ProviderPage):
    """One client secret, after a click."""

    template: ClassVar[str] = "provider/secret.html"

    keys: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedCompany:
    """One company the user has connected the app to."""

    name: str
    realm_id: str
    """Empty where the user only signed in."""

    keys: str
    since: datetime
    connections: int
    disconnect_url: str
    """Where the browser goes after a disconnect; empty where it stays here."""


@dataclass(frozen=True, slots=True)
class AppsPage(ProviderPage):
    """The user's connected apps, with a button that ends each."""

    template: ClassVar[str] = "provider/apps.html"

    person: Person
    connected: tuple[ConnectedCompany, ...]
    ended: str
    """The company that was just disconnected, in words; empty if none was."""

    back: str | None


@dataclass(frozen=True, slots=True)
class ProblemPage(ProviderPage):
    """A request that the provider has no answer to."""

    template: ClassVar[str] = "provider/problem.html"

    title: str
    says: str
    intuit_tid: str
