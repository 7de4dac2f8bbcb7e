"""What a time is the time of: the word, the column or the command before it."""

import re

_NAME_BEFORE = re.compile(r"([A-Za-z_][\w ]{0,40})[\"']? ?[=:] ?[\"']?\Z", re.ASCII)
_COLUMN = re.compile(r"(?:^|\n) ?([a-z_]\w{1,40})(?:\(\))? ?\| ?\Z", re.ASCII)
"""A row that is written down the page, each column with its name."""

_LAST = re.compile(
    r"\blast (?:(?:successful|good|known|recorded|token|api|working) ){0,2}(?:refresh(?:ed)?|us(?:ed|e)|success|sync(?:ed|hroni[sz]ation)?"
    r"|ok|okay|green|worked|run|seen|active|login|row|entry|line|record|call|import|export|job|activity|transaction|pull|push|poll)\b"
    r"(?: (?:in|for|of|by) (?:(?:the|this|that|our|its) )?[\w.]{1,24}){0,2}"
    r" ?[:=(]? ?(?:(?:was|is|on|at|of|from) ){0,3}(?:the )?\Z"
)
_WRITTEN = re.compile(
    r"\b(?:last[ _-]?(?:modified|changed|write|written|saved|updated)(?:[ _-]?(?:date|at|on|time))?|modified|modify|mtime)"
    r"(?: (?:is|was|on|at|of))? ?[:=(]? ?[\"']?\Z"
)
"""What a file, a parameter or a secret says of when it was written last."""

_BLANK_AFTER = re.compile(
    r"(?<![\w.])((?:[a-z]{2,12}_){1,4}(?:at|on|date|time)|(?:[a-z]{2,12}_){1,3}(?:connected|consented|granted|authori[sz]ed|refreshed|updated|used|saved|stored|issued))[\"']? \Z"
)
"""A name of a column that only a blank parts from its value."""

_LISTED = re.compile(r"(?:^|\n)-[rwxst-]{9}[.+@]?(?: [^\s]{1,40}){4} \Z")
"""What ``ls -l`` writes before the time of a file."""

_VERB_BEFORE = re.compile(
    r"\b(saved|stored|issued|obtained|refreshed|connected|consented|consent(?: given)?|authori[sz]ed)(?: on)? \Z"
)
_SAID = re.compile(
    r"\b(now|iat|nbf|exp|issued[ _]?at|(?:local|server|system|machine|current|container|host) (?:time|clock))"
    r"(?: is| was| says|:|=|->){0,2} ?[\"']?\Z"
)
_ASKED = re.compile(r"\bdate(?: [-+%a-z]{1,12}){0,2}(?:\n| ?(?:->|=>) ?)\Z")
"""What a shell answered to ``date``."""

_ALWAYS = (
    ("since", ("since ",), re.compile(r"since \Z")),
    ("last_refresh", ("last",), _LAST),
    ("last_modified", ("last", "mod", "mtime"), _WRITTEN),
    ("last_modified", ("-rw", "-r-"), _LISTED),
    ("now", ("date",), _ASKED),
)
"""A name, the words of which one has to stand there, and how it is written."""

_LOOK_BACK = 80


def name_before(text: str, position: int) -> str | None:
    """Return the word or the column that a time stands behind; ``None`` without one."""
    before = text[max(0, position - _LOOK_BACK) : position].lower()
    for name, words, pattern in _ALWAYS:
        if any(word in before for word in words) and pattern.search(before):
            return name
    column = _COLUMN.search(before) if "|" in before[-2:] else None
    if said := column or _SAID.search(before):
        return said[1].replace(" ", "_")
    if before[-1:] == " " and (written := _BLANK_AFTER.search(before)):
        return written[1]
    if "=" not in before[-3:] and ":" not in before[-3:]:
        return None
    match = _NAME_BEFORE.search(before)
    return None if match is None else match[1].strip().rpartition(" ")[2]


def verb_before(text: str, position: int) -> str | None:
    """Return the verb in front of a day, as in ``saved 2026-01-01`` or ``issued on``."""
    match = _VERB_BEFORE.search(text[max(0, position - _LOOK_BACK) : position].lower())
    return None if match is None else match[1]
