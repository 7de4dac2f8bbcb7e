"""Sending a request of the playground: through the wall, once, and whatever comes is told."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import ClassVar, Protocol

from grantlab.errors import GrantlabError
from grantlab.flows.answer_meaning import Meaning, read_meaning
from grantlab.flows.arrived_answer import read_arrived
from grantlab.flows.keep_on_record import keep_on_record
from grantlab.flows.live_access_token import (
    LiveParts,
    LiveToken,
    RefreshMode,
    live_access_token,
)
from grantlab.flows.ports import Environments, Outside
from grantlab.playground.purpose import purpose_of
from grantlab.playground.request import (
    BasicOfKeyPair,
    BearerOfConnection,
    PlaygroundRequest,
)
from grantlab.playground.request_lint import Problem, lint_request
from grantlab.playground.sending import Outgoing, write_out, written_basic
from grantlab.playground.sent_request import SentRequest
from grantlab.playground.wall import (
    Guard,
    Protected,
    Rule,
    Target,
    Territory,
    WallError,
    check_wall,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.runtime.clock import Clock
from grantlab.store.connections import Connections
from grantlab.store.sendings import LargeAnswers, Sendings
from grantlab.wire.sender import Sender

ASKED_BY = "playground"


class UnsendableError(GrantlabError):
    """A request was not put together well enough to be sent."""

    slug: ClassVar[str] = "unsendable"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


class ConnectionMissingError(GrantlabError):
    """A request was to carry a connection's token, and none was chosen."""

    slug: ClassVar[str] = "connection-missing"


class SendingEnvironments(Environments, Protocol):
    """What this flow needs of the environments."""

    def open_sender(self, environment: Environment) -> Sender: ...

    def territory_of(self, environment: Environment) -> Territory: ...

    def keys_of(self, environment: Environment) -> KeyPair | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingParts:
    """Where a request gets its credentials from, and how it is watched."""

    live: LiveParts
    sendings: Sendings
    large_answers: LargeAnswers
    environments: SendingEnvironments

    @property
    def connections(self) -> Connections:
        return self.live.refresh.connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a request is to be sent."""

    environment: Environment
    connection_id: int | None = None
    """Whose access token it carries, and which company it is about."""

    mode: RefreshMode = RefreshMode.OFF
    typed_name: str = field(default="", repr=False)
    """The company's name, typed so that something may be changed in production."""

    handle: str = ""
    """By which it can be cancelled, from any worker; empty where nobody can."""


@dataclass(frozen=True, slots=True)
class RefreshNote:
    """A refresh that was sent for a request, or would have been."""

    words: str
    trouble: str = ""
    """Why it brought nothing, in words; empty where it brought a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request that went out, and everything that a page says of it."""

    sent: SentRequest
    meaning: Meaning
    notes: tuple[RefreshNote, ...] = ()
    """Whenever it refreshed, in order; shown, because a token has changed."""

    token_traffic: tuple[RoundTrip, ...] = ()
    """What passed between us and the token endpoint for it, redacted."""


def send_request(
    request: PlaygroundRequest, wish: Wish, *, parts: SendingParts
) -> Sent:
    """Send a request whose variables are filled in, and return whatever came of it.

    The wall is asked before anything leaves, a refresh included. A redirect is not
    followed but shown: its credentials stay where they were sent. A missing answer is no
    error here; `SentRequest` says why there is none, and whether it may have been carried
    out all the same.

    Raises:
        UnsendableError: a part of it cannot be sent; nothing was.
        MalformedAddressError: its address leads nowhere.
        WallError: it may not be sent there, or not with this; nothing was sent.
        KeysMissingError, KeyBesideDataError: its environment is not ready.
        The same as `live_access_token`, where a refresh was due before it was sent.
    """
    problems = lint_request(request)
    if problems:
        raise UnsendableError(problems)
    outgoing = write_out(request)
    sender = parts.environments.open_sender(wish.environment)
    target = sender.read_target(outgoing.url)
    _check_connection(wish, parts)
    if wish.connection_id is not None:
        sender.note_connection(wish.connection_id)
    check_wall(
        outgoing,
        target,
        territory=sender.territory,
        protected=_protected(parts.environments),
        read_guard=lambda: _guard(wish, parts),
    )
    errand = _Errand(
        request=request,
        outgoing=outgoing,
        target=target,
        purpose=purpose_of(outgoing, target),
        wish=wish,
        sender=sender,
        parts=parts,
    )
    overheard = _Overheard(parts.environments)
    parts.sendings.begin(wish.handle)
    try:
        sent = _send(errand, overheard)
    finally:
        parts.sendings.end(wish.handle)
        keep_on_record(
            errand.sender.round_trips,
            connection_id=wish.connection_id,
            path=target.path,
            parts=parts.live.refresh,
        )
    return Sent(
        sent=sent,
        meaning=read_meaning(
            sent, target, errand.purpose, now=sent.started_at + sent.elapsed
        ),
        notes=tuple(errand.notes),
        token_traffic=overheard.token_traffic,
    )


