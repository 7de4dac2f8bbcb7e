"""A file that says when a renewal that runs on and on was last at work."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

from grantlab.renewal.results import Summary
from grantlab.runtime.clock import Clock

FILE_NAME = "renewal-heartbeat.json"

log = structlog.get_logger()


@dataclass(slots=True)
class Heartbeat:
    """Writes what happened last, whole or not at all; its age tells whether it still beats."""

    path: Path
    clock: Clock
    process: int
    _is_written: bool = True

    def beat(self, doing: str, summaries: Sequence[Summary] = ()) -> None:
        """Say what is being done, and what the last pass came to.

        Where the file cannot be written the log says so once, and again when it can: a
        renewal matters more than what tells of it.
        """
        told = {
            "at": self.clock.now().isoformat(timespec="seconds"),
            "process": self.process,
            "doing": doing,
            "last_pass": [asdict(summary) for summary in summaries],
        }
        try:
            self._write(json.dumps(told, indent=2) + "\n")
        except OSError as exc:
            if self._is_written:
                log.warning(
                    "the heartbeat cannot be written",
                    file=str(self.path),
                    problem=exc.strerror,
                )
            self._is_written = False
        else:
            if not self._is_written:
                log.info("the heartbeat is written again", file=str(self.path))
            self._is_written = True

    def _write(self, text: str) -> None:
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(text)
        unfinished.replace(self.path)
