"""What people tell of a store: what it still holds, and what a program begins with again."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP, NOT, REFRESH_TOKEN, SENTENCE

_KEEPS = r"(?:saved|stored|persisted|written|kept|recorded|updated)"
_STORE = (
    r"(?:config(?:uration)?|settings|\.?env(?: file)?|[\w.-]{1,30}\.(?:env|ya?ml|json|ini|toml|properties|php|txt|db)|file|db"
    r"|database|table|row|record|document|entity|store|storage|secret(?:s manager| store)?|vault|key-?vault|keychain|ssm"
    r"|parameter(?: store)?|spreadsheet|sheet|registry|disk|volume|dashboard)"
)
_OLD = r"(?:same|original|old|older|first|initial|previous|prior|identical|unchanged|very same)"
_THING = r"(?:refresh[ _-]?token|token|one|value|rt)"
_AS_OF_ANSWER = (
    r"(?![^.\n]{0,40}\b(?:answer|response|returned|received|came|issued|brought)\b)"
)
_AT_FIRST = (
    r"(?:(?:\.?env(?:ironment)?|config(?:uration)?|settings|secret|image)\b"
    r"|(?:initial|seed(?:ed)?|bootstrap|default|original|hard-?coded|first|deploy(?:ed)?) (?:\w{1,10} )?(?:value|token|one|secret|config|env|refresh)\b)"
)
_MACHINE = r"(?:pod|container|server|dyno|instance|app|process|machine|service|worker|vm|host|lambda|task|box|node)"
_LATELY = (
    r"(?:today|yesterday|overnight|just now|last night|this (?:morning|afternoon|evening|week)|on \w{3,9}day|at \d"
    r"|(?:an?|one|two|\d{1,2}) (?:minutes?|hours?|days?) (?:ago|before|earlier)|(?:(?:right|just|shortly) )?before)"
)

_LISTENER = (
    r"(?:on_?tokens?_?(?:refresh|updat|chang)\w{0,5}|on_?refresh\w{0,5}|token_?updater|tokens? (?:event|listener|hook|callback|updater|handler)"
    r"|refresh (?:event|listener|hook|callback|handler))"
)
_ROLLOUT = (
    r"[\"'`]?(?:docker(?:[ -]compose)? (?:up|run|build|pull)|(?:kubectl|helm|pm2|systemctl|gcloud|heroku|vercel) [a-z]{2,12}"
    r"|re-?build|(?:new )?(?:release|build|image|rollout|container)\b)"
)
_PUTS_AWAY = r"(?:saves?|saved|saving|updates?|updated|updating|(?:stor|persist|writ|record|replac|kept|keep)\w{0,6})"
_RESTART = r"(?:re-?start|re-?deploy|deploy|reboot|recycl|reload)\w{0,5}"
_ELSEWHERE = r"(?:rds|postgres\w{0,3}|mysql|mariadb|database|db|s3|dynamo\w{0,2}|volume|redis|vault|secrets manager|key ?vault)"

STORES = (
    tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "save|saving|stor|persist|writ|record|update|updating|replac|kept|keep", "token"),
        rf"\b{NOT} (?:\w{{1,20}} ){{0,3}}{_PUTS_AWAY} {SENTENCE}{{0,60}}"
        r"\b(?:new|next|returned|rotated|latest|refreshed|changed)\b[^.\n]{0,20}\btoken",
    ),
    tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "new|next|returned|rotated|latest|refreshed", "token"),
        r"\b(?:new|next|returned|rotated|latest|refreshed) (?:refresh[ _-]?)?token"
        rf"{SENTENCE}{{0,40}}\b{NOT} (?:\w{{1,20}} ){{0,2}}(?:saved|stored|persisted|written|updated|kept|used|put)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("only|drop|discard|ignore|throw|lose|lost|forg", "token"),
        rf"\bonly {_PUTS_AWAY} (?:the )?(?:new )?access[ _-]?token(?! in memory)(?![^\n]{{0,60}}\brefresh[ _-]?token (?:is|gets|goes|was) (?:\w{{1,10}} )?(?:written|stored|saved|kept|to)\b)"
        r"|\b(?:drops?|discards?|ignores?|ignored|dropped|throws? away|loses?|lost|forgets?|forgot) (?:the )?"
        r"(?:new|returned|rotated|next|updated) (?:refresh[ _-]?)?token",
    ),
    tell(
        Sign.NOT_STORED,
        ("never|not|n't|n\u2019t", "token"),
        rf"\b(?:refresh|new|rotated) token\b[^.\n]{{0,30}}\b{NOT} (?:\w{{1,20}} )?(?:reach|land|arriv|get|got|make)\w{{0,4}}\b"
        r"[^.\n]{0,20}(?:\.env|database|disk|store|file|config|\bdb\b|row)",
    ),
    tell(
        Sign.NOT_STORED,
        ("writ", "not|never|n't|n\u2019t"),
        rf"\b{NOT} (?:\w{{1,20}} ){{0,2}}(?:write|written) (?:\w{{1,20}} ){{0,2}}(?:back|to the (?:config|database|db|file|store))",
    ),
    tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "changed|updated|replaced", "refresh"),
        rf"(?:database|row|store|file|table|\bdb\b|config){SENTENCE}{{0,60}}{REFRESH_TOKEN}{SENTENCE}{{0,12}}"
        rf"\b{NOT} (?:\w{{1,12}} )?(?:changed|updated|replaced)",
    ),
    tell(
        Sign.NOT_STORED,
        ("recreat|re-creat|wiped|ephemeral|thrown away|starts", "container|pod|instance|volume|disk|machine|dyno|function|file"),
        rf"\b(?:container|pod|instance|volume|disk|machine|dyno|function|file ?system)s?\b{GAP}{{0,50}}"
        r"\b(?:re-?creat\w{1,3}|wiped|ephemeral|thrown away|starts? (?:empty|fresh|clean))\b"
        rf"(?![^\n]{{0,60}}\btokens? (?:are|is|live|lives|stay|stays|remain) [^\n]{{0,24}}\b{_ELSEWHERE}\b)",
    ),
    tell(
        Sign.NOT_STORED,
        ("gone|lost|wiped|overwritten|thrown away", "writ|wrote|save|stor"),
        r"\b(?:writes?|wrote|written|saved?|stored?)\b[^\n]{0,60}\b(?:is|are|gets?|got|was|were) (?:\w{1,8} )?(?:gone|lost|wiped|overwritten|thrown away)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("rollback|rolled back|rolling back|aborted", "token|credential|connection"),
        r"(?:token|credential|connection)\w{0,12}\b(?:(?!\b(?:not|never)\b)[^\n]){0,60}\b(?:roll(?:ed|ing)? ?back|aborted)"
        r"|\b(?:roll(?:ed|ing)? ?back|aborted)\b[^\n]{0,60}(?:token|credential|connection)",
    ),
    tell(
        Sign.NOT_STORED,
        ("config|.env|settings|secret", "update|put|copy|paste", "new"),
        r"\b(?:update|put|copy|paste)\b (?:\w{1,12} ){0,4}(?:config|\.?env|settings|secrets?)\b[^.\n]{0,30}\bnew\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("permission denied|eacces", "token|.env"),
        r"\b(?:permission denied|eacces)\b[^\n]{0,60}(?:token|\.env)|(?:token|\.env)[^\n]{0,60}\b(?:permission denied|eacces)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("only", "token"),
        r"\b(?:overwrites?|overwrote|saves?|saved|stores?|stored|updates?|updated|writes?|wrote|keeps?|kept|persists?|replaces?)"
        r" only (?:the )?(?:new )?access[ _-]?token",
    ),
    tell(
        Sign.RESTART_HELPS,
        ("until", "start|load|deploy|recycle"),
        r"\buntil (?:\w{1,12} ){0,4}(?:re-?started|re-?loaded|re-?deployed|recycled)\b",
    ),
    tell(
        Sign.LOST_BEFORE_STORED,
        ("before", "evicted|killed|crashed|restarted|died|terminated|interrupted|rebooted|stopped"),
        r"\b(?:evicted|killed|crashed|restarted|died|terminated|interrupted|rebooted|stopped)\b[^.\n]{0,30}\bbefore\b",
    ),
    tell(
        Sign.RESTART_BREAKS,
        ("until", "start|deploy|boot"),
        rf"\b(?:works?|working|worked|fine|ok|good)\b{GAP}{{0,60}}\buntil\b{SENTENCE}{{0,30}}"
        rf"(?:{_RESTART}|deploy)",
    ),
    tell(
        Sign.RESTART_BREAKS,
        ("start|deploy|boot",),
        r"(?:after|every|each|docker|container|on) (?:\w{1,20} ){0,2}(?:re-?(?:start|deploy|boot)|deploy)"
        r"[^\n]{0,80}(?:fail|invalid|lose|lost|log in|reconnect|old token|400|again)",
    ),
    tell(
        Sign.RESTART_HELPS,
        ("start|deploy|boot|recycl|reload",),
        rf"\b{_RESTART}\b(?:(?!\b(?:but|although|though)\b){GAP}){{0,60}}\b(?:works?|fix(?:es|ed)?|helps?|cures?|solves?|fine|goes away|gone|resolves?)\b",
    ),
    tell(
        Sign.LOST_BEFORE_STORED,
        ("response|answer|reply", "never|lost|dropped|n't|n\u2019t|not"),
        rf"\b(?:response|answer|reply)\b[^.\n]{{0,30}}\b(?:lost|dropped|{NOT} (?:\w{{1,20}} ){{0,2}}(?:reach|receive|arrive|deliver|got|get|came|come|stored|saved)\w{{0,4}})\b"
        rf"|\b{NOT} (?:\w{{1,20}} )?(?:receives?|received|receiving|got|get|see|saw) (?:the |an? |any |its )?(?:response|answer|reply)\b",
    ),
    tell(
        Sign.NO_ANSWER,
        ("500|502|503|504", "refresh|renew"),
        r"\b(?:refresh|renew)\w{0,4}\b[^.\n]{0,40}\b(?:with|got|returned|answered|ended in|was) (?:an? )?(?:http )?50[0234]\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("not|never|n't|n\u2019t", "look|read|take|copy|fetch", "refresh"),
        rf"\b{NOT} (?:\w{{1,12}} )?(?:looks?|looked|reads?|takes?|took|copy|copies|copied|fetch\w{{0,2}})\b[^\n]{{0,60}}refresh_?token\b"
        r"(?= (?:from|of|out of|in) (?:the |its |an? )?(?:answer|response|result|reply|client|object)\b| (?:afterwards|after|again|back)\b)",
    ),
    tell(
        Sign.RESTART_HELPS,
        ("cache|redis", "clear|flush|purg|empt", "work|fix|help|fine|gone|solv"),
        rf"\b(?:clear|flush|purg|empt)\w{{0,4}}\b[^.\n]{{0,20}}\b(?:cache|redis)\b{GAP}{{0,40}}\b(?:works?|fix(?:es|ed)?|helps?|fine|gone|solves?)\b"
        rf"|\bcache:clear\b{GAP}{{0,40}}\b(?:works?|fix(?:es|ed)?|helps?|fine|gone|solves?)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("refresh|updater|token", "not|never|n't|n\u2019t|no |without", "event|listener|hook|callback|updater|handler|on_|ontoken|onrefresh"),
        rf"\b{_LISTENER}\b[^.\n]{{0,30}}?\b{NOT} (?:\w{{1,8}} ){{0,2}}(?:wired|registered|set|called|implemented|subscribed|handled|attached|passed|given|used|fired|there)\b"
        rf"|\b(?:{NOT} (?:\w{{1,8}} ){{0,2}}(?:wire|register|set|implement|subscribe|handle|attach|pass|give|use)\w{{0,3}}|no|without) (?:an? |the |any |to (?:the )?)?[\"'`]?{_LISTENER}\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("no ", "write|save|update|persist", "here|after|yet|anywhere", "token|refresh"),
        r"\bno (?:(?:db|database|store|file|disk) )?(?:writes?|saves?|saving|updates?|persist\w{0,6}) (?:is done |happens )?(?:here|after\w{0,5}|yet|anywhere)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("rollback|rolled back|rolled-back", "refresh"),
        rf"\broll(?:ed)?[ -]?back\b[^\n]{{0,40}}\brefresh|\brefresh\w{{0,5}}\b{GAP}{{0,40}}\brolled back\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("new |rotated|fresh|returned", "token", "gone|lost|discarded|thrown away|dropped"),
        r"\b(?:new|rotated|fresh|returned) (?:refresh[ _-]?)?token (?:is|was|gets?|got) (?:\w{1,8} )?(?:gone|lost|discarded|thrown away|dropped)\b",
    ),
    tell(
        Sign.OLD_VALUE_SENT,
        ("rows|records|entries|connections", "same |duplicate", "realm|company|tenant|customer|user"),
        r"\b(?:two|2|three|several|multiple|duplicate) (?:\w{1,12} )?(?:rows|records|entries|connections) (?:for|of|with) (?:the |one )?(?:same )?(?:realm|company|tenant|customer|user)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("until ", "secret|env|config|variable|token|setting", "update|paste|replace|change|put|set|rotate"),
        r"\buntil (?:i|we|someone|somebody|an? admin) (?:manually |again )?(?:updates?|pastes?|replaces?|changes?|puts?|sets?|rotates?) (?:in )?(?:\w{1,12} ){0,3}?"
        r"(?:secret|\.?env|config\w{0,8}|variable|refresh token|setting)s?\b",
    ),
    tell(
        Sign.RESTART_BREAKS,
        ("start|deploy|creat|boot|schedule|recycl|replac", "->|=>|\u2192|: |then|and", "invalid|400|fail|refus|log in"),
        rf"\b{_MACHINE} (?:was |is |got )?(?:re-?started|re-?deployed|re-?created|rebooted|re-?scheduled|replaced|recycled)"
        r" ?(?:->|=>|\u2192|:|,? then\b|,? and\b)[^\n]{0,30}\b(?:invalid|400|fail|refus|log in)",
    ),
    tell(
        Sign.RESTART_BREAKS,
        ("docker|kubectl|helm|pm2|systemctl|gcloud|heroku|vercel|build|release|image|rollout|container",),
        rf"\b(?:after|every|each|on|with) (?:(?:a|an|the|every|each|any) ){{0,2}}{_ROLLOUT}[^\n]{{0,60}}"
        r"\b(?:fails?|invalid\w{0,6}|loses?|lost|log(?:ging)? in|reconnect|old (?:refresh )?token|400|again|re-?authori\w{2,4})",
    ),
    tell(
        Sign.NOT_STORED,
        ("nothing|nobody|no one", "token|refresh", "save|stored|persist|written|kept|update|write|store"),
        rf"\bnothing (?:else )?(?:(?:is|was|gets?|got|ever) ){{0,2}}{_KEEPS}\b(?! (?:wrong|badly|twice))"
        r"|\b(?:nothing|nobody|no ?one) (?:\w{1,8} )?(?:saves?|stores?|persists?|writes?) (?:it|them|that|the (?:new|result|answer|response|token|refresh)\w{0,8})\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("tokens are only|token is only|tokens only|token only|tokens get only|token gets only",),
        rf"\btokens? (?:(?:are|is|get|gets) )?only (?:ever )?{_KEEPS} (?:once|in|by|on|at|when|during|after|if)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("still", "same|original|old|first|initial|previous|prior|unchanged", "token|one|value"),
        rf"\b{_STORE}\b(?: [\w./-]{{1,20}}){{0,5}} still (?:has|have|had|shows?|contains?|holds?|lists?|says?|carries|keeps?|is|are)"
        rf" (?:\w{{1,8}} ){{0,2}}{_OLD} (?:\w{{1,14}} )?{_THING}\b{_AS_OF_ANSWER}",
    ),
    tell(
        Sign.NOT_STORED,
        ("same|original|old|first|initial|unchanged|previous", "refresh"),
        rf"\brefresh[ _-]?token (?:in|of|inside|on) (?:the |our |my )?(?:\w{{1,14}} )?{_STORE} (?:is|was|stays?|stayed|remains?|remained)"
        rf" (?:still )?(?:the )?{_OLD}\b{_AS_OF_ANSWER}",
    ),
    tell(
        Sign.NOT_STORED,
        ("starting|start|fall|fell|revert|reset|going back|goes back|back to", "refresh", "env|config|initial|seed|bootstrap|default|original|coded|secret|deploy|image"),
        r"\b(?:start(?:s|ed|ing)?(?: again| over)?|fall(?:s|ing)? back|fell back|reverts?|reverted|reset|go(?:es|ing)? back|back)"
        rf" (?:from|to|with|on) (?:the |its |our |my )?(?:refresh[ _-]?token (?:from|of|in) (?:the |its )?)?[\"'`]?{_AT_FIRST}",
    ),
    tell(
        Sign.NOT_STORED,
        ("not found|no such|missing|does not exist|doesn't exist|is empty|no cached|no saved|no stored", "refresh", "env|config|initial|seed|bootstrap|default|secret"),
        r"(?:not found|no such (?:file|key)|missing|do(?:es not|esn't) exist|(?:is|was) empty|\bno (?:cached|saved|stored) [\w ]{2,20})[^\n]{0,40}"
        rf"\b(?:us(?:e|es|ed|ing)|load(?:s|ed|ing)?|tak(?:es|ing)|took|read(?:s|ing)?) (?:the )?(?:\w{{1,12}} ){{0,4}}{_AT_FIRST}",
    ),
    tell(
        Sign.RESTART_BREAKS,
        ("start|deploy|creat|boot|schedule|recycl|replac", "pod|container|server|dyno|instance|app|process|machine|service|worker|vm|host|lambda|task|box|node"),
        rf"\b{_MACHINE}s? (?:was|were|got|has been|have been|had been|is|are) (?:\w{{2,8}} )?"
        rf"(?:re-?started|re-?deployed|re-?created|rebooted|re-?scheduled|replaced|recycled) {_LATELY}\b"
        r"(?![^\n]{0,60}\b(?:no change|same (?:error|result)|did(?:n't| not) help|works?|worked|fine|gone|fixed)\b)",
    ),
    tell(
        Sign.RESTART_BREAKS,
        ("start|deploy|creat|boot|schedule|recycl|replac|migrat|rebuild|rebuilt", "for "),
        r"\b(?:refreshed|refreshing|ran|running|run|worked|working|syncing|synced|fine|ok|good)\b(?: \w{1,10}){0,2} for (?:\w{1,8} )?(?:days?|weeks?|months?)\b"
        r"[^\n.]{0,40}\b(?:until|then|before|since)\b[^\n.]{0,30}\b(?:re-?start|re-?deploy|deploy|re-?creat|reboot|re-?schedule|recycl|migrat|re-?build|rebuilt)",
    ),
)  # fmt: skip
