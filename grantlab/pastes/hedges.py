"""What is mentioned, and not claimed: denied, advised, supposed, or only compared with."""

import re
from collections.abc import Callable

_DENIED = (
    r"(?:is|are|was|were|be|it'?s|that'?s)(?: \w{2,12})? not (?:\w{1,12} ){0,3}$"
    r"|(?:isn|wasn|aren|weren)['\u2019]?t (?:\w{1,12} ){0,3}$"
    r"|not (?:about|due to|caused by|because of|related to|from) [^,]{0,30}$"
    r"|(?:ruled? out|ruling out|excluded?|rather than|instead of|unlike|no longer (?:get|see))\b[^,]{0,40}$"
    r"|(?:no sign of|never (?:got|get|saw|see|had|seen)|not (?:getting|seeing)|nothing about|no)\b (?:\w{1,12} ){0,2}[\"'`]?$"
    r"|(?:don|do|does|did|doesn|didn)(?:['\u2019]?t| not) (?:get|see|have|receive|think|believe)\b[^,]{0,40}$"
)
_SUPPOSED = (
    r"(?:might|may|could|can|would|should) (?:also )?(?:be|mean|get|see|have|return|fail with|appear)\b[^,]{0,40}$"
    r"|(?:maybe|perhaps|possibly|probably|presumably|usually|typically|normally|often|wonder\w*|suspect\w*"
    r"|(?:common|possible|likely|typical) (?:cause|reason|error|mistake)s?)\b[^.]{0,50}$"
    r"|(?<![^ (\n])(?:if|when|unless|whether|in case(?: of)?) (?:the|your|you|it|there|this|an?|any|error)\b[^,.]{0,50}$"
    r"|(?:chance|possible|possibility) that\b[^.]{0,50}$"
    r"|(?:otherwise|or else|else)\b[^.]{0,60}$"
    r"|if (?:i|we) (?:were|would|should)\b[^.]{0,60}$|(?:would|will) \w{1,20} (?:say|answer|return|send)\b[^.]{0,60}$"
    r"|(?:e\.g\.?|such as|for example|for instance|anything like)[^.]{0,50}$"
)
_ADVISED = (
    r"(?:make sure|be sure|ensure|verify|double[- ]?check|(?<!failed to )(?<!unable to )check)\b[^.]{0,60}$"
    r"|(?:docs?|documentation|faq|manual|readme|guide|article|tutorial|spec|runbook|wiki|checklist|forum|thread)\b[^.]{0,20}"
    r"\b(?:says?|lists?|mentions?|describes?|explains?|states?|calls?|about|has)\b[^.]{0,60}$"
    r"|(?:docs?|documentation|faq|manual|readme|spec|runbook): [\"'`\u201c]?[^.\n]{0,60}$"
    r"|(?:how to|guide to|section|chapter|see also|list of|troubleshoot\w*|what (?:is|does))\b[^.]{0,40}$"
)
_COMPARED = (
    r"(?:[!=]==? ?|\b(?:case|when) (?=[\"'`])|(?:includes|contains|indexof|startswith|equals|match|in_array|strpos|test)\([^\n)]{0,30}"
    r"|\bin [\[(][^\n\])]{0,60}|\b(?:except|rescue|instanceof) |\bcatch ?\([^\n)]{0,40}"
    r"|isinstance\([^\n)]{0,40}|assert(?!ion)\w{0,20}\W[^\n]{0,40})[\"'`]?(?:[\w.:]{0,60}[.:])?$"
)
_WRITTEN = (
    r"(?:die|exit|abort|echo|send|throw new \w{1,30}|raise [\w.]{1,30})\(? ?[\"'`][^\n\"'`]{0,40}$"
    r"|(?:log|print|puts|alert|toast|flash|(?:console|log|logger)\.\w{3,8})\( ?[\"'`][^\n\"'`]{0,40}$"
)
"""What a program would say, in its own text."""

_BEFORE = re.compile(
    rf"\b(?:{_DENIED}|{_SUPPOSED}|{_ADVISED}|{_WRITTEN})|{_COMPARED}",
    re.MULTILINE | re.ASCII,
)
_AFTER = re.compile(
    r"^[\"'`]{0,2}[^.\n]{0,30}?(?:\b(?:ruled out|excluded|is gone|are gone|went away|(?:was|is) (?:fixed|solved|resolved)"
    r"|is not (?:the\b(?! one\b| same\b)|it)|isn['\u2019]t (?:the\b(?! one\b| same\b)|it)|handling|handler|if (?:i|we|you|it) (?:should|ever))\b|[\"'`] ?(?:===?|!==?)|[\"'`]\)? ?[{:]$)"
    r"|^[^.\n:?{}]{0,30}[:?] ?(?:no|nope|n/a)\b"
    r"|^[\"'`]? ?(?::|->|=>|\u2014) ?(?:check|see|verify|fix|usually|means|wrong)\b"
    r"|^[\"'`]? ?[?:=] ?(?:no|none|nope|false|ok|okay|fine|correct|checked|same|equal|identical|matches)\b",
    re.MULTILINE,
)
_REMARK = re.compile(r"(?:^|[\s;{}])(?://|#(?!\d)|/\*|\*|--) ?[^\n]{0,80}$")
_ADVICE = re.compile(r"\b(?:must|should|has to|if|when|todo|note|remember)\b")
_BREAK = re.compile(r"[.;!?] |\n|[{}]")
_LONGEST = 80


def is_claimed(text: str, start: int, end: int) -> bool:
    """Whether a text in small letters says this, and does not only mention it."""
    before = text[max(0, start - _LONGEST) : start]
    sentence = _BREAK.split(before)[-1]
    line = before.rpartition("\n")[2]
    after = text[end : end + _LONGEST]
    if _BEFORE.search(sentence) or _AFTER.match(after):
        return False
    rest = after.partition("\n")[0]
    return not (
        _REMARK.search(line) and _ADVICE.search(f"{line}{text[start:end]}{rest}")
    )


def find_claimed(
    text: str, phrase: str, is_meant: Callable[[str, int, int], bool] = is_claimed
) -> int:
    """Return the first place where a phrase is claimed; -1 when there is none."""
    place = text.find(phrase)
    for _ in range(_MOST):
        if place < 0:
            return place
        end = place + len(phrase)
        goes_on = phrase.startswith(_CODE) and text[end : end + 1] == "_"
        if not goes_on and is_meant(text, place, end):
            return place
        place = text.find(phrase, place + 1)
    return -1


_MOST = 20
_CODE = "invalid_"
"""How the codes of errors begin; ``invalid_token_response`` is another than ``invalid_token``."""
