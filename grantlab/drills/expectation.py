"""What a request of a drill must be answered with, as its file writes it."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

_FORM = re.compile(
    r"(?P<status>\d{3})(?: (?P<error>[a-z_]+)(?: (?P<reason>[a-z_]+))?)?"
)
_NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One answer: its status, its error code, and the reason that only the ledger knows."""

    status: int | None
    """``None`` when no answer arrives."""

    error: str | None = None
    """``None`` for an answer that is no error response."""

    reason: str | None = None
    """``None`` where the file does not say."""

    def __str__(self) -> str:
        if self.status is None:
            return _NO_ANSWER
        return " ".join(
            str(part) for part in (self.status, self.error, self.reason) if part
        )


def read_expected(text: object) -> Expected:
    """Read ``200``, ``400 invalid_grant superseded`` or ``no answer``.

    Raises:
        ValueError: it is none of these.
    """
    if text == _NO_ANSWER:
        return Expected(status=None)
    found = _FORM.fullmatch(str(text))
    if found is None:
        raise ValueError(
            f"{str(text)[:40]!r} is no answer: write 200, 400 invalid_grant superseded,"
            " or no answer"
        )
    return Expected(
        status=int(found["status"]), error=found["error"], reason=found["reason"]
    )


Answer = Annotated[Expected, BeforeValidator(read_expected)]
