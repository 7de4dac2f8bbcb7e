"""Whether something is said of this failure, or told of it by a person.

A service says what is the case. A program also names the errors that it is ready for, and a
person also writes what did *not* happen, what may have, and what somebody advised.
"""

import re

from grantlab.pastes.hedges import is_claimed

_REACH = 200
_HANDLER = re.compile(
    r"\b(?:rescue|except) \(?(?:[\w:.]{1,60}, ){1,6}[\w:.]{0,60}$|^ ?@[\w.]{1,60}\([^\n]{0,200}$|^ ?(?:class|def|interface|enum) [^\n]{0,200}$"
)
"""A list of errors that a program is ready for, beyond its first."""

_MEANING = re.compile(r"^\| ?(?:\d{3} ?\|[^\n]{0,200})?$")
"""A row of a table that says what a status means."""

_REMARK = re.compile(
    r"(?:^ ?(?:\*|--|<!--)|(?:^|[\s;{}])(?://|#(?!\d)|/\*))[^\n]{0,200}$"
)
_IN_REMARK = re.compile(
    r"\b(?:todo|fixme|would|should|could|if|whenever|in case|handles?|e\.g\.|for example)\b"
)
_PLAINLY_NOT = re.compile(
    r"\b(?:(?:not|no|never|isn't|wasn't|instead of|rather than|other than)"
    r" (?:(?:an?|the|any|because of|due to) )?[\"'`]?$"
    r"|(?:release notes|changelog)\b[^\n]{0,200}$"
    r"|(?:message|error|answer|text|something) like [^\n]{0,80}$"
    r"|(?:it|test|describe|specify|scenario)\([\"'`][^\n]{0,120}$|(?:to_?throw\w{0,12}|raises\w{0,10}|rejects\w{0,12})\([^\n]{0,60}$)"
    r"|^ ?[-*] ?(?:fix|feat|add|chore|docs|remove|change|bump|refactor)\w{0,5}:? "
)
_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|no ?one|none|nothing|nor|neither|without|cannot|\w{2,6}n['\u2019]t)"
    r" (?:(?!(?:after|as|because|before|but|longer|since|till?|until|when|work\w*)\b)\w{1,20} ){0,5}"
    r"[\"'`]?$"
)
_DOUBTED = re.compile(
    r"\b(?:if|whether|unless|in case|make sure|please(?! (?:re-?connect|re-?auth|log ?in|sign in|connect))|ensure|verify that|check that|could(?! not)|might"
    r"|maybe|perhaps|possibly|plan(?:s|\w{3,4})? to|thinking (?:of|about)|considering|should|would|is it|is this|is there|are there|was it|was there"
    r"|do we|do i|did you|did we|have you|can it|e\.g\.|for example|such as|docs?|documentation"
    r"|faq|article|according to|i (?:have )?read|ruled out|excluded|(?:first|initially) (?:i |we )?(?:thought|suspected|assumed|believed)"
    r"|(?:i|we) (?:first |initially )?(?:thought|suspected|assumed|believed))\b"
)
_QUESTION = re.compile(
    r"[\"'(]?(?:is|are|was|were|do|does|did|have|has|had|can|could|may|might|should|would|will|what|why|how|which"
    r"|who|when|where|or|and|any|isn|wasn|didn|doesn|don)\b"
)
_AFTERWARDS = re.compile(
    r"[\"'`)]{0,2} ?(?:(?:still|all) (?:list|show|connect|there|green)"
    r"|(?:shows?|lists?|has|reports?) (?:no\b|nothing|all green)|(?:is|are|was|were) (?:fine|green|normal|ruled out)"
    r"|[?:=] ?(?:no\b|none\b|false\b|0\b)|: nothing)"
)
_SENTENCE_END = re.compile(r"[.!?;](?=[\s\"')]|$)|\n|\bbut\b|\bhowever\b")


def is_said(lower: str, start: int, end: int) -> bool:
    """Whether a service or a program says this, and nothing is only ready for it."""
    line = _line_before(lower, start)
    if (
        line.startswith("##")
        or _MEANING.match(line)
        or _HANDLER.search(line)
        or _PLAINLY_NOT.search(line)
    ):
        return False
    around = f"{line} {lower[end : end + _REACH].partition(chr(10))[0]}"
    is_remark = _REMARK.search(line) and _IN_REMARK.search(around)
    return not is_remark and is_claimed(lower, start, end)


def is_told(lower: str, start: int, end: int) -> bool:
    """Whether a person tells this: does not deny, doubt or advise it, and does not ask."""
    if not is_said(lower, start, end):
        return False
    line, after = _line_before(lower, start), lower[end : end + _REACH]
    clause = _SENTENCE_END.split(line)[-1]
    closing = _SENTENCE_END.search(after)
    ends = after[closing.start()] if closing else after[-1:]
    begins = clause.strip()
    return not (
        (ends == "?" and (not begins or _QUESTION.match(begins)))
        or _DENIED.search(clause)
        or _DOUBTED.search(clause)
        or _AFTERWARDS.match(after)
    )


def _line_before(lower: str, start: int) -> str:
    return lower[max(0, start - _REACH) : start].rpartition("\n")[2]
