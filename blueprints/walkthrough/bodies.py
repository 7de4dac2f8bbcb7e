"""What the middle of each step shows: one value per step."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from blueprints.answering import Answering
from blueprints.redirect_uri_lint import LintView
from blueprints.tags import Tag
from grantlab.diagnosis.checklist import Checklist
from grantlab.protocol.environment import Environment
from grantlab.protocol.redirect_uri import Difference


class Body:
    """The middle of one step; ``template`` sets it."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class NotBegunBody(Body):
    """Any step but the first, where there is no walk yet."""

    template: ClassVar[str] = "walkthrough/_begin.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentChoice:
    """One environment to walk in."""

    environment: Environment
    label: str
    says: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysBody(Body):
    """Step 1: which keys, and which redirect URI."""

    template: ClassVar[str] = "walkthrough/_keys.html"

    environment: Environment
    choices: tuple[EnvironmentChoice, ...]
    client_id: str | None
    """``None`` while the keys are not there."""

    secret: Tag | None
    redirect_uri: str
    registered: bool | None
    """``None`` where only Intuit's own page could tell."""

    difference: Difference | None
    """Where the nearest registered value differs."""

    keys_page: str | None
    """The embedded service's page of keys; ``None`` for Intuit's own."""

    keys_from_environment: bool
    keys_are_kept: bool
    """Whether a pair was entered, though it may not be used now."""

    closed_because: str | None
    """Why no keys of this environment are taken; ``None`` where they are."""

    lint: LintView
    cannot_begin: str | None
    """Why no walk can begin with these keys; ``None`` when one can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeChoice:
    """One scope to ask for."""

    value: str
    gives: str
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopesBody(Body):
    """Step 2: what to ask for."""

    template: ClassVar[str] = "walkthrough/_scopes.html"

    choices: tuple[ScopeChoice, ...]
    uses_pkce: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a request, and what it is for."""

    name: str
    value: Markup | str
    explains: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody(Body):
    """Step 3: the question, parameter by parameter."""

    template: ClassVar[str] = "walkthrough/_request.html"

    endpoint: str
    parameters: tuple[Parameter, ...]
    href: str | None
    """Where the browser goes; ``None`` while nothing is prepared."""

    changed_href: str | None
    """The same with another state, to be disregarded when it comes back."""

    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseBody(Body):
    """Step 4: what came back, the two states side by side."""

    template: ClassVar[str] = "walkthrough/_response.html"

    sent_state: str | None
    received_state: str | None
    difference: Difference | None
    problem: str | None
    """In which way the state was not to be used; ``None`` when it was right."""

    problem_means: str
    is_waiting: bool
    """Whether the newest request still waits for its own answer."""

    came_back: bool
    error: str | None
    """What the authorization server reported instead of a code."""

    asked_scopes: tuple[str, ...]
    code: Tag | None
    realm_id: str | None
    repeats: int
    request_href: str
    scopes_href: str
    enabling_page: str | None
    """Where the embedded service's scopes are enabled; ``None`` where that is Intuit's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeBody(Body):
    """Step 5: trade the code."""

    template: ClassVar[str] = "walkthrough/_exchange.html"

    code: Tag | None
    can_exchange: bool
    taken_at: datetime | None
    access: Tag | None
    refresh: Tag | None
    oddities: tuple[str, ...]
    request_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of an ID token, and what it was held against."""

    name: str
    value: str
    explains: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensBody(Body):
    """Step 6: what was stored, and what the ID token says."""

    template: ClassVar[str] = "walkthrough/_tokens.html"

    access: Tag | None
    refresh: Tag | None
    claims: tuple[Claim, ...]
    problem: str | None
    asked_openid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBody(Body):
    """Step 7: the company answers."""

    template: ClassVar[str] = "walkthrough/_call.html"

    access: Tag | None
    can_call: bool
    can_ask_user: bool
    company_name: str | None
    verified_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """One token before and after a refresh."""

    kind: str
    before: Tag | None
    after: Tag | None
    after_ends: datetime | None

    @property
    def changed(self) -> bool:
        return (
            self.before is not None
            and self.after is not None
            and self.before != self.after
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshBody(Body):
    """Step 8: before and after."""

    template: ClassVar[str] = "walkthrough/_refresh.html"

    refresh: Tag | None
    can_refresh: bool
    has_ended: bool
    """Whether, as far as is known here, only a new consent helps."""

    lines: tuple[PairLine, ...]
    hard_expires_at: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeBody(Body):
    """Step 9: the end, and what comes after it."""

    template: ClassVar[str] = "walkthrough/_revoke.html"

    can_revoke: bool
    revoked_at: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistBody(Body):
    """Step 10: the FAQ's ten, over what this walk recorded."""

    template: ClassVar[str] = "walkthrough/_checklist.html"

    checklist: Checklist
    answering: Answering
