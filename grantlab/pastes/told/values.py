"""What people and validators tell of a value: that there is none, or that it was used elsewhere."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import REFRESH_TOKEN

_REFRESH_TOKEN = r"\$?refresh[ _-]?tokens?(?:_?key|_?value)?[\"'`)\]]{0,3}"  # noqa: S105 -- a pattern
_NOTHING = r"(?:null|nil|none|empty|blank|undefined|missing|absent|nonetype)"
_MUST_NOT = (
    r"(?:(?:must|may|can|should|shall)(?:not| not|n['\u2019]t) be|can['\u2019]t be)"
)
_GIVEN = r"(?:given|received|passed|provided|supplied|returned|found)"

_OTHER_CLIENT = r"(?:client(?: id)?|client_id|app(?:lication)?)"
_ONCE = (
    r"(?:last (?:week|month|year)|yesterday|\bago|once|originally|the first time|at the beginning|back then"
    r"|in (?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)\w{0,6})"
)

VALUES = (
    tell(
        Sign.TOKEN_MISSING,
        ("specified|provided|supplied|configured", "refresh", "not|n't"),
        rf"{REFRESH_TOKEN} (?:was |is |has )?(?:not|n['\u2019]t) (?:been )?(?:specified|provided|supplied|configured)\b",
    ),
    tell(
        Sign.REFRESH_TOKEN_SPENT,
        ("already", "rotated|replaced|used|consumed|superseded|redeemed|spent", "refresh"),
        rf"{REFRESH_TOKEN}\b[^.\n]{{0,40}}\balready (?:been )?(?:rotated|replaced|used|consumed|superseded|redeemed|spent)\b",
    ),
    tell(
        Sign.JSON_CUT,
        ("truncated|cut ", "token|column|cookie|varchar|database"),
        r"(?:token|column|cookie|varchar)[^.\n\[(]{0,60}(?:truncated|cut (?:off|at))"
        r"|(?:truncated|cut off)[^\n\])]{0,40}(?:column|database|refresh.token)",
    ),
    tell(
        Sign.WORKS_WITH_SAME_TOKEN,
        ("same ", "token"),
        r"\b(?:works?|fine|ok|succeeds?|200)\b[^.\n]{0,60}\bsame (?:access )?token"
        r"|\bsame (?:access )?token\b[^.\n]{0,60}\b(?:works?|fine|succeeds?|200)\b",
    ),
    tell(
        Sign.WORKS_IN_CURL,
        ("curl|postman|insomnia|explorer",),
        r"\b(?:works?|fine|succeeds?)\b[^.\n]{0,30}\b(?:curl|postman|insomnia|api explorer)\b"
        r"|\b(?:curl|postman|insomnia|explorer)\b[^.\n]{0,30}\b(?:works?|succeeds?|(?:returns?|gives?) 200)\b"
        r"|\b(?:curl|postman|insomnia|explorer)\b[^.\n]{0,40}(?::|->|=>|=) ?(?:http )?(?:200|ok|fine)\b",
    ),
    tell(
        Sign.JSON_CUT,
        ("characters|chars|bytes", "token"),
        r"\btokens?\b[^.\n]{0,60}\b(?:ends?|stops?|cut|cuts|breaks off|only)\b[^.\n]{0,20}\b\d{2,4} (?:characters|chars|bytes)\b",
    ),
    tell(
        Sign.FROM_PLAYGROUND,
        ("playground", "refresh"),
        rf"\bplayground\b[^\n]{{0,80}}\b(?:its|that|the|this|whose) {REFRESH_TOKEN}\b|{REFRESH_TOKEN}\b[^.\n]{{0,40}}\b(?:from|of|in) (?:the |intuit's )?(?:\w{{1,8}} ){{0,2}}playground\b",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("refresh",),
        r"\b(?:us(?:e|es|ed|ing)|send(?:s|ing)?|sent|keeps?|pass(?:es|ing)?|with) (?:\w{1,10} ){0,3}refresh[ _-]?token (?:that |which )?(?:i|we)(?:['\u2019]ve| have| had)?"
        rf" (?:\w{{1,10}} )?(?:got|copied|pasted|took|received|generated|obtained|saved)\b[^.\n]{{0,50}}\b{_ONCE}\b",
    ),
    tell(
        Sign.TOKEN_MISSING,
        ("refresh", "null|nil|none|empty|blank|undefined|missing|absent"),
        rf"{_REFRESH_TOKEN}:? ?(?:(?:parameter|field|value|property|argument|column|cookie|string) )?"
        rf"(?:is|was|are|were|came back|comes back|arrives|arrived|turned out|turns out|ended up|{_MUST_NOT})"
        rf" (?:(?:an?|always|suddenly|now|just|of type|to be) ){{0,2}}{_NOTHING}\b",
    ),
    tell(
        Sign.TOKEN_MISSING,
        ("refresh", "null|nil|none|empty|blank|undefined|at least 1|length 1|valid string|required"),
        rf"{_REFRESH_TOKEN}:? [^\n.]{{0,60}}(?:\b(?:empty|blank) string|\b(?:null|none|undefined|nil|nothing) {_GIVEN}\b"
        rf"|\b(?:got|received|was|found|saw|but) (?:an? )?(?:empty|null|none|undefined|nil|blank)\b|\b(?:minimum )?length (?:of )?1\b"
        r"|\bat least (?:1|one) char|\bfield required|\bshould be a valid string)",
    ),
    tell(
        Sign.TOKEN_MISSING,
        ("error|exception|fail|throw|raise", "refresh", "provided|supplied|specified|given|passed| set"),
        rf"(?:error|exception|failed|failure|thrown?|raised?)\b[^\n]{{0,40}}\b{_REFRESH_TOKEN} (?:must|has to|needs to|should) be (?:provided|set|supplied|specified|given|passed)\b",
    ),
    tell(
        Sign.TOKEN_MISSING,
        ("refresh", "field|value|attribute|parameter|property|blank|required|null", ":|=>"),
        r"refresh_?token[\"'\]]{0,2} ?(?::|=>) ?[\[(]?[\"'](?:this |the )?(?:field |value |attribute |parameter |property )?"
        rf"(?:is required|required|can['\u2019]t be blank|{_MUST_NOT} (?:blank|null|empty|none))\b",
    ),
    tell(
        Sign.TOKEN_MISSING,
        ("null|empty|blank|none", "refresh"),
        rf"\b(?:value|argument|parameter|string) (?:(?:is|was) (?:null|empty)|{_MUST_NOT} (?:null|empty|blank|none)(?: or (?:empty|null|whitespace))?)\b[^\n]{{0,60}}refresh_?token\b",
    ),
    tell(
        Sign.TOKEN_MISSING,
        ("empty|null|blank|undefined|nil", "refresh"),
        r"\b(?:an?|with|sends?|sent|sending|posts?|posted|got|passes|passed|uses?|using|has|had) (?:an? )?(?:empty|null|blank|undefined|nil) [\"'`]?refresh[ _-]?token\b",
    ),
    tell(
        Sign.TOKEN_MISSING,
        ("refresh_token|refreshtoken", "undefined|null|none|nil"),
        r"(?<![a-z0-9])refresh_?token[)\]\"'` ;]{0,4} ?(?://|#|->|=>|\u2192|prints?|is|logs?|shows?) ?[\"'`]?(?:undefined|null|none|nil)\b",
    ),
    tell(
        Sign.OTHER_CLIENT,
        ("token", "client|app", "another|different|other|not|n't"),
        r"\btoken (?:\w{1,12} ){0,2}(?:was|is|has been|had been|were) (?:issued|minted|created|generated|granted|bound|given)\b[\w ]{0,12}?"
        rf" (?:to|for|by|with) (?:an?other|a different|some other) {_OTHER_CLIENT}\b"
        r"|\btoken (?:\w{1,12} ){0,2}(?:(?:was|is|has|were|does|did)(?: not|n['\u2019]t)) (?:been )?(?:issued|belong|granted|bound|given)"
        rf" (?:to|for) (?:this|the|your|the requesting|the calling|the current) {_OTHER_CLIENT}\b",
    ),
    tell(
        Sign.OTHER_CLIENT,
        ("token", "client", "match"),
        r"\b(?:token(?:'s)? client|client of (?:the|this) (?:refresh )?token)\b[^.\n]{0,12}\b(?:not|n['\u2019]t) match\b|\bclient\b[^.\n]{0,12}\b(?:not|n['\u2019]t) match (?:the |that of the )?(?:refresh )?token\b",
    ),
    tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("client|secret|keys|credentials", "development|sandbox|dev |test |staging|production|wrong|other", "from|of|are|were|is"),
        r"\b(?:client[ _]?(?:id|secret)|secret|keys|credentials)\b[^.\n]{0,40}\b(?:from|of|are|were|is) (?:still )?(?:the |those of (?:the )?)?"
        r"(?:development|sandbox|dev|test|staging|production|prod|wrong|other) (?:tab|section|keys|app|environment|profile|page|side|ones)\b",
    ),
    tell(
        Sign.INACTIVITY,
        ("only", "year-end|year end|season|holiday|audit|once a year"),
        r"\bonly (?:\w{1,10} ){0,4}(?:at|for|in|during|before) (?:the |an? )?(?:\w{1,8} )?(?:year[- ]end|season|holidays?|audit)\b",
    ),
    tell(
        Sign.INACTIVITY,
        ("last year",),
        r"\blast year\b[^.\n]{0,30}\b(?:worked|used|ran|synced|connected|exported|imported)\b|\b(?:worked|used|ran|synced|exported|imported)\b[^.\n]{0,20}\blast year\b",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("same ", "code"),
        r"\b(?:pasted|used|entered|sent|put|posted|copied|redeemed|exchanged|passed|took|reused) (?:exactly |then )?(?:the|that|this) (?:very )?same (?:\w{1,14} )?code\b",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("code", "playground|postman|page|browser|wizard|tool|sample|extension", "token"),
        r"\b(?:playground|postman|page|wizard|tool|sample app|extension)\b[^\n.]{0,30}\b(?:showed|shows|displayed|displays|already (?:got|has|had)|got|had|printed)"
        r" (?:me )?(?:(?:its|their|the|some|own) ){0,3}tokens\b[^\n.]{0,60}\bcode\b",
    ),
    tell(
        Sign.ACCESS_TOKEN_AS_REFRESH_TOKEN,
        ("access token|access_token|access-token", "refresh", "put|pass|send|sent|using|used|paste|store|saved|copied"),
        r"\b(?:put|pass(?:ed|ing)?|send(?:ing)?|sent|using|used|pasted?|stor(?:ed|ing)|saved|copied) (?:\w{1,8} ){0,2}access[ _-]token (?:\w{1,8} ){0,2}?(?:in|into|as|for|where|instead of|in place of)"
        rf" (?:\w{{1,8}} ){{0,3}}?{REFRESH_TOKEN}\b",
    ),
)  # fmt: skip
