"""What a play leaves behind: no secret is in it, and it can be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from grantlab.diagnosis.facts import GenerationFact, KeyPairName
from grantlab.drills.acts import Act, TimePasses
from grantlab.drills.drill import Drill
from grantlab.protocol.round_trip import FRONT_CHANNEL, Purpose, RoundTrip

NOT_PART_OF_IT = FRONT_CHANNEL | {Purpose.METADATA, Purpose.JWKS}
"""What a file does not have to expect: navigations, and documents that anybody may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One act as it went."""

    act: Act
    began_at: datetime
    ended_at: datetime
    round_trips: tuple[RoundTrip, ...]
    log: tuple[str, ...]
    """What the customer's program wrote down."""

    @property
    def seen_at(self) -> datetime:
        """When somebody watching would have seen it: of a pause, its end."""
        return self.ended_at if isinstance(self.act, TimePasses) else self.began_at

    @property
    def sent(self) -> tuple[RoundTrip, ...]:
        """What the program itself sent."""
        return tuple(
            item for item in self.round_trips if item.purpose not in NOT_PART_OF_IT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One play of a drill."""

    drill: Drill
    scenes: tuple[Scene, ...]
    generations: tuple[GenerationFact, ...]
    """What the customer's program had stored, in the order of storing."""

    reason_by_tid: Mapping[str, str]
    """Why the service refused, by ``intuit_tid``: what its ledger keeps to itself."""

    registered_redirect_uris: tuple[str, ...]
    key_pairs: tuple[KeyPairName, ...]
    ended_at: datetime

    @property
    def round_trips(self) -> tuple[RoundTrip, ...]:
        """Everything that passed, in order."""
        return tuple(item for scene in self.scenes for item in scene.round_trips)

    def reason_of(self, round_trip: RoundTrip) -> str | None:
        """Return why the service refused a request, or ``None`` if it did not."""
        return self.reason_by_tid.get(round_trip.intuit_tid or "")
