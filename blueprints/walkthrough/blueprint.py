"""The walk, with everything that can be shown and done in it."""

from blueprints.walkthrough import actions, break_actions, callback
from blueprints.walkthrough.views import walkthrough

__all__ = ["actions", "break_actions", "callback", "walkthrough"]
