"""Where an embedded provider is, read off the address of a request to it."""

from typing import Final
from urllib.parse import urlsplit

from grantlab.formats.placeholders import told
from grantlab.formats.request_parts import RequestParts

_PATHS: Final = (
    "/connect/oauth2",
    "/oauth2/v1/tokens/bearer",
    "/v2/oauth2/tokens/revoke",
    "/sandbox-accounts/",
    "/accounts/",
    "/sandbox-quickbooks/",
    "/quickbooks/",
)
"""Where an embedded provider's own path begins, after the prefix it is mounted under."""


def provider_base(parts: RequestParts) -> str:
    """Return the address that the provider is mounted at, without a slash at its end."""
    address = urlsplit(told(parts.url))
    starts = (address.path.find(path) for path in _PATHS)
    start = next((start for start in starts if start >= 0), 0)
    return f"{address.scheme}://{address.netloc}{address.path[:start]}"
