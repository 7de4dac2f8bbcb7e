"""How a provider's bench is set, and what its ledger keeps, as its control API tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """The provider's time, which is the embedded environment's."""

    now: datetime
    offset: Annotated[timedelta, Field(alias="offset_seconds")]
    """How far it is ahead of the machine's."""

    moments: tuple[str, ...]
    """The moments with a name that it can be moved to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMoment:
    """A moment with a name, and when it is."""

    name: str
    at: datetime | None
    """``None`` while nothing has been issued that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnobSetting:
    """How a preset sets a knob, and whom it follows there."""

    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One thing that published descriptions disagree about, and how it is set."""

    name: str
    value: str
    turned: bool
    """Whether it differs from what the preset says."""

    source: str
    """Whom the value follows."""

    says: str
    takes: str
    """The form of its values, in words."""

    choices: tuple[str, ...]
    """Every value it takes; empty where it takes a length of time."""

    by_preset: dict[str, KnobSetting]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetSummary:
    """What is special about a preset, and whom it follows."""

    preset: str
    says: str
    follows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReading:
    """The preset in force, and every knob."""

    preset: str
    presets: tuple[str, ...]
    summaries: tuple[PresetSummary, ...]
    knobs: tuple[Knob, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFault:
    """Something that the provider can do wrong on purpose."""

    name: str
    group: str
    """What it is about, with others that are alike."""

    says: str
    source: str
    occasions: tuple[str, ...]
    usual_amount: str | None
    """How much of it there is unless told otherwise; ``None`` if it has no amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFault:
    """A fault that is armed."""

    name: str
    amount: str | None
    remaining: int | None
    """How many requests it has left; ``None`` if only its time ends it."""

    armed_at: datetime
    ends_at: datetime | None
    """When it ends; ``None`` if only requests end it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultsReading:
    """The faults that wait, and all that there are."""

    armed: tuple[WaitingFault, ...]
    known: tuple[KnownFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredKeys:
    """One key pair of the app, without its secret."""

    client_id: str
    redirect_uris: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppReading:
    """The registered app."""

    keys: dict[str, RegisteredKeys]
    """By ``development`` and ``production``."""

    scopes: dict[str, bool]
    """Whether each known scope is enabled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchState:
    """How everything is set; no secret is in it."""

    clock: ClockReading
    moments: tuple[NamedMoment, ...]
    policy: PolicyReading
    faults: FaultsReading
    app: AppReading


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRefusal:
    """One no, with the reason that the wire was not told."""

    at: datetime
    intuit_tid: str
    endpoint: str
    status: int
    error: str
    reason: str
    client_id: str | None
    """Whose keys came with the request; ``None`` when none were recognised."""

    fingerprint: str | None
    """Of the code or token presented; ``None`` when none had a known shape."""

    chain: int | None
    """The number of the consent that it belongs to; ``None`` when it is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerToken:
    """One token that was issued, by its fingerprint."""

    fingerprint: str
    kind: str
    chain: int
    generation: int
    client_id: str
    realm_id: str | None
    """``None`` when no company was granted."""

    issued_at: datetime
    expires_at: datetime
    replaced_at: datetime | None
    """When a newer one took its place; ``None`` while none has."""

    used_at: datetime | None
    revoked_at: datetime | None
    """When something other than time ended it; ``None`` if nothing has."""

    revoked_because: str | None
    refused_as: str | None
    """Why it would be refused now; ``None`` while it is good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the provider has issued and refused of late, the oldest first."""

    limit: int
    """How many of each it tells at most."""

    refusals: tuple[LedgerRefusal, ...]
    tokens: tuple[LedgerToken, ...]
