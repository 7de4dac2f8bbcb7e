"""What people tell of a code that went twice: a page loaded again, a second request with it."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_OTHER_CODE = (
    r"(?![^\n]{0,60}\b(?:new|fresh|another|different|its own) (?:\w{1,14} )?codes?\b)"
)
_GAP = r"(?:(?!\b(?:not|never|no)\b|n['\u2019]t)[^\n])"
"""Anything of the line but a denial."""

_REQUEST = r"(?:time|call|request|attempt|post|exchange|answer|response|try)"

REPEATS = (
    tell(
        Sign.CODE_DELIVERED_TWICE,
        (
            "expand|preview|safe links|safelinks|scan|defense|prerender|virus",
            "code|callback",
        ),
        r"\b(?:link-?expand\w{0,3}|previews?|safe ?links|url ?(?:scan\w{0,4}|defense)|prerender\w{0,3}|virus scanner)\b",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("back button|f5|refresh|reload|again|press|click", "code|callback"),
        r"\b(?:back button\b|f5\b|(?:press|hit|click)\w{0,4} (?:refresh|reload|again|back)\b"
        r"|reload\w{0,3}\b[^\n]{0,30}\b(?:page|callback|tab|url)\b|double[- ]?click)",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("second |2nd |two |2 |double ", "code|callback"),
        rf"\b(?:second|2nd) {_REQUEST}\b{_OTHER_CODE}|\b(?:two|2) (?:identical )?(?:requests|calls|posts|exchanges|times)\b"
        r"|\bdouble (?:callback|call|exchange|submit|invocation)\b",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("again|twice|a second time|once more|replay|same code", "code|callback|exchang|redirect|createtoken"),
        rf"\b(?:callback|code|exchang\w{{0,5}}|redirect|createtoken){_GAP}{{0,60}}\btwice\b"
        r"|\btwice\b[^\n]{0,40}\b(?:callback|code)\b"
        r"|\b(?:(?:very same|same) (?:url|callback|code) (?:twice|again|once more)\b"
        r"|replay(?:s|ed|ing)?\b[^\n]{0,30}\b(?:get|request|callback|url)\b"
        rf"|(?:calls?|runs?|invokes?|sends?|posts?|exchanges?)\b[^\n]{{0,40}}\b(?:again|twice|a second time|once more)\b{_OTHER_CODE}"
        r"|(?:retr(?:y|ies|ied)|repeats?|again)\b[^\n]{0,40}\bsame code\b)",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("works|worked|succeed", "first|once", "then|after|rest|subsequent|second|next|again", "code|callback"),
        r"\b(?:works?|worked|succeed\w{0,2}) (?:\w{1,12} ){0,4}(?:first|once)\b[^\n]{0,80}\b(?:then|after|rest|subsequent|second|next|again)\b",
    ),
)  # fmt: skip
