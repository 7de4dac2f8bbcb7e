"""The pages of the bench."""

from dataclasses import dataclass
from typing import ClassVar

from blueprints.rendering import Page
from grantlab.wire.bench_state import BenchState


@dataclass(frozen=True, slots=True)
class BenchPage(Page):
    """How the provider is set now."""

    template: ClassVar[str] = "bench/index.html"

    state: BenchState
