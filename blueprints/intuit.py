"""How Intuit's environments are reached; in tests, what stands in for its sandbox."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from grantlab.protocol.environment import (
    INTUIT_PRODUCTION,
    INTUIT_SANDBOX,
    PRODUCTION_METADATA_URL,
    SANDBOX_METADATA_URL,
    embedded_endpoints,
)
from grantlab.settings import Settings
from grantlab.wire.metadata import MetadataSource, is_intuit
from grantlab.wire.transports import Transport, over_network


@dataclass(frozen=True, slots=True, kw_only=True)
class IntuitService:
    """Where one of Intuit's environments is, and by which way."""

    source: MetadataSource
    transport: Transport
    own_base: str | None = None
    """Under which address all of it lies; ``None`` where its hosts are its own."""


def intuits_sandbox(settings: Settings, network: Transport) -> IntuitService:
    """Return Intuit's sandbox, or what the settings put in its place."""
    if settings.sandbox_discovery_url is not None:
        return _standing_in(settings.sandbox_discovery_url)
    return IntuitService(
        source=MetadataSource(SANDBOX_METADATA_URL, INTUIT_SANDBOX, is_intuit),
        transport=network,
    )


def intuits_production(network: Transport) -> IntuitService:
    """Return the service of real companies, which nothing stands in for."""
    return IntuitService(
        source=MetadataSource(PRODUCTION_METADATA_URL, INTUIT_PRODUCTION, is_intuit),
        transport=network,
    )


def _standing_in(discovery_url: str) -> IntuitService:
    """Return a provider that runs alone, as a client that knows nothing else of it.

    Without its document it is asked where a provider has its endpoints: never Intuit.
    """
    base, _, _ = discovery_url.partition("/.well-known/")
    host = urlsplit(base).hostname or ""
    return IntuitService(
        source=MetadataSource(
            discovery_url,
            embedded_endpoints(base),
            lambda url: url.startswith(f"{base}/"),
        ),
        transport=over_network(loopback_hosts=frozenset({host})),
        own_base=base,
    )
