"""Finding an environment's endpoints in the document it publishes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from grantlab.protocol.environment import Endpoints, read_metadata
from grantlab.protocol.errors import MalformedResponseError
from grantlab.protocol.round_trip import Purpose
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError
from grantlab.wire.line import Line

GOOD_FOR = timedelta(hours=24)
RETRY_AFTER = timedelta(minutes=5)

_UNUSABLE = (
    ForbiddenAddressError,
    MalformedResponseError,
    RecursionError,
    UnreachableError,
    ValueError,
)
"""Why a document is done without: it cannot be had, or not be read."""


@dataclass(frozen=True, slots=True)
class MetadataSource:
    """Where a document is published, what to use without it, and what to believe in it."""

    url: str
    fallback: Endpoints
    is_trusted: Callable[[str], bool]


@dataclass
class EndpointFinder:
    """Keeps what one environment's document said, until it is a day old.

    A document that cannot be had, or that points elsewhere than it may, is answered
    with the constants: they are right until Intuit says otherwise.
    """

    source: MetadataSource
    _found: Endpoints | None = None
    _ask_again_at: datetime | None = None

    def find(self, line: Line, *, now: datetime) -> Endpoints:
        """Return the endpoints, fetching the document when it is due."""
        if self._ask_again_at is None or now >= self._ask_again_at:
            fetched = _fetch(line, self.source)
            self._found = fetched or self.source.fallback
            self._ask_again_at = now + (GOOD_FOR if fetched else RETRY_AFTER)
        return self._found or self.source.fallback


def is_intuit(url: str) -> bool:
    """Whether an address is https under intuit.com, with the usual port."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return (
        parts.scheme == "https"
        and (host == "intuit.com" or host.endswith(".intuit.com"))
        and parts.netloc == host
    )


def _fetch(line: Line, source: MetadataSource) -> Endpoints | None:
    try:
        answer = line.get(source.url, purpose=Purpose.METADATA, headers={})
        document = json.loads(answer.body)
        if not isinstance(document, dict):
            return None
        endpoints = read_metadata(document, api=source.fallback.api)
        addresses = (
            endpoints.authorization, endpoints.token, endpoints.revocation,
            endpoints.jwks, endpoints.userinfo,
        )  # fmt: skip
        return endpoints if all(map(source.is_trusted, addresses)) else None
    except _UNUSABLE:
        return None
