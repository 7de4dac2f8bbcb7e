"""What people tell of a copy of the tokens that is at work as well, and of a store as of the first day."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP

_ELSEWHERE = r"(?:laptop|staging|dev(?:elopment)?|local\w{0,4}|(?:my|his|her|their|another|a second|a test) (?:\w{1,10} )?(?:machine|server|computer|pc|mac|environment|vm)|test (?:server|system|machine|environment))"
_OF_REAL = r"(?:prod(?:uction)?|live)"
_THINGS = r"(?:db|database|data|dump|tokens?|credentials?|\.?env(?: file)?|table|rows?|snapshot)"
_FIRST = r"(?:first|initial|original|very first) (?:login|log-in|consent|connect\w{0,4}|setup|set-up|authori[sz]ation|sign-in|install\w{0,6}|deploy\w{0,6})"

COPIES = (
    tell(
        Sign.OLD_VALUE_SENT,
        ("copied|cloned|dumped|imported|restored|pulled|synced", "prod|live", "laptop|staging|dev|local|machine|server|computer| pc| mac|environment| vm"),
        rf"\b(?:copied|cloned|dumped|imported|restored|pulled|loaded)\b{GAP}{{0,30}}\b{_OF_REAL}\b[^.\n]{{0,16}}\b{_THINGS}\b{GAP}{{0,30}}\b(?:to|on|onto|into|in) (?:\w{{1,8}} )?{_ELSEWHERE}\b"
        rf"(?=[^\n]{{0,120}}\b(?:ran|run|sync\w{{0,4}}|refresh\w{{0,4}}|start\w{{0,4}}|job|cron|test\w{{0,3}})\b)",
    ),
    tell(
        Sign.NOT_STORED,
        ("mtime|dated|timestamp|last modified|written|from|of", "first|initial|original", "token|.json|file|row|store"),
        rf"\b(?:tokens?(?:\.json| file| row)?|file|row|store)\b{GAP}{{0,24}}?\b(?:has (?:an? |the )?(?:mtime|date|timestamp) (?:of|from)|(?:is|was) (?:still )?(?:dated|last modified|last written|from|of|that of)(?: on| at| of| from)?) (?:the |our |my )?{_FIRST}\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("no ", "set|save|put|write|update|store", "anywhere|at all|in the code|in our code", "refresh|token"),
        r"\bno (?:\w{1,12} )?[\w]{0,20}(?:\.|_|->)?(?:set|save|put|write|update|store)\w{0,10}(?:\(\))?(?: call)? (?:anywhere|at all|in (?:the|our|my) code)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("every|each|again|weekly|monthly|daily", "have to|need to|must|had to", "new one|new token|new refresh|another one|fresh one|fresh token", "token"),
        r"\b(?:every|each|weekly|monthly|daily)\b[^.\n]{0,50}\b(?:have to|need to|must|had to) (?:\w{1,10} )?(?:paste|put|enter|set|copy|generate|insert)(?: in)? (?:an?|the)?(?:other)? ?(?:new|fresh)? ?(?:one|(?:refresh )?token)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("rolled back|rollback|rolls back", "tx|transaction|unit of work", "token|refresh"),
        rf"\b(?:tx|transaction|unit of work)\b{GAP}{{0,24}}\b(?:rolled back|rolls back|rollback)\b",
    ),
)  # fmt: skip
