"""What people tell of how long tokens are good, and of whoever refreshes them in time."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

LIFETIMES = (
    tell(
        Sign.TOKEN_STILL_VALID,
        ("min|second", "old|ago|before|earlier|fresh|young"),
        r"\b(?:\d{1,2}|two|three|five|ten|few|couple of) (?:min(?:ute)?s?|seconds?) (?:old|ago|before|earlier|fresh|young)\b",
    ),
    tell(
        Sign.REGULARLY_REFRESHED,
        ("every|each|hourly", "refresh|renew|updat"),
        r"\b(?:refresh|renew|updat)\w{0,3}\b (?:\w{1,12} ){0,3}(?:every|each|hourly)\b",
    ),
    tell(
        Sign.REFRESH_SEEN,
        ("refresh",),
        r"\b(?:on|at|during|each|every|first|second|next|when i|when we|if i|then i|then) refresh\b"
        r"|\brefresh(?:ing|ed|es)?\b (?:\w{1,10} )?(?:realm|tenant|company|companies|customer|job|failed|ok|token)|\b(?:when|while|on) (?:re)?refreshing\b",
    ),
    tell(
        Sign.LOCALLY_REFUSED,
        ("valid|expired", "false"),
        r"\bis_?(?:access|refresh)?_?token_?valid\w{0,10}(?:\(\))?[^.\n]{0,40}\bfalse\b"
        r"|\bis_?(?:access|refresh)?_?token_?expired\w{0,10}(?:\(\))?[^.\n]{0,40}\bfalse\b(?![^\n]{0,20}\brequest\b)",
    ),
    tell(
        Sign.LOCALLY_REFUSED,
        ("expired", "true", "minute|second|right after|fresh|immediately|just |no request|nothing is sent"),
        r"\bis_?(?:access|refresh)?_?token_?expired\w{0,6}(?:\(\))?[^.\n]{0,30}\btrue\b[^\n]{0,60}"
        r"\b(?:minutes? after|seconds? after|right after|fresh|immediately|just (?:connected|issued|received|got)|no request|nothing is sent)\b",
    ),
    tell(
        Sign.ALWAYS_VALID,
        ("valid|expired", "always", "true"),
        r"\bis_?(?:access|refresh)?_?token_?(?:valid|expired)\w{0,10}(?:\(\))?[^.\n]{0,20}\balways\b[^.\n]{0,12}\btrue\b",
    ),
    tell(
        Sign.NEVER_REFRESHED,
        ("hour|minutes", "after|work|valid|good|fine"),
        r"\bafter (?:about |around |exactly |roughly |the |a |its )?(?:an?|one|1|60|first)[ -]?(?:hour|minutes)"
        r"|\b(?:works?|worked|valid|good|fine)\b[^.\n]{0,30}\b(?:for|within) (?:about |the |only )?(?:an|one|1|60|first)[ -](?:hour|minutes)",
    ),
    tell(
        Sign.NEVER_REFRESHED,
        ("token", "yesterday|morning|evening|night|last week|day before", "since|from|of "),
        r"(?<!refresh )(?<!refresh_)\btoken\b[^.\n]{0,60}\b(?:since|from|of) (?:yesterday|(?:this|the) (?:morning|evening|night|day before)|last (?:night|week))",
    ),
    tell(
        Sign.NEVER_REFRESHED,
        ("hours|hour|days", "ago|old|later"),
        r"set \d{1,3} (?:hours|days) ago|(?:[2-9]|\d\d) hours? (?:old|ago|later)",
    ),
    tell(
        Sign.ACCESS_TOKEN_EXPIRED,
        ("expired",),
        r"\b(?:access|oauth|bearer|auth)[ _-]token\b[^.\n]{0,120}\b(?:is|has|was) (?:already )?expired",
    ),
    tell(
        Sign.ALWAYS_VALID,
        ("valid", "true", "hour|day"),
        r"\bis_?(?:access|refresh)?_?token_?valid\w{0,10}(?:\(\))?[^.\n]{0,16}\btrue\b[^.\n]{0,30}\b(?:hours?|days?) (?:later|after|old)",
    ),
)  # fmt: skip
