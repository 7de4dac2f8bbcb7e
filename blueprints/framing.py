"""The frame of a page: its environment, and that environment's time."""

from blueprints.rendering import Frame
from blueprints.services import Services
from grantlab.protocol.environment import Environment


def frame_of(environment: Environment, parts: Services) -> Frame:
    """Return the frame of an environment; only the embedded one has a clock to show."""
    if environment is not Environment.EMBEDDED:
        return Frame(environment=environment)
    now = parts.environments.clock_of(environment).now()
    return Frame(
        environment=environment,
        now=now,
        clock_offset=parts.environments.clock_offset,
    )
