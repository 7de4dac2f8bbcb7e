"""A refresh token that is refused in the lines after the consent that brought it."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

JUST_CONSENTED = (
    structure(
        Sign.JUST_CONSENTED,
        (
            "success|saved|stored|received|obtained|complete|close this|connected|authenticated",
            "invalid",
            "refresh",
        ),
        r"(?:\bsuccessfully (?:authenticated|authori[sz]ed|connected|logged in|linked)\b"
        r"|\b(?:authenticat\w{1,4}|authori[sz]ation|authori[sz]ed|oauth(?: flow)?|consent|log ?in|connection|connected)\b[ :!-]{1,3}(?:was |is )?(?:successful(?:ly)?|success|complete[d]?|ok|done|succeeded)\b"
        r"|\b(?:tokens?|credentials) (?:were |was )?(?:received|obtained|saved|stored|written)\b|\byou (?:may|can) (?:now )?close this (?:tab|window|page)\b)"
        r"[^\n]{0,120}\n(?:(?!\d{4}-\d\d-\d\d)[^\n]{0,120}\n){0,2}?[^\n]{0,160}(?:invalid[ _]grant|incorrect or invalid refresh|invalid refresh token)",
    ),
)
