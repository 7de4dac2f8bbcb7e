"""A code that came with the callback, in a program that says it has none.

It was lost between the two: by a rewritten address, a form that is read where a query came, a
redirect of the server's own, a name that is spelled otherwise.
"""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.assertions import is_said
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_CAME = re.compile(
    r"(?:\b(?:get|post) |https?://|callback)[^\s\"'<>]{0,160}[?&]code=(?P<code>\u2039code\u203a|[^\s&\"'<>]{8,400})(?P<rest>[^\s\"'<>]{0,300})"
)
_ASKED = re.compile(r"\b(?:if|unless|elif|when|while|assert)\b")
"""What a program does that is ready for it."""

_LINE = 200
_MOST = 20
_HIDDEN = re.compile(r"\*{3}|\.{3}|redact|filter|hidden|x{4}|\u2026")
_CODE = r"[:\"'`(\[]{0,2}(?:authori[sz]ation[ _])?code[\"'`)\]]{0,2}(?![\w-]| (?:verifier|challenge|expired|reader|block)|[=:] ?\d)"
_HAS_NONE = re.compile(
    r"\b(?:undefined (?:index|array key|offset)|key not found|keyerror|multivaluedictkeyerror|badrequestkeyerror|missing (?:required )?(?:query |request |url |get )?(?:param\w{0,6}|argument|field|key|value)"
    r"|param is missing or the value is empty|required (?:request |query |string )?(?:param\w{0,6}|field))"
    rf"(?: for)?:? ?{_CODE}"
    rf"|(?<!error )(?<!status )(?<!exit )(?<!country )(?<!zip )(?<!fault )(?<![\"{{, ]\")\b(?:the )?{_CODE} ?(?:is |was |=> ?|-> ?|= ?|: ?|// ?|== ?)?(?:missing|null\b|undefined|empty|none\b|nil\b|absent|required|blank|not (?:set|found|provided|present|given|passed|received|in|there))"
    rf"|\b(?:no|without an?|missing|empty|lacks?) (?:oauth )?{_CODE} ?(?:in|found|received|provided|returned|was|param\w{{0,6}}|came|given|passed|$|[.,:;)])"
    r"|(?:\.|\[[\"':]|get\([\"'])code\b[\"'\])]{0,3};? ?(?://|#|->|=>|=|:)? ?(?:null|undefined|none|nil|\"\"|'')(?!\w)",
    re.MULTILINE,
)
_DUMP = re.compile(
    r"(?:(?:\$_get|\b(?:req|request)\.(?:query|args|params|get)\w{0,12})\)? ?(?:->|=>|=|:|//|#) ?"
    r"|\b(?:params|query_?(?:string|params)?)\)? ?(?:->|=>) ?)"
    r"(?P<all>(?:array ?\(|\{|\[|immutablemultidict\()[^\n]{0,300})"
)
"""All that a program was given of the query."""


def _read_unread(lower: str) -> Iterator[Found]:
    """Yield where a program says that it has no code, after a callback that brought one."""
    came = _CAME.search(lower)
    if came is None or "error=" in came[0] or _HIDDEN.search(came["code"]):
        return
    for dump in islice(_DUMP.finditer(lower), _MOST):
        if "code" not in dump["all"] and "..." not in dump["all"]:
            yield Sign.CODE_UNREAD, *dump.span()
            return
    for match in islice(_HAS_NONE.finditer(lower), _MOST):
        is_apart = match.start() >= came.end() or match.end() <= came.start()
        line = lower[max(0, match.start() - _LINE) : match.start()].rpartition("\n")[2]
        is_asked = _ASKED.search(line) is not None
        if is_apart and not is_asked and is_said(lower, *match.span()):
            yield Sign.CODE_UNREAD, *match.span()
            return


UNREAD_CODES = (
    Structure(
        needed(
            "code=",
            "$_get|params|query|args|undefined|keyerror|key not found|missing|required|null|empty|none|nil|absent|blank|no |not |without|lack",
            "get |post |http|callback",
        ),
        _read_unread,
    ),
)
