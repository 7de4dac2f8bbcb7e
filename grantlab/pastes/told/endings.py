"""What people tell of the end of a connection, of its client, and of months without it."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_PEOPLE = r"(?:user|customer|client|admin\w{0,9}|accountant|owner|bookkeeper|employee|colleague|login|person)"
_ENDED = r"(?:deleted|removed|revoked|disconnected|ended|withdrawn|canceled|cancelled|terminated|deauthori[sz]ed|unlinked)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_LEAST = 4
"""How many months apart two months are that have a hundred days between them."""

_FROM_TO = "|".join(
    rf"{first}\w{{0,6}}(?: \d{{4}})? (?:to|until|till|through|and|-) (?:the end of |mid |early |late )?(?:{'|'.join(later)})"
    for at, first in enumerate(_MONTHS)
    if (
        later := [
            month
            for to, month in enumerate(_MONTHS)
            if (to - at) % len(_MONTHS) >= _LEAST
        ]
    )
)

ENDINGS = (
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("deleted|removed|revoked|disconnected|ended|withdrawn|canceled|cancelled|terminated|deauthori|unlinked", " by "),
        rf"\b(?:connection|consent|access|grant|integration|app|authori[sz]ation|permission|link|token)\b(?: (?:was|is|has been|got))? {_ENDED}"
        rf"(?: (?:in|at|on|from|via) \S{{1,60}})? (?:\w{{1,10}} )?by (?:the |an? |their |our )?(?:\w{{1,12}} )?{_PEOPLE}\b",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("removed|deleted|deactivated|offboarded|dropped|kicked", "from |in |as "),
        rf"\b{_PEOPLE}\b[^.\n]{{0,60}}\b(?:was|were|has been|have been|got) (?:\w{{1,10}} )?(?:removed|deleted|deactivated|offboarded|dropped|kicked out)"
        r" (?:from|in|as) (?:the |our |their |an? )?(?:\w{1,12} )?(?:company|quickbooks|qbo|books|account|org(?:ani[sz]ation)?|file|admin|team|user)\b",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("removed and|disconnected and|uninstalled and|deleted and|unlinked and", "app|connection|integration|us"),
        rf"\b(?:i|we|they|he|she|{_PEOPLE}) (?:have |has |had )?(?:removed|disconnected|uninstalled|deleted|unlinked) and (?:then )?re-?\w{{4,10}} (?:the |our |your )?(?:app|connection|integration|us)\b",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("subscription|trial|plan|quickbooks account|xero account", "canceled|cancelled|expired|lapsed|ended|closed|suspended"),
        r"\b(?:subscription|trial|plan|(?:quickbooks|qbo|xero) account)\b(?: (?:was|is|has|had|been|got)){0,2} (?:canceled|cancelled|expired|lapsed|ended|closed|suspended)\b",
    ),
    tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("created|client id|client_id|clientid", "app|client|project"),
        r"\bre-?created (?:the|our|my|an?) (?:\w{1,12} )?(?:app|application|client|project)\b(?! (?:server|store|pool|role|user)\b)"
        r"|\bclient[ _]?id (?:(?:is|has|was) )?(?:now |since |meanwhile )?(?:an? )?(?:different|changed|new|another)\b(?! (?:secret|scope|token)\b)",
    ),
    tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("rotated|changed|replaced|swapped|switched|new|another|different", "client id|client_id|keys|developer account|app"),
        r"\b(?:rotated|changed|replaced|swapped|switched) (?:our|the|my|its) (?:client[ _]?id|app keys|key pair|intuit app)\b"
        r"|\b(?:new|another|different) (?:\w{1,10} )?developer account\b",
    ),
    tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("refresh", "from ", "keys|app|client|credentials|environment", "dev|sandbox|prod|staging|test|local"),
        r"\brefresh[ _-]?token (?:\w{1,10} ){0,2}?(?:came|comes|is|was|taken|copied|got) (?:\w{1,10} )?from [^\n]{0,40}"
        r"\b(?:dev|development|sandbox|prod|production|staging|test)\b (?:\w{1,8} )?(?:keys|app|client|credentials|environment)\b",
    ),
    tell(
        Sign.INACTIVITY,
        ("off|paused|stopped|disabled|unused|idle|inactive|not running|closed", "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
        r"\b(?:off|paused|stopped|disabled|unused|idle|inactive|not running|closed)\b(?: \w{1,10}){0,2} (?:from|between) "
        rf"(?:the end of |mid |early |late )?(?:{_FROM_TO})",
    ),
)  # fmt: skip
