"""A fault: one misbehaviour, and the places where it can show.

A subclass overrides the one thing that it does; whatever it leaves alone goes on as it
should.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from grantlab.provider.refusals import Endpoint, Refusal
from grantlab.provider.server import JSON_TYPE, NOT_KEPT, Answer


class Occasion(StrEnum):
    """Where a request meets a fault."""

    AUTHORIZATION_REQUEST = "authorization-request"
    AUTHORIZATION_RESPONSE = "authorization-response"
    TOKEN = "token"  # noqa: S105 -- an occasion's name, not a secret
    REVOCATION = "revocation"
    USERINFO = "userinfo"
    COMPANY_API = "company-api"


class Event(StrEnum):
    """Something that befalls a connection or the service while nobody looks."""

    USER_DISCONNECTS = "user-disconnects"
    SIGNING_KEY_CHANGES = "signing-key-changes"


ENDPOINTS = {
    Occasion.TOKEN: Endpoint.TOKEN,
    Occasion.REVOCATION: Endpoint.REVOCATION,
    Occasion.USERINFO: Endpoint.USERINFO,
    Occasion.COMPANY_API: Endpoint.COMPANY_API,
}
"""The part of the provider that an occasion belongs to, where programs ask."""

MACHINES = tuple(ENDPOINTS)
"""Where programs ask, and no people."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One misbehaviour."""

    name: ClassVar[str]
    says: ClassVar[str]
    source: ClassVar[str]
    occasions: ClassVar[tuple[Occasion, ...]]
    usual_amount: ClassVar[timedelta | None] = None
    """How much of it there is unless another length is given; ``None`` if it has none."""

    most: ClassVar[timedelta] = timedelta()
    """The greatest amount, forwards or backwards."""

    backwards: ClassVar[bool] = False
    """Whether the amount may be negative."""

    event: ClassVar[Event | None] = None
    """What happens just before the request is looked at."""

    loses_answer: ClassVar[bool] = False
    """Whether the connection ends in place of the answer."""

    amount: timedelta = timedelta()

    def delay(self) -> timedelta:
        """Return how long the answer is kept back."""
        return timedelta()

    def skew(self) -> timedelta:
        """Return how far the service's clock is from the right time."""
        return timedelta()

    def refuse(self) -> Refusal | None:
        """Return the refusal that a request meets unread, or ``None`` to go on."""
        return None

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        """Return what a request gets that met the refusal."""
        del at
        body = json.dumps(refusal.body(), separators=(",", ":")).encode()
        headers = {"Content-Type": JSON_TYPE, **NOT_KEPT}
        return Answer(refusal.status, body, headers)

    def change(self, answer: Answer) -> Answer:
        """Return what becomes of an answer after the work was done."""
        return answer

    def told_realm_id(self, realm_id: str | None) -> str | None:
        """Return the ``realmId`` of an authorization response."""
        return realm_id
