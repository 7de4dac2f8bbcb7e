"""An access token that a program gets once and holds for as long as it runs."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_HELD = r"[$@]{0,2}(?:\w{1,20}(?:\.|->|::))?[$_]{0,2}\w{0,30}token\w{0,12}"
_GET = r"(?:await )?[\w.$:>-]{0,60}(?:get|fetch|request|acquire|obtain|create|login|log_in|authenticate|generate|new|issue|retrieve|token)\w{0,40}[(!]"
_ONCE = re.compile(
    rf"if(?<!\wif) ?\(? ?(?:not |!|is_null\(|empty\()? ?(?:string\.isnullorempty\()?(?P<one>{_HELD})\)? ?(?:is none|===? ?(?:null|none|undefined|nil|\"\")|\.isempty\(\)|is null)?\)? ?[:{{]?\s{{0,3}}"
    rf"(?:return )?(?P<held>{_HELD}) ?=(?!=) ?{_GET}"
)
_OR_ELSE = re.compile(rf"(?<=token)\w{{0,12}} ?(?:\?\?=|\|\|=) ?{_GET}")
_AT_START = re.compile(
    rf"\bstatic (?:\w{{1,12}} ){{0,3}}{_HELD} ?= ?(?:new |await )?[\w.]{{1,60}}\("
)
_LONG_LIVED = re.compile(
    rf"^(?:(?:export|public|private|protected|internal|static|final|readonly|volatile|global|let|var|const) ){{0,5}}(?:(?:string|str|token)\??[ \]])?(?P<name>{_HELD})(?:: ?[\w| ]{{1,30}})?(?: ?= ?(?:null|none|nil|undefined|\"\"|''))?;?(?: ?(?://|#)[^\n]{{0,60}})?$"
    rf"|\bglobal (?P<global>\w{{0,30}}token\w{{0,12}})|\bstatic (?:\w{{1,12}} ){{0,3}}(?P<static>{_HELD})|@@(?P<class>\w{{0,30}}token\w{{0,12}})|\bmodule[- ]scoped?\b",
    re.MULTILINE,
)
_LOOKS_AT_AGE = re.compile(
    r"expir|\bexp\b|\bttl\b|max_?age|issued_?at|\biat\b|created_?at|isvalid|is_valid|\b401\b ?[):{]|=== ?401|== ?401|refresh"
)


def _read_held(lower: str) -> Iterator[Found]:
    """Yield where a token is got once, unless the program looks at its age."""
    got = _AT_START.search(lower) if "static " in lower else None
    if got is None:
        is_short = "??=" in lower or "||=" in lower
        once = _ONCE.search(lower) or (_OR_ELSE.search(lower) if is_short else None)
        got = once if once and _LONG_LIVED.search(lower) else None
    if got and not _LOOKS_AT_AGE.search(lower):
        yield Sign.SHARED_CLIENT, *got.span()


HELD_TOKENS = (
    Structure(
        needed(
            "token",
            "if |??=|||=|static ",
            "static|global|module|let |var |none|@@|null|private",
        ),
        _read_held,
    ),
)
