"""Where a run takes its stage from: one way for each environment."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from grantlab.protocol.environment import Environment
from grantlab.verification.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a stage is opened for."""

    preset: str | None
    """``None`` where the service is not ours."""

    now: datetime
    """By the machine's clock."""

    run_id: int
    """The run: where somebody has to consent, its row is asked and answered through."""


Opener = Callable[[Opening], AbstractContextManager[Stage]]
"""Called inside an application context of the run."""


def _embedded(opening: Opening) -> AbstractContextManager[Stage]:
    from blueprints.verification.world import open_embedded

    if opening.preset is None:
        raise ValueError("the embedded service always follows a preset")
    return open_embedded(opening.preset, now=opening.now)


def _sandbox(opening: Opening) -> AbstractContextManager[Stage]:
    from blueprints.services import services
    from blueprints.verification.page_way import PageWay
    from blueprints.verification.sandbox import open_own_sandbox
    from grantlab.verification.person import Person

    parts = services()
    way = PageWay(
        parts.verification_runs,
        opening.run_id,
        clock=parts.machine_clock,
        patience=parts.patience,
    )
    return open_own_sandbox(parts, user=Person(way))


OPENERS: Mapping[Environment, Opener] = {
    Environment.EMBEDDED: _embedded,
    Environment.SANDBOX: _sandbox,
}
"""An environment that is not here is not offered."""
