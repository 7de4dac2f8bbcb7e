"""What people tell in sentences of their own, and what it means.

No two people use the same words, so each row has the words that may stand for a meaning, and
how near to one another they are. A sentence that denies or doubts tells nothing.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import islice

from grantlab.pastes.assertions import is_told
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.signs import Sign
from grantlab.pastes.told.calls import CALLS
from grantlab.pastes.told.companies import COMPANIES
from grantlab.pastes.told.endings import ENDINGS
from grantlab.pastes.told.processes import PROCESSES
from grantlab.pastes.told.stores import STORES
from grantlab.pastes.told.telling import Telling
from grantlab.pastes.told.telling import tell as _tell
from grantlab.pastes.told.values import VALUES
from grantlab.pastes.understood import Sighting
from grantlab.pastes.words import may_stand

_SENTENCE = r"[^.\n]"
_GAP = r"(?:(?!\b(?:not|never|no)\b|n['\u2019]t)[^.\n])"
"""Anything of the sentence but a denial."""

_NOT = r"(?:not|never|\w{2,6}n['\u2019]t)"
_STORE = r"(?:saves?|saved|saving|updates?|updated|updating|(?:stor|persist|writ|record|replac|kept|keep)\w{0,6})"
_REFRESH_TOKEN = r"refresh[ _-]?tokens?"  # noqa: S105 -- a pattern
_RESTART = r"(?:re-?start|re-?deploy|deploy|reboot|recycl|reload)\w{0,5}"
_MANY = r"(?:two|both|several|multiple|many|three|four|parallel|concurrent|\d{1,3})"
_ASKERS = (
    r"(?:process(?:es)?|workers?|instances?|tabs|threads|jobs?|pods?|servers?|requests?|crons?"
    r"|containers?|lambdas?|machines?|dynos?|calls?|replicas?|nodes?|schedulers?|clients?|apps?)"
)
_PEOPLE = (
    r"(?:user|customer|client|admin|administrator|accountant|owner|bookkeeper|they|he|she|someone"
    r"|somebody|colleague|tenant)"
)
_WITHOUT_NOT = r"(?:(?!\b(?:no|not|never|nobody|no ?one|none|nothing|if|whether|might|may|could|can|would|should|perhaps|maybe|possibly)\b|n['\u2019]t)[^.\n]){0,40}"
_ELSEWHERE = r"(?:rds|postgres\w{0,3}|mysql|mariadb|database|db|s3|dynamo\w{0,2}|volume|redis|vault|secrets manager|key ?vault)"
_LONG = (
    r"(?:(?:[3-9]|1\d|three|four|five|six|seven|eight|nine|ten|several|many) months"
    r"|(?:[3-9]\d|\d{3})(?:\.\d\d:\d\d:\d\d)?(?: ?days)?\b|(?:1\d|2\d|[3-9]\d) weeks"
    r"|(?:a|one|two|three|[1-9]) years?|half a year|quarter)"
)


_TELLINGS = (
    _tell(
        Sign.OLD_VALUE_SENT,
        ("old|prev|prior|original|initial|first|stale|outdated", "refresh"),
        r"\b(?:us(?:e[sd]?|ing)|send(?:s|ing)?|sent|with|pass(?:es|ing|ed)?|post(?:s|ed|ing)?|keeps?"
        r"|reus(?:e[sd]?|ing)|tr(?:y|ies|ied|ying)|reads?|reading|has|holds?)"
        rf" (?:\w{{1,20}} ){{0,4}}(?:old(?:er)?|previous|prior|original|initial|first|stale|outdated)"
        rf"(?: \w{{1,20}}){{0,2}} {_REFRESH_TOKEN}",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("initial|first|original", "refresh"),
        rf"{_REFRESH_TOKEN}\b{_SENTENCE}{{0,80}}\b(?:from|of|during|in|at|by|since) (?:the |our |my )?"
        r"(?:initial|first|original|very first) (?:oauth|auth|consent|login|log-in|sign|connect|setup|set-up|exchange)",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("coded", "refresh"),
        rf"hard-?coded{_SENTENCE}{{0,40}}{_REFRESH_TOKEN}|{_REFRESH_TOKEN}{_SENTENCE}{{0,30}}hard-?coded",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("restore|restoring", "backup|snapshot|dump"),
        rf"\b(?:restored?|restoring){_SENTENCE}{{0,60}}\b(?:backup|snapshot|dump)"
        rf"|\b(?:backup|snapshot|dump)\b{_SENTENCE}{{0,40}}\brestored",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("newer",),
        rf"\bnewer (?:{_REFRESH_TOKEN}|token|one|value)\b{_SENTENCE}{{0,60}}(?:database|row|store|file|table|\bdb\b)",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("again", "r1|r2|rt1|token"),
        r"\b(?P<value>r\d|rt\d|token[ _]?[a-d1-9]) again\b",
    ),
    _tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "save|saving|stor|persist|writ|record|update|updating|replac|kept|keep", "token"),
        rf"\b{_NOT} (?:\w{{1,20}} ){{0,3}}{_STORE} {_SENTENCE}{{0,60}}"
        r"\b(?:new|next|returned|rotated|latest|refreshed|changed)\b[^.\n]{0,20}\btoken",
    ),
    _tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "new|next|returned|rotated|latest|refreshed", "token"),
        r"\b(?:new|next|returned|rotated|latest|refreshed) (?:refresh[ _-]?)?token"
        rf"{_SENTENCE}{{0,40}}\b{_NOT} (?:\w{{1,20}} ){{0,2}}(?:saved|stored|persisted|written|updated|kept|used|put)\b",
    ),
    _tell(
        Sign.NOT_STORED,
        ("only|drop|discard|ignore|throw|lose|lost|forg", "token"),
        rf"\bonly {_STORE} (?:the )?(?:new )?access[ _-]?token"
        r"|\b(?:drops?|discards?|ignores?|ignored|dropped|throws? away|loses?|lost|forgets?|forgot) (?:the )?"
        r"(?:new|returned|rotated|next|updated) (?:refresh[ _-]?)?token",
    ),
    _tell(
        Sign.NOT_STORED,
        ("never|not|n't|n\u2019t", "token"),
        rf"\b(?:refresh|new|rotated) token\b[^.\n]{{0,30}}\b{_NOT} (?:\w{{1,20}} )?(?:reach|land|arriv|get|got|make)\w{{0,4}}\b"
        r"[^.\n]{0,20}(?:\.env|database|disk|store|file|config|\bdb\b|row)",
    ),
    _tell(
        Sign.NOT_STORED,
        ("writ", "not|never|n't|n\u2019t"),
        rf"\b{_NOT} (?:\w{{1,20}} ){{0,2}}(?:write|written) (?:\w{{1,20}} ){{0,2}}(?:back|to the (?:config|database|db|file|store))",
    ),
    _tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "changed|updated|replaced", "refresh"),
        rf"(?:database|row|store|file|table|\bdb\b|config){_SENTENCE}{{0,60}}{_REFRESH_TOKEN}{_SENTENCE}{{0,12}}"
        rf"\b{_NOT} (?:\w{{1,12}} )?(?:changed|updated|replaced)",
    ),
    _tell(
        Sign.NOT_STORED,
        ("recreat|re-creat|wiped|ephemeral|thrown away|starts", "container|pod|instance|volume|disk|machine|dyno|function|file"),
        rf"\b(?:container|pod|instance|volume|disk|machine|dyno|function|file ?system)s?\b{_GAP}{{0,50}}"
        r"\b(?:re-?creat\w{1,3}|wiped|ephemeral|thrown away|starts? (?:empty|fresh|clean))\b"
        rf"(?![^\n]{{0,60}}\btokens? (?:are|is|live|lives|stay|stays|remain) [^\n]{{0,24}}\b{_ELSEWHERE}\b)",
    ),
    _tell(
        Sign.NOT_STORED,
        ("gone|lost|wiped|overwritten|thrown away", "writ|wrote|save|stor"),
        r"\b(?:writes?|wrote|written|saved?|stored?)\b[^\n]{0,60}\b(?:is|are|gets?|got|was|were) (?:\w{1,8} )?(?:gone|lost|wiped|overwritten|thrown away)\b",
    ),
    _tell(
        Sign.NOT_STORED,
        ("rollback|rolled back|rolling back|aborted", "token|credential|connection"),
        r"(?:token|credential|connection)\w{0,12}\b[^\n]{0,60}\b(?:roll(?:ed|ing)? ?back|aborted)"
        r"|\b(?:roll(?:ed|ing)? ?back|aborted)\b[^\n]{0,60}(?:token|credential|connection)",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("two|both|several|multiple|many|three|four|parallel|concurrent", "refresh|renew"),
        rf"\b{_MANY} (?:\w{{1,20}} ){{0,3}}{_ASKERS}\b{_SENTENCE}{{0,120}}"
        r"(?:refresh|renew|same (?:token|value))",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("processes|workers|instances|threads|pods|servers|crons|containers|lambdas|machines|dynos|replicas|nodes|schedulers", "refresh|renew"),
        rf"\b(?:[2-9]|[1-9]\d) (?:\w{{1,20}} ){{0,2}}{_ASKERS}\b{_GAP}{{0,120}}(?:refresh|renew)",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        (" rac",),
        rf"\brac(?:e|es|ed|ing)\b{_SENTENCE}{{0,80}}(?:refresh|token|renew|each other)"
        rf"|(?:refresh|token|renew){_SENTENCE}{{0,60}}\brac(?:e|es|ed|ing)\b",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("same ", "at the|in the|within the"),
        r"\b(?:at|in|within) the (?:very |exact )?same (?:moment|second|instant|millisecond|time)",
    ),
    _tell(
        Sign.LOCK_HELPS,
        ("lock|mutex|semaphore|serial|flight", "gone|fix|solv|stop|disappear|no more"),
        r"\b(?:lock|locks|locking|mutex|semaphore|serializ\w{1,5}|serialis\w{1,5}|single[- ]?flight)\b"
        rf"{_SENTENCE}{{0,60}}\b(?:gone|fixed|fixes|solved|solves|stopped|stops|disappeared|no more)\b"
        rf"|\b(?:gone|fixed|solved|stopped|disappeared)\b{_SENTENCE}{{0,40}}\b(?:lock|mutex|serializ\w{{1,5}}|single[- ]?flight)\b",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("shar",),
        r"\bshar(?:e|es|ed|ing)\b (?:\w{1,20} ){0,3}"
        rf"(?:{_REFRESH_TOKEN}|credentials?|keychain|token (?:file|store)|auth (?:config|file)|connection)",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("the same ", "all|both|each|every|they"),
        r"\b(?:all|both|each|every|they)\b (?:\w{1,20} ){0,3}(?:use|share|read|hold|send|start from|keep)s? the same (?:refresh )?(?:token|value|credential)",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("same ", "both|two|several|all|each"),
        rf"\b(?:both|two|several|three|all|each)\b{_GAP}{{0,80}}\b(?:from|with|on|use|uses|using|read|reads|share|against) the same"
        r" (?:\w{1,12} )?(?:\.?env\b|config|settings|credentials?|token (?:file|row|store|table)|row|database|connection)\b(?! (?:\w{1,12} )?(?:format|structure|style|syntax|layout|server)\b)",
    ),
    _tell(
        Sign.ONE_AT_A_TIME,
        ("lock|mutex|semaphore", "take|hold|under|behind|with|using|guard|protect|acquire"),
        r"\b(?:takes?|taking|holds?|holding|under|behind|with|using|guarded by|protected by|acquires?)"
        r" (?:an? |the |its |that )?(?:\w{1,12} )?(?:lock|mutex|semaphore)\b",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("first|once|second|one ", "work|use|fail|invalid|400|refused"),
        r"\b(?:works?|worked|valid|good|used) (?:only |just )?(?:once|(?:on |for )?(?:the |its )?first (?:use|time|refresh|renewal))\b"
        r"|\bonly (?:works? )?(?:once|(?:on |for )?(?:the |its )?first (?:use|time|refresh|renewal))\b"
        rf"|\bfirst (?:refresh|renewal) (?:works?|worked|succeeds?){_GAP}{{0,40}}\bsecond\b",
    ),
    _tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        ("user|customer|tenant|company|account|login|session", "previous|other|another|first|last|wrong|different"),
        r"\b(?:tokens?|data|those|records|invoices|environments)\b (?:of|from|that belongs? to) (?:the )?(?!first (?:login|session)\b)"
        r"(?:previous|other|another|first|last|wrong|different)\b[^.\n]{0,20}\b(?:user|customer|tenant|company|account|login|session)",
    ),
    _tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        ("other user|other customer|other tenant|other compan", "token"),
        r"\bother (?:users?|customers?|tenants?|compan(?:y|ies))\b[^.\n]{0,80}\b(?:with|use|uses|using|get|gets)\b[^.\n]{0,30}\btokens?\b",
    ),
    _tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        (" of | from ", "user|customer|tenant|company|account|realm", "get|see|show|receive|return"),
        r"\b(?P<who>user|customer|tenant|company|account|realm) (?P<one>\w{1,12})\b[^.\n]{0,30}\b(?:gets?|sees?|shows?|receives?|returns?|got|saw)\b"
        r"[^.\n]{0,40}\b(?:of|from) (?P=who) (?!(?P=one)\b)\w",
    ),
    _tell(
        Sign.SHARED_CLIENT,
        ("once|startup|boot|import|handler|module|process-", "built|created|constructed|instantiated|init|outside|global|wide|warm"),
        r"\b(?:built|created|constructed|instantiated|initiali[sz]ed)\b[^.\n]{0,40}\b(?:once|at (?:process |app |application |server )?(?:startup|start|boot|import)|at module)"
        r"|\boutside (?:of )?(?:the |its )?handler\b|\bprocess-(?:global|wide)\b",
    ),
    _tell(
        Sign.DISCONNECTED_BY_USER,
        ("password", "chang|reset"),
        r"\b(?:changed?|changes|changing|resets?) (?:\w{1,12} ){0,3}passwords?\b|\bpasswords? (?:\w{1,8} ){0,2}(?:changed|reset)\b",
    ),
    _tell(
        Sign.NOT_STORED,
        ("config|.env|settings|secret", "update|put|copy|paste", "new"),
        r"\b(?:update|put|copy|paste)\b (?:\w{1,12} ){0,4}(?:config|\.?env|settings|secrets?)\b[^.\n]{0,30}\bnew\b",
    ),
    _tell(
        Sign.NOT_STORED,
        ("permission denied|eacces", "token|.env"),
        r"\b(?:permission denied|eacces)\b[^\n]{0,60}(?:token|\.env)|(?:token|\.env)[^\n]{0,60}\b(?:permission denied|eacces)\b",
    ),
    _tell(
        Sign.NEW_TOKEN_HELPS,
        ("new |fresh|another ", "token", "fix|help|work|solve|cure|good for|lasts"),
        r"\b(?:a|the|another|with) (?:new|fresh|newly generated|freshly generated) (?:\w{1,12} ){0,2}tokens?\b[^.\n]{0,40}"
        r"\b(?:fix(?:es|ed)|helps?|works?|worked|solves?|cures?|is good for|lasts)\b",
    ),
    _tell(
        Sign.JUST_CONSENTED,
        ("after", "right|immediately|straight|first time|directly", "exchange|consent|connect|login|authori"),
        r"\b(?:right|immediately|straight|directly|the first time) after (?:the |a |an )?(?:\w{1,12} ){0,2}(?:exchange|consent|connect|login|authori)",
    ),
    _tell(
        Sign.CODE_DELIVERED_TWICE,
        ("exchanged|redeemed|consumed|used", "code", "playground|postman|page|browser|wizard|tool|sample|another|extension"),
        rf"\b(?:playground|postman|page|browser|wizard|tool|sample app|another \w{{2,12}}|extension)\b{_GAP}{{0,40}}"
        r"\b(?:exchanged|redeemed|consumed|used) (?:it|(?:the|my|that|this) (?:\w{1,14} )?code)\b",
    ),
    _tell(
        Sign.JUST_CONSENTED,
        ("min|sec|moment|immediately|directly|straight|1m|2m|right", "created|connected|authenticated|authori|consent|logged in|exchange|obtained|auth"),
        r"\b(?:created|connected|authenticated|authori[sz]ed|consented|logged in|exchanged|obtained)\b[^\n]{0,60}"
        r"(?:\b(?:\d{1,2} ?(?:s|secs?|seconds?|m|mins?|minutes?)|a (?:minute|moment|few (?:minutes|seconds))|seconds|minutes) (?:later|after)"
        r"|\b(?:immediately|directly|straight|right) (?:after|afterwards)\b)"
        r"|\b(?:auth|authenticat\w{1,3}|authori[sz]\w{1,5}|connect\w{0,3}|consent\w{0,3}|log(?:ged)? ?in)\b[^.\n]{0,30}\b(?:just now|a (?:minute|moment) ago|(?:\d{1,2}|two|few) (?:minutes|seconds) ago)",
    ),
    _tell(
        Sign.TOKEN_STILL_VALID,
        ("min|second", "old|ago|before|earlier|fresh|young"),
        r"\b(?:\d{1,2}|two|three|five|ten|few|couple of) (?:min(?:ute)?s?|seconds?) (?:old|ago|before|earlier|fresh|young)\b",
    ),
    _tell(
        Sign.REGULARLY_REFRESHED,
        ("every|each|hourly", "refresh|renew|updat"),
        r"\b(?:refresh|renew|updat)\w{0,3}\b (?:\w{1,12} ){0,3}(?:every|each|hourly)\b",
    ),
    _tell(
        Sign.TOKEN_MISSING,
        ("specified|provided|supplied|configured", "refresh", "not|n't"),
        rf"{_REFRESH_TOKEN} (?:was |is |has )?(?:not|n['\u2019]t) (?:been )?(?:specified|provided|supplied|configured)\b",
    ),
    _tell(
        Sign.REFRESH_SEEN,
        ("refresh",),
        r"\b(?:on|at|during|each|every|first|second|next|when i|when we|if i|then i|then) refresh\b"
        r"|\brefresh(?:ing|ed|es)?\b (?:\w{1,10} )?(?:realm|tenant|company|companies|customer|job|failed|ok|token)|\b(?:when|while|on) (?:re)?refreshing\b",
    ),
    _tell(
        Sign.TOKEN_OF_SOMEBODY_ELSE,
        ("another|other|wrong|different", "user|customer|tenant|company|account", "token|data|records|invoices"),
        r"\b(?:another|other|wrong|different) (?:user|customer|tenant|company|account)(?:['\u2019]?s)?\b[^.\n]{0,20}"
        r"\b(?:tokens?|data|records|invoices)\b",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("laptop|server|staging|production|machine|desktop|vm", " and "),
        r"\bon (?:my |the |our |a )?(?:laptop|server|staging|production|prod|dev|pc|machine|vm|desktop)\b[^\n]{0,20}"
        r"\band (?:on )?(?:my |the |our |a )?(?:laptop|server|staging|production|prod|dev|pc|machine|vm|desktop)\b",
    ),
    _tell(
        Sign.ONE_AT_A_TIME,
        ("only one|just one|only a single|just a single|one container|one process|one thread|one worker",),
        r"\b(?:only|just) (?:one|a single) (?:\w{1,12} )?(?:process|worker|instance|container|server|job|cron|thread|node|machine)\b"
        r"|^ ?one (?:container|process|thread|worker|instance)\b",
    ),
    _tell(
        Sign.ONE_AT_A_TIME,
        ("one of ", "does|refresh|renew|allowed"),
        r"\b(?:only |just )?one of (?:them|the \w{1,12}) (?:does|refreshes|renews|may|is allowed)\b",
    ),
    _tell(
        Sign.ONE_AT_A_TIME,
        ("own|nothing", "each|its own|their own|shared"),
        r"\beach\b (?:\w{1,12} ){0,3}(?:its|their) own\b|\bnothing (?:is |was )?shared\b",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("overlap",),
        r"\b(?:runs?|jobs?|crons?|syncs?|executions?|calls?|requests?)\b[^.\n]{0,30}\boverlap|\boverlapping (?:runs?|jobs?|executions?)\b",
    ),
    _tell(
        Sign.LOCK_HELPS,
        ("lock|mutex|semaphore|serial|flight", "not come|not happen|not appear|not occur|never again|no longer"),
        r"\b(?:f?lock|locks|locking|mutex|semaphore|serializ\w{1,5}|serialis\w{1,5}|single[- ]?flight)\b"
        rf"{_SENTENCE}{{0,60}}\b(?:not (?:come|happened|appeared|occurred)|never again|no longer)",
    ),
    _tell(
        Sign.INACTIVITY,
        ("once a year|once per year|yearly|annually",),
        r"\b(?:once (?:a|per) year|yearly|annually)\b",
    ),
    _tell(
        Sign.HARD_EXPIRY,
        ("after|from|since", "month|year|day", "authori|consent|login"),
        r"\b(?:lasts?|lives?|valid)\b[^.\n]{0,20}\b(?:\d{1,3}|three|five|six|twelve) (?:months|years|days)\b[^.\n]{0,20}"
        r"\b(?:after|from|since) (?:the )?(?:first )?(?:authori[sz]ation|consent|login)",
    ),
    _tell(
        Sign.NOT_STORED,
        ("only", "token"),
        r"\b(?:overwrites?|overwrote|saves?|saved|stores?|stored|updates?|updated|writes?|wrote|keeps?|kept|persists?|replaces?)"
        r" only (?:the )?(?:new )?access[ _-]?token",
    ),
    _tell(
        Sign.TWO_AT_ONCE,
        ("both ", "renew|refresh"),
        rf"\bboth\b(?! (?:\w{{1,8}} )?(?:tokens?|values|columns|fields)\b){_GAP}{{0,60}}\b(?:renew|refresh)",
    ),
    _tell(
        Sign.SHARED_CLIENT,
        ("module|global|static|import", "variable|constant|field|property|import|load"),
        r"\b(?:module|global|static)(?:-level)? (?:variable|constant|field|property)\b|\b(?:at|from|since|on) (?:import|module load)\b",
    ),
    _tell(
        Sign.SHARED_CLIENT,
        ("cache|apcu|memcache|transient",),
        r"\b(?:kept|held|stays?|one|value|token) (?:is |was )?(?:in|from) (?:the |a |our )?(?:\w{1,12} )?(?:cache|apcu|memcached?|transient)\b",
    ),
    _tell(
        Sign.SHARED_CLIENT,
        ("once", "boot|start|import|load", "read|load|fetch"),
        r"\b(?:read|loaded|fetched) (?:only |just )?once (?:at|on|during|when|per) (?:\w{1,12} ){0,3}"
        r"(?:boot|start\w{0,3}|import|load|process)\b",
    ),
    _tell(
        Sign.RESTART_HELPS,
        ("until", "start|load|deploy|recycle"),
        r"\buntil (?:\w{1,12} ){0,4}(?:re-?started|re-?loaded|re-?deployed|recycled)\b",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("last week|last month|yesterday| ago", "refresh"),
        rf"{_REFRESH_TOKEN} (?:from|of)\b[^.\n]{{0,30}}\b(?:last (?:week|month)|yesterday|(?:days?|weeks?|months?) ago)",
    ),
    _tell(
        Sign.LOST_BEFORE_STORED,
        ("before", "evicted|killed|crashed|restarted|died|terminated|interrupted|rebooted|stopped"),
        r"\b(?:evicted|killed|crashed|restarted|died|terminated|interrupted|rebooted|stopped)\b[^.\n]{0,30}\bbefore\b",
    ),
    _tell(
        Sign.DISCONNECTED_BY_USER,
        ("integrations|apps|connections", "quickbooks"),
        r"\b(?:removed|deleted|threw out|kicked out|cleaned up|cleared|revoked) (?:\w{1,12} ){0,3}(?:integrations|apps|connections)\b"
        r"[^.\n]{0,30}\bin quickbooks",
    ),
    _tell(
        Sign.DISCONNECTED_BY_USER,
        ("disconnect", "get |post "),
        r"\b(?:get|post) [^\s]{0,80}/[\w-]{0,20}disconnect\w{0,3}\b",
    ),
    _tell(
        Sign.RESTART_BREAKS,
        ("until", "start|deploy|boot"),
        rf"\b(?:works?|working|worked|fine|ok|good)\b{_GAP}{{0,60}}\buntil\b{_SENTENCE}{{0,30}}"
        rf"(?:{_RESTART}|deploy)",
    ),
    _tell(
        Sign.RESTART_BREAKS,
        ("start|deploy|boot",),
        r"(?:after|every|each|docker|container|on) (?:\w{1,20} ){0,2}(?:re-?(?:start|deploy|boot)|deploy)"
        r"[^\n]{0,80}(?:fail|invalid|lose|lost|log in|reconnect|old token|400|again)",
    ),
    _tell(
        Sign.RESTART_HELPS,
        ("start|deploy|boot|recycl|reload",),
        rf"\b{_RESTART}\b(?:(?!\b(?:but|although|though)\b){_GAP}){{0,60}}\b(?:works?|fix(?:es|ed)?|helps?|cures?|solves?|fine|goes away|gone|resolves?)\b",
    ),
    _tell(
        Sign.DISCONNECTED_BY_USER,
        ("disconnected|revoked|uninstalled|unlinked|deauthori",),
        rf"(?<!of )(?<!of the )\b{_PEOPLE}s?\b{_WITHOUT_NOT}\b(?:disconnected|revoked|uninstalled|unlinked|deauthori[sz]ed)\b(?! (?:another|a different|some other)\b|,? (?:and|then) (?:re-?)?connected\b)",
    ),
    _tell(
        Sign.DISCONNECTED_BY_USER,
        ("removed|deleted|withdrew|canceled|cancelled",),
        rf"\b{_PEOPLE}s?\b{_WITHOUT_NOT}\b(?:removed|deleted|withdrew|cancelled|canceled)"
        r" (?:\w{1,20} ){0,3}(?:apps?|access|connection|integration|consent|authori[sz]ation|permissions?|grant|subscription)\b",
    ),
    _tell(
        Sign.DISCONNECTED_BY_USER,
        ("deactivated|disabled|deleted|suspended|blocked|offboarded|left the|lost|no longer",),
        r"\b(?:account|user|employee|admin) (?:was |has been |is |got |had been )?(?:deactivated|disabled|deleted|suspended|blocked|offboarded)\b"
        r"|\b(?:employee|user|admin|bookkeeper|accountant)\b[^.\n]{0,40}\b(?:left the company|lost (?:\w{1,10} )?access|no longer has (?:\w{1,10} )?access)",
    ),
    _tell(
        Sign.STILL_CONNECTED,
        ("disconnect|remov|revok|uninstall|unlink",),
        rf"\b(?:nobody|no ?one|none|nor|{_NOT})\b[^.\n]{{0,40}}\b(?:disconnect|remov|revok|uninstall|unlink)(?:e[ds]?|ed|s)?\b",
    ),
    _tell(
        Sign.STILL_CONNECTED,
        ("still", "connect|list|see|show|apps"),
        r"\bstill\b[^.\n]{0,30}\b(?:connected|listed|sees?|shows?|shown|lists?|there)\b"
        r"[^.\n]{0,40}\b(?:apps?|us|quickbooks|connection)\b|\bstill (?:connected|listed)\b",
    ),
    _tell(
        Sign.LOST_BEFORE_STORED,
        ("response|answer|reply", "never|lost|dropped|n't|n\u2019t|not"),
        rf"\b(?:response|answer|reply)\b[^.\n]{{0,30}}\b(?:lost|dropped|{_NOT} (?:\w{{1,20}} ){{0,2}}(?:reach|receive|arrive|deliver|got|get|came|come|stored|saved)\w{{0,4}})\b"
        rf"|\b{_NOT} (?:\w{{1,20}} )?(?:receives?|received|receiving|got|get|see|saw) (?:the |an? |any |its )?(?:response|answer|reply)\b",
    ),
    _tell(
        Sign.REFRESH_TOKEN_SPENT,
        ("already", "rotated|replaced|used|consumed|superseded|redeemed|spent", "refresh"),
        rf"{_REFRESH_TOKEN}\b[^.\n]{{0,40}}\balready (?:been )?(?:rotated|replaced|used|consumed|superseded|redeemed|spent)\b",
    ),
    _tell(
        Sign.LOCALLY_REFUSED,
        ("valid|expired", "false"),
        r"\bis_?(?:access|refresh)?_?token_?(?:valid|expired)\w{0,10}(?:\(\))?[^.\n]{0,40}\bfalse\b",
    ),
    _tell(
        Sign.ALWAYS_VALID,
        ("valid|expired", "always", "true"),
        r"\bis_?(?:access|refresh)?_?token_?(?:valid|expired)\w{0,10}(?:\(\))?[^.\n]{0,20}\balways\b[^.\n]{0,12}\btrue\b",
    ),
    _tell(
        Sign.JSON_CUT,
        ("truncated|cut ", "token|column|cookie|varchar|database"),
        r"(?:token|column|cookie|varchar)[^.\n\[(]{0,60}(?:truncated|cut (?:off|at))"
        r"|(?:truncated|cut off)[^\n\])]{0,40}(?:column|database|refresh.token)",
    ),
    _tell(
        Sign.INACTIVITY,
        ("month|year|day|week|quarter|0:00", "nothing|inactive|unused|idle|offline|dormant|untouched|used|paused|stopped|disabled|refreshed|off|touched|opened|ran|run|sync"),
        r"\b(?:inactive|unused|(?:do|does|did|done) nothing|idle|offline|dormant|untouched|paused|stopped|disabled|switched off|turned off"
        r"|not (?:been )?(?:used|refreshed|touched|opened|run|synced)|(?:nobody|no ?one|nothing) (?:has )?(?:used|refreshed|touched|opened|ran)"
        r"|\w{2,6}n['\u2019]t (?:been )?(?:used|refreshed|touched|opened|run|synced))\b"
        rf"(?: \w{{1,20}}){{0,4}} (?:for|in|since|after|over|than)\b{_SENTENCE}{{0,30}}\b{_LONG}",
    ),
    _tell(
        Sign.INACTIVITY,
        ("since ", "jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec|winter|spring|summer|autumn|last year|last season"),
        r"\b(?:inactive|unused|idle|offline|dormant|untouched|paused|stopped|disabled|(?:switched|turned) off|off)\b"
        r"(?: \w{1,12}){0,3} since (?:last |the end of |early |late |the )?"
        r"(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec|winter|spring|summer|autumn|year|season)",
    ),
    _tell(
        Sign.INACTIVITY,
        ("last|since", "month|days|year"),
        r"\b(?:last (?:used|refresh\w{0,3}|sync\w{0,3}|run|active|success\w{0,3}|login|seen)|since (?:then|the last))\b[^\n]{0,40}"
        r"\b(?:(?:[4-9]|1\d) months|[1-9]\d\d days|(?:[1-9]|one|two) years?)\b",
    ),
    _tell(
        Sign.NEVER_REFRESHED,
        ("hour|minutes", "after|work|valid|good|fine"),
        r"\bafter (?:about |around |exactly |roughly |the |a |its )?(?:an?|one|1|60|first)[ -]?(?:hour|minutes)"
        r"|\b(?:works?|worked|valid|good|fine)\b[^.\n]{0,30}\b(?:for|within) (?:about |the |only )?(?:an|one|1|60|first)[ -](?:hour|minutes)",
    ),
    _tell(
        Sign.NEVER_REFRESHED,
        ("token", "yesterday|morning|evening|night|last week|day before", "since|from|of "),
        r"(?<!refresh )(?<!refresh_)\btoken\b[^.\n]{0,60}\b(?:since|from|of) (?:yesterday|(?:this|the) (?:morning|evening|night|day before)|last (?:night|week))",
    ),
    _tell(
        Sign.NEVER_REFRESHED,
        ("hours|hour|days", "ago|old|later"),
        r"set \d{1,3} (?:hours|days) ago|(?:[2-9]|\d\d) hours? (?:old|ago|later)",
    ),
    _tell(
        Sign.SCOPE_ADDED_LATER,
        ("permission",),
        r"\bmissing (?:the )?[\w ]{0,30}\bpermission",
    ),
    _tell(Sign.SCOPE_ADDED_LATER, ("added",), r"\badded\b[^\n]{0,60}\bscopes?\b"),
    _tell(
        Sign.SCOPE_ADDED_LATER,
        ("before",),
        r"\b(?:connected|consented|authori[sz]ed|installed|signed up)\b (?:\w{1,20} ){0,4}before\b[^.\n]{0,80}\b(?:scope|permission|feature)",
    ),
    _tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("sandbox|development", "production|prod|live"),
        r"\b(?:switched|moved|changed|migrated|swapped|replaced|went)\b[^.\n]{0,40}\b(?:sandbox|development)\b[^.\n]{0,30}"
        r"\b(?:to|with|for|by)\b[^.\n]{0,20}\b(?:production|prod|live)\b",
    ),
    _tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("new|another|different|second|other",),
        r"\b(?:created|made|registered|(?:moved|switched|changed|migrated|went) (?:over )?to|replaced|rotated|got)\b[^.\n]{0,20}"
        r"\b(?:an? |the |our )?(?:new|another|different|second|other) (?:\w{1,12} ){0,2}(?:app|application|client[ _]id|client|keys?|key ?pair|credentials)\b(?! (?:icon|name|logo|version|store|server|page|design)\b)",
    ),
    _tell(
        Sign.ENVIRONMENT_SWITCHED,
        ("new|another|different|second", "token"),
        r"\b(?:new|another|different|second) (?:oauth )?(?:app|client id|client_id|keys?|key pair|credentials)\b[^.\n]{0,60}"
        r"\b(?:old|existing|same|stored) (?:refresh )?tokens?",
    ),
    _tell(
        Sign.WORKS_WITH_SAME_TOKEN,
        ("same ", "token"),
        r"\b(?:works?|fine|ok|succeeds?|200)\b[^.\n]{0,60}\bsame (?:access )?token"
        r"|\bsame (?:access )?token\b[^.\n]{0,60}\b(?:works?|fine|succeeds?|200)\b",
    ),
    _tell(
        Sign.WORKS_IN_CURL,
        ("curl|postman|insomnia|explorer",),
        r"\b(?:works?|fine|succeeds?)\b[^.\n]{0,30}\b(?:curl|postman|insomnia|api explorer)\b"
        r"|\b(?:curl|postman|insomnia|explorer)\b[^.\n]{0,30}\b(?:works?|succeeds?|(?:returns?|gives?) 200)\b"
        r"|\b(?:curl|postman|insomnia|explorer)\b[^.\n]{0,40}(?::|->|=>|=) ?(?:http )?(?:200|ok|fine)\b",
    ),
    _tell(
        Sign.ACCESS_TOKEN_EXPIRED,
        ("expired",),
        r"\b(?:access|oauth|bearer|auth)[ _-]token\b[^.\n]{0,120}\b(?:is|has|was) (?:already )?expired",
    ),
    _tell(
        Sign.JSON_CUT,
        ("characters|chars|bytes", "token"),
        r"\btokens?\b[^.\n]{0,60}\b(?:ends?|stops?|cut|cuts|breaks off|only)\b[^.\n]{0,20}\b\d{2,4} (?:characters|chars|bytes)\b",
    ),
    _tell(
        Sign.REDIRECT_REFUSED,
        ("redirect", "not|n't|n\u2019t|unable|refuse", "add|register|enter|save"),
        rf"\b(?:{_NOT}|unable to|refuses? to) (?:\w{{1,10}} ){{0,3}}(?:add|register|enter|save)\b[^\n]{{0,50}}\bredirect[ _-]?ur[il]",
    ),
    _tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "look|read|take|copy|fetch", "refresh"),
        rf"\b{_NOT} (?:\w{{1,12}} )?(?:looks?|looked|reads?|takes?|took|copy|copies|copied|fetch\w{{0,2}})\b[^\n]{{0,60}}refresh_?token\b"
        r"(?= (?:from|of|out of|in) (?:the |its |an? )?(?:answer|response|result|reply|client|object)\b| (?:afterwards|after|again|back)\b)",
    ),
    _tell(
        Sign.OLD_VALUE_SENT,
        ("still ", "token", "first|old|previous|earlier|other|before"),
        r"\bstill (?:has|have|uses?|sends?|holds?|keeps?|reads?|had|used)\b[^.\n]{0,20}\btokens?\b[^.\n]{0,20}"
        r"\b(?:of|from) (?:the |its |our )?(?:first|old|previous|earlier|other|before)\b",
    ),
    _tell(
        Sign.RESTART_HELPS,
        ("cache|redis", "clear|flush|purg|empt", "work|fix|help|fine|gone|solv"),
        rf"\b(?:clear|flush|purg|empt)\w{{0,4}}\b[^.\n]{{0,20}}\b(?:cache|redis)\b{_GAP}{{0,40}}\b(?:works?|fix(?:es|ed)?|helps?|fine|gone|solves?)\b"
        rf"|\bcache:clear\b{_GAP}{{0,40}}\b(?:works?|fix(?:es|ed)?|helps?|fine|gone|solves?)\b",
    ),
    _tell(
        Sign.INACTIVITY,
        ("stopped|paused|left|last used|last ran|quit", "jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec", "back|again|return|resum|now|today"),
        r"\b(?:stopped|paused|left|last used|last ran|quit)\b[^.\n]{0,40}\b(?:in|since|until|after|from) "
        r"(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)\w{0,6}\b(?![^.\n]{0,60}\b(?:(?:an?|one|two|few) (?:days?|hours?|weeks?)|next day)\b)[^.\n]{0,60}\b(?:back|again|return\w{0,3}|resum\w{0,2}|now|today)\b",
    ),
    _tell(
        Sign.MANY_AFFECTED,
        ("all |every |each ", "customers|tenants|companies|realms|accounts"),
        r"\b(?:all|every one) (?:of )?(?:our|my|the) (?:\w{1,12} )?(?:customers|tenants|companies|realms|accounts)\b",
    ),
    _tell(
        Sign.FROM_PLAYGROUND,
        ("playground", "refresh"),
        rf"\bplayground\b[^\n]{{0,80}}\b(?:its|that|the|this|whose) {_REFRESH_TOKEN}\b|{_REFRESH_TOKEN}\b[^.\n]{{0,40}}\b(?:from|of|in) (?:the |intuit's )?(?:\w{{1,8}} ){{0,2}}playground\b",
    ),
    _tell(
        Sign.ALWAYS_VALID,
        ("valid", "true", "hour|day"),
        r"\bis_?(?:access|refresh)?_?token_?valid\w{0,10}(?:\(\))?[^.\n]{0,16}\btrue\b[^.\n]{0,30}\b(?:hours?|days?) (?:later|after|old)",
    ),
    _tell(
        Sign.GRANT_REFUSED,
        ("invalid",),
        r"\binvalid grant\b(?! ?_?type)",
    ),
    *STORES,
    *PROCESSES,
    *ENDINGS,
    *CALLS,
    *COMPANIES,
    *VALUES,
)  # fmt: skip

WORDS = frozenset().union(*(group for one in _TELLINGS for group in one.needed))
"""The words that the tellings need."""

_MOST = 10
"""How many places of one telling are looked at in a line."""

_MOST_LINES = 50
_REACH = 1000
"""How much of a line is looked at to either side of a word."""


def find_tellings(
    hidden: Rewritten, lower: str, present: AbstractSet[str]
) -> Iterator[Sighting]:
    """Yield what is told, each meaning at the first place where it is meant.

    ``present`` has those of the words that stand in the text.
    """
    seen: set[Sign] = set()
    lines = _Lines(lower)
    for telling in _TELLINGS:
        if telling.sign in seen or not may_stand(telling.needed, present):
            continue
        place = _find_meant(telling, lines.with_any(telling.needed[0] & present), lower)
        if place is not None:
            seen.add(telling.sign)
            yield Sighting(telling.sign, hidden.span(*place), place[0])


def _find_meant(
    telling: Telling, windows: list[tuple[int, int]], lower: str
) -> tuple[int, int] | None:
    for start, end in windows:
        for match in islice(telling.pattern.finditer(lower, start, end), _MOST):
            if is_told(lower, *match.span()):
                return match.span()
    return None


class _Lines:
    """The lines of a text that have one of some words, which many tellings look for."""

    def __init__(self, lower: str) -> None:
        self._lower = lower
        self._found: dict[frozenset[str], list[tuple[int, int]]] = {}

    def with_any(self, words: frozenset[str]) -> list[tuple[int, int]]:
        """Return the lines that have one of the words, of a long text those at either end."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = list(_windows(words, self._lower))
        return found


def _windows(words: frozenset[str], lower: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that have one of the words: of a long text those at either end.

    What a person says stands before what was pasted, or behind it.
    """
    end = 0
    places = {word: lower.find(word) for word in words}
    for _ in range(_MOST_LINES):
        places = {
            word: at if at >= end else lower.find(word, end)
            for word, at in places.items()
            if at >= 0
        }
        found = [at for at in places.values() if at >= 0]
        if not found:
            return
        start, end = _line_around(lower, min(found))
        yield start, end
    reached, last = end, len(lower)
    places = {word: lower.rfind(word, reached) for word in words}
    for _ in range(_MOST_LINES):
        places = {
            word: at if at + len(word) <= last else lower.rfind(word, reached, last)
            for word, at in places.items()
            if at >= 0
        }
        found = [at for at in places.values() if at >= 0]
        if not found:
            return
        last, end = _line_around(lower, max(found))
        yield last, end


def _line_around(lower: str, place: int) -> tuple[int, int]:
    low, high = max(0, place - _REACH), min(len(lower), place + _REACH)
    end = lower.find("\n", place, high)
    return max(low, lower.rfind("\n", low, place) + 1), end if end >= 0 else high
