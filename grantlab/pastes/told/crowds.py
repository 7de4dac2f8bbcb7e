"""What people tell of how many there are: of workers that were added, and of refreshes that go out."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_SOME = r"(?:two|three|four|five|six|seven|eight|ten|twelve|several|many|multiple|[2-9]|[1-9]\d)"
_KIND = (
    r"(?:workers?|instances?|replicas?|pods?|processes|containers?|dynos?|nodes?|servers?|machines?|tasks|threads"
    r"|gunicorn workers|web servers|app servers|sidekiq processes)"
)
_GREW = r"(?:scaled?|scaling|grew|went|moved|switched|increased|raised|bumped|autoscal\w{1,3}|upped)"

CROWDS = (
    tell(
        Sign.TWO_AT_ONCE,
        ("desired_count|desiredcount|replicas|numprocs|min_instances|mininstances|desired count|instances", "each|every|all ", "refresh|token"),
        r"\b(?:desired_?count|replicas|numprocs|min_?instances|desired count|instances) ?[:=]{0,2} ?(?:[2-9]|[1-9]\d)\b[^\n]{0,160}\b(?:in|on|by) (?:each|every|all)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("scal|grew|went|moved|switched|increased|raised|bumped|upped", "worker|instance|replica|pod|process|container|dyno|node|server|machine|task|thread"),
        rf"\b{_GREW}\b[^.\n]{{0,40}}?\b(?:to|from (?:one|1|a single|two|2) to) {_SOME} (?:\w{{1,12}} )?{_KIND}\b"
        rf"|\b{_GREW}\b[^.\n]{{0,30}}\b{_KIND} (?:from (?:one|1|a single|two|2) )?to {_SOME}\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("added|started|second |another |replicas", "worker|instance|replica|pod|process|container|dyno|node|server|machine"),
        rf"\b(?:added|started|launched|spun up|deployed|run|running) (?:a second|another|a 2nd|one more|an additional) (?:\w{{1,12}} )?{_KIND}\b"
        rf"|\breplicas?:? ?(?:1|one) ?(?:->|=>|\u2192|to) ?{_SOME}\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("refreshes|renewals|refresh calls|refresh requests|token requests",),
        rf"\b{_SOME} (?:(?:token|parallel|identical|separate|simultaneous) )?(?:refreshes|renewals|refresh (?:calls|requests)|token requests) (?:\w{{1,8}} )?(?:go|went|are|were|start\w{{0,2}}|fire[sd]?|leave|hit|at)\b",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("first ", "others|rest|other ones|remaining|second|other ", "token|200|succe|works|ok", "invalid|400|fail|refused|error"),
        r"\b(?:first|one|winner)(?: (?:one|request|call|job|refresh|worker|tab|thread|process))? (?:gets?|got|wins|succeeds|works|is ok|returns 200|goes through|receives)\b[^.\n]{0,40}"
        r"[,;] ?(?:and |but |while )?(?:the |all )?(?:(?:two|three|four|five|six|seven|eight|\d{1,2}) )?(?:others?|rest|remaining|other ones|second(?: one)?)?(?: \w{1,12}){0,2}? ?"
        r"(?:gets?|got|fails?|failed|receives?|are refused|is refused|throws?|sees?|end up with)\b[^.\n]{0,30}(?:invalid|400|fail|refus|error)",
    ),
)  # fmt: skip
