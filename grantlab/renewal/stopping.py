"""Being told to stop: what has begun is finished, and nothing more is begun."""

import signal
from dataclasses import dataclass
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass
class Stopping:
    """Whether somebody wants the renewal to stop.

    Only a plain value is set, because a signal arrives in the middle of anything.
    """

    _wanted: bool = False

    def is_wanted(self) -> bool:
        return self._wanted

    def want(self) -> None:
        self._wanted = True

    def listen(self) -> None:
        """Stop at SIGINT and SIGTERM; a second one ends the process as it always does."""
        for number in SIGNALS:
            signal.signal(number, self._heed)

    def _heed(self, _number: int, _frame: FrameType | None) -> None:
        self.want()
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
