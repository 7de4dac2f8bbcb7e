"""Every kind of incident there is."""

from tests.scenarios.diagnosis import calls, consents, oddities, refreshes
from tests.scenarios.diagnosis.playing import SCRIPTS, Script

ROOMS = (consents, refreshes, calls, oddities)
"""The modules that make kinds known; importing them is enough."""


def every_kind() -> tuple[Script, ...]:
    """Return the scripts, in the order in which they are played."""
    return tuple(SCRIPTS)
