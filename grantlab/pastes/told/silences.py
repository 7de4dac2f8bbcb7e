"""What people tell of a refusal that came from no service: no request was seen to leave."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_CALL = r"(?:(?:http|https|network|outgoing|token|api) )?(?:calls?|requests?|traffic|packets?)"
_WATCHED = r"(?:trace|logs?|wireshark|fiddler|proxy|network tab|dashboard|charles|tcpdump|access log)"

NO_REQUESTS = (
    tell(
        Sign.LOCALLY_REFUSED,
        ("no |nothing|not a single|without", "expired|valid|reconnect|authorize again|expire", "call|request|traffic|packet|log|trace"),
        rf"\b(?:no|not a single|without (?:an?y? |ever )?(?:making |sending )?(?:an? )?) ?{_CALL} (?:(?:is|are|was|were|ever) )?(?:in the {_WATCHED}|(?:goes|went|go) out|leaves?|left|sent|made|seen|visible|happens?|reach\w{{0,3}})\b"
        rf"|\bnothing (?:(?:arrives|arrived|shows up|appears|is|was|seen) )?(?:in|at|on) (?:the |intuit's |our )?(?:\w{{1,12}} ){{0,2}}{_WATCHED}\b"
        rf"|\bwithout (?:making |sending )?(?:an?y? )?{_CALL}\b",
    ),
)  # fmt: skip
