"""A request that got no answer: the line that says so, written and read again."""

import re
from datetime import UTC, datetime

from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Sighting, Unanswered

_CARRIED_OUT = "It may have been carried out."
_MARK = "no answer: "
_REQUEST = re.compile(r"\s*(?P<asked>[A-Z]{3,7} https?://\S{1,2000})")
_SILENCE = re.compile(
    rf"^[\d:TZ-]{{20}} {_MARK}(?P<why>[^\n]{{1,500}}?)\.(?P<uncertain> {re.escape(_CARRIED_OUT)})?$",
    re.MULTILINE,
)


def write_silence(
    why: str, *, asked_at: datetime, may_have_been_carried_out: bool
) -> str:
    """Return the line that stands where an answer would."""
    moment = asked_at.astimezone(UTC)
    line = f"{moment:%Y-%m-%dT%H:%M:%SZ} {_MARK}{why.rstrip('.')}."
    return f"{line} {_CARRIED_OUT}" if may_have_been_carried_out else line


def find_unanswered(hidden: Rewritten) -> Unanswered | None:
    """Return the request that a text begins with, if its line says that no answer came."""
    request = _REQUEST.match(hidden.text)
    silence = _SILENCE.search(hidden.text, request.end()) if request else None
    if request is None or silence is None:
        return None
    return Unanswered(
        asked=request["asked"],
        why=silence["why"],
        may_have_been_carried_out=silence["uncertain"] is not None,
        span=hidden.span(*silence.span()),
        position=silence.start(),
    )


def sightings_of(unanswered: Unanswered | None) -> tuple[Sighting, ...]:
    """Return what it means for a rule."""
    if unanswered is None:
        return ()
    return (Sighting(Sign.NO_ANSWER, unanswered.span, unanswered.position),)
