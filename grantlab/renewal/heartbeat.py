"""A file that says when a renewal that runs on and on was last at work."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from grantlab.renewal.results import Summary
from grantlab.runtime.clock import Clock

FILE_NAME = "renewal-heartbeat.json"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Writes what happened last, whole or not at all; its age tells whether it still beats."""

    path: Path
    clock: Clock
    process: int

    def beat(self, doing: str, summaries: Sequence[Summary] = ()) -> None:
        """Say what is being done, and what the last pass came to."""
        told = {
            "at": self.clock.now().isoformat(timespec="seconds"),
            "process": self.process,
            "doing": doing,
            "last_pass": [asdict(summary) for summary in summaries],
        }
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(json.dumps(told, indent=2) + "\n")
        unfinished.replace(self.path)
