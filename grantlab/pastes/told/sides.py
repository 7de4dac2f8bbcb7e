"""What people tell of a host of one environment that is asked for a company of the other."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_HOST = r"(?:base[ _-]?(?:ur[il]|path|host)|api (?:host|url|endpoint|base)|host|endpoint|server|domain|url)"
_COMPANY = r"(?:company|account|org(?:ani[sz]ation)?|tenant|realm|store|instance|portal|user|file)"
_REAL = r"(?:production|prod|live|real)"
_TRIAL = r"(?:sandbox|demo|developer|development|dev|test|trial)"
_JOIN = r"[^.\n]{0,40}?\b(?:but|and|while|though|although|whereas|with|however)\b[^.\n]{0,30}?"
_IS = r"\b(?:is|was|are|points? (?:to|at)|goes to|set to|stays|still)\b[^.\n]{0,40}?"


def _one_of_each(host: str, company: str) -> str:
    return (
        rf"\b{_HOST}\b {_IS}\b{host}\b{_JOIN}\b{_COMPANY}\b[^.\n]{{0,12}}\b(?:is|was|are|lives|exists|comes|belongs)\b[^.\n]{{0,20}}?\b{company}\b"
        rf"|\b{company} (?:\w{{1,12}} )?{_COMPANY}\b{_JOIN}\b{host} (?:\w{{1,10}} )?{_HOST}\b"
        rf"|\b{_COMPANY} (?:is|was) (?:an? |the |our )?(?:\w{{1,12}} )?{company}\b{_JOIN}\b{host} (?:\w{{1,10}} )?{_HOST}\b"
        rf"|\b(?:call(?:s|ed|ing)?|ask(?:s|ed|ing)?|us(?:e|es|ed|ing)|hit(?:s|ting)?) (?:the |our )?{host} (?:\w{{1,10}} )?{_HOST} (?:for|with) (?:an? |the |my |our )?{company}\b"
    )


SIDES = (
    tell(
        Sign.HOST_OF_OTHER_ENVIRONMENT,
        ("base|host|endpoint|server|domain|url", "production|prod|live|real", "sandbox|demo|develop|dev |test|trial", "compan|account|org|tenant|realm|store|instance|portal|user|file"),
        f"{_one_of_each(_REAL, _TRIAL)}|{_one_of_each(_TRIAL, _REAL)}",
    ),
)  # fmt: skip