def cancel_request(handle: str, *, sendings: Sendings) -> bool:
    """End a request that any worker is sending; whether there was one.

    Its socket is closed within a second. What it had asked for may have been done.
    """
    return sendings.cancel(handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """A request that was let through, and everything that it takes to send it."""

    request: PlaygroundRequest
    outgoing: Outgoing
    target: Target
    purpose: Purpose | None
    wish: Wish
    sender: Sender
    parts: SendingParts
    notes: list[RefreshNote] = field(default_factory=list)

    @property
    def belongs_to_connection(self) -> bool:
        """Whether it is a step of the chosen connection, and its record has to tell it."""
        return (
            self.wish.connection_id is not None
            and isinstance(self.outgoing.auth, BearerOfConnection | BasicOfKeyPair)
            and self.sender.territory.holds(self.target)
        )

    def send(self, authorization: str | None) -> SentRequest:
        """Send it once."""
        parts = self.parts
        arrived = self.sender.send(
            self.outgoing,
            authorization=authorization,
            purpose=self.purpose if self.belongs_to_connection else None,
            is_cancelled=lambda: parts.sendings.is_cancelled(self.wish.handle),
        )
        return SentRequest(
            request=self.request,
            started_at=arrived.started_at,
            elapsed=arrived.elapsed,
            answer=read_arrived(arrived, large_answers=parts.large_answers),
            failure=arrived.trouble if arrived.status is None else "",
            timing=arrived.timing,
            cancelled=arrived.was_cancelled,
            may_have_been_carried_out=arrived.is_uncertain,
        )


def _send(errand: _Errand, overheard: "_Overheard") -> SentRequest:
    match errand.outgoing.auth:
        case BearerOfConnection():
            return _send_with_token(errand, overheard)
        case BasicOfKeyPair():
            keys = overheard.open(errand.wish.environment).keys
            return errand.send(written_basic(keys.client_id, keys.client_secret))
        case _:
            return errand.send(None)


def _send_with_token(errand: _Errand, overheard: "_Overheard") -> SentRequest:
    """Send it with a connection's token; on 401 refresh once, and repeat it once (L406)."""
    wish = errand.wish
    if wish.connection_id is None:
        raise ConnectionMissingError(
            "choose a connection: the request carries its token"
        )

    def ask(refused: LiveToken | None) -> LiveToken:
        return live_access_token(
            wish.connection_id or 0,
            mode=wish.mode,
            refused=refused,
            asked_by=ASKED_BY,
            environments=overheard,
            parts=errand.parts.live,
        )

    token = ask(None)
    errand.notes.extend(_note(token, "before it was sent"))
    sent = errand.send(_bearer(token))
    if wish.mode is RefreshMode.OFF or not _is_refused(sent):
        return sent
    try:
        token = ask(token)
    except GrantlabError as exc:
        # The refusal is the answer; that no refresh mended it is told beside it.
        errand.notes.append(RefreshNote("Not refreshed after the 401", str(exc)))
        return sent
    errand.notes.extend(_note(token, "after the 401, and sent again"))
    return errand.send(_bearer(token))


def _note(token: LiveToken, when: str) -> list[RefreshNote]:
    if token.refreshed:
        return [RefreshNote(f"Refreshed {when}")]
    if token.trouble is not None:
        return [RefreshNote("Not refreshed before it was sent", token.trouble)]
    return []


def _is_refused(sent: SentRequest) -> bool:
    return sent.answer is not None and sent.answer.status == HTTPStatus.UNAUTHORIZED


def _bearer(token: LiveToken) -> str:
    return f"Bearer {token.access_token.reveal()}"


def _protected(environments: SendingEnvironments) -> tuple[Protected, ...]:
    """Return the client secrets that are known here, each with its own places."""
    return tuple(
        Protected(
            value=keys.client_secret,
            words=f"the client secret of {environment}",
            territory=environments.territory_of(environment),
        )
        for environment in Environment
        if (keys := environments.keys_of(environment)) is not None
    )


def _check_connection(wish: Wish, parts: SendingParts) -> None:
    """Check that the chosen connection is of the environment that was chosen."""
    if wish.connection_id is None:
        return
    held = parts.live.access_tokens.held(wish.connection_id)
    if held.environment is not wish.environment:
        raise WallError(
            Rule.FOREIGN_HOST,
            f"connection {wish.connection_id} is of {held.environment}, and its token is"
            f" not for {wish.environment}",
        )


def _guard(wish: Wish, parts: SendingParts) -> Guard:
    if wish.connection_id is None:
        return Guard(typed_name=wish.typed_name)
    connection = parts.connections.get(wish.connection_id)
    return Guard(
        typed_name=wish.typed_name,
        company_name=parts.connections.company_name(connection),
        realm_id=parts.connections.realm_id(connection),
    )


@dataclass(frozen=True, slots=True)
class _Overheard:
    """The environments; what they are opened for is listened to."""

    inner: SendingEnvironments
    opened: list[Outside] = field(default_factory=list)

    def clock_of(self, environment: Environment) -> Clock:
        return self.inner.clock_of(environment)

    def open(self, environment: Environment) -> Outside:
        outside = self.inner.open(environment)
        self.opened.append(outside)
        return outside

    @property
    def token_traffic(self) -> tuple[RoundTrip, ...]:
        return tuple(
            passed
            for outside in self.opened
            for passed in outside.recorded()
            if passed.purpose is Purpose.REFRESH
        )
