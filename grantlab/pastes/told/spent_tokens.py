"""What services and people say of a refresh token that has a successor."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_FORMER = r"(?:old|stale|outdated|superseded|rotated|reused|already[- ]used|previously used|previous|consumed|non-current)"

SPENT_TOKENS = (
    tell(
        Sign.REFRESH_TOKEN_SPENT,
        ("old|stale|outdated|superseded|rotated|reused|used|previous|consumed|current", "refresh token|refresh_token|refreshtoken"),
        rf"[\"':.(\[] ?(?:the |an? )?{_FORMER} refresh[ _-]?token(?: (?:has been|was|is))? (?:used|sent|presented|provided|supplied|detected|rejected|received|submitted)\b"
        r"|\brefresh[ _-]?token (?:has |had |was |is |been |already ){1,3}(?:superseded|rotated|replaced|consumed|redeemed|exchanged|outdated|stale|out of date|reused)\b"
        r"|\brefresh[ _-]?tokens? (?:can|may) (?:only be|be only) used once\b|\brefresh[ _-]?token is not the (?:latest|newest|most recent|current)\b",
    ),
)  # fmt: skip
