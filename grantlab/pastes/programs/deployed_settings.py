"""A token in the settings of a deployment: what is written there is seen by the next deployment only."""

import re
from collections.abc import Iterator

from grantlab.pastes.assertions import is_told
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_READ = re.compile(
    r"(?:process\.env[.\[]|os\.environ|getenv\(|import\.meta\.env\.|env\.fetch\(|\$_env\[|(?<!\w)env[(\[])[\"'`(\[]{0,3}\w{0,30}refresh_?token"
    r"|\b(?:environment|env|config) ?(?:variables?|vars?|settings?)\b"
)
_PLACE = r"\b(?:env\w{0,10}|variables?|vars?|settings?|secrets?|vercel\w{0,10}|netlify|heroku|render|railway|lambda|config)\b"
_ANEW = r"(?:updat(?:e[sd]?|ing)|rotate[sd]?|rotating|new value|newest|writ(?:es?|ten|ing)|patch(?:es|ed)?|sets?|overwrit\w{1,4}|replac\w{1,3})\b"
_WRITTEN = re.compile(rf"{_PLACE}[^\n]{{0,60}}\b{_ANEW}|\b{_ANEW}[^\n]{{0,40}}{_PLACE}")
"""That the place of the settings gets the new token."""

_DEPLOY = r"re-?deploy\w{0,5}"
_NOT_SINCE = re.compile(
    r"\blast (?:re-?)?deploy\w{0,5}\b[^\n]{0,20}\b(?:\d{1,3}|two|three|four|five|six|several|a few|a|an|one) (?:days?|weeks?|months?)\b(?: ago)?"
    r"|\b(?:deployed|live|running) since (?:\d{1,3}|two|three|four|five|six|several|a few) (?:days|weeks|months)\b"
    rf"|\b(?:no|not|never|without|n't)(?: been| a| any)? {_DEPLOY}\b(?! helps?| helped)[^.\n]{{0,20}}(?:since|after|afterwards|in between|then|yet)\b"
)
_HELPS = re.compile(
    rf"\b{_DEPLOY}\b[^.\n]{{0,20}}\b(?:fix(?:es|ed)|helps|helped|cures?|cured|solves|solved|works|worked)\b(?! until| for)"
    rf"|\b(?:works?|worked|fine|ok|good)(?: again)? (?:after|once|as soon as)\b[^.\n]{{0,20}}\b{_DEPLOY}\b"
)


def _read_deployed(lower: str) -> Iterator[Found]:
    """Yield what is told of the deployment, where its settings carry a token that is replaced."""
    if not (_READ.search(lower) and _WRITTEN.search(lower)):
        return
    not_since = _NOT_SINCE.search(lower)
    if not_since:
        yield Sign.SETTINGS_OF_DEPLOYMENT, *not_since.span()
        return
    helps = _HELPS.search(lower)
    if helps and is_told(lower, *helps.span()):
        yield Sign.SETTINGS_OF_DEPLOYMENT, *helps.span()


DEPLOYED_SETTINGS = (
    Structure(
        needed("deploy", "env|config", "refresh"),
        _read_deployed,
    ),
)
