"""What people tell of several that refresh: whether each sent the same token, or waits its turn."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP, REFRESH_TOKEN, SENTENCE

_GAP = r"(?:(?!\b(?:not|never|no|own)\b|n['\u2019]t)[^.\n])"
_SENDS = r"(?:sends?|sent|uses?|used|posts?|posted|reads?|read|redeems?|redeemed|tries|tried|presents?|presented|picks? up|picked up)"
_TURN = r"(?:time|hour|day|night|morning|call|request|run|week|month)"
_ASKERS = (
    r"(?:process(?:es)?|workers?|instances?|tabs|threads|jobs?|pods?|servers?|requests?|crons?"
    r"|containers?|lambdas?|machines?|dynos?|calls?|replicas?|nodes?|schedulers?|clients?|apps?)"
)
_MANY = r"(?:two|both|several|multiple|many|three|four|parallel|concurrent|\d{1,3})"

PROCESSES = (
    tell(
        Sign.TWO_AT_ONCE,
        ("two|both|several|multiple|many|three|four|parallel|concurrent", "refresh|renew"),
        rf"\b{_MANY} (?:\w{{1,20}} ){{0,3}}{_ASKERS}\b{SENTENCE}{{0,120}}"
        r"(?:refresh|renew|same (?:token|value))",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("processes|workers|instances|threads|pods|servers|crons|containers|lambdas|machines|dynos|replicas|nodes|schedulers", "refresh|renew"),
        rf"\b(?:[2-9]|[1-9]\d) (?:\w{{1,20}} ){{0,2}}{_ASKERS}\b{GAP}{{0,120}}(?:refresh|renew)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        (" rac",),
        rf"\brac(?:e|es|ed|ing)\b{SENTENCE}{{0,80}}(?:refresh|token|renew|each other)"
        rf"|(?:refresh|token|renew){SENTENCE}{{0,60}}\brac(?:e|es|ed|ing)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("same ", "at the|in the|within the"),
        r"\b(?:at|in|within) the (?:very |exact )?same (?:moment|second|instant|millisecond|time)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        (" and ", "same ", "staging|dev|local|laptop|test|uat|preview", "prod|live|server"),
        r"\b(?:staging|dev|local|my laptop|test|uat|preview) and (?:the )?(?:prod|production|live|server)\b (?:\w{1,8} ){0,2}(?:use|share|have|hold|refresh|are connected to|point (?:to|at)) (?:the )?same"
        r" (?:\w{1,12} )?(?:connection|refresh[ _-]?token|token|row|database|db)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("seconds|second|ms|moments", "apart|of each other", "two|both|three|several|all|each"),
        rf"\b(?:two|both|three|several|all|each)\b{GAP}{{0,80}}\b(?:seconds?|ms|milliseconds?|moments?) (?:apart|of each other)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("share", "both|all|they|two|each", ".toml|.json|.yml|.yaml|.env|.ini|.db|.sqlite|cache|volume|profile|home"),
        r"\b(?:both|all|they|two|each)\b (?:\w{1,12} ){0,3}shares? (?:(?:the|one|a|same) ){0,2}(?:[~/.\w-]{0,80}\.(?:toml|json|ya?ml|env|ini|db|sqlite)\b|(?:\w{1,12} )?(?:cache|volume|profile|home)\b)",
    ),
    tell(
        Sign.LOCK_HELPS,
        ("lock|mutex|semaphore|serial|flight", "gone|fix|solv|stop|disappear|no more"),
        r"\b(?:lock|locks|locking|mutex|semaphore|serializ\w{1,5}|serialis\w{1,5}|single[- ]?flight)\b"
        rf"{SENTENCE}{{0,60}}\b(?:gone|fixed|fixes|solved|solves|stopped|stops|disappeared|no more)\b"
        rf"|\b(?:gone|fixed|solved|stopped|disappeared)\b{SENTENCE}{{0,40}}\b(?:lock|mutex|serializ\w{{1,5}}|single[- ]?flight)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("shar",),
        r"\bshar(?:e|es|ed|ing)\b (?:\w{1,20} ){0,3}"
        rf"(?:{REFRESH_TOKEN}|credentials?|keychain|token (?:file|store)|auth (?:config|file)|connection)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("the same ", "all|both|each|every|they"),
        r"\b(?:all|both|each|every|they)\b (?:\w{1,20} ){0,3}(?:use|share|read|hold|send|start from|keep)s? the same (?:refresh )?(?:token|value|credential)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("same ", "both|two|several|all|each"),
        rf"\b(?:both|two|several|three|all|each)\b{GAP}{{0,80}}\b(?:from|with|on|use|uses|using|read|reads|share|against) the same"
        r" (?:\w{1,12} )?(?:\.?env\b|config|settings|credentials?|token (?:file|row|store|table)|row|database|connection)\b(?! (?:\w{1,12} )?(?:format|structure|style|syntax|layout|server)\b)",
    ),
    tell(
        Sign.ONE_AT_A_TIME,
        ("lock|mutex|semaphore", "take|hold|under|behind|with|using|guard|protect|acquire"),
        r"\b(?:takes?|taking|holds?|holding|under|behind|with|using|guarded by|protected by|acquires?)"
        r" (?:an? |the |its |that )?(?:\w{1,12} )?(?:lock|mutex|semaphore)\b",
    ),
    tell(
        Sign.SHARED_CLIENT,
        ("once|startup|boot|import|handler|module|process-", "built|created|constructed|instantiated|init|outside|global|wide|warm"),
        r"\b(?:built|created|constructed|instantiated|initiali[sz]ed)\b[^.\n]{0,40}\b(?:once|at (?:process |app |application |server )?(?:startup|start|boot|import)|at module)"
        r"|\boutside (?:of )?(?:the |its )?handler\b|\bprocess-(?:global|wide)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("laptop|server|staging|production|machine|desktop|vm", " and "),
        r"\bon (?:my |the |our |a )?(?:laptop|server|staging|production|prod|dev|pc|machine|vm|desktop)\b[^\n]{0,20}"
        r"\band (?:on )?(?:my |the |our |a )?(?:laptop|server|staging|production|prod|dev|pc|machine|vm|desktop)\b",
    ),
    tell(
        Sign.ONE_AT_A_TIME,
        ("only one|just one|only a single|just a single|one container|one process|one thread|one worker",),
        r"\b(?:only|just) (?:one|a single) (?:\w{1,12} )?(?:process|worker|instance|container|server|job|cron|thread|node|machine)\b"
        r"|^ ?one (?:container|process|thread|worker|instance)\b",
    ),
    tell(
        Sign.ONE_AT_A_TIME,
        ("one of ", "does|refresh|renew|allowed"),
        r"\b(?:only |just )?one of (?:them|the \w{1,12}) (?:does|refreshes|renews|may|is allowed)\b",
    ),
    tell(
        Sign.ONE_AT_A_TIME,
        ("own|nothing", "each|its own|their own|shared"),
        r"\beach\b (?:\w{1,12} ){0,3}(?:its|their) own\b(?! (?:\w{1,12} )?(?:scheduler|thread|timer|cron|loop|process|worker|copy|cache|memory|client|instance|pool|job)\b)|\bnothing (?:is |was )?shared\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("overlap",),
        r"\b(?:runs?|jobs?|crons?|syncs?|executions?|calls?|requests?)\b[^.\n]{0,30}\boverlap|\boverlapping (?:runs?|jobs?|executions?)\b",
    ),
    tell(
        Sign.LOCK_HELPS,
        ("lock|mutex|semaphore|serial|flight", "not come|not happen|not appear|not occur|never again|no longer"),
        r"\b(?:f?lock|locks|locking|mutex|semaphore|serializ\w{1,5}|serialis\w{1,5}|single[- ]?flight)\b"
        rf"{SENTENCE}{{0,60}}\b(?:not (?:come|happened|appeared|occurred)|never again|no longer)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("both ", "renew|refresh"),
        rf"\bboth\b(?! (?:\w{{1,8}} )?(?:tokens?|values|columns|fields|times|days|weeks|nights|mornings|attempts|cases|occasions|environments|sandbox)\b){GAP}{{0,60}}\b(?:renew|refresh)",
    ),
    tell(
        Sign.SHARED_CLIENT,
        ("module|global|static|import", "variable|constant|field|property|import|load"),
        r"\b(?:module|global|static)(?:-level)? (?:variable|constant|field|property)\b|\b(?:at|from|since|on) (?:import|module load)\b",
    ),
    tell(
        Sign.SHARED_CLIENT,
        ("cache|apcu|memcache|transient",),
        r"\b(?:kept|held|stays?|one|value|token) (?:is |was )?(?:in|from) (?:the |a |our )?(?:\w{1,12} )?(?:cache|apcu|memcached?|transient)\b",
    ),
    tell(
        Sign.SHARED_CLIENT,
        ("once", "boot|start|import|load", "read|load|fetch"),
        r"\b(?:read|loaded|fetched) (?:only |just )?once (?:at|on|during|when|per) (?:\w{1,12} ){0,3}"
        r"(?:boot|start\w{0,3}|import|load|process)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("each|both|all ", "refresh", "token"),
        rf"\b(?:both|each|all(?: of them)?)\b(?! {_TURN}\b){_GAP}{{0,60}}\b{_SENDS} (?:the |that )?(?:very )?(?:same |stored |current |one |saved ){{0,2}}refresh[ _-]?token\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("got ", "new pair|new token|new refresh|fresh pair", "invalid|400|refused|error"),
        r"\b(?:got|received|gets?) (?:the |a |its )?(?:new|fresh) (?:pair|(?:refresh )?tokens?)\b[^.\n]{0,60}"
        r"\b(?:the )?(?:other|others|second|rest|consumer|worker|\w{1,14}) (?:got|received|gets?|saw|sees) (?:an? )?[\"'`]?(?:invalid|400|error|refus)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("same refresh", " and "),
        r"\bsame refresh[ _-]?token (?:is |are |gets )?(?:used|shared|read|held|sent|refreshed) (?:by|in|on|from)\b[^.\n]{0,60}\band\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("concurrent|parallel|simultaneous|overlapping",),
        r"\b(?:two|three|four|several|many|multiple|[2-9]|\d\d) (?:concurrent|parallel|simultaneous|overlapping) (?:executions|invocations|runs|jobs|processes"
        r"|workers|instances|requests|tasks|threads|lambdas|refreshes)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("whoever", "refresh|token"),
        r"\bwhoever (?:refreshes|asks|comes|calls|is) (?:\w{1,10} ){0,2}(?:second|last|later|first|loses|wins)\b",
    ),
    tell(
        Sign.ONE_AT_A_TIME,
        ("lock|mutex|semaphore", "guard|protect|wrap|around|serial|cover|held|taken|per company|per realm|per tenant"),
        r"\b(?:lock|mutex|semaphore)\b (?:\w{1,10} ){0,2}(?:guards?|protects?|wraps?|around|serializes|serialises|covers|(?:is|gets) (?:held|taken)|per (?:company|realm|tenant))\b",
    ),
)  # fmt: skip
