"""The control API of a provider: its clock, policy, faults, ledger, and consent.

Time and faults are set through it and in no other way, wherever the provider runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, TypeVar
from urllib.parse import parse_qsl, urlsplit

import httpx2
from pydantic import TypeAdapter, ValidationError

from grantlab.errors import GrantlabError
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.durations import format_duration
from grantlab.protocol.errors import MalformedResponseError
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.wire.bench_state import BenchState, ClockReading, Ledger, PolicyReading
from grantlab.wire.errors import UnreachableError
from grantlab.wire.outbound import TIMEOUT
from grantlab.wire.recording import describe_failure

Value = TypeVar("Value")
Members = Mapping[str, object]
_NOTHING: Members = {}


@dataclass(frozen=True, slots=True)
class _Problem:
    """What the control API answers when it does not do what it was asked."""

    error: str
    message: str


@dataclass(frozen=True, slots=True)
class _Consent:
    """Where a browser would have been sent after a consent."""

    redirect: str


_STATE = TypeAdapter(BenchState)
_CLOCK = TypeAdapter(ClockReading)
_POLICY = TypeAdapter(PolicyReading)
_LEDGER = TypeAdapter(Ledger)
_CONSENT = TypeAdapter(_Consent)
_PROBLEM = TypeAdapter(_Problem)


class BenchClosedError(GrantlabError):
    """The bench was to be used without its token, or with another one."""

    slug: ClassVar[str] = "bench-closed"

    def __init__(self) -> None:
        super().__init__("the token of the provider's bench is missing or another one")


class BenchRefusedError(GrantlabError):
    """The bench would not do what it was asked; ``error`` is its own name for why."""

    slug: ClassVar[str] = "bench-refused"

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWish:
    """A consent to be given without a browser; ``None`` leaves it to the provider."""

    keys: str = "development"
    realm_id: str | None = None
    scopes: tuple[str, ...] | None = None
    redirect_uri: str | None = None
    state: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None


class BenchControl:
    """One provider's bench, asked over its control API.

    Every method may raise:
        UnreachableError: no answer came.
        BenchClosedError: the token is missing or wrong; nothing was done.
        BenchRefusedError: what was asked cannot be done; nothing was done.
        MalformedResponseError: what answered is no control API of ours.
    """

    def __init__(
        self, base_url: str, token: Secret | None, transport: httpx2.BaseTransport
    ) -> None:
        self.base_url = base_url
        self._token = token
        self._transport = transport
        self.changes = 0
        """How many changes were made through it: what was read before may be over."""

    @property
    def is_open(self) -> bool:
        """Whether there is a token to ask with."""
        return self._token is not None

    def fetch_state(self) -> BenchState:
        """Return how everything is set."""
        return _read(_STATE, self._get("state"))

    def fetch_clock(self) -> ClockReading:
        """Return the time alone, which is asked for most."""
        return _read(_CLOCK, self._get("clock"))

    def fetch_policy(self) -> PolicyReading:
        """Return the policy in force alone."""
        return _read(_POLICY, self._get("policy"))

    def fetch_ledger(self) -> Ledger:
        """Return the newest tokens and refusals."""
        return _read(_LEDGER, self._get("ledger"))

    def advance(self, by: timedelta, *, seen: timedelta | None = None) -> BenchState:
        """Let time pass, in whole seconds.

        Whoever says how far ahead they have ``seen`` the clock is refused if somebody
        has moved it since.
        """
        told = None if seen is None else format_duration(seen)
        return self._change("clock/advance", {"by": format_duration(by), "seen": told})

    def advance_to(self, moment: str) -> BenchState:
        """Let time pass until a moment with a name."""
        return self._change("clock/advance", {"to": moment})

    def set_policy(
        self, preset: str | None = None, knobs: Mapping[str, str] | None = None
    ) -> BenchState:
        """Take a preset, or turn knobs of the one in force, or both."""
        return self._change("policy", {"preset": preset, "knobs": dict(knobs or {})})

    def arm(
        self,
        name: str,
        *,
        times: int | None = None,
        span: timedelta | None = None,
        amount: timedelta | None = None,
    ) -> BenchState:
        """Let the next request meet a fault, or so many, or all for a span of time."""
        return self._change(
            "faults/arm",
            {
                "name": name,
                "times": times,
                "for": None if span is None else format_duration(span),
                "amount": None if amount is None else format_duration(amount),
            },
        )

    def disarm(self, name: str | None = None) -> BenchState:
        """Take one fault away, or all of them."""
        return self._change("faults/disarm", {"name": name})

    def reset(self) -> BenchState:
        """Begin a new world; the app, the clock and the policy stay."""
        return self._change("reset", _NOTHING)

    def enable_scope(self, scope: str) -> BenchState:
        return self._change("app/scopes", {"scope": scope, "enabled": True})

    def disable_scope(self, scope: str) -> BenchState:
        return self._change("app/scopes", {"scope": scope, "enabled": False})

    def add_redirect_uri(self, keys: str, uri: str) -> BenchState:
        return self._change("app/redirect-uris/add", {"keys": keys, "uri": uri})

    def remove_redirect_uri(self, keys: str, uri: str) -> BenchState:
        return self._change("app/redirect-uris/remove", {"keys": keys, "uri": uri})

    def consent(self, wish: ConsentWish) -> str:
        """Consent as the user would; return the address a browser would be sent to."""
        asked = {
            "keys": wish.keys,
            "realm_id": wish.realm_id,
            "scopes": None if wish.scopes is None else list(wish.scopes),
            "redirect_uri": wish.redirect_uri,
            "state": wish.state,
            "code_challenge": wish.code_challenge,
            "code_challenge_method": wish.code_challenge_method,
        }
        return _read(_CONSENT, self._post("connect", asked)).redirect

    def consent_to(
        self, request: AuthorizationRequest, *, realm_id: str | None = None
    ) -> Pairs:
        """Consent to a request; return the parameters that a browser would bring back."""
        sent = dict(request.parameters)
        wish = ConsentWish(
            realm_id=realm_id,
            scopes=request.scopes,
            redirect_uri=request.redirect_uri,
            state=request.state.reveal(),
            code_challenge=sent.get("code_challenge"),
            code_challenge_method=sent.get("code_challenge_method"),
        )
        query = urlsplit(self.consent(wish)).query
        return tuple(parse_qsl(query, keep_blank_values=True))

    def _change(self, path: str, members: Members) -> BenchState:
        state = _read(_STATE, self._post(path, members))
        self.changes += 1
        return state

    def _get(self, path: str) -> httpx2.Response:
        return self._send("GET", path, None)

    def _post(self, path: str, members: Members) -> httpx2.Response:
        return self._send("POST", path, members)

    def _send(self, method: str, path: str, members: Members | None) -> httpx2.Response:
        if self._token is None:
            raise BenchClosedError
        # The transport is shared and outlives the client, which is therefore not closed.
        client = httpx2.Client(
            transport=self._transport, trust_env=False, timeout=TIMEOUT
        )
        try:
            response = client.request(
                method,
                f"{self.base_url}/_bench/{path}",
                json=members,
                headers={"Authorization": f"Bearer {self._token.reveal()}"},
            )
        except httpx2.RequestError as exc:
            raise UnreachableError(describe_failure(exc)) from exc
        _check(response)
        return response


def _check(response: httpx2.Response) -> None:
    if response.status_code == httpx2.codes.UNAUTHORIZED:
        raise BenchClosedError
    if response.status_code != httpx2.codes.OK:
        problem = _read(_PROBLEM, response)
        message = problem.message.removesuffix(".")
        raise BenchRefusedError(problem.error, message[:1].lower() + message[1:])


def _read(adapter: TypeAdapter[Value], response: httpx2.Response) -> Value:
    try:
        return adapter.validate_json(response.content)
    except ValidationError as exc:
        where = ".".join(map(str, exc.errors(include_input=False)[0]["loc"]))
        raise MalformedResponseError(
            where, "is not what the control API tells"
        ) from exc
