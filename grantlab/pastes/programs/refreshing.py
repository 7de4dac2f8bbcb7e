"""What a program does with the refresh tokens that it is given."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_REFRESH_CALL = re.compile(
    r"(?:=|await|return) ?(?:await )?[\w.$>@-]{0,60}refresh\w{0,30}[!(]"
    r"|\)\.refresh\w{0,20}[!(]|tokensource\([^\n]{0,60}\)\.token\(\)"
    r"|refresh\w{0,30}\([^\n]{0,60}(?:function ?\(|\([\w, ]{1,40}\) ?=>)",
    re.MULTILINE,
)
_ACCESS_KEPT = re.compile(
    r"(?:=|:|=>|return|,|(?<!revoketoken)(?<!revoke_token)(?<!revoke)\() ?\$?\w{1,40}(?:(?:\.|->|\[)[\w.>\[\]'\"-]{0,60})?(?:access_?token)"
    r"|\b(?:access_?)?token[\"']? ?(?:=>|:|=) ?\w{1,20}\.token\b",
    re.MULTILINE,
)


def _read_refresh(lower: str) -> Iterator[Found]:
    """Yield a refresh whose answer loses its refresh token."""
    call = _REFRESH_CALL.search(lower)
    kept = _ACCESS_KEPT.search(lower, call.end()) if call else None
    if call and kept:
        yield Sign.KEPT_ACCESS_TOKEN_ONLY, call.start(), kept.end()


REFRESHING = (
    structure(
        Sign.KEPT_OLD_REFRESH_TOKEN,
        (
            "refresh_token|refreshtoken",
            "this|self|old|existing|current|stored|prev|token.|token-|token[",
        ),
        r"(?=[rs])(?<!refresh\()(?<!refresh_tokens\()(?<!refresh_token\()(?<!refresh_access_token\()"
        r"(?:refresh_?token[\"']? ?(?::|=>?)|set_?refresh_?token\() ?\$?(?![\w.>-]{0,40}(?:client|auth|response|manager|result))(?:this|self|old\w{0,20}|existing\w{0,20}|current\w{0,20}"
        r"|stored\w{0,20}|prev\w{0,20}|@?token)(?:\.|->|\[)[\w.>\[\]'\"-]{0,60}refresh_?token",
    ),
    structure(
        Sign.STORED_EVERY_VALUE,
        ("refresh_token|refreshtoken",),
        r"refresh\w{0,12}[\"'\]]{0,2} ?(?::|=>?) ?\$?(?:(?:self|this)(?:\.|->)(?=\w{0,20}(?:client|auth|manager)))?"
        r"(?!(?:this|self|old|existing|current|stored|prev|row|record|config|env|settings|session)\w{0,20}(?:\.|->|\[))"
        r"@?\w{1,30}(?:\.|->|\[)[\w.>\[\]'\"()-]{0,60}refresh_?token",
    ),
    structure(
        Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
        ("refresh", "access_token|accesstoken"),
        r"(?:refresh_?token(?:_?key|_?value|_?string)?[\"'\]]{0,2} ?(?:=>|=|:)|(?<=[.>\"'_])refresh[\"'\]]{0,2} ?(?:=>|=|:)|refresh\w{0,30}\() ?[\"']?"
        r"[\w.$>'\"\[\]-]{0,40}access_?token(?:\(\))?(?=[\s)\]\"',;]|$)",
    ),
    structure(
        Sign.TOKEN_MISSING,
        ("refresh_token|refreshtoken", "=|<"),
        r"[?&]refresh_token=(?=[&\s\"']|$)|^(?:export )?[\w.-]{0,40}refresh_?token ?= ?$"
        r"|refresh_?token[\"']? ?[=:] ?<(?:your|my|the|insert|paste|put|refresh)[^>\n]{0,60}>",
    ),
    structure(
        Sign.STORED_EVERY_VALUE,
        (".refresh|>refresh|.get_refresh|.getrefresh|>get_refresh|>getrefresh",),
        r"(?=[,(])(?<!refreshtoken)(?<!refresh_token)(?<!usingtoken)(?<!tokenasync)(?<!accesstoken)(?<!access_token)(?<!refresh)"
        r"[,(] ?\$?(?!this\b|self\b|old)\w{1,30}(?:\.|->)(?:get_?)?refresh_?token\b"
        r"[^\n]{0,40}\)",
    ),
    structure(
        Sign.OLD_VALUE_SENT,
        ("returned|received|got", "with|sent|using", "400|invalid"),
        r"\b(?:with|sent|using) (?:token )?(?P<old>(?:r|rt|t)\d|[a-d](?=[:,)]))[^\n]{0,80}"
        r"\b(?:returned|received|got)\b[^\n]{0,30}\n(?:[^\n]{0,200}\n){0,4}?[^\n]{0,120}"
        r"\b(?:with|sent|using) (?:token )?(?P=old)(?=[:,) ])[^\n]{0,200}(?:400|invalid)",
    ),
    structure(
        Sign.REFRESH_TOKEN_CALLED_EXPIRED,
        ("refresh", "expired", "error|message|detail|exception"),
        r"(?:error_?description|message|detail|errorsummary|exception|error)[\"']?\)? ?(?:=>|:|=) ?[\"']?"
        r"[^\n]{0,60}refresh[ _-]?token (?:has |is |was |had )?(?:been )?expired(?! or| and)",
    ),
    structure(
        Sign.DISCONNECTED_BY_USER,
        ("disconnect", "get |post "),
        r"\b(?:get|post) [^\s]{0,80}/[\w-]{0,20}disconnect\w{0,3}\b",
    ),
    Structure(
        needed("refresh|tokensource(", "access_token|accesstoken|.token"), _read_refresh
    ),
)
