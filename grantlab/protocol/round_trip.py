"""One HTTP request and its answer, as it may be kept and shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret

Pairs = tuple[tuple[str, str], ...]
"""Names and values in the order sent; a list and not a mapping, because a name that
came twice is evidence."""


class Purpose(StrEnum):
    """What a request was for."""

    METADATA = "metadata"
    JWKS = "jwks"
    AUTHORIZATION_REQUEST = "authorization-request"
    AUTHORIZATION_RESPONSE = "authorization-response"
    EXCHANGE = "exchange"
    REFRESH = "refresh"
    REVOCATION = "revocation"
    USERINFO = "userinfo"
    COMPANY_INFO = "company-info"


FRONT_CHANNEL = frozenset(
    {Purpose.AUTHORIZATION_REQUEST, Purpose.AUTHORIZATION_RESPONSE}
)
"""Made by the browser, not by the client: there is no answer to record."""


TELLING_HEADERS = frozenset(
    {
        "authorization",
        "content-type",
        "date",
        "intuit_tid",
        "location",
        "retry-after",
        "www-authenticate",
    }
)
"""The headers that tell something of a message, in lower case; others are folded away."""


class RoundTripOutline(NamedTuple):
    """What a list of round trips needs of one: when, what for, and what came of it."""

    id: int
    purpose: Purpose
    status: int | None
    failure: str | None
    started_at: datetime

    @property
    def refused(self) -> bool:
        """Whether an answer came and was an error."""
        return self.status is not None and self.status >= HTTPStatus.BAD_REQUEST


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """One request and its answer, with every secret replaced by a mark.

    URLs carry ``{realmId}`` where the company id stood. Bodies are text as it was on
    the wire, apart from the marks.
    """

    purpose: Purpose
    environment: Environment
    method: str
    url: str
    request_headers: Pairs = ()
    request_body: str = ""
    status: int | None = None
    """``None`` when no answer arrived, and for the browser's own navigations."""

    reason: str = ""
    response_headers: Pairs = ()
    response_body: str = ""
    private_body: Secret | None = None
    """The answer of a company or of UserInfo: not a credential, but nobody else's
    business, so it is kept sealed; ``response_body`` is then empty."""

    failure: str | None = None
    """Why no usable answer arrived, in words; ``None`` when one did."""

    started_at: datetime
    """By the clock of the environment."""

    elapsed: timedelta = timedelta()
    """Measured monotonically, so a clock that is moved does not change it."""

    client_id: str | None = None
    """Whose credentials the request carried, where it carried any."""

    sent_on_purpose: str | None = None
    """The name of the *Break it* that sent it; ``None`` for everything else."""

    @property
    def intuit_tid(self) -> str | None:
        """The header by which Intuit's support finds a request."""
        return self.response_header("intuit_tid")

    @property
    def refused(self) -> bool:
        """Whether an answer came and was an error."""
        return self.status is not None and self.status >= HTTPStatus.BAD_REQUEST

    @property
    def query(self) -> Pairs:
        """The parameters of the URL, in order."""
        return tuple(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))

    @property
    def form(self) -> Pairs:
        """The parameters of a form body, in order; empty for any other body."""
        content_type = self.request_header("content-type") or ""
        if not content_type.startswith("application/x-www-form-urlencoded"):
            return ()
        return tuple(parse_qsl(self.request_body, keep_blank_values=True))

    def request_header(self, name: str) -> str | None:
        return find_header(self.request_headers, name)

    def response_header(self, name: str) -> str | None:
        return find_header(self.response_headers, name)


def find_header(headers: Pairs, name: str) -> str | None:
    """Return the value of the first header of a name, however that is spelled."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)
