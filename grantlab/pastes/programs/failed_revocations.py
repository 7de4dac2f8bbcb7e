"""A revocation that was itself refused: it ended nothing, as far as anybody can see."""

from grantlab.pastes.programs.structure import sentence
from grantlab.pastes.signs import Sign

_BAD = r"(?:error|errored|fails?|failed|failure|failing|exception|rejected|refused|unsuccessful)"
_STATUS = r"(?:http/[\d.]{1,3} |http |status:? )?(?:400|401|403|500)"

FAILED_REVOCATIONS = (
    sentence(
        Sign.REVOCATION_FAILED,
        (
            "revoke()|revoke token|tokens/revoke|revoketoken|revoke_token|.revoke(|revoked earlier",
            "error|fail|exception|reject|refused|unsuccessful|could not|couldn't|cannot|can't|unable|400|401|403|500",
        ),
        r"(?:could not|couldn't|cannot|can't|unable to|failed to|(?:failed|failure)(?: in)?|error(?: while| when| in)?|exception(?: while| when| in)?) (?:revok(?:e|ing)|revocation)\b"
        r"|revo(?:k(?:e|ing)|cation)(?:_?tokens?)?(?: (?:the )?(?:\w{1,8} )?(?:tokens?|request|call|endpoint))?(?:\(\w{0,20}\))?(?: (?:has|was|is|also|always))?"
        rf"[ :=>\"-]{{1,5}}(?:{_BAD}|{_STATUS})\b",
        may_deny=True,
    ),
)
