"""What people tell of an older value: that it was sent although there was a newer one."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP, REFRESH_TOKEN, SENTENCE

_BY_HAND = r"(?:manually|by hand|(?:in|from|with|on|via|through) (?:the |my |a )?(?:\w{1,12} )?(?:playground|postman|insomnia|curl|console|notebook|laptop|terminal|shell|script))"
_OWN_TOKEN = rf"(?:it|the token|this token|that token|the same token|(?:the|its|our|this|that) (?:\w{{1,10}} )?{REFRESH_TOKEN})"

OLD_VALUES = (
    tell(
        Sign.OLD_VALUE_SENT,
        ("playground|postman|insomnia|curl|console|notebook|laptop|terminal|shell|script", "refresh", "different|new |another|other|next", "same |stored|saved|current|app's"),
        rf"\b(?:put|pasted|used|entered|copied|sent|tried|took|posted) (?:\w{{1,10}} ){{0,2}}(?:same|stored|saved|current|very) (?:\w{{1,10}} ){{0,2}}?{REFRESH_TOKEN}\b[^\n]{{0,160}}"
        r"\b(?:different|new|another|other|next)\W{1,3}(?:refresh[ _-]?)?token\b",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("refreshed|rotated|renewed", "manually|by hand|playground|postman|insomnia|curl|console|notebook|laptop|terminal|shell|script"),
        rf"\b(?:refreshed|rotated|renewed) {_OWN_TOKEN} (?:\w{{1,10}} ){{0,2}}{_BY_HAND}\b"
        r"(?![^\n]{0,80}\b(?:same|fail\w{0,3}|error|400|pasted|stored|saved|put|copied|updated|refused|works?|worked)\b)",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("old|prev|prior|original|initial|first|stale|outdated", "refresh"),
        r"\b(?:us(?:e[sd]?|ing)|send(?:s|ing)?|sent|with|pass(?:es|ing|ed)?|post(?:s|ed|ing)?|keeps?"
        r"|reus(?:e[sd]?|ing)|tr(?:y|ies|ied|ying)|reads?|reading|has|holds?)"
        rf" (?:\w{{1,20}} ){{0,4}}(?:old(?:er)?|previous|prior|original|initial|first|stale|outdated)"
        rf"(?: \w{{1,20}}){{0,2}} {REFRESH_TOKEN}",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("initial|first|original", "refresh"),
        rf"{REFRESH_TOKEN}\b{SENTENCE}{{0,80}}\b(?:from|of|during|in|at|by|since) (?:the |our |my )?"
        r"(?:initial|first|original|very first) (?:oauth|auth|consent|login|log-in|sign|connect|setup|set-up|exchange)",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("coded", "refresh"),
        rf"hard-?coded{SENTENCE}{{0,40}}{REFRESH_TOKEN}|{REFRESH_TOKEN}{SENTENCE}{{0,30}}hard-?coded",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("restore|restoring", "backup|snapshot|dump"),
        rf"\b(?:restored?|restoring){SENTENCE}{{0,60}}\b(?:backup|snapshot|dump)"
        rf"|\b(?:backup|snapshot|dump)\b{SENTENCE}{{0,40}}\brestored",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("newer",),
        rf"\bnewer (?:{REFRESH_TOKEN}|token|one|value)\b{SENTENCE}{{0,60}}(?:database|row|store|file|table|\bdb\b)",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("again", "r1|r2|rt1|token"),
        r"\b(?P<value>r\d|rt\d|token[ _]?[a-d1-9]) again\b",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("first|once|second|one ", "work|use|fail|invalid|400|refused"),
        r"\b(?:works?|worked|valid|good|used) (?:only |just )?(?:once|(?:on |for )?(?:the |its )?first (?:use|time|refresh|renewal))\b"
        r"|\bonly (?:works? )?(?:once|(?:on |for )?(?:the |its )?first (?:use|time|refresh|renewal))\b"
        rf"|\bfirst (?:refresh|renewal) (?:works?|worked|succeeds?){GAP}{{0,40}}\bsecond\b",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("last week|last month|yesterday| ago", "refresh"),
        rf"{REFRESH_TOKEN} (?:from|of)\b[^.\n]{{0,30}}\b(?:last (?:week|month)|yesterday|(?:days?|weeks?|months?) ago)",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("still ", "token", "first|old|previous|earlier|other|before"),
        r"\bstill (?:has|have|uses?|sends?|holds?|keeps?|reads?|had|used)\b[^.\n]{0,20}\btokens?\b[^.\n]{0,20}"
        r"\b(?:of|from) (?:the |its |our )?(?:first|old|previous|earlier|other|before)\b",
    ),
)  # fmt: skip
