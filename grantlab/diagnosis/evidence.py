"""Everything that a diagnosis may look at."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from grantlab.diagnosis.facts import AttemptFact, GenerationFact, KeyPairName
from grantlab.diagnosis.readings.lineage import Received, trace_received
from grantlab.diagnosis.readings.refusals import find_latest
from grantlab.protocol.round_trip import RoundTrip


# No slots: readings that several rules ask for are made once and remembered.
@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the client side knows about one connection, or one attempt to make one.

    Nothing in it comes from the provider's ledger. What is not known is ``None``. Every
    reading leads back to the round trip, generation or attempt that it was taken from.
    """

    now: datetime
    round_trips: tuple[RoundTrip, ...] = ()
    """Oldest first, the browser's own navigations included."""

    refused_at: int | None = None
    """The place in ``round_trips`` of the refused request that is to be explained;
    ``None`` for the latest one that nothing later made good."""

    record_is_whole: bool | None = None
    """Whether ``round_trips`` holds all that was sent to the service since the consent;
    ``None`` when nobody can say, as with a paste."""

    registered_redirect_uris: tuple[str, ...] | None = None
    """What is registered for the key pair in use."""

    key_pairs: tuple[KeyPairName, ...] = ()
    generations: tuple[GenerationFact, ...] | None = None
    """In the order of issue."""

    attempts: tuple[AttemptFact, ...] | None = None

    @cached_property
    def position(self) -> int | None:
        """The place of the refused request; ``None`` when nothing was refused."""
        if self.refused_at is not None:
            return self.refused_at
        return find_latest(self.round_trips)

    @property
    def refused(self) -> RoundTrip | None:
        """The refused request that is to be explained; ``None`` when none was refused."""
        return None if self.position is None else self.round_trips[self.position]

    @property
    def refusal(self) -> RoundTrip:
        """The refused request, for whoever already knows that there is one.

        Raises:
            LookupError: nothing was refused; ask ``refused`` first.
        """
        if self.refused is None:
            raise LookupError("nothing was refused")
        return self.refused

    @cached_property
    def earlier(self) -> tuple[RoundTrip, ...]:
        """What was sent before the refused request."""
        return self.round_trips[: self.position]

    @cached_property
    def later(self) -> tuple[RoundTrip, ...]:
        """What was sent after the refused request."""
        return () if self.position is None else self.round_trips[self.position + 1 :]

    @cached_property
    def received_before(self) -> tuple[Received, ...]:
        """The pairs that had been received when the refused request was sent."""
        sent_at = self.refusal.started_at
        return self.received[: bisect_right(self.received, sent_at, key=_received_at)]

    @cached_property
    def families(self) -> dict[int, tuple[Received, ...]]:
        """The pairs received before the refused request, by the consent they came of."""
        found: dict[int, list[Received]] = {}
        for pair in self.received_before:
            found.setdefault(pair.root, []).append(pair)
        return {root: tuple(pairs) for root, pairs in found.items()}

    @cached_property
    def received(self) -> tuple[Received, ...]:
        """Every pair of tokens that reached the client, oldest first."""
        return trace_received(self.round_trips, self.generations)


def _received_at(pair: Received) -> datetime:
    return pair.received_at
