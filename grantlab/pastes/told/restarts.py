"""What people note of a restart in passing: behind an arrow, a colon or a comma."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import NOT

_RESTART = (
    r"(?:iisreset|re-?start|reboot|recycl|reload|bounc|redeploy|re-deploy)\w{0,5}"
)
_THEN_WORKS = r"(?:ok|okay|200|fine|green|good|works?|working|healthy|back to normal|all good|passes)"

RESTARTS = (
    tell(
        Sign.RESTART_HELPS,
        ("start|boot|recycl|reload|bounc|deploy|iisreset", "ok|200|fine|green|good|work|healthy|normal|pass"),
        rf"\b{_RESTART}\b(?:(?!\b(?:{NOT}|still|same|but|no)\b)[^\n.;]){{0,40}}?(?:->|=>|\u2192|:|,|\(|=) ?(?:then |and |everything (?:is )?|all )?{_THEN_WORKS}\b"
        r"(?! (?:until|for|at first|again until|but)\b)",
    ),
    tell(
        Sign.RESTART_BREAKS,
        ("start|boot|recycl|reload|bounc|deploy", "invalid|400|refus|fail"),
        rf"\b{_RESTART}(?: (?:at )?\d\d?:\d\d(?::\d\d)?)? ?(?:->|=>|\u2192|,|:) ?(?:then |and )?(?:the )?(?:first |next )?(?:refresh )?[\"'`]?(?:invalid_grant|400\b|refused\b|fails?\b|failed\b)",
    ),
)  # fmt: skip
