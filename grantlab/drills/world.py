"""What a drill is played in: a service, a clock and a store that are nobody else's.

A world is opened for one play and closed after it. Whoever opens it joins the service;
here only its control API and its wire are known.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from grantlab.drills.acts import Keys
from grantlab.drills.drill import Stage
from grantlab.flows.hand import Hand, Service, Wrap
from grantlab.flows.ports import Outside
from grantlab.protocol.environment import Endpoints, Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.token_response import TokenSet
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.runtime.patience import Patience
from grantlab.wire.bench_control import BenchControl
from grantlab.wire.transports import Transport


class ClaimedStore(Protocol):
    """What the drill with the claim needs of Grantlab's own store."""

    def keep(self, tokens: TokenSet, *, outside: Outside) -> None:
        """Store a first pair, as an exchange would."""

    def refresh(self, *, asked_by: str, outside: Outside, patience: Patience) -> None:
        """Refresh that pair under a claim; callable by several threads at once."""

    def current(self) -> TokenSet:
        """Return the pair that is current now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that a play may touch."""

    endpoints: Endpoints
    transport: Transport
    clock: Clock
    bench: BenchControl
    keys: Mapping[Keys, KeyPair]
    entropy: Entropy
    claimed: ClaimedStore

    def hand(self, *, wrap: Wrap | None = None) -> Hand:
        """Return one worker's way to the service, with the development keys."""
        service = Service(
            environment=Environment.EMBEDDED,
            endpoints=self.endpoints,
            transport=self.transport,
            clock=self.clock,
            keys=self.keys[Keys.DEVELOPMENT],
        )
        return service.hand(wrap=wrap)


OpenWorld = Callable[[Stage], AbstractContextManager[World]]
"""Opens a world for a stage; the port that whoever joins the parts fits."""
