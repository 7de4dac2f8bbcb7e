"""What a time is the time of: the word, the column or the command before it."""

import re

_NAME_BEFORE = re.compile(r"([A-Za-z_][\w ]{0,40})[\"']? ?[=:] ?[\"']?\Z", re.ASCII)
_COLUMN = re.compile(r"(?:^|\n) ?([a-z_]\w{1,40})(?:\(\))? ?\| ?\Z", re.ASCII)
"""A row that is written down the page, each column with its name."""

_LAST = re.compile(
    r"\blast (?:successful )?(?:refresh(?:ed)?|us(?:ed|e)|success|sync(?:ed|hroni[sz]ation)?|run|seen|active|login)"
    r" (?:(?:was|on|at|of) ){0,2}(?:the )?\Z"
)
_SAID = re.compile(
    r"\b(now|iat|nbf|exp|issued[ _]?at|(?:local|server|system|machine|current|container|host) (?:time|clock))"
    r"(?: is| was| says|:|=|->){0,2} ?[\"']?\Z"
)
_ASKED = re.compile(r"\bdate(?: [-+%a-z]{1,12}){0,2}(?:\n| ?(?:->|=>) ?)\Z")
"""What a shell answered to ``date``."""

_ALWAYS = {
    "since": re.compile(r"since \Z"),
    "last_refresh": _LAST,
    "now": _ASKED,
}
_LOOK_BACK = 48


def name_before(text: str, position: int) -> str | None:
    """Return the word or the column that a time stands behind; ``None`` without one."""
    before = text[max(0, position - _LOOK_BACK) : position].lower()
    for name, pattern in _ALWAYS.items():
        if pattern.search(before):
            return name
    if said := _COLUMN.search(before) or _SAID.search(before):
        return said[1].replace(" ", "_")
    if "=" not in before[-3:] and ":" not in before[-3:]:
        return None
    match = _NAME_BEFORE.search(before)
    return None if match is None else match[1].strip().rpartition(" ")[2]
