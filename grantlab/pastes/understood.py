"""What was understood of a paste: frozen, redacted, and each thing with its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from grantlab.pastes.rewriting import Span
from grantlab.pastes.signs import Sign


class Field(StrEnum):
    """What a value is, told by its shape or by the name in front of it."""

    ACCESS_TOKEN = "access_token"  # noqa: S105 -- names of fields, not secrets
    REFRESH_TOKEN = "refresh_token"  # noqa: S105
    CODE = "code"
    ID_TOKEN = "id_token"  # noqa: S105
    CLIENT_SECRET = "client_secret"  # noqa: S105
    CODE_VERIFIER = "code_verifier"
    STATE = "state"
    OTHER = "secret"


class Look(StrEnum):
    """What a value looks like."""

    SHAPED = "shaped"
    """Of a shape that is known."""

    OPAQUE = "opaque"
    """Long and mixed, of no known shape."""

    WORD = "word"
    """Too short, or too plain, to be drawn by a service."""

    PLACEHOLDER = "placeholder"
    """What an example writes where the value belongs."""

    EXPRESSION = "expression"
    """A variable, or a piece of a program."""

    EMPTY = "empty"
    MASKED = "masked"
    """Hidden by whoever pasted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A token, code or other secret that stood in the paste; never the value itself."""

    number: int
    """Equal values have equal numbers; counted from 1 in the order of appearance."""

    field: Field
    """By its name, if it stood behind one; else by its shape."""

    shape: Field | None
    """By its shape alone; ``None`` when that is not known."""

    look: Look
    length: int | None
    """``None`` when only a mark of it was pasted that does not tell."""

    fingerprint: str | None
    """``None`` when the value is too short for one."""

    expires_at: datetime | None
    """The moment inside the value; ``None`` when it carries none."""

    span: Span
    position: int
    """Where it stands in the text that is read."""

    is_encoded: bool = False
    """Whether it was percent-encoded, as in a form."""

    is_twice_encoded: bool = False

    resembles: str | None = None
    """The fingerprint of an earlier code or state that differs by its spelling, or goes on longer."""


class Where(StrEnum):
    """What a redirect URI was doing where it stood."""

    AUTHORIZATION = "authorization"
    EXCHANGE = "exchange"
    REGISTERED = "registered"
    CONFIGURED = "configured"
    LISTENING = "listening"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectUri:
    """A redirect URI, without its query."""

    uri: str
    where: Where
    has_query: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time that stood in the paste."""

    at: datetime | None
    """``None`` when the day is not known; then ``clock`` tells the time of day."""

    has_zone: bool
    clock: float | None
    """Seconds since midnight, or since the beginning for ``day 2``; of a line of a log also
    where another time in it tells the day."""

    name: str | None
    """The word in front of it, such as ``last_refresh_at``."""

    span: Span
    position: int


class Happened(StrEnum):
    """What a line of a log tells."""

    SUCCEEDED = "succeeded"
    REFUSED = "refused"
    """The grant was refused."""

    UNAUTHORIZED = "unauthorized"
    """An access token was refused."""

    FAILED = "failed"
    """The service failed, or no answer came."""

    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line that has a time, and what it tells."""

    moment: Moment
    happened: Happened
    is_refresh: bool
    gives_tokens: bool
    """Whether the line tells of a login, a consent or an exchange, or of tokens that came."""

    brings_code: bool
    """Whether the line tells of a callback, or of a code that came."""

    value_number: int | None
    """The value that the line carries; ``None`` without one."""

    brings: bool
    """Whether that is told to be what the answer brought, and not what was sent."""

    process: str | None
    company: str | None
    """The company, or the user, that the line names by its id, or its process did before."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRequest:
    """A request to a token endpoint, as far as the paste shows it."""

    grant_type: str
    method: str | None
    """``None`` when it does not stand near the form; the same of the host."""

    host: str | None
    is_json: bool
    code: int | None
    """The number of the value that was sent as code."""

    refresh_token: int | None
    has_redirect_uri: bool
    has_verifier: bool
    is_whole: bool
    """Whether all of the form is there, as far as one can see."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """The one request of the paste, which got no answer."""

    asked: str
    """Its method and address."""

    why: str
    """Why none came, in words, as whoever sent it was told."""

    may_have_been_carried_out: bool
    """Whether it went out, and nobody knows what the service did with it."""

    span: Span
    position: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that means something, and where it stood."""

    sign: Sign
    span: Span
    position: int


@dataclass(frozen=True, slots=True)
class Named:
    """A short text that is no secret: an id, a host, a status."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """All that was read from one paste."""

    length: int = 0
    refusal: str | None = None
    """Why the text was not read; ``None`` when it was."""

    sightings: tuple[Sighting, ...] = ()
    statuses: tuple[Named, ...] = ()
    fault_codes: tuple[Named, ...] = ()
    values: tuple[Value, ...] = ()
    moments: tuple[Moment, ...] = ()
    events: tuple[Event, ...] = ()
    token_requests: tuple[TokenRequest, ...] = ()
    unanswered: Unanswered | None = None
    redirect_uris: tuple[RedirectUri, ...] = ()
    two_spellings: tuple[RedirectUri, ...] = ()
    """Two URIs that are nearly one; empty when there are none."""

    intuit_tids: tuple[Named, ...] = ()
    client_ids: tuple[Named, ...] = ()
    realm_ids: tuple[Named, ...] = ()
    hosts: tuple[Named, ...] = ()
    libraries: tuple[Named, ...] = ()
    signs: frozenset[Sign] = field(init=False, repr=False)
    """The signs that were seen."""

    def __post_init__(self) -> None:
        # Put together once: the rules ask for them a hundred times.
        signs = frozenset(sighting.sign for sighting in self.sightings)
        object.__setattr__(self, "signs", signs)

    def sees(self, *signs: Sign) -> bool:
        """Whether any of the signs was seen."""
        return not self.signs.isdisjoint(signs)

    def spans_of(self, *signs: Sign) -> tuple[Span, ...]:
        """Return where the signs were seen."""
        return tuple(one.span for one in self.sightings if one.sign in signs)

    def has_status(self, *statuses: str) -> bool:
        """Whether any of the HTTP statuses was seen."""
        return any(status.text in statuses for status in self.statuses)

    def has_fault(self, *codes: str) -> bool:
        """Whether any of the company API's fault codes was seen."""
        return any(code.text in codes for code in self.fault_codes)

    def values_of(self, *fields: Field) -> tuple[Value, ...]:
        """Return the values of these fields."""
        return tuple(value for value in self.values if value.field in fields)

    def moment_of(self, *names: str) -> datetime | None:
        """Return the moment behind the first of the names that has one."""
        for name in names:
            for moment in self.moments:
                if moment.name == name and moment.at is not None:
                    return moment.at
        return None


def texts(named: Iterable[Named]) -> tuple[str, ...]:
    """Return the texts, each once."""
    return tuple(dict.fromkeys(one.text for one in named))
