"""Waiting, as something that is handed in."""

import time
from datetime import timedelta
from typing import Protocol


class Patience(Protocol):
    """Waits for a while."""

    def pause(self, length: timedelta) -> None: ...


class SystemPatience:
    """Lets the machine's time pass."""

    def pause(self, length: timedelta) -> None:
        time.sleep(length.total_seconds())
