"""A refresh that a program posts itself, of whose answer it names the access token alone."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_POSTED = re.compile(
    r"grant_type[\"']?\]? ?(?:=>|=|:|,) ?[\"']?refresh_token\b(?=[^\n]{0,200}(?:\n[^\n]{0,200}){0,4}?refresh_token\w{0,8}[\"'\]]{0,2} ?(?:=>|=|:|,))"
)
_FORM_ENDS = re.compile(r"[})\]]|\n ?\n")
_KEPT = re.compile(
    r"(?:=|:|=>|return|,|\() ?\$?@?\w{1,30}(?:\.|->|\[|\?\.)[\w.>\[\]'\"()-]{0,40}access_?token\b|\(\$?access_?token\b|\breturn \$?access_?token\b"
)
_NAMED = re.compile(
    r"(?<![a-z] )\b\w{0,20}refresh_?token\b(?! ?(?:failed|error|expired))"
)
_WHOLE = re.compile(
    r"(?:dump|writ|save|saving|stor|put|persist|upsert|insert|update|set)\w{0,12}\((?:[^\n()]{0,60}, ?)?\$?(?!\w{0,12}access)[a-z_]\w{0,20}\)"
)
"""What stores the whole answer, by the name of its variable."""

_FUNCTION_ENDS = re.compile(
    r"^(?:end|\}|def |func |function |fn |public |private )", re.MULTILINE
)
_REACH = 900
_MOST = 5


def _read_kept_alone(lower: str) -> Iterator[Found]:
    """Yield a posted refresh after which the program keeps the access token, and names no other."""
    for match in islice(_POSTED.finditer(lower), _MOST):
        sent = lower.find("refresh_token", match.end())
        form = _FORM_ENDS.search(lower, max(sent, match.end()))
        begins = form.end() if form else match.end()
        ends = _FUNCTION_ENDS.search(lower, begins, begins + _REACH)
        rest = lower[begins : ends.start() if ends else begins + _REACH]
        kept = _KEPT.search(rest)
        if kept and not (_NAMED.search(rest) or _WHOLE.search(rest)):
            yield Sign.KEPT_ACCESS_TOKEN_ONLY, match.start(), begins + kept.end()
            return


KEPT_ALONE = (
    Structure(
        needed("grant_type", "refresh_token", "access_token|accesstoken"),
        _read_kept_alone,
    ),
)
