"""What people tell of a verifier: that the exchange has another one than the challenge was made of."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

VERIFIERS = (
    tell(
        Sign.VERIFIER_WRONG,
        ("verifier", "new |another |fresh |second |different |again", "generate|create|making|make|draw"),
        r"\b(?:generate|create|make|draw)\w{0,2} (?:an? )?(?:new|another|fresh|second|different) (?:code[ _-]?|pkce )?verifier\b(?: (?:in|inside|at) (?:the |our )?(?:\w{1,12} )?(?:callback|exchange|route)(?: (?:handler|function|route))?)?(?! (?:for|per|with|on|in) (?:each|every|the (?:authori[sz]\w{0,8}|login|consent))\b)",
    ),
)  # fmt: skip
