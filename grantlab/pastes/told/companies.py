"""What people tell of a company: that another one is called than the one that consented."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP

_COMPANY = r"(?:compan(?:y|ies)|realm|tenant|organi[sz]ation|org|books|company file)"
_ID = r"(?:compan(?:y|ies)|realm|tenant|org(?:ani[sz]ation)?)[ _-]?(?:id|file|guid)s?"
_FORMER = r"(?:old|older|previous|first|former|original|other|wrong|hard-?coded|stale|different|demo|test|trial)"
_PICKED = r"(?:pick|cho(?:os|s)|select|connect|authori[sz]|consent|sign|log)\w{0,5}"
_CALLS = (
    r"(?:us(?:e[sd]?|ing)|call(?:s|ed|ing)?|send(?:s|ing)?|sent|pass(?:es|ed|ing)?|ask(?:s|ed|ing)?|has|have|had|holds?|set|sets"
    r"|does|keeps?|reads?|takes?|points? (?:to|at)|quer(?:y|ies|ied))"
)

COMPANIES = (
    tell(
        Sign.SANDBOX_COMPANY,
        ("sandbox|test|demo|developer", "compan|realm|books", "3100|7001|forbidden|authorizationfailed|sufficient scope"),
        rf"\b(?:sandbox|test|demo|developer) (?:\w{{1,12}} )?{_COMPANY}\b"
        rf"|\b{_COMPANY}\b{GAP}{{0,20}}\b(?:is|was|lives?|created) (?:also )?(?:an?|the|one|in|from|of) (?:\w{{1,12}} )?(?:sandbox|test|developer)\b",
    ),
    tell(
        Sign.PRODUCTION_COMPANY,
        ("production|live|real|paying|actual", "compan|realm|books|customer", "3100|7001|forbidden|authorizationfailed|sufficient scope"),
        rf"\b(?:production|live|real|actual) (?:\w{{1,12}} )?{_COMPANY}\b|\b(?:paying|live|real) customers?\b"
        rf"|\b{_COMPANY}\b{GAP}{{0,20}}\b(?:is|was) (?:also )?(?:an?|the|one|in) (?:\w{{1,12}} )?(?:production|live|real|paying)\b",
    ),
    tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        ("user|customer|tenant|company|account|login|session", "previous|other|another|first|last|wrong|different"),
        r"\b(?:tokens?|data|those|records|invoices|environments)\b (?:of|from|that belongs? to) (?:the )?(?!first (?:login|session)\b)"
        r"(?:previous|other|another|first|last|wrong|different)\b[^.\n]{0,20}\b(?:user|customer|tenant|company|account|login|session)",
    ),
    tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        ("other user|other customer|other tenant|other compan", "token"),
        r"\bother (?:users?|customers?|tenants?|compan(?:y|ies))\b[^.\n]{0,80}\b(?:with|use|uses|using|get|gets)\b[^.\n]{0,30}\btokens?\b",
    ),
    tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        (" of | from ", "user|customer|tenant|company|account|realm", "get|see|show|receive|return"),
        r"\b(?P<who>user|customer|tenant|company|account|realm) (?P<one>\w{1,12})\b[^.\n]{0,30}\b(?:gets?|sees?|shows?|receives?|returns?|got|saw)\b"
        r"[^.\n]{0,40}\b(?:of|from) (?P=who) (?!(?P=one)\b)\w",
    ),
    tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        ("another|other|wrong|different", "user|customer|tenant|company|account", "token|data|records|invoices"),
        r"\b(?:another|other|wrong|different) (?:user|customer|tenant|company|account)(?:['\u2019]?s)?\b[^.\n]{0,20}"
        r"\b(?:tokens?|data|records|invoices)\b",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("company|companies|realm|tenant|org", "old|previous|first|former|original|other|wrong|coded|stale|different"),
        rf"\b{_CALLS} (?:\w{{1,10}} ){{0,4}}{_FORMER} (?:\w{{1,12}} )?{_ID}\b",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("company|realm|tenant|org", "old|previous|first|former|original|other|wrong|another|different|sandbox|demo|test"),
        rf"\b{_ID}\b{GAP}{{0,40}}\b(?:is|was|belongs? to|comes? from|of|from|still) (?:still )?(?:that of |the id of |the )?(?:the |an? |our |my )?"
        rf"(?:old|previous|first|former|original|other|wrong|another|different|sandbox|demo|test)(?: (?:\w{{1,10}} )?(?:one\b|{_COMPANY}\b)|(?= in\b| and\b|[,:;]|$))",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("company|realm|tenant|org|books", "another|different|other|wrong|second", "pick|cho|select|connect|authori|consent|sign|log"),
        rf"\b{_PICKED} (?:\w{{1,10}} ){{0,4}}(?:another|a different|the other|the wrong|other|different) (?:\w{{1,12}} )?{_COMPANY}\b"
        rf"|\b(?:another|a different|the other|the wrong|other|different) {_COMPANY} (?:was |is |were |got )?(?:picked|chosen|selected|connected)\b",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("looked up|stored|keyed|kept|saved|found|loaded", "user", "companies|company|realm|tenant", "two |several|multiple|second|both|another"),
        r"\btokens? (?:(?:is|are|was|were|gets?) )?(?:looked up|stored|keyed|kept|saved|found|loaded) (?:only )?(?:by|per) (?:the )?(?:logged[- ]in )?user\b(?! and\b)",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("per user|per login|per account", "row|token|connection|record", "last |overwrit|companies|clients|wins"),
        r"\b(?:one|a single) (?:\w{1,10} )?(?:row|token|connection|record|realm) per (?:user|login)\b[^\n]{0,80}\b(?:last|wins|overwrit\w{1,4})\b",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("overwrit|overwrote|replac|clobber", "company|companies|realm|tenant|org", "second|next|latest|last|new|other|another"),
        r"\b(?:second|next|latest|last|newer|new|other|another) (?:\w{1,12} ){0,2}(?:link|connection|connect|company|login|realm|tenant|consent|one)\b"
        r"[^\n.]{0,30}\b(?:overwrit(?:es?|ten)|overwrote|replac(?:es?|ed)|clobber(?:s|ed))\b[^\n.]{0,40}\b(?:first|previous|other|old|earlier|former|one before|tokens?)\b",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("setting|config|env|set", "company|realm|tenant|org", "// |# |-- |/* |("),
        rf"(?:settenantid|setrealmid|set_tenant|set_realm|{_ID})[\"')\]]{{0,3}} ?(?:\(|=|:|=>)[^\n]{{0,60}}(?://|#|--|/\*|\() ?(?:still )?(?:the |our |my )?"
        r"(?:old|previous|first|former|original|other|wrong|sandbox) (?:one|company|tenant|realm|org\w{0,10})\b",
    ),
    tell(
        Sign.REALMS_DIFFER,
        ("realm|tenant|company", "token"),
        rf"\btokens? (?:is|was|are|were|belongs?|came|comes) (?:\w{{1,10}} ){{0,3}}(?:to|of|for|from|with) (?:an?other|a different|the other) {_COMPANY}\b"
        r"(?! (?:file|name)\b)",
    ),
)  # fmt: skip
