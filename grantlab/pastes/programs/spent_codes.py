"""What servers log of a code that comes a second time, with the code or its id in the sentence."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

_ID = r"[\"'`‹(\[]{0,2}(?=[\w.-]{0,59}[\d›])[\w.-]{6,60}[\"'`›)\]]{0,2}"
_USED = r"(?:used|redeemed|consumed|exchanged|spent)"

SPENT_CODES = (
    structure(
        Sign.CODE_SPENT,
        ("code", "already|previously|twice|more than once", "used|redeemed|consumed|exchanged|spent"),
        rf"\b(?<!error )(?<!status )(?<!promo )(?<!coupon )code:? {_ID} (?:(?:is|was|has|had|been) ){{0,2}}"
        rf"(?:(?:already|previously) (?:been )?{_USED}|{_USED} (?:already|twice|more than once|before))\b",
    ),
    structure(
        Sign.CODE_SPENT,
        ("invalidated authorization code used|code replay|replayed code|replayed authorization code|authorization code replay|reused authorization code",),
        r"\binvalidated authorization code used\b|\b(?:authorization )?code replay(?:ed)? (?:detected|attempt)|\b(?:replayed|reused) authorization code\b",
    ),
)  # fmt: skip
