"""What can happen in a drill: a small closed vocabulary, one class a verb.

Each act says in words what somebody watching would have seen, and what each request that
it sends must be answered with. Of acts that repeat a request, one answer may stand for all.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from grantlab.drills.expectation import Answer
from grantlab.drills.fields import STRICT, Length, Prose, Slug


class Verb(StrEnum):
    """The acts by the name that a file calls them."""

    CONSENT = "consent"
    EXCHANGE = "exchange"
    CALL = "call"
    REFRESH = "refresh"
    REFRESH_REGULARLY = "refresh-regularly"
    REMEMBER = "remember"
    RESTART = "restart"
    PASS_TIME = "pass-time"  # noqa: S105 -- a verb, not a secret
    ARM = "arm"
    DISCONNECT = "disconnect"
    REVOKE = "revoke"
    TWO_WORKERS = "two-workers"
    ARTICLE_JOB = "article-job"


class Keys(StrEnum):
    """Which key pair a request carries."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Lock(StrEnum):
    """What two workers hold while they refresh."""

    NONE = "none"
    PROCESS = "process"
    """A lock in memory; each process has its own."""

    CLAIM = "claim"
    """A claim in the database that both use."""


class ArticleFault(StrEnum):
    """What is wrong with the renewal job as the article prints it."""

    WINDOW = "window"
    """It selects only what is inside a ten-minute window before the end."""

    SWAPPED = "swapped"
    """After a renewal it writes the 50 and the 60 minutes the wrong way round."""

    COLUMN = "column"
    """It updates a column that the table does not have."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Consent:
    """The user consents, and the browser comes back with a code."""

    act: Literal[Verb.CONSENT]
    says: Prose
    expect: tuple[Answer, ...] = ()
    adds_code: str | None = None
    """A parameter ``code`` that the customer's own site adds to the address."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Exchange:
    """The code is traded for tokens, which are stored."""

    act: Literal[Verb.EXCHANGE]
    says: Prose
    expect: tuple[Answer, ...]
    keys: Keys = Keys.DEVELOPMENT
    redirect_uri: str | None = None
    """Another one than the authorization request named; ``None`` for the same."""

    sends_added_code: bool = False
    """Whether the site's own ``code`` is sent in place of the service's."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Call:
    """The company is asked for itself, with the newest access token that was stored."""

    act: Literal[Verb.CALL]
    says: Prose
    expect: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Refresh:
    """A refresh token is sent; what comes back is stored, or only remembered, or lost."""

    act: Literal[Verb.REFRESH]
    says: Prose
    expect: tuple[Answer, ...]
    sends: Slug = "stored"
    """``stored``, or the name of a copy."""

    keeps: Slug = "stored"
    """``stored``, ``nothing``, or the name of the copy that becomes of it."""

    loses_answer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class RefreshRegularly:
    """Time passes, and at every turn the stored token is refreshed and stored."""

    act: Literal[Verb.REFRESH_REGULARLY]
    says: Prose
    expect: tuple[Answer, ...]
    every: Length
    times: Annotated[int, Field(ge=1, le=60)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Remember:
    """A copy of the stored refresh token is kept somewhere, under a name."""

    act: Literal[Verb.REMEMBER]
    says: Prose
    expect: tuple[Answer, ...] = ()
    as_: Annotated[Slug, Field(alias="as")]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Restart:
    """The program starts anew, and takes its refresh token from a copy."""

    act: Literal[Verb.RESTART]
    says: Prose
    expect: tuple[Answer, ...] = ()
    takes: Slug


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TimePasses:
    """Nothing happens for a while."""

    act: Literal[Verb.PASS_TIME]
    says: Prose
    expect: tuple[Answer, ...] = ()
    by: Length | None = None
    to: Slug | None = None
    """A moment with a name, such as ``after-refresh-token-ends``."""

    @model_validator(mode="after")
    def _is_one_of_both(self) -> "TimePasses":
        if (self.by is None) == (self.to is None):
            raise ValueError("time passes either by a length or to a moment")
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Arm:
    """The service is about to do something wrong."""

    act: Literal[Verb.ARM]
    says: Prose
    expect: tuple[Answer, ...] = ()
    fault: Slug
    times: Annotated[int, Field(ge=1, le=60)] = 1


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Disconnect:
    """The user ends the connection inside QuickBooks, before it is used again."""

    act: Literal[Verb.DISCONNECT]
    says: Prose
    expect: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Revoke:
    """The program sends a refresh token to the revocation endpoint."""

    act: Literal[Verb.REVOKE]
    says: Prose
    expect: tuple[Answer, ...]
    sends: Slug = "stored"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TwoWorkers:
    """Two workers refresh the stored token at the same moment."""

    act: Literal[Verb.TWO_WORKERS]
    says: Prose
    expect: tuple[Answer, ...]
    lock: Lock
    writes_last: Literal["first", "second"] = "second"
    """Whose result ends up in the row, if both have one: the last to write wins."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ArticleJob:
    """The renewal article's job runs every few minutes, for some time."""

    act: Literal[Verb.ARTICLE_JOB]
    says: Prose
    expect: tuple[Answer, ...] = ()
    faults: tuple[ArticleFault, ...]
    """Those of its three faults that it still has."""

    during: Length
    every: Length = timedelta(minutes=5)


Act = Annotated[
    Consent
    | Exchange
    | Call
    | Refresh
    | RefreshRegularly
    | Remember
    | Restart
    | TimePasses
    | Arm
    | Disconnect
    | Revoke
    | TwoWorkers
    | ArticleJob,
    Field(discriminator="act"),
]
