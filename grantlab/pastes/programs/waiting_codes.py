"""A code that waited between its callback and its exchange, and one that was sent again.

Neither needs the code itself: a log that hides it still has times, and hides it alike.
"""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_CLOCK = r"(?<![\d:])(?P<{0}h>[012]?\d):(?P<{0}m>[0-5]\d)(?::(?P<{0}s>[0-5]\d))?(?:[.,]\d{{1,6}})?(?![\d:])"
_CAME = re.compile(
    r"\b(?:callback|redirect(?:ed)? back|code) (?:was |has |is )?(?:received|arrived|came|hit|stored|queued|saved|in|returned|got|landed|enqueued)\b"
    r"|\b(?:received|got|stored|queued|enqueued|saved) (?:the |a |auth\w{0,9} )?(?:callback|code)\b|\bget [^\s]{0,80}callback\S{0,200}"
)
_REFUSED = re.compile(
    r"invalid_grant|invalid code|code (?:is |was )?(?:invalid|expired)"
)
_ONE_CLOCK = re.compile(_CLOCK.format(""))
_SHORTEST, _LONGEST = 330, 43_200
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_SENT = re.compile(
    r"^[^\n]{0,80}\b(?:exchang\w{0,3}|redeem\w{0,3}|post|sending|token request|tokens/bearer)\b[^\n]{0,80}\bcode[=: ]{1,2}[\"']?(?P<code>(?=[^\s\"'&]{0,40}(?:\.{3}|\u2026|\*{3}))[^\s\"'&]{6,60})(?P<rest>[^\n]{0,160})",
    re.MULTILINE,
)
_MOST = 20


def _read_waiting(lower: str) -> Iterator[Found]:
    """Yield the refusal of a code that had come more than five minutes before."""
    refused = _REFUSED.search(lower)
    came = _CAME.search(lower) if refused else None
    if refused is None or came is None or came.start() > refused.start():
        return
    line_start = lower.rfind("\n", 0, came.start()) + 1
    line_end = lower.find("\n", came.end())
    first = _ONE_CLOCK.search(
        lower, line_start, line_end if line_end >= 0 else len(lower)
    )
    between = list(islice(_ONE_CLOCK.finditer(lower, line_end, refused.end()), _MOST))
    days = set(_DAY.findall(lower, line_start, refused.end()))
    if line_end < 0 or first is None or not between or len(days) > 1:
        return
    apart = _seconds(between[-1]) - _seconds(first)
    if _SHORTEST <= apart <= _LONGEST:
        yield Sign.CODE_TOLD_OLD, *between[-1].span()


def _read_sent_again(lower: str) -> Iterator[Found]:
    """Yield the second exchange of a code that is hidden alike both times."""
    seen: set[str] = set()
    for match in islice(_SENT.finditer(lower), _MOST):
        if match["code"] in seen:
            yield Sign.CODE_DELIVERED_TWICE, *match.span()
            return
        if "invalid_grant" not in match["rest"]:
            seen.add(match["code"])


def _seconds(clock: re.Match[str]) -> int:
    return int(clock["h"]) * 3600 + int(clock["m"]) * 60 + int(clock["s"] or 0)


WAITING_CODES = (
    Structure(
        needed("callback|code", "invalid", "received|arrived|came|hit|stored|queued|saved|returned|got|landed|enqueued|get ", ":"),
        _read_waiting,
    ),
    Structure(needed("code=|code: |code ", "...|\u2026|***", "invalid_grant", "exchang|redeem|post|sending|token"), _read_sent_again),
    structure(
        Sign.CODE_CHANGED_BY_PROGRAM,
        ("code", "char(|max_length|maxlength|limit: |size="),
        r"^(?=[^\n]{0,300}(?:auth|state|realm|token|callback|verifier|pending))[^\n]{0,200}?(?<!\w)(?:auth\w{0,12}_?|oauth_?)?code\b[\"'`]? ?(?:= ?|: ?|, ?)?"
        r"(?:[\w.]{1,24}[( ]{1,2})?[^\n,;]{0,12}?\b(?:(?:n?var)?char\(|max_?length ?[=:] ?|limit: ?|size ?= ?)(?:1[6-9]|[2-4]\d)\b",
    ),
)  # fmt: skip
