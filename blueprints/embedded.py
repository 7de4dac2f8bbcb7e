"""The embedded environment: a provider in this process, or one that runs alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from blueprints.provider.below_wsgi import waiting
from blueprints.provider.context import provider_of
from grantlab.protocol.environment import embedded_endpoints
from grantlab.protocol.key_pair import KeyPair
from grantlab.runtime.clock import Clock, Offset
from grantlab.settings import Settings
from grantlab.wire.bench_control import BenchControl
from grantlab.wire.bench_offset import AskedOffset
from grantlab.wire.metadata import MetadataSource
from grantlab.wire.outbound import TOTAL_DEADLINE
from grantlab.wire.policy_outline import AskedPolicy, PolicyOutline
from grantlab.wire.transports import Transport, in_process, over_network

MOUNT = "/intuit"
PROVIDER_APP = "grantlab_provider_app"
"""Where an application keeps the provider that is mounted in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedService:
    """How the client reaches the provider, and what it is told of its own app."""

    base_url: str
    transport: Transport
    read_keys: Callable[[], KeyPair | None]
    read_other_keys: Callable[[], KeyPair | None]
    read_redirect_uris: Callable[[], tuple[str, ...]] | None
    control: BenchControl
    offset: Offset
    """How far its clock is ahead; the client's is as far, so that both tell one time."""

    read_policy: Callable[[], PolicyOutline | None]
    """How it treats refresh tokens now; ``None`` where it does not tell."""

    @property
    def metadata(self) -> MetadataSource:
        return MetadataSource(
            url=f"{self.base_url}/.well-known/openid_sandbox_configuration",
            fallback=embedded_endpoints(self.base_url),
            is_trusted=lambda url: url.startswith(f"{self.base_url}/"),
        )


def mount_provider(app: Flask, provider_app: Flask) -> None:
    """Put the provider under its prefix; requests for it never reach the client."""
    app.wsgi_app = DispatcherMiddleware(  # type: ignore[method-assign]  # Flask's own way
        app.wsgi_app, {MOUNT: provider_app.wsgi_app}
    )
    app.extensions[PROVIDER_APP] = provider_app


def service_in_process(provider_app: Flask, client_url: str) -> EmbeddedService:
    """Return the provider of this process, reached without a socket.

    ``client_url`` is the address under which the client serves it.
    """
    provider = provider_of(provider_app)
    alone = DispatcherMiddleware(NotFound(), {MOUNT: provider_app.wsgi_app})

    def keys_named(name: str) -> Callable[[], KeyPair]:
        def read() -> KeyPair:
            pair = provider.key_pair(name)
            return KeyPair(pair.client_id, pair.client_secret)

        return read

    def read_policy() -> PolicyOutline:
        in_force = provider.bench.in_force()
        policy = in_force.policy
        return PolicyOutline(
            preset=policy.preset,
            is_turned=bool(in_force.turned),
            changes_every=policy.changes_every,
            grace=policy.grace,
            lifetime=policy.lifetime,
            reuse_revokes_family=policy.reuse_revokes_family,
        )

    base_url = f"{client_url}{MOUNT}"
    transport = in_process(waiting(alone, timedelta(seconds=TOTAL_DEADLINE)))
    return EmbeddedService(
        base_url=base_url,
        transport=transport,
        read_keys=keys_named("development"),
        read_other_keys=keys_named("production"),
        read_redirect_uris=lambda: provider.redirect_uris("development"),
        control=BenchControl(base_url, provider.bench_token, transport),
        offset=provider.clock.kept,
        read_policy=read_policy,
    )


def service_elsewhere(settings: Settings, machine_clock: Clock) -> EmbeddedService:
    """Return a provider that runs alone, at the address that the settings give."""
    base_url = (settings.embedded_url or "").rstrip("/")
    keys = settings.key_pairs
    host = urlsplit(base_url).hostname or ""
    transport = over_network(loopback_hosts=frozenset({host}))
    control = BenchControl(base_url, settings.bench_secret, transport)
    return EmbeddedService(
        base_url=base_url,
        transport=transport,
        read_keys=_reader(keys, "embedded"),
        read_other_keys=_reader(keys, "embedded_other"),
        read_redirect_uris=None,
        control=control,
        offset=AskedOffset(control, machine_clock),
        read_policy=AskedPolicy(control, machine_clock).read,
    )


def _reader(keys: Mapping[str, KeyPair], name: str) -> Callable[[], KeyPair | None]:
    return lambda: keys.get(name)
