"""Where drills are played for the pages, and their newest recordings kept.

The room of the drills is loaded with the first one: a start does not wait for it.
"""

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grantlab.drills.drill import Drill
    from grantlab.drills.recording import Recording


class Playhouse:
    """Plays one drill at a time, and keeps no more recordings than there are drills.

    A recording can always be made again, so the memory of the process is good enough.
    """

    def __init__(self) -> None:
        self._recordings: dict[str, Recording] = {}
        self._stage = Lock()

    def play(self, drill: "Drill") -> None:
        """Play a drill in a world of its own, and keep what was recorded."""
        from blueprints.bench.drill_world import open_world
        from grantlab.drills.player import play

        with self._stage:
            self._recordings[drill.name] = play(drill, open_world=open_world)

    def find(self, drill: "Drill") -> "Recording | None":
        """Return the newest recording of a drill, or ``None`` if it was not played yet."""
        return self._recordings.get(drill.name)
