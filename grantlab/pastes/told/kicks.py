"""What people tell of a restart that helps, in the words of whoever runs the program."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP

_KICKS = (
    r"(?:bounc(?:e|es|ed|ing)|kick(?:s|ed|ing)?|cycl(?:e|es|ed|ing)|recycl(?:e|es|ed|ing)|iisreset|kill(?:s|ed|ing)? (?:and (?:re)?start\w{0,3}|-hup)"
    r"|touch(?:es|ed|ing)? (?:the )?(?:\w{1,12}[ ./])?(?:wsgi|restart\.txt)\w{0,4}|pm2 (?:re)?(?:start|load)|re-?cycl\w{1,3} the (?:app ?)?pool|(?:supervisorctl|systemctl) restart)"
)
_HELPS = r"(?:works?|fix(?:es|ed)?|helps?|cures?|solves?|(?:is|are|was|were) (?:fine|gone|ok)|goes away|clears? it|heals?)"
_WAS_BORN = r"(?:filled|populated|loaded|set|assigned|hydrated|initiali[sz]ed|read|fetched|built|created)"

KICKS = (
    tell(
        Sign.RESTART_HELPS,
        ("bounc|kick|cycl|iisreset|kill|touch|pm2|supervisorctl|systemctl", "until|work|fix|help|cure|solve|fine|gone|ok|away|clear|heal"),
        rf"\buntil (?:\w{{1,12}} ){{0,3}}{_KICKS}\b|\b{_KICKS}\b(?:(?!\b(?:but|although|though)\b){GAP}){{0,40}}\b{_HELPS}\b",
    ),
    tell(
        Sign.SHARED_CLIENT,
        ("singleton|static|companion object|object |lateinit|global|process|field", "boot|startup|start-up|launch|start", "filled|populated|loaded|set|assigned|hydrated|initiali|read|fetched|built|created"),
        rf"\b{_WAS_BORN} (?:only |just )?(?:(?:once|one time) )?(?:at|on|during|when) (?:\w{{1,12}} ){{0,2}}(?:boot|startup|start-up|launch|application start|app start)\b",
    ),
)  # fmt: skip
