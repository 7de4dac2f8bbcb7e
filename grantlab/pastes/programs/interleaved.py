"""Lines of two workers that stand between one another, of which one got new tokens and one none.

Each log names its workers in a way of its own: a number of a process, a thread in brackets, a
pod. What tells a race is the order: the second had begun before the first was done.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, permutations

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_WORKER = re.compile(
    r"\b(?=[acdfhijlnprstw])(?:(?:worker|process|pid|thread|pod|instance|host|dyno|job|task|consumer|runner|lambda|container|node|replica|server|web|app|jid|tid|req(?:_?id)?|request(?:_?id)?)"
    r"[-_ =:#@/.\[]{1,2}|forkpoolworker-|exec-)(?P<id>[a-z]{0,3}\d[\w-]{0,36}|[a-f0-9]{6,36})\b"
    r"|^ ?[a-z][\w-]{0,24}[._-]\d{1,3} ?\|"
    r"|[\[(](?P<bracketed>\d{2,7}|[\w-]{1,30}-\d{1,4})[\])]"
)
_COMPANY = re.compile(
    r"\b(?:company|realm|tenant|account|acct|customer|org|user|division|connection|conn|shop|store)\w{0,4}[ =:#]{1,2}[\"']?(?P<id>\w{1,40})"
)
_GOT = re.compile(
    r"\brefreshed\b|\btokens? (?:(?:was|were|are|is) )?(?:updated|refreshed|saved|stored|renewed|rotated|written|replaced|ok)\b"
    r"|\b(?:new|fresh) (?:refresh |access )?(?:tokens?|pair)\b|\b(?:saved|stored|updated|got|received|wrote) (?:(?:\w{1,8} )?tokens?|rt)\b"
    r"|\brefresh\w{0,3}\b[^\n]{0,40}\b(?:ok|done|success\w{0,5}|succeeded|completed?|finished|200)\b"
)
_REFUSED = re.compile(
    r"invalid_grant|invalid refresh token|incorrect or invalid refresh"
    r"|\b(?:old|stale|used|reused|rotated|superseded|spent|expired|unknown) refresh[ _-]?token"
    r"|refresh[ _-]?token\b[^\n]{0,30}\b(?:already|reused|rotated|superseded|stale|revoked|not found|consumed)\b"
    r"|\brefresh\w{0,3}\b[^\n]{0,60}\b(?:400|failed|refused)\b"
)
_LINE = re.compile(r"[^\n]{1,1000}")
_HEAD = 90
"""A line names its worker at its beginning."""

_MOST = 200


@dataclass(slots=True)
class _Worker:
    """One worker of a log: where it began, where it got tokens, where it was refused."""

    began: int
    got: int | None = None
    refused: int | None = None
    companies: set[str] = field(default_factory=set)


def _read_interleaved(lower: str) -> Iterator[Found]:
    """Yield the refusal of a worker that had begun before another one got new tokens."""
    workers: dict[str, _Worker] = {}
    lines = tuple(islice(_LINE.finditer(lower), _MOST))
    if not any(_is_refused(match[0]) for match in lines):
        return
    for match in lines:
        line = match[0]
        label = _WORKER.search(line, 0, _HEAD)
        if label is None:
            continue
        worker = workers.setdefault(label[0], _Worker(match.start()))
        worker.companies |= {one["id"] for one in _COMPANY.finditer(line)} - {
            label["id"]
        }
        if worker.refused is None and _REFUSED.search(line):
            worker.refused = match.start()
        elif worker.got is None and _GOT.search(line):
            worker.got = match.start()
    for one, other in islice(permutations(workers.values(), 2), _MOST):
        if _overlap(one, other):
            place = other.refused or 0
            yield Sign.TWO_AT_ONCE, place, place + 1
            return


def _is_refused(line: str) -> bool:
    """Whether a line that names its worker tells of a refusal."""
    return (
        ("refresh" in line or "invalid" in line)
        and _REFUSED.search(line) is not None
        and _WORKER.search(line, 0, _HEAD) is not None
    )


def _overlap(one: _Worker, other: _Worker) -> bool:
    """Whether one got tokens, and the other was refused that had begun before."""
    if one.got is None or other.refused is None or other.got is not None:
        return False
    are_one = not (one.companies and other.companies) or not one.companies.isdisjoint(
        other.companies
    )
    return are_one and other.began < one.got and one.began < other.refused


INTERLEAVED = (
    Structure(
        needed(
            "refresh|token",
            "worker|process|pid|thread|pod|instance|host|dyno|job|task|consumer|runner|lambda|container|replica|exec-|jid|tid"
            "|node-|node |server-|server |web-|web.|app-|request|req_id|[1|[2|[3|[4|[5|[6|[7|[8|[9",
            "invalid|old|stale|used|rotated|superseded|spent|expired|unknown|already|revoked|not found|consumed|400|failed|refused",
            "refreshed|saved|stored|renewed|rotated|written|updated|replaced|new |fresh | ok|done|succe|complete|finish|200|got|received|wrote",
        ),
        _read_interleaved,
    ),
    structure(
        Sign.TWO_AT_ONCE,
        ("refresh|sync|token", ":", "(", "server|host|cron|worker|pod|node|machine|instance|laptop|vm|container"),
        r"^(?P<line>[^\n(]{0,24}\d\d:\d\d:\d\d[^\n(]{4,120}?) ?\((?P<one>[^)\n]{1,40})\)[^\n]{0,20}\n(?P=line) ?\((?!(?P=one)\))[^)\n]{1,40}\)",
    ),
)  # fmt: skip
