"""What people tell of a code that lay about, or that went out twice, and of what that ended."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP

_LATER = (
    r"(?:(?:the )?(?:next|following) (?:morning|day|afternoon|evening|monday)|overnight|the day after|(?:some|several|two|three|a few|\d{1,2}) hours? later|an hour later"
    r"|after (?:the |my |our )?(?:weekend|lunch|holidays?|meeting|night))"
)
_CAME = r"(?:callback|consent|redirect|approv\w{2,4}|authori[sz]\w{2,6}|code|connect link|finish)"

DELAYS = (
    tell(
        Sign.CODE_REUSE_ENDED_TOKENS,
        ("code reuse|code replay|used twice|redeemed twice|used again|redeemed again", "revok|invalidat|delete|terminat", "code"),
        r"\bcode (?:reuse|replay|(?:was )?(?:used|redeemed) (?:twice|again))\b[^.\n]{0,30}\b(?:revok|invalidat|delete|terminat)\w{0,4}\b[^.\n]{0,40}\b(?:tokens?|grants?|family|session)\b",
    ),
    tell(
        Sign.CODE_TOLD_OLD,
        ("next |following |overnight|day after|later|weekend|lunch|holiday|meeting", "exchang|code|createtoken|get_bearer_token"),
        rf"\b{_CAME}\b{GAP}{{0,100}}?\b{_LATER}(?=[^\n]{{0,100}}\b(?:exchang|code|createtoken|get_bearer|token))"
        rf"|\b{_LATER}\b{GAP}{{0,40}}\b(?:exchang\w{{0,4}}|redeem\w{{0,3}}|post\w{{0,3}}|sen[dt]\w{{0,3}}) (?:the |it|that |this )?(?:code)?",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("same callback|same code|same redirect", "two|both|2 |each|all"),
        rf"\b(?:two|both|2|each|all)\b{GAP}{{0,60}}\b(?:got|gets?|received?s?|saw|sees?|handled?s?|process(?:es|ed)?|exchang(?:es?|ed)|served?) the (?:very )?same (?:callback|code|redirect)\b(?! (?:path|url|format|page)\b)",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("called|runs|executed|invoked|triggered", "both ", "exchang|createtoken|callback|code"),
        rf"\b(?:exchang\w{{0,6}}|createtoken|callback\w{{0,8}})\b{GAP}{{0,40}}\b(?:called|runs?|executed|invoked|triggered) (?:\w{{1,8}} )?(?:in|from|by|on) both\b",
    ),
)  # fmt: skip
