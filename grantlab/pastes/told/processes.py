"""What people tell of several that refresh: whether each sent the same token, or waits its turn."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_GAP = r"(?:(?!\b(?:not|never|no|own)\b|n['\u2019]t)[^.\n])"
_SENDS = r"(?:sends?|sent|uses?|used|posts?|posted|reads?|read|redeems?|redeemed|tries|tried|presents?|presented|picks? up|picked up)"
_TURN = r"(?:time|hour|day|night|morning|call|request|run|week|month)"

PROCESSES = (
    tell(
        Sign.TWO_AT_ONCE,
        ("each|both|all ", "refresh", "token"),
        rf"\b(?:both|each|all(?: of them)?)\b(?! {_TURN}\b){_GAP}{{0,60}}\b{_SENDS} (?:the |that )?(?:very )?(?:same |stored |current |one |saved ){{0,2}}refresh[ _-]?token\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("got ", "new pair|new token|new refresh|fresh pair", "invalid|400|refused|error"),
        r"\b(?:got|received|gets?) (?:the |a |its )?(?:new|fresh) (?:pair|(?:refresh )?tokens?)\b[^.\n]{0,60}"
        r"\b(?:the )?(?:other|others|second|rest|consumer|worker|\w{1,14}) (?:got|received|gets?|saw|sees) (?:an? )?[\"'`]?(?:invalid|400|error|refus)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("same refresh", " and "),
        r"\bsame refresh[ _-]?token (?:is |are |gets )?(?:used|shared|read|held|sent|refreshed) (?:by|in|on|from)\b[^.\n]{0,60}\band\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("concurrent|parallel|simultaneous|overlapping",),
        r"\b(?:two|three|four|several|many|multiple|[2-9]|\d\d) (?:concurrent|parallel|simultaneous|overlapping) (?:executions|invocations|runs|jobs|processes"
        r"|workers|instances|requests|tasks|threads|lambdas|refreshes)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("whoever", "refresh|token"),
        r"\bwhoever (?:refreshes|asks|comes|calls|is) (?:\w{1,10} ){0,2}(?:second|last|later|first|loses|wins)\b",
    ),
    tell(
        Sign.ONE_AT_A_TIME,
        ("lock|mutex|semaphore", "guard|protect|wrap|around|serial|cover|held|taken|per company|per realm|per tenant"),
        r"\b(?:lock|mutex|semaphore)\b (?:\w{1,10} ){0,2}(?:guards?|protects?|wraps?|around|serializes|serialises|covers|(?:is|gets) (?:held|taken)|per (?:company|realm|tenant))\b",
    ),
)  # fmt: skip
