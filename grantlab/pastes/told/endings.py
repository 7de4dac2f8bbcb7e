"""What people tell of the end of a connection, of its client, and of months without it."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.months import months_apart
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import NOT, SENTENCE

_PEOPLE = r"(?:user|customer|client|admin\w{0,9}|accountant|owner|bookkeeper|employee|colleague|login|person)"
_ENDED = r"(?:deleted|removed|revoked|disconnected|ended|withdrawn|canceled|cancelled|terminated|deauthori[sz]ed|unlinked)"
_FROM_TO = months_apart(
    lambda first, later: (
        rf"{first}\w{{0,6}}(?: \d{{4}})? (?:to|until|till|through|and|-) (?:the end of |mid |early |late )?(?:{later})"
    )
)
_SINCE_THEN = months_apart(
    lambda first, later: (
        rf"{first}\w{{0,6}}\b[^\n]{{0,60}}\b(?:now|today|it is|it['\u2019]s|came back|returned|again|back)\b[^\n]{{0,30}}\b(?:{later})"
    )
)
"""The month of the last use, and one that is now and more than a hundred days later."""

_SOMEBODY = (
    r"(?:user|customer|client|admin|administrator|accountant|owner|bookkeeper|they|he|she|someone"
    r"|somebody|colleague|tenant)"
)
_LONG = (
    r"(?:(?:[3-9]|1\d|three|four|five|six|seven|eight|nine|ten|several|many) months"
    r"|(?:[3-9]\d|\d{3})(?:\.\d\d:\d\d:\d\d)?(?: ?days)?\b|(?:1\d|2\d|[3-9]\d) weeks"
    r"|(?:a|one|two|three|[1-9]) years?|half a year|quarter)"
)
_WITHOUT_NOT = r"(?:(?!\b(?:no|not|never|nobody|no ?one|none|nothing|if|whether|might|may|could|can|would|should|perhaps|maybe|possibly)\b|n['\u2019]t)[^.\n]){0,40}"

_TRIAL = r"(?:sandbox|development|dev|test|staging|local\w{0,4})"
_REAL = r"(?:production|prod|live|the server)"
_WORKS = r"(?:works?|worked|fine|ok|no problems?|no issues?|no errors?|succeeds?)"

ENDINGS = (
    tell(
        Sign.WORKS_IN_OTHER_ENVIRONMENT,
        ("sandbox|development|dev |dev,|test|staging|local", "production|prod|live|server", "work|fine|ok|no problem|no issue|no error|succeed|only"),
        rf"\b(?:in|on|with|for|from) (?:the |our |my )?{_TRIAL}\b{SENTENCE}{{0,80}}\b{_WORKS}\b[^\n]{{0,60}}\b{_REAL}\b"
        rf"|\b{_WORKS} (?:\w{{1,8}} ){{0,2}}(?:in|on|with|for) (?:the |our |my )?{_TRIAL}\b[^\n]{{0,60}}\b{_REAL}\b"
    ),
    tell(
        Sign.WORKS_IN_OTHER_ENVIRONMENT,
        ("only ", "production|prod|live|server"),
        rf"\bonly (?:(?:fails?|happens?|breaks?) )?(?:in|on|for|with) (?:the |our )?{_REAL}\b",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("password", "chang|reset"),
        r"\b(?:changed?|changes|changing|resets?) (?:\w{1,12} ){0,3}passwords?\b|\bpasswords? (?:\w{1,8} ){0,2}(?:changed|reset)\b",
    ),
    tell(
        Sign.INACTIVITY,
        ("once a year|once per year|yearly|annually",),
        r"\bonce (?:a|per) year\b|(?<![\w/.-])(?:yearly|annually)\b(?![-/.]| (?:report|plan|subscription|billing|invoice|review))",
    ),
    tell(
        Sign.HARD_EXPIRY,
        ("after|from|since", "month|year|day", "authori|consent|login"),
        r"\b(?:lasts?|lives?|valid)\b[^.\n]{0,20}\b(?:\d{1,3}|three|five|six|twelve) (?:months|years|days)\b[^.\n]{0,20}"
        r"\b(?:after|from|since) (?:the )?(?:first )?(?:authori[sz]ation|consent|login)",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("integrations|apps|connections", "quickbooks"),
        r"\b(?:removed|deleted|threw out|kicked out|cleaned up|cleared|revoked) (?:\w{1,12} ){0,3}(?:integrations|apps|connections)\b"
        r"[^.\n]{0,30}\bin quickbooks",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("disconnect", "get |post "),
        r"\b(?:get|post) [^\s]{0,80}/[\w-]{0,20}disconnect\w{0,3}\b",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("disconnected|revoked|uninstalled|unlinked|deauthori",),
        rf"(?<!of )(?<!of the )\b{_SOMEBODY}s?\b{_WITHOUT_NOT}(?<!marked )(?<!marked as )(?<!flagged )(?<!flagged as )(?<!set to )(?<!status )(?<!status: )(?<!status=)(?<!state )(?<!skipped, )\b(?:disconnected|revoked|uninstalled|unlinked|deauthori[sz]ed)\b(?! (?:another|a different|some other)\b|,? (?:and|then) (?:re-?)?connected\b)",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("removed|deleted|withdrew|canceled|cancelled",),
        rf"\b{_SOMEBODY}s?\b{_WITHOUT_NOT}\b(?:removed|deleted|withdrew|cancelled|canceled)"
        r" (?:\w{1,20} ){0,3}(?:apps?|access|connection|integration|consent|authori[sz]ation|permissions?|grant|subscription)\b",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("deactivated|disabled|deleted|suspended|blocked|offboarded|left the|lost|no longer",),
        r"\b(?:account|user|employee|admin) (?:was |has been |is |got |had been )?(?:deactivated|disabled|deleted|suspended|blocked|offboarded)\b"
        r"|\b(?:employee|user|admin|bookkeeper|accountant)\b[^.\n]{0,40}\b(?:left the company|lost (?:\w{1,10} )?access|no longer has (?:\w{1,10} )?access)",
    ),
    tell(
        Sign.STILL_CONNECTED,
        ("disconnect|remov|revok|uninstall|unlink",),
        rf"\b(?:nobody|no ?one|none|nor|{NOT})\b[^.\n]{{0,40}}\b(?:disconnect|remov|revok|uninstall|unlink)(?:e[ds]?|ed|s)?\b",
    ),
    tell(
        Sign.STILL_CONNECTED,
        ("still", "connect|list|see|show|apps"),
        r"\bstill\b[^.\n]{0,30}\b(?:connected|listed|sees?|shows?|shown|lists?|there)\b"
        r"[^.\n]{0,40}\b(?:apps?|us|quickbooks|connection)\b|\bstill (?:connected|listed)\b",
    ),
    tell(
        Sign.INACTIVITY,
        ("month|year|day|week|quarter|0:00", "nothing|nobody|no one|inactive|unused|idle|offline|dormant|untouched|used|paused|stopped|disabled|refreshed|off|touched|opened|ran|run|sync"),
        r"\b(?:inactive|unused|(?:do|does|did|done) nothing|idle|offline|dormant|untouched|paused|stopped|disabled|switched off|turned off"
        r"|not (?:been )?(?:used|refreshed|touched|opened|run|synced)|(?:nobody|no ?one|nothing) (?:has )?(?:used|refreshed|touched|opened|ran|synced|logged in|signed in)"
        r"|\w{2,6}n['\u2019]t (?:been )?(?:used|refreshed|touched|opened|run|synced))\b"
        rf"(?: \w{{1,20}}){{0,4}} (?:for|in|since|after|over|than)\b{SENTENCE}{{0,30}}\b{_LONG}",
    ),
    tell(
        Sign.INACTIVITY,
        ("since ", "jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec|winter|spring|summer|autumn|last year|last season"),
        r"\b(?:inactive|unused|idle|offline|dormant|untouched|paused|stopped|disabled|(?:switched|turned) off|off)\b"
        r"(?: \w{1,12}){0,3} since (?:last |the end of |early |late |the )?"
        r"(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec|winter|spring|summer|autumn|year|season)",
    ),
    tell(
        Sign.INACTIVITY,
        ("last|since", "month|days|year"),
        r"\b(?:last (?:used|refresh\w{0,3}|sync\w{0,3}|run|active|success\w{0,3}|login|seen)|since (?:then|the last))\b[^\n]{0,40}"
        r"\b(?:(?:[4-9]|1\d) months|[1-9]\d\d days|(?:[1-9]|one|two) years?)\b",
    ),
    tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("sandbox|development", "production|prod|live"),
        r"\b(?:switched|moved|changed|migrated|swapped|replaced|went)\b[^.\n]{0,40}\b(?:sandbox|development)\b[^.\n]{0,30}"
        r"\b(?:to|with|for|by)\b[^.\n]{0,20}\b(?:production|prod|live)\b",
    ),
    tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("new|another|different|second|other",),
        r"\b(?:created|made|registered|(?:moved|switched|changed|migrated|went) (?:over )?to|replaced|rotated|got)\b[^.\n]{0,20}"
        r"\b(?:an? |the |our )?(?:new|another|different|second|other) (?:\w{1,12} ){0,2}(?:app|application|client[ _]id|client|keys?|key ?pair|credentials)\b(?! (?:icon|name|logo|version|store|server|page|design)\b)",
    ),
    tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("new|another|different|second", "token"),
        r"\b(?:new|another|different|second) (?:oauth )?(?:app|client id|client_id|keys?|key pair|credentials)\b[^.\n]{0,60}"
        r"\b(?:old|existing|same|stored) (?:refresh )?tokens?",
    ),
    tell(
        Sign.INACTIVITY,
        ("stopped|paused|left|last used|last ran|quit", "jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec", "back|again|return|resum|now|today"),
        r"\b(?:stopped|paused|left|last used|last ran|quit)\b[^.\n]{0,40}\b(?:in|since|until|after|from) "
        r"(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)\w{0,6}\b(?![^.\n]{0,60}\b(?:(?:an?|one|two|few) (?:days?|hours?|weeks?)|next day|(?:in|since) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6})\b)[^.\n]{0,60}\b(?:back|again|return\w{0,3}|resum\w{0,2}|now|today)\b",
    ),
    tell(
        Sign.MANY_AFFECTED,
        ("all |every |each ", "customers|tenants|companies|realms|accounts"),
        r"\b(?:all|every one) (?:of )?(?:our|my|the) (?:\w{1,12} )?(?:customers|tenants|companies|realms|accounts)\b",
    ),
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
        r"\b(?:rotated|changed|replaced|swapped|switched) (?:(?:our|the|my|its) )?(?:client[ _]?id|app keys|key pair|intuit app)\b"
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
    tell(
        Sign.INACTIVITY,
        ("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", "last|latest|previous|nobody|nothing|no one|since", "now|today|it is|it's|it’s|back|returned|again", "refresh|token|sync|connect"),
        r"\b(?:(?:last|latest|previous) (?!(?:error|fail|incident|release|deploy|version|change)\w{0,4}\b)[^.\n]{0,40}?\b(?:in|of|on|from)"
        rf"|(?:nobody|nothing|no ?one|{NOT})\b[^.\n]{{0,40}}\bsince) (?:early |mid |late |the end of |last )?(?:{_SINCE_THEN})",
    ),
    tell(
        Sign.INACTIVITY,
        ("winter|spring|summer|autumn|season|last year|easter|christmas|trade show|of the year|this year|in months|in ages|since months", "closed|shut|off|unused|idle|paused|not|n't|n’t|nobody|no one|never|first"),
        r"\b(?:closed|shut|off|unused|idle|paused)\b[^.\n]{0,20}\b(?:all|over|for|during|the whole|whole) (?:the )?(?:winter|summer|season|off-season|year)\b"
        r"|\bfirst (?:sync|use|login|run|export|import|refresh) (?:of the year|of the season|this year|in (?:\w{1,8} )?months|in ages)\b"
        rf"|\b(?:nobody|no ?one|{NOT}) (?:\w{{1,8}} ){{0,2}}(?:opened|used|touched|synced|logged in|run|ran)\b[^.\n]{{0,20}}\bsince\b[^.\n]{{0,40}}\b(?:winter|spring|summer|autumn|last year|last season|easter|christmas)\b",
    ),
)  # fmt: skip
