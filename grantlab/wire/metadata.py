"""Finding an environment's endpoints in the document it publishes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from grantlab.protocol.environment import Endpoints, read_metadata
from grantlab.protocol.errors import MalformedResponseError
from grantlab.protocol.round_trip import Purpose
from grantlab.wire.errors import (
    ForbiddenAddressError,
    MetadataError,
    UnreachableError,
)
from grantlab.wire.line import Line

GOOD_FOR = timedelta(hours=24)
RETRY_AFTER = timedelta(minutes=5)

_UNUSABLE = (
    ForbiddenAddressError,
    MalformedResponseError,
    RecursionError,
    ValueError,
)
"""Why a document is done without though the service answers: it cannot be read."""


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
            try:
                self._found = fetch_endpoints(line, self.source)
                self._ask_again_at = now + GOOD_FOR
            except MetadataError:
                self._found = self.source.fallback
                self._ask_again_at = now + RETRY_AFTER
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


def fetch_endpoints(line: Line, source: MetadataSource) -> Endpoints:
    """Return the endpoints that a service publishes.

    Raises:
        MetadataError: its document cannot be had, or is not to be believed.
    """
    try:
        answer = line.get(source.url, purpose=Purpose.METADATA, headers={})
        endpoints = _read(answer.body, api=source.fallback.api)
        is_trusted = all(map(source.is_trusted, _addresses(endpoints)))
    except UnreachableError as exc:
        raise MetadataError(f"{source.url} does not answer: {exc}") from exc
    except _UNUSABLE as exc:
        raise MetadataError(f"{source.url} has no document of endpoints") from exc
    if not is_trusted:
        raise MetadataError(f"the document at {source.url} leads elsewhere")
    return endpoints


def _read(body: bytes, *, api: str) -> Endpoints:
    document = json.loads(body)
    if not isinstance(document, dict):
        raise MalformedResponseError("body", "must be a JSON object")
    return read_metadata(document, api=api)


def _addresses(endpoints: Endpoints) -> tuple[str, ...]:
    return (
        endpoints.authorization, endpoints.token, endpoints.revocation,
        endpoints.jwks, endpoints.userinfo,
    )  # fmt: skip
