"""Dying at a line: the refresh path is killed where it stands, and knows nothing of it."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
REFRESH_PATH = frozenset(
    str(ROOT / "grantlab" / name)
    for name in (
        "flows/live_access_token.py",
        "flows/refresh_connection.py",
        "protocol/token_response.py",
        "store/access_tokens.py",
        "store/claims.py",
        "store/connections.py",
        "store/generations.py",
        "store/round_trips.py",
        "store/sealing.py",
        "vault/vault.py",
        "wire/line.py",
        "wire/outbound.py",
        "wire/recording.py",
        "wire/token_endpoint.py",
    )
)
"""What a refresh passes through; a line of any of them is one to die at."""


PASSES = 2
"""How often one line counts: what a loop does to a tenth header it has done before."""


class LineCounter:
    """A tracer that counts the lines of some modules, and kills its process at one.

    The count is of lines as they are come to: one that is come to twice is two to die
    at. SIGKILL lets nothing be tidied up; the line that is named has not been run.
    """

    def __init__(
        self,
        modules: frozenset[str],
        *,
        fatal: int | None = None,
        last_words: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self.lines = 0
        self._modules = modules
        self._fatal = fatal
        self._last_words = last_words
        self._passes = Counter[tuple[CodeType, int]]()

    def __call__(self, frame: FrameType, _event: str, _arg: Any) -> Any:
        """Follow a call into a module that counts, and into no other."""
        return self._follow if frame.f_code.co_filename in self._modules else None

    def _follow(self, frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line" and self._counts(frame):
            self.lines += 1
            if self.lines == self._fatal:
                path = Path(frame.f_code.co_filename).relative_to(ROOT)
                self._last_words(f"{path}:{frame.f_lineno}")
                os.kill(os.getpid(), signal.SIGKILL)
        return self._follow

    def _counts(self, frame: FrameType) -> bool:
        line = (frame.f_code, frame.f_lineno)
        self._passes[line] += 1
        return self._passes[line] <= PASSES
