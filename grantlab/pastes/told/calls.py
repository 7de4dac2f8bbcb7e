"""What people tell of calls of an API: a header that gets lost, and a run longer than a token lives."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_LOSES = r"(?:strips?|stripped|drops?|dropped|removes?|removed|loses?|lost|swallows?|swallowed|overwrites?|overwritten|eats?)"

CALLS = (
    tell(
        Sign.HEADER_MALFORMED,
        ("header", "auth", "strip|drop|remov|los|swallow|overwr|forward|eat"),
        rf"\bauth(?:orization)? header\b[^.\n]{{0,30}}\b(?:is|was|gets?|got|being) (?!not |never )(?:\w{{1,10}} )?(?:{_LOSES}|not forwarded)\b"
        rf"|\b{_LOSES} (?:the |our |its )?(?:http )?auth(?:orization)? header\b",
    ),
    tell(
        Sign.NEVER_REFRESHED,
        ("runs|run |takes|took|lasts|needs", "minutes|mins|hour"),
        r"\b(?:runs?|takes?|took|lasts?|needs?) (?:\w{1,8} ){0,2}(?:(?:[7-9]\d|1\d\d) ?min\w{0,4}|(?:two|three|several|[2-9]) hours|(?:longer|more) than (?:an|one|1|60) (?:hour|min\w{0,4}))\b",
    ),
)  # fmt: skip
