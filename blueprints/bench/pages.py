"""The pages of the bench."""

from dataclasses import dataclass
from typing import ClassVar

from blueprints.bench.clock_panel import ClockPanel
from blueprints.bench.fault_panel import FaultPanel
from blueprints.bench.ledger_panel import LedgerPanel
from blueprints.bench.notices import Notice
from blueprints.bench.policy_panel import PolicyPanel
from blueprints.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchPage(Page):
    """How the provider is set now, and every way to set it otherwise."""

    template: ClassVar[str] = "bench/index.html"

    notice: Notice | None
    provider_url: str | None
    """Where the provider is; ``None`` if it is in this process."""

    clock: ClockPanel
    policy: PolicyPanel
    faults: FaultPanel
    ledger: LedgerPanel


@dataclass(frozen=True, slots=True, kw_only=True)
class UnavailablePage(Page):
    """Why the bench cannot be used from here, and what to do."""

    template: ClassVar[str] = "bench/unavailable.html"

    title: str
    happened: str
    provider_url: str
    needs_token: bool
    """Whether a token is what is missing, and not an answer."""
