"""Waiting that takes no time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass
class NoPatience:
    """Notes each pause instead of making it; something may happen meanwhile."""

    meanwhile: Callable[[], object] | None = None
    """What happens during the first pause only."""

    pauses: list[timedelta] = field(default_factory=list)

    def pause(self, length: timedelta) -> None:
        self.pauses.append(length)
        happening, self.meanwhile = self.meanwhile, None
        if happening is not None:
            happening()
