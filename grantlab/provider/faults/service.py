"""The service itself is not as it was: its clock, its key."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from grantlab.provider.faults.fault import MACHINES, Event, Fault, Occasion


@dataclass(frozen=True, slots=True)
class ServiceClockWrong(Fault):
    """The service's clock is wrong by some minutes; the client's is not."""

    name: ClassVar[str] = "service-clock-wrong"
    says: ClassVar[str] = (
        "the service's clock is ahead, ten minutes unless told otherwise"
    )
    source: ClassVar[str] = "inferred: clocks differ"
    occasions: ClassVar[tuple[Occasion, ...]] = MACHINES
    usual_amount: ClassVar[timedelta | None] = timedelta(minutes=10)
    most: ClassVar[timedelta] = timedelta(days=1)
    backwards: ClassVar[bool] = True

    def skew(self) -> timedelta:
        return self.amount


@dataclass(frozen=True, slots=True)
class SigningKeyChanged(Fault):
    """A new key signs ID tokens; whether the old one stays published is the policy's."""

    name: ClassVar[str] = "signing-key-changed"
    says: ClassVar[str] = (
        "a new key signs ID tokens; the old one is gone unless the policy keeps it"
    )
    source: ClassVar[str] = "OpenID Connect Core §10.1.1: rotation of signing keys"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN,)
    event: ClassVar[Event | None] = Event.SIGNING_KEY_CHANGES
