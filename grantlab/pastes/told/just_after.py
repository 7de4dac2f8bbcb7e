"""How soon after a consent it went wrong, where somebody tells that in minutes."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_CONSENT = (
    r"(?:(?:the |a |my |our |their |each |every |first )?(?:sign(?:ing)?[- ]?in|log(?:ging)?[- ]?in|consent(?:ing)?|authori[sz](?:ation|ing)|connect(?:ion|ing)|approv(?:al|ing)|link(?:ing))"
    r"|(?:i |we |they |the user |a user |he |she )?(?:signed in|logged in|consented|authori[sz]ed|connected|approved))"
)

JUST_AFTER = (
    tell(
        Sign.JUST_CONSENTED,
        ("minute|second|moments|immediately|right after|straight after|directly after", "after", "sign|log|consent|authori|connect|approv|link"),
        rf"\b(?:(?:a|one|two|three|a few|some|\d{{1,2}}|a couple of) (?:minutes?|seconds|moments)|immediately|right|straight|directly) after {_CONSENT}\b(?! (?:pool|reset|timeout|error))",
    ),
)  # fmt: skip
