"""The same refresh token sent twice in one log, also where only its end or its hash is written.

What a program hides of a token still tells one from another. The order of the lines tells the
rest: what came between the two, and whether two processes sent it at once.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice, pairwise

from grantlab.pastes.actors import COMPANY
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Moment, Sighting, Value

_END = re.compile(r"[.…*](?:(?<=…)|[.*]{1,11})(?P<it>[a-z0-9_-]{3,12})(?![\w.])")
"""The end of a token of which the rest is hidden."""

_HASH = re.compile(
    r"(?:rt(?<=\brt)|hash|sha256|fp|fingerprint|suffix)[\"']?[=:#]{1,2} ?\"?(?P<it>(?=[a-z]{0,12}\d)[a-z0-9]{4,16})(?![\w.])"
)
_ENDS = ("..", "…", "**")
_HASHES = ("rt=", "rt:", "hash", "sha256", "fp=", "fingerprint", "suffix")
_OF_TOKEN = re.compile(
    r"(?:\brt|\btokens?|refresh\w{0,20}|\bwith|\busing|\bsent|\bsending|\bnew|\bold|\benv)\W{0,4}$"
)
_OF_ACCESS = re.compile(r"access[ _-]?token\W{0,4}$|\beyj\w{0,20}$")
BROUGHT = re.compile(
    r"(?:\b(?:new|now|next|rotated|returned|received|replaced|got|gave|gives|saved|stored|showed|wrote|written|updated|issued)\b"
    r"|->|=>|→)[^\n]{0,24}$"
)
"""What stands before a value that an answer brought, or that was stored."""

_READ = re.compile(
    r"\b(?:start(?:up|ed|ing)?|boot|loaded|loading|read|get|fetched|from)\b"
)
_WHO = re.compile(
    r"\b(?P<named>(?:pid|worker|process|thread|host|node|pod|instance|server|dyno|task|container|tab|job|web|req[_-]?id|request[_-]?id|rid)[-_ =:#.]{0,2}[a-z]?\d[\w-]{0,20})"
    r"|[\[(](?!20\d\d-)(?P<bracket>[a-z][\w.:/-]{0,40}?\d[\w.:/-]{0,20})[\])]|[\[#](?P<number>\d{2,8})\]|^(?P<service>[a-z][\w-]{0,30}\d) ?\|"
)
_REFUSED = re.compile(
    r"invalid_grant|incorrect or invalid|(?<![.,])\b400\b|bad ?request|fail(?:ed|s)? to refresh|refresh(?:ing)? (?:token )?failed"
)
_REFUSALS = ("invalid_grant", "400", "bad request", "incorrect or invalid", "fail")
_FAILED = re.compile(
    r"timed? ?out|timeout|econn|aborted|killed|sigterm|sigkill|oom|hang ?up|no answer|no response|(?<![.,])\b50[0234]\b|connection (?:reset|closed|lost)|crash|deadline|evicted|interrupt"
)
_ENDED_WELL = re.compile(
    r"(?<![.,])\b20[01]\b|refreshed|success|\bok\b|rotated|\bdone\b"
)
_NEAR_SECONDS = 10
_LONGEST = 2000
_ANSWER = 800
_MOST = 200
_LOOK_BACK = 40
_TOLD_BEFORE = 120


class _Role(Enum):
    """What became of a refresh token at a place of a log."""

    SENT = auto()
    READ = auto()
    BROUGHT = auto()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place of a log that tells one refresh token from another."""

    key: tuple[str, str | int]
    begins: int
    """Where its line begins."""

    start: int
    end: int
    line: str
    role: _Role

    @property
    def company(self) -> str | None:
        found = COMPANY.search(self.line)
        return found["id"] if found else None

    @property
    def who(self) -> str | None:
        found = _WHO.search(self.line)
        return found[found.lastgroup or 0] if found else None


def find_sent_twice(
    hidden: Rewritten,
    lower: str,
    moments: tuple[Moment, ...],
    values: tuple[Value, ...],
) -> Iterator[Sighting]:
    """Yield what a refresh token comes to that was sent again, or was not the newest, and refused."""
    if not moments or "refresh" not in lower or not _has_any(lower, _REFUSALS):
        return
    marks = sorted(_marks(lower, values), key=lambda one: one.start)
    if len(marks) <= 1:
        return
    seen: set[Sign] = set()
    for sign, mark in (*_again(lower, moments, marks), *_older(lower, marks)):
        if sign not in seen:
            seen.add(sign)
            yield Sighting(sign, hidden.span(mark.start, mark.end), mark.start)


def _marks(lower: str, values: tuple[Value, ...]) -> Iterator[_Mark]:
    tokens = [
        value
        for value in values[:_MOST]
        if Field.REFRESH_TOKEN in {value.field, value.shape}
        and value.look in {Look.SHAPED, Look.OPAQUE}
    ]
    is_repeated = len({value.number for value in tokens}) < len(tokens)
    for value in tokens if is_repeated else ():
        end = lower.find("›", value.position) + 1
        yield _mark(lower, ("value", value.number), value.position, end)
    for kind, pattern, hints in (("end", _END, _ENDS), ("hash", _HASH, _HASHES)):
        if not _has_any(lower, hints):
            continue
        found = list(islice(pattern.finditer(lower), _MOST))
        times = Counter(match["it"] for match in found)
        again = (match for match in found if times[match["it"]] > 1)
        if any(_is_of_token(lower, kind, match) for match in again):
            for match in found:
                if _is_of_token(lower, kind, match):
                    yield _mark(lower, (kind, match["it"]), *match.span())


