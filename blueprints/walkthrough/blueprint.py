"""The walk, with everything that can be shown and done in it."""

from blueprints.walkthrough import (
    actions,
    break_actions,
    callback,
    preset_action,
    time_actions,
)
from blueprints.walkthrough.views import walkthrough

__all__ = [
    "actions",
    "break_actions",
    "callback",
    "preset_action",
    "time_actions",
    "walkthrough",
]
