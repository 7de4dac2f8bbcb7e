"""What people note of a store that keeps nothing: no volume, no commit."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_VOLUME = r"(?:volume|persistent (?:disk|volume|storage)|bind mount|mounted disk)"
_COMMIT = (
    r"(?:[\w.]{1,20}\.)?(?:commit|save|flush|save_?changes(?:async)?|persist)(?:\(\))?"
)

UNKEPT = (
    tell(
        Sign.NOT_STORED,
        ("volume|persistent|bind mount|mounted", "no |not |without|n't|missing"),
        rf"\b(?:no|without(?: an?)?|missing) {_VOLUME}\b|\b(?:not|isn['\u2019]t|wasn['\u2019]t) (?:on |in |a |mounted as ){{1,2}}{_VOLUME}\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("commit|save|flush|persist", "missing|forgot|never|not called|no |without|lacks"),
        rf"\b{_COMMIT} (?:is |was )?(?:missing|forgotten|never called|not called|left out)"
        rf"|\b(?:forgot|missing|lacks) (?:the |to |a )?{_COMMIT}(?![\w(])"
        r"|\b(?:no|without) (?:a |any )?(?:db\.)?commit(?:\(\))?(?= (?:after|here|afterwards|follows)|[,.;)]|$)",
    ),
    tell(
        Sign.NOT_STORED,
        ("back to|back on", "_refresh_token"),
        r"\b(?:falls?|falling|fell|goes|going|went) back (?:to|on) (?:the )?(?:old )?[\"'`]?\w{1,20}_refresh_token\b",
    ),
)  # fmt: skip
