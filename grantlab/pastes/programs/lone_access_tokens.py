"""An access token that a program reads from its settings, in a program that never refreshes."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_NAMED = re.compile(r"access_?token\w{0,10}")
_SOURCE = re.compile(
    r"(?:process\.env[.\[]|os\.environ|getenv\(|(?<!\w)env[(\[]|env\.fetch\(|\$_env\[|getenvironmentvariable\(|env!\(|env::var\("
    r"|(?<!\w)config[.\[(]|(?<!\w)settings[.\[(]|define\()[\"'`(\[]{0,3}\w{0,30}$"
)
_WRITTEN_OUT = re.compile(r"[\"'`]?,? ?[:=]? ?[\"'`]\u2039(?:access_token|hidden)")
_BEFORE = 60
_MOST = 10
_WORKED = re.compile(
    r"\b(?:ran|worked|works|working|fine|good|ok|succeeded|200)\b[^\n]{0,24}\b(?:at \d|earlier|before|this morning|this afternoon|yesterday|last night|until|till|when i|for (?:a while|an?|the first|some|about)|at first|first|in the morning|an? (?:hour|while) ago|right after)"
    r"|\b(?:earlier|yesterday|this morning|at first|an? (?:hour|while) ago|first (?:run|call|hour))\b[^\n]{0,24}\b(?:ran|worked|works|fine|good|ok|200)\b"
    r"|(?:from|of|with|in|via|using) (?:the |an? )?(?:\w{1,12}(?:'s)? ){0,2}(?:playground|explorer)\b"
)
"""That it worked once, or comes from a page that gives one for an hour."""


def _read_lone(lower: str) -> Iterator[Found]:
    """Yield the reading of such a token, if it worked for a time, and nothing speaks of a refresh."""
    if "refresh" in lower or "renew" in lower:
        return
    for named in islice(_NAMED.finditer(lower), _MOST):
        before = lower[max(0, named.start() - _BEFORE) : named.start()]
        if _SOURCE.search(before) or _WRITTEN_OUT.match(lower, named.end()):
            if _WORKED.search(lower):
                yield Sign.NEVER_REFRESHED, *named.span()
            return


LONE_ACCESS_TOKENS = (
    Structure(
        needed(
            "access_token|accesstoken",
            "getenv|process.env|os.environ|env(|env[|env.|config|settings|\u2039|define(",
            "401|3200|unauthor",
            "playground|explorer|ran|work|fine|good|earlier|yesterday|morning|ok",
        ),
        _read_lone,
    ),
)