def _is_of_token(lower: str, kind: str, match: re.Match[str]) -> bool:
    """Whether an end, or a hash, is that of a refresh token."""
    before = lower[max(0, match.start() - _LOOK_BACK) : match.start()]
    is_token = kind == "hash" or _OF_TOKEN.search(before)
    return bool(is_token) and not _OF_ACCESS.search(before)


def _mark(lower: str, key: tuple[str, str | int], start: int, end: int) -> _Mark:
    begins = max(lower.rfind("\n", 0, start) + 1, start - _LONGEST)
    closes = lower.find("\n", end)
    before = lower[begins:start]
    role = _Role.SENT
    if BROUGHT.search(before[-_LOOK_BACK:]):
        role = _Role.BROUGHT
    elif _READ.search(before[-_TOLD_BEFORE:]):
        role = _Role.READ
    line = lower[begins : min(closes if closes >= 0 else len(lower), end + _ANSWER)]
    return _Mark(key=key, begins=begins, start=start, end=end, line=line, role=role)


def _again(
    lower: str, moments: tuple[Moment, ...], marks: list[_Mark]
) -> Iterator[tuple[Sign, _Mark]]:
    """Yield what the same value comes to that was used before, where it is refused."""
    for key in dict.fromkeys(one.key for one in marks):
        used = [
            one for one in marks if one.key == key and one.role is not _Role.BROUGHT
        ]
        for first, second in pairwise(used):
            if second.role is not _Role.SENT or _are_of_two(first, second):
                continue
            sign = _comes_to(lower, moments, marks, first, second)
            if sign is not None:
                yield sign, second


def _comes_to(
    lower: str,
    moments: tuple[Moment, ...],
    marks: list[_Mark],
    first: _Mark,
    second: _Mark,
) -> Sign | None:
    after = _of_company(lower[second.end : _next_sent(marks, second)], second)
    if not _REFUSED.search(after):
        return None
    between = _of_company(lower[first.end : second.start][:_LONGEST], first)
    are_two = _may_be_two(moments, first, second)
    if _REFUSED.search(between):
        return None
    if _FAILED.search(between):
        return Sign.NO_ANSWER
    if not _ENDED_WELL.search(between):
        is_both = _ENDED_WELL.search(after) and first.who is None
        return (
            Sign.TWO_AT_ONCE
            if are_two is True or (are_two is None and is_both)
            else None
        )
    is_rotated = any(
        one.role is _Role.BROUGHT and first.start < one.start < second.start
        for one in marks
        if one.key[0] == first.key[0] and one.key != first.key
    )
    if are_two:
        return Sign.TWO_AT_ONCE
    return Sign.OLD_VALUE_SENT if is_rotated else None


def _older(lower: str, marks: list[_Mark]) -> Iterator[tuple[Sign, _Mark]]:
    """Yield a value that is sent, and refused, although another one was the last to come.

    That both are of one connection shows where the older one stood in a line before.
    """
    brought: _Mark | None = None
    known: set[tuple[str, str | int]] = set()
    for mark in marks:
        is_known = mark.key in known
        known.add(mark.key)
        if mark.role is _Role.BROUGHT:
            brought = mark
        elif (
            mark.role is _Role.SENT
            and is_known
            and brought is not None
            and brought.key[0] == mark.key[0]
            and brought.key != mark.key
            and brought.company == mark.company
            and brought.line != mark.line
        ) and _REFUSED.search(lower, mark.end, _next_sent(marks, mark)):
            yield Sign.OLD_VALUE_SENT, mark


def _next_sent(marks: list[_Mark], mark: _Mark) -> int:
    """Return where the next value is sent or read, if that is not too far."""
    places = [
        one.start
        for one in marks
        if one.start > mark.end and one.role is not _Role.BROUGHT
    ]
    return min((*places, mark.end + _ANSWER))


def _are_of_two(first: _Mark, second: _Mark) -> bool:
    """Whether two lines are about two companies."""
    one, other = first.company, second.company
    return one is not None and other is not None and one != other


def _of_company(text: str, mark: _Mark) -> str:
    """Return the lines that are not about another company than that of the mark."""
    if mark.company is None:
        return text
    return "\n".join(
        line
        for line in text.split("\n")
        if (found := COMPANY.search(line)) is None or found["id"] == mark.company
    )


def _may_be_two(
    moments: tuple[Moment, ...], first: _Mark, second: _Mark
) -> bool | None:
    """Whether two lines are of two processes within seconds; ``None`` where none is named."""
    one, other = (_moment_of(moments, mark) for mark in (first, second))
    if one is None or other is None or first.role is not _Role.SENT:
        return False
    apart = None
    if one.at is not None and other.at is not None:
        apart = (other.at - one.at).total_seconds()
    elif one.clock is not None and other.clock is not None:
        apart = other.clock - one.clock
    if apart is None or not 0 <= apart <= _NEAR_SECONDS:
        return False
    if first.who is None and second.who is None:
        return None
    return first.who != second.who


def _moment_of(moments: tuple[Moment, ...], mark: _Mark) -> Moment | None:
    """Return the time with which the line of a mark begins."""
    place = bisect_left(moments, mark.begins, key=_start)
    first = moments[place] if place < len(moments) else None
    return first if first is not None and first.position <= mark.start else None


def _has_any(lower: str, words: tuple[str, ...]) -> bool:
    return any(word in lower for word in words)


def _start(moment: Moment) -> int:
    return moment.position
