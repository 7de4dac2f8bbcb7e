"""A revocation that was itself refused: it ended nothing, as far as anybody can see."""

from grantlab.pastes.programs.structure import sentence
from grantlab.pastes.signs import Sign

_REVOKE = r"(?:revok(?:e|ing)|revocation|disconnect(?:ing)?|de-?authori[sz](?:e|ing))(?:_?tokens?)?"
_BAD = r"(?:error|errored|fails?|failed|failure|failing|exception|rejected|refused|unsuccessful)"

FAILED_REVOCATIONS = (
    sentence(
        Sign.REVOCATION_FAILED,
        (
            "revok|revocation|disconnect|deauthor|de-author",
            "error|fail|exception|reject|refused|unsuccessful|could not|couldn't|cannot|can't|unable|400|401|403|500",
        ),
        rf"\b(?:error|exception|failed|failure|unable|trouble|problem)(?: (?:to|while|when|during|in|on|at|with|of))? ?:? ?{_REVOKE}\b"
        rf"|\b(?:could not|couldn't|cannot|can't) {_REVOKE}\b"
        rf"|\b{_REVOKE}(?: (?:the )?(?:\w{{1,8}} )?(?:tokens?|request|call|endpoint|app|company))?(?:\(\w{{0,20}}\))?"
        rf"(?: (?:has|was|is|also|always|call|request))?[ :=>-]{{1,5}}(?:{_BAD}\b|(?:http |status )?(?:400|401|403|500)\b)"
        rf"|/revoke\b[^\n]{{0,60}}[ :=>\"]{{1,4}}(?:http/[\d.]{{1,3}} |status:? )?(?:400|401|403|500)\b",
        may_deny=True,
    ),
)
